"""Which deals match: by hand on small logs, and the same as one deal at a time, trying every place, on any log."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.conformance.check import check
from mining.path_query.matching import matching
from mining.path_query.names import known_names
from mining.path_query.read import parse_query
from models.conformance import Conformance
from models.errors import UserError
from models.event_log import EventLog
from models.path_query import PathQuery
from models.progress import silent
from tests.builders import DAY, START, a_log
from tests.mining.conformance.test_classify import PROCESSES, TRACES
from tests.mining.path_query.queries import Deal, queries

DEALS = (
    "A > B > C > D > Won",
    "A > C > B > C > D > Won",
    "A > B > C > A > D > Lost",
    "A > C > A > C > D > Won",
    "B > C > Audit > D > D",
    "A > B",
    "A > B > Won",
    "",
)


@pytest.fixture(scope="module")
def found() -> Conformance:
    return check(a_log(*DEALS), PROCESSES["straight"], silent)


def deals(text: str, found: Conformance) -> list[int]:
    return np.flatnonzero(matching(parse_query(text), found.log, found)).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("contains B", [0, 1, 2, 4, 5, 6]),
        ("contains b", [0, 1, 2, 4, 5, 6]),
        ("not B", [3, 7]),
        ("B then C", [0, 1, 2, 4]),
        ("C .. B", [1]),
        ("C then B", [1]),
        ("A .. A", [2, 3]),
        ("A then C .. D", [1, 3]),
        ("B .. D within 2 days", [0, 1]),
        ("B .. D within 3 days", [0, 1, 2, 4]),
        ("B then D", []),
        ("starts with B", [4]),
        ("ends with Won", [0, 1, 3, 6]),
        ("ends with D", []),
        ("stands at D", [4]),
        ("stands at B", [5]),
        ("D 2 times", [4]),
        ("B 0 times", [3, 7]),
        ("A 2+ times", [2, 3]),
        ("skips B", [3]),
        ("skips B and then goes back", [3]),
        ("goes back and then skips B", []),
        ("goes back", [2, 3]),
        ("goes back to A", [2, 3]),
        ("repeats", [4]),
        ("adds Audit", [4]),
        ("adds", [4]),
        ("closes early from B", [6]),
        ("closes early from A", []),
        ("follows", [0]),
        ("follows so far", [5, 7]),
        ("deviates and not goes back", [1, 4, 6]),
        ("goes back or adds", [2, 3, 4]),
        ("skips A and then adds Audit and then repeats D", [4]),
        ("adds Audit and then skips A", []),
        ("skips Won", []),
    ],
)
def test_that_the_deals_that_match_are_found(text: str, expected: list[int], found: Conformance) -> None:
    assert deals(text, found) == expected


def test_that_the_latest_begin_counts_for_the_time() -> None:
    """From the first A to C three days pass, from the second one day."""
    log = a_log("A > B > A > C > Won", "A > B > B > C > Won")
    assert matching(parse_query("A .. C within 1 days"), log, None).tolist() == [True, False]
    assert matching(parse_query("A .. C within 3 days"), log, None).tolist() == [True, True]


def test_that_an_unknown_name_is_told_with_the_nearest_ones(found: Conformance) -> None:
    with pytest.raises(UserError, match=r"No step is called “Audti” here\. Did you mean “Audit”\?"):
        deals("contains Audti", found)
    with pytest.raises(UserError, match=r"Use a step that there is, such as “A” or “B” or “C”\."):
        deals("skips Pricing", found)
    with pytest.raises(UserError, match="There are no steps"):
        matching(parse_query("A"), a_log(), None)


def test_that_departures_need_a_process() -> None:
    for text in ("deviates", "skips A", "A then B and then goes back"):
        with pytest.raises(UserError, match="no documented process"):
            matching(parse_query(text), a_log("A > B"), None)


def test_that_stages_that_no_deal_came_to_are_known(found: Conformance) -> None:
    lonely = check(a_log("A > B > C > Won"), PROCESSES["straight"], silent)
    assert known_names(lonely.log, lonely) == ("A", "B", "C", "D", "Won")
    assert deals("skips D", lonely) == [0]
    assert deals("contains D", lonely) == []


@pytest.mark.parametrize("name", PROCESSES)
@settings(max_examples=60, deadline=None)
@given(
    TRACES,
    st.lists(
        queries(st.sampled_from(["A", "B", "C", "D", "Won", "Lost"]), st.integers(1, 4)),
        min_size=8,
        max_size=8,
    ),
    st.randoms(use_true_random=False),
)
def test_that_all_at_once_match_what_each_matches_alone(
    name: str, traces: list[tuple[list[str], str]], asked: list[PathQuery], dice: object
) -> None:
    deals = ["A > B > C > D > Won", "Lost", *(" > ".join((*steps, end)) for steps, end in traces)]
    amount = np.array([dice.choice([5.0, 50.0, np.nan]) for _ in deals])
    found = check(with_times(a_log(*deals, amount=amount), dice), PROCESSES[name], silent)
    alone = [Deal(found, case) for case in range(len(deals))]
    for query in asked:
        assert matching(query, found.log, found).tolist() == [deal.matches(query) for deal in alone]


def with_times(log: EventLog, dice: object) -> EventLog:
    """The same with steps up to three microseconds apart."""
    gaps = np.array([dice.randrange(4) for _ in range(log.n_events)], dtype=np.int64)
    return EventLog(
        log.activity,
        START + log.case_of_event.astype(np.int64) * DAY + np.cumsum(gaps),
        log.resource,
        log.kind,
        log.case_start,
        log.cases,
    )

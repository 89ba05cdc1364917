"""The filter: every field by itself and together, and what there is to choose from."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.deals.days import days_taken
from mining.filtering import case_mask, choices
from mining.path_query.asking import problem_with
from models.case_filter import CaseFilter
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance, Status
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog
from models.rule import Rule, RuleKind
from models.rule_results import RuleResult, RuleResults, Verdict
from tests.builders import DAY, START, a_log

SKIPPED = DeviationKey(DeviationType.SKIPPED, "Demo")


def deals() -> EventLog:
    created = np.array([START, START + 10 * DAY, NO_TIME, START + 20 * DAY, NO_TIME], dtype=np.int64)
    return a_log(
        "Lead > Demo > Won", "Lead > Lost", "Lead > Demo", "Demo > Lead > Demo > Lost", "",
        owner=["Ann", "Bob", "Ann", "", "bert"], team=["North", "South", "North", "", ""],
        segment=["SMB", "SMB", "", "", ""], created=created,
    )  # fmt: skip


def passing(
    chosen: CaseFilter, log: EventLog | None = None, conformance: Conformance | None = None
) -> list[int]:
    return np.flatnonzero(case_mask(log or deals(), chosen, conformance)).tolist()


def checked(log: EventLog, *found: Deviation) -> Conformance:
    nothing = np.zeros(log.n_cases, dtype=np.int32)
    return Conformance(
        log,
        "Sales",
        (),
        (),
        frozenset(),
        (),
        nothing,
        nothing,
        nothing.astype(np.int8),
        found,
    )


def test_that_the_empty_filter_lets_everything_pass() -> None:
    assert passing(CaseFilter()) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (CaseFilter(owners=frozenset({"Ann"})), [0, 2]),
        (CaseFilter(owners=frozenset({"Ann", "Bob"})), [0, 1, 2]),
        (CaseFilter(owners=frozenset({"Nobody"})), []),
        (CaseFilter(owners=frozenset({""})), [3]),
        (CaseFilter(teams=frozenset({"", "South"})), [1, 3, 4]),
        (CaseFilter(segments=frozenset({"SMB"})), [0, 1]),
        (CaseFilter(outcomes=frozenset({Outcome.LOST})), [1, 3]),
        (CaseFilter(outcomes=frozenset({Outcome.WON, Outcome.OPEN})), [0, 2, 4]),
        (CaseFilter(owners=frozenset({"Ann"}), outcomes=frozenset({Outcome.WON})), [0]),
    ],
)
def test_that_values_narrow_the_deals_and_the_empty_text_means_none(
    chosen: CaseFilter, expected: list[int]
) -> None:
    assert passing(chosen) == expected


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ((START, None), [0, 1, 2, 3]),
        ((START + 1, None), [1, 3]),
        ((None, START + 10 * DAY), [0, 2]),
        ((START + 10 * DAY, START + 20 * DAY), [1]),
    ],
)
def test_that_a_period_keeps_deals_by_creation_or_first_event(
    period: tuple[int | None, int | None], expected: list[int]
) -> None:
    assert passing(CaseFilter(period=period)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("Lead", "Demo"), [0, 2, 3]),
        (("Demo", "Lead"), [3]),
        (("Demo", "Demo"), []),
        ((None, "Lead"), [0, 1, 2]),
        ((None, "Demo"), [3]),
        (("Lost", None), [1, 3]),
        (("Demo", None), []),  # the third deal is open: it has not ended
        (("Unknown", "Demo"), []),
        (("Unknown", "Unknown"), []),
        ((None, "Unknown"), []),
    ],
)
def test_that_a_path_keeps_the_deals_that_take_it(
    path: tuple[str | None, str | None], expected: list[int]
) -> None:
    assert passing(CaseFilter(path=path)) == expected


def test_that_a_deviation_keeps_the_deals_that_have_it() -> None:
    log = deals()
    found = Deviation.of_cases(SKIPPED, [1, 3], [0, 1, 3], log.n_cases)
    assert passing(CaseFilter(deviation=SKIPPED), log, checked(log, found)) == [1, 3]
    assert passing(CaseFilter(deviation=SKIPPED), log, checked(log)) == []
    assert passing(CaseFilter(deviation=SKIPPED), log) == []


def test_that_choices_are_sorted_counted_and_name_what_is_missing_last() -> None:
    found = choices(deals())
    assert list(found.owners.items()) == [("Ann", 2), ("bert", 1), ("Bob", 1), ("", 1)]
    assert list(found.teams.items()) == [("North", 2), ("South", 1), ("", 2)]
    assert found.outcomes == {Outcome.OPEN: 2, Outcome.WON: 1, Outcome.LOST: 2}
    assert found.period == (START, START + 20 * DAY)


def test_that_a_rule_keeps_the_deals_that_break_it_and_an_unknown_rule_none() -> None:
    verdict = np.array([Verdict.BROKEN, Verdict.KEPT, Verdict.PENDING, Verdict.BROKEN, Verdict.NOT_JUDGED])
    result = RuleResult(Rule("R1", RuleKind.ABSENCE, "Demo"), verdict.astype(np.int8))
    rules = RuleResults((result,))
    assert np.flatnonzero(case_mask(deals(), CaseFilter(rule="R1"), None, rules)).tolist() == [0, 3]
    assert not case_mask(deals(), CaseFilter(rule="R2"), None, rules).any()
    assert not case_mask(deals(), CaseFilter(rule="R1"), None).any()


def test_that_a_log_without_deals_offers_nothing() -> None:
    found = choices(a_log())
    assert (dict(found.owners), dict(found.outcomes), found.period) == ({}, {}, None)


names = st.sampled_from(["", "Ann", "Bob", "Cid"])


@given(st.lists(st.tuples(names, names), max_size=20), st.frozensets(names), st.frozensets(names))
def test_that_filters_are_met_together_as_one_by_one(
    rows: list[tuple[str, str]], owners: frozenset[str], teams: frozenset[str]
) -> None:
    log = a_log(*("Lead" for _ in rows), owner=[owner for owner, _ in rows], team=[team for _, team in rows])
    mask = case_mask(log, CaseFilter(owners=owners, teams=teams), None)
    assert mask.tolist() == [(not owners or o in owners) and (not teams or t in teams) for o, t in rows]


activities = st.sampled_from(["A", "B", "C"])


@given(st.lists(st.lists(activities, max_size=5), max_size=8), activities, activities)
def test_that_a_path_is_taken_where_one_activity_comes_right_after_the_other(
    traces: list[list[str]], source: str, target: str
) -> None:
    log = a_log(*(" > ".join(trace) for trace in traces))
    mask = case_mask(log, CaseFilter(path=(source, target)), None)
    assert mask.tolist() == [(source, target) in pairwise(trace) for trace in traces]


def sized() -> EventLog:
    """Four deals worth 100, 250.5, nothing known and 0; the last one is open, the third has no date of its own."""
    return a_log(
        "Lead > Demo > Won", "Lead > Lost", "Lead > Demo > Demo > Won", "Lead > Demo",
        amount=np.array([100.0, 250.5, np.nan, 0.0]),
        created=np.array([START - DAY, START, NO_TIME, START - 9 * DAY], dtype=np.int64),
        closed=np.array([START + 4 * DAY, NO_TIME, START + 2 * DAY, START + 99 * DAY], dtype=np.int64),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((100.0, None), [0, 1]),
        ((None, 100.0), [0, 3]),
        ((0.5, 250.5), [0, 1]),
        ((300.0, 200.0), []),
    ],
)
def test_that_a_span_of_amounts_keeps_the_deals_worth_as_much(
    span: tuple[float | None, float | None], expected: list[int]
) -> None:
    assert passing(CaseFilter(amount=span), sized()) == expected


def test_that_a_deal_lasts_from_its_creation_to_its_close_or_its_last_event() -> None:
    """The second has no close and one step after its first; the fourth is open: its close is still a plan."""
    assert days_taken(sized()).tolist() == [5.0, 1.0, 2.0, 10.0]
    assert np.isnan(days_taken(deals())[4])
    assert passing(CaseFilter(days=(2.0, 5.0)), sized()) == [0, 2]
    assert passing(CaseFilter(days=(5.5, None)), sized()) == [3]


def test_that_a_status_keeps_the_deals_that_have_it() -> None:
    log = sized()
    found = replace(
        checked(log),
        status_of_alignment=np.arange(4, dtype=np.int8),
        alignment_of_case=np.array([1, 0, 3, 2]),
    )
    assert passing(CaseFilter(statuses=frozenset({Status.CONFORMS})), log, found) == [1]
    assert passing(CaseFilter(statuses=frozenset({Status.PENDING, Status.UNCHECKED})), log, found) == [2, 3]
    assert passing(CaseFilter(statuses=frozenset(Status)), log) == []


def test_that_variants_keep_the_deals_that_follow_them_from_end_to_end() -> None:
    variants = frozenset({("Lead", "Demo"), ("Lead", "Lost"), ("Lead",), ("Lead", "Call"), ()})
    assert passing(CaseFilter(variants=variants), sized()) == [1, 3]
    assert passing(CaseFilter(variants=frozenset({()}))) == [4]


def test_that_all_queries_have_to_hold() -> None:
    assert passing(CaseFilter(queries=("contains Demo",))) == [0, 2, 3]
    assert passing(CaseFilter(queries=("contains demo", "starts with Lead"))) == [0, 2]


@pytest.mark.parametrize("text", ["contains Trial", "contains", "skips Demo", ""])
def test_that_a_query_that_cannot_be_asked_keeps_no_deal_and_says_why(text: str) -> None:
    assert passing(CaseFilter(queries=("contains Demo", text))) == []
    assert problem_with(text, deals(), None)
    assert problem_with("contains Demo", deals(), None) is None


def test_that_all_fields_have_to_let_a_deal_pass() -> None:
    chosen = CaseFilter(owners=frozenset({"Ann", ""}), queries=("starts with Lead",), days=(None, 1.0))
    alone = (replace(chosen, **{name: getattr(CaseFilter(), name)}) for name in ("owners", "queries", "days"))
    assert passing(chosen) == [2]
    assert [passing(one) for one in alone] == [[1, 2], [2, 3], [0, 2]]

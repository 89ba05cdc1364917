"""Deals checked against the version of the process that was in force when they were worked."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.analysis import analyse_again, view_of
from mining.conformance.deviating_moves import deviating_moves
from mining.conformance.measures import deviation_rows, log_fitness
from mining.deals.path import deal_path
from mining.process.versions import in_order, middle_of_life, version_of_case, versions_of
from mining.process.yaml_format import parse_yaml
from models.allow_list import Accepted
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.case_table import DAY, NO_TIME, Outcome
from models.conformance import Conformance, Status, Version
from models.costs import Costs
from models.deviation import DeviationKey, DeviationType
from models.errors import UserError
from models.event_log import EventLog
from models.progress import silent
from models.rule_results import Verdict
from models.sales_process import SalesProcess
from tests.builders import START, a_log

ENDS = "end: {won: {crm: [Won]}, lost: {crm: [Lost], from: any}}"


def a_version(
    flow: str, begins: date | None = None, ends: date | None = None, more: str = ""
) -> SalesProcess:
    process = parse_yaml(f"process: {{name: P}}\nflow: [{flow}]\n{ENDS}\n{more}", "p.yaml")
    return replace(process, valid_from=begins, valid_until=ends, version=str(begins or ""))


OLD = a_version("Qualify, Demo, Proposal", date(2025, 1, 1))
NEW = a_version("Qualify, Discovery, Demo, Proposal", date(2026, 1, 10))
FULL = "Qualify > Discovery > Demo > Proposal > Won"
NO_DISCOVERY = "Qualify > Demo > Proposal > Won"


def analysed(log: EventLog, *versions: SalesProcess) -> Analysis:
    return analyse_again(log, versions[-1], Costs(), silent, None, earlier=versions[:-1])[0]


def checked(log: EventLog, *versions: SalesProcess) -> Conformance:
    found = analysed(log, *versions).conformance
    assert found is not None
    return found


def shown(found: Conformance) -> dict[tuple[str, str], tuple[list[int], list[int], list[int]]]:
    return {
        (d.key.type.value, d.key.stage): (d.cases.tolist(), d.eligible.tolist(), d.compared.tolist())
        for d in found.deviations
    }


def days(*offsets: int) -> np.ndarray:
    return np.array([START + day * DAY for day in offsets], dtype=np.int64)


def test_that_every_deal_is_checked_against_the_version_in_force_halfway_through_it() -> None:
    """The logs begin on 5 January; the new version is in force from the 10th. The last deal takes three days."""
    log = a_log(NO_DISCOVERY, NO_DISCOVERY, FULL, created=days(0, 3, -2), closed=days(3, 8, 13))
    found = checked(log, OLD, NEW)
    assert found.version_of_case is not None
    assert found.version_of_case.tolist() == [0, 1, 1]
    assert found.status.tolist() == [Status.CONFORMS, Status.DEVIATES, Status.CONFORMS]
    assert shown(found)["skipped", "Discovery"][:2] == ([1], [1, 2])


def test_that_the_middle_of_a_life_goes_by_close_or_by_the_last_event() -> None:
    log = a_log(
        "Qualify > Demo > Won", "Qualify > Demo > Proposal", "Qualify", "",
        created=np.array([START, START, NO_TIME, NO_TIME]),
        closed=np.array([START + 10 * DAY, START + 90 * DAY, NO_TIME, NO_TIME]),
    )  # fmt: skip
    assert middle_of_life(log).tolist() == [START + 5 * DAY, START + DAY, START, NO_TIME]


def test_that_the_first_and_the_last_day_of_a_version_belong_to_it() -> None:
    log = a_log(*["Qualify"] * 3, created=days(4, 5, 4), closed=np.full(3, NO_TIME))
    times = np.array([START + 4 * DAY, START + 5 * DAY, START + 5 * DAY - 1])
    log = replace(log, timestamp=times, cases=replace(log.cases, created=times.copy()))
    assert version_of_case(log, versions_of([OLD, NEW])).tolist() == [0, 1, 0]


def test_that_a_deal_from_before_all_versions_takes_the_oldest_and_one_in_a_gap_the_one_before() -> None:
    first, last = replace(OLD, valid_until=date(2025, 6, 30)), NEW
    log = a_log("Qualify", "Qualify", "")
    times = np.array([START - 9000 * DAY, START])
    log = replace(log, timestamp=times)
    assert version_of_case(log, versions_of([first, last])).tolist() == [0, 0, 1]


def test_that_versions_without_dates_follow_one_another() -> None:
    first = replace(OLD, valid_until=date(2025, 6, 30), version="old")
    assert versions_of([first, replace(NEW, valid_from=None, version="new")]) == (
        Version("old", date(2025, 1, 1), date(2025, 6, 30), ("Qualify", "Demo", "Proposal")),
        Version("new", date(2025, 7, 1), None, ("Qualify", "Discovery", "Demo", "Proposal")),
    )
    unnamed = versions_of([replace(OLD, version=""), NEW])[0]
    assert (unnamed.name, unnamed.begins, unnamed.ends) == ("P 1", date(2025, 1, 1), date(2026, 1, 9))


def test_that_versions_come_in_the_order_of_their_days() -> None:
    assert in_order([NEW, OLD]) == (OLD, NEW)


@pytest.mark.parametrize(
    ("versions", "said"),
    [
        ([OLD, replace(NEW, valid_from=None, version="next")], "P next does not say from when it is in force"),
        ([replace(OLD, valid_until=date(2026, 1, 10), version="1"), replace(NEW, version="2")],
         "P 1 and P 2 are both in force on 2026-01-10"),
        ([replace(OLD, version="1"), replace(OLD, version="2")], "P 1 and P 2 are both in force on 2025-01-01"),
    ],
)  # fmt: skip
def test_that_versions_must_say_their_days_and_not_overlap(versions: list[SalesProcess], said: str) -> None:
    with pytest.raises(UserError, match=said):
        in_order(versions)


def test_that_versions_may_call_things_otherwise() -> None:
    """Where the older version calls a stage otherwise, its deals have it under that name, and one order is made."""
    old = a_version("{stage: Meeting, crm: [Demo]}, Proposal", date(2025, 1, 1))
    new = a_version("Qualify, Demo, Proposal", date(2026, 1, 10))
    log = a_log(
        "Demo > Proposal > Won", "Qualify > Demo > Proposal > Won", created=days(0, 9), closed=days(1, 10)
    )
    found = checked(log, old, new)
    assert found.stages == ("Meeting", "Qualify", "Demo", "Proposal")
    assert [found.log.trace(case) for case in range(2)] == [
        ("Meeting", "Proposal", "Won"), ("Qualify", "Demo", "Proposal", "Won")
    ]  # fmt: skip
    assert found.status.tolist() == [Status.CONFORMS, Status.CONFORMS]
    assert found.log.cases.ids == ("D1", "D2")


def test_that_a_skip_is_judged_only_where_the_version_asks_for_the_stage() -> None:
    log = a_log(*[NO_DISCOVERY] * 3, FULL, created=days(0, 0, 9, 9), closed=days(1, 1, 10, 10))
    (row,) = deviation_rows(checked(log, OLD, NEW), np.ones(4, dtype=bool))
    assert (row.key.stage, row.cases, row.eligible) == ("Discovery", 1, 2)


def test_that_a_deviation_of_one_version_is_judged_in_the_deals_of_the_other() -> None:
    """Both ask for Demo; only a deal of the older one skips it."""
    log = a_log("Qualify > Proposal > Won", FULL, created=days(0, 9), closed=days(1, 10))
    found = checked(log, OLD, NEW)
    assert shown(found)["skipped", "Demo"][:2] == ([0], [0, 1])


def test_that_allow_lists_hold_for_the_deals_of_their_version() -> None:
    skip = DeviationKey(DeviationType.SKIPPED, "Demo")
    log = a_log(*["Qualify > Proposal > Won"] * 2, created=days(0, 9), closed=days(1, 10))
    new = a_version("Qualify, Demo, Proposal", date(2026, 1, 10))
    found = checked(log, replace(OLD, accepted=(Accepted(skip, why="then"),)), new)
    assert found.status.tolist() == [Status.CONFORMS, Status.DEVIATES]
    assert found.accepted[0].cases.tolist() == [0]
    both = replace(OLD, accepted=(Accepted(skip),)), replace(new, accepted=(Accepted(skip),))
    assert [one.cases.tolist() for one in checked(log, *both).accepted] == [[0, 1]]


def test_that_rules_are_judged_in_the_deals_of_their_version() -> None:
    log = a_log(*["Qualify > Demo > Proposal > Won"] * 2, created=days(0, 9), closed=days(1, 10))
    old = a_version("Qualify, Demo, Proposal", date(2025, 1, 1), more="rules: [{id: R1, never: Demo}]")
    new = a_version("Qualify, Demo, Proposal", date(2026, 1, 10), more="rules: [{id: R1, never: Qualify}]")
    rules = analysed(log, old, new).rules
    assert rules is not None
    assert {one.rule.id: one.verdict.tolist() for one in rules.results} == {
        "R1": [Verdict.NOT_JUDGED, Verdict.BROKEN],
        "R1 (2025-01-01)": [Verdict.BROKEN, Verdict.NOT_JUDGED],
    }
    shared = analysed(log, old, replace(new, rules=old.rules)).rules
    assert shared is not None
    assert [one.verdict.tolist() for one in shared.results] == [[Verdict.BROKEN, Verdict.BROKEN]]


def test_that_a_log_without_a_deal_of_the_version_in_force_is_checked() -> None:
    found = checked(a_log(NO_DISCOVERY, created=days(0), closed=days(1)), OLD, NEW)
    assert found.status.tolist() == [Status.CONFORMS]
    assert found.stages == ("Qualify", "Discovery", "Demo", "Proposal")


_STAGES = ["Qualify", "Discovery", "Demo", "Proposal", "Audit"]
_DEALS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(_STAGES), max_size=6),
        st.sampled_from(["Won", "Lost", ""]),
        st.integers(0, 9),
    ),
    max_size=14,
)


def _log_of(deals: list[tuple[list[str], str, int]], known: bool) -> EventLog:
    """With one deal that has every label; the outcomes are told by the events alone where they are not `known`."""
    texts = [
        "Qualify > Lost",
        FULL,
        *(" > ".join([*steps, *([end] if end else [])]) for steps, end, _ in deals),
    ]
    told = {} if known else {"outcome": np.full(len(texts), Outcome.UNKNOWN, dtype=np.int8)}
    return a_log(*texts, created=days(0, 9, *(day for _, _, day in deals)), **told)


@settings(deadline=None)
@given(_DEALS, st.booleans())
def test_that_two_equal_versions_find_what_one_finds(deals, known) -> None:
    log = _log_of(deals, known)
    first = a_version(
        "Qualify, {stage: Discovery, optional: true}, Demo, {stage: Proposal, back_to: [Demo]}",
        OLD.valid_from,
    )
    second = replace(first, valid_from=NEW.valid_from)
    one, two = checked(log, first), checked(log, first, second)
    assert shown(two) == shown(one)
    for name in ("status", "cost", "worst_cost"):
        assert getattr(two, name).tolist() == getattr(one, name).tolist()
    assert [two.log.trace(case) for case in range(log.n_cases)] == [
        one.log.trace(case) for case in range(log.n_cases)
    ]
    assert two.log.cases.outcome.tolist() == one.log.cases.outcome.tolist()
    everyone = np.ones(log.n_cases, dtype=bool)
    assert deviation_rows(two, everyone) == deviation_rows(one, everyone)
    assert log_fitness(two, everyone) == log_fitness(one, everyone)
    assert (two.stages, two.ends, two.allowed) == (one.stages, one.ends, one.allowed)
    explained = [
        [found.alignments[unit].moves for unit in found.alignment_of_case.tolist()] for found in (one, two)
    ]
    assert explained[0] == explained[1]


@settings(deadline=None)
@given(_DEALS, st.lists(st.sampled_from([OLD, NEW]), min_size=2, max_size=2))
def test_that_a_check_that_goes_on_from_another_finds_the_same(deals, edits) -> None:
    log = _log_of(deals, True)
    first = a_version("Qualify, Discovery, Proposal", date(2025, 1, 1))
    _, memory = analyse_again(log, NEW, Costs(), silent, None, earlier=(first,))
    for edit in edits:
        now = replace(edit, valid_from=NEW.valid_from)
        again, memory = analyse_again(log, now, Costs(), silent, memory, earlier=(first,))
        fresh = analysed(log, first, now)
        assert again.conformance is not None
        assert fresh.conformance is not None
        assert shown(again.conformance) == shown(fresh.conformance)
        assert again.conformance.status.tolist() == fresh.conformance.status.tolist()


def test_that_the_screens_take_a_check_against_versions() -> None:
    log = a_log(NO_DISCOVERY, NO_DISCOVERY, FULL, created=days(0, 9, 9), closed=days(3, 12, 13))
    view = view_of(analysed(log, OLD, NEW), CaseFilter())
    assert (view.conforming, view.deviating) == (2, 1)
    assert view.quality is not None


_SWAPPED = a_version("Qualify, Demo, Discovery, Proposal", date(2025, 1, 1))


def _told(found: Conformance, case: int) -> list[tuple[int, int, str]]:
    moves, alignments = deviating_moves(found), found.alignments
    unit = found.alignment_of_case[case]
    return [
        (int(alignments.kind[at]), int(moves.kind[at]), alignments.labels[moves.label[at]])
        for at in range(alignments.start[unit], alignments.start[unit + 1])
    ]


@settings(deadline=None)
@given(_DEALS)
def test_that_departures_go_by_the_order_of_the_version(deals) -> None:
    log = _log_of(deals, True)
    both = checked(log, _SWAPPED, NEW)
    alone = [checked(log, _SWAPPED), checked(log, NEW)]
    assert both.version_of_case is not None
    for case, version in enumerate(both.version_of_case.tolist()):
        assert _told(both, case) == _told(alone[version], case)
        for key in {d.key for found in (both, alone[version]) for d in found.deviations}:
            one, other = both.deviation(key), alone[version].deviation(key)
            assert bool(one and one.has(case)) == bool(other and other.has(case))


@settings(deadline=None)
@given(_DEALS, st.sampled_from(["Demo", "Discovery"]))
def test_that_what_is_accepted_costs_the_same_as_under_its_version_alone(deals, stage) -> None:
    log = _log_of(deals, True)
    entries = tuple(
        Accepted(DeviationKey(kind, stage)) for kind in (DeviationType.WENT_BACK, DeviationType.OUT_OF_ORDER)
    )
    old, new = (replace(version, accepted=entries) for version in (_SWAPPED, NEW))
    both, alone = checked(log, old, new), [checked(log, old), checked(log, new)]
    assert both.version_of_case is not None
    for case, version in enumerate(both.version_of_case.tolist()):
        assert both.counted_cost[case] == alone[version].counted_cost[case]
        assert both.status[case] == alone[version].status[case]


@settings(deadline=None)
@given(_DEALS)
def test_that_the_path_of_a_deal_is_told_as_by_its_version_alone(deals) -> None:
    log = _log_of(deals, True)
    both = checked(log, _SWAPPED, NEW)
    alone = [checked(log, _SWAPPED), checked(log, NEW)]
    assert both.version_of_case is not None
    for case, version in enumerate(both.version_of_case.tolist()):
        one = deal_path(both.log, both, case)
        other = deal_path(alone[version].log, alone[version], case)
        assert one.steps == other.steps
        assert sorted(one.deviations) == sorted(other.deviations)

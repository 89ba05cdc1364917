"""Accepted deviations and forbidden paths on logs small enough to be judged by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.analysis import analyse_again, view_of
from mining.conformance.measures import deviation_rows, log_fitness
from mining.deals.path import deviations_of
from mining.process.conditions import parse_condition
from mining.process.yaml_format import parse_yaml
from models.allow_list import Accepted, Forbidden, Force
from models.analysis import Analysis
from models.case_filter import CaseFilter
from models.case_table import DAY
from models.conformance import Conformance, Status
from models.costs import Costs
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventLog
from models.progress import silent
from models.sales_process import SalesProcess
from tests.builders import START, a_log, a_log_with_activities
from tests.mining.journey.processes import a_process as a_process_with_a_buyer

PROCESS = parse_yaml(
    """
process: {name: New business}
flow: [Qualify, Discovery, Demo, Proposal]
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
""",
    "process.yaml",
)
SKIP_DEMO = DeviationKey(DeviationType.SKIPPED, "Demo")
FULL = "Qualify > Discovery > Demo > Proposal > Won"
NO_DEMO = "Qualify > Discovery > Proposal > Won"
NEITHER = "Qualify > Proposal > Won"
CONFORMS, DEVIATES, PENDING = Status.CONFORMS, Status.DEVIATES, Status.PENDING


def analysed(log: EventLog, process: SalesProcess, costs: Costs | None = None) -> Analysis:
    return analyse_again(log, process, costs or Costs(), silent, None)[0]


def checked(log: EventLog, *accepted: Accepted, forbidden: tuple[Forbidden, ...] = ()) -> Conformance:
    found = analysed(log, replace(PROCESS, accepted=accepted, forbidden=forbidden)).conformance
    assert found is not None
    return found


def where(text: str, key: DeviationKey = SKIP_DEMO) -> Accepted:
    return Accepted(key, parse_condition(text, "test"))


def cases_of(found: Conformance) -> dict[tuple[str, str], list[int]]:
    return {(d.key.type.value, d.key.stage): d.cases.tolist() for d in found.deviations}


def fitness(found: Conformance) -> float | None:
    return log_fitness(found, np.ones(found.log.n_cases, dtype=bool))


def test_that_an_accepted_deviation_counts_no_more_and_is_reported() -> None:
    log = a_log(FULL, NO_DEMO, NO_DEMO, source=["New", "Renewal", "New"])
    found = checked(log, where("source == 'Renewal'"))
    assert cases_of(found) == {("skipped", "Demo"): [2]}
    assert found.status.tolist() == [CONFORMS, CONFORMS, DEVIATES]
    assert [(one.cases.tolist(), one.shown, one.unknown_fields) for one in found.accepted] == [
        ([1], True, ())
    ]
    assert [(d.key, d.cases.tolist()) for d in found.accepted_deviations] == [(SKIP_DEMO, [1])]


def test_that_fitness_takes_it_as_followed_and_the_standard_cost_stays() -> None:
    log = a_log(FULL, NO_DEMO, NO_DEMO, source=["New", "Renewal", "New"])
    found = checked(log, where("source == 'Renewal'"))
    assert found.cost.tolist() == [0, 1, 1]
    assert found.counted_cost.tolist() == [0, 0, 1]
    assert found.worst_cost.tolist() == [9, 8, 8]
    assert fitness(found) == pytest.approx(1 - 1 / 25)


def test_that_accepted_deals_are_judged_neither_with_nor_without_it() -> None:
    log = a_log(FULL, NO_DEMO, NO_DEMO, source=["New", "Renewal", "New"])
    (row,) = deviation_rows(checked(log, where("source == 'Renewal'")), np.ones(3, dtype=bool))
    assert (row.cases, row.eligible) == (1, 2)


def test_that_without_a_condition_every_deal_is_accepted_and_nothing_is_split() -> None:
    log = a_log(FULL, NO_DEMO, NO_DEMO)
    found, plain = checked(log, Accepted(SKIP_DEMO)), checked(log)
    assert found.alignments is plain.alignments or len(found.alignments) == len(plain.alignments)
    assert found.status.tolist() == [CONFORMS] * 3
    assert found.deviations == ()
    assert fitness(found) == 1.0


def test_that_a_deal_with_another_departure_still_departs() -> None:
    found = checked(a_log(NEITHER, NO_DEMO), Accepted(SKIP_DEMO))
    assert found.status.tolist() == [DEVIATES, CONFORMS]
    assert cases_of(found) == {("skipped", "Discovery"): [0]}
    assert found.counted_cost.tolist() == [1, 0]


def test_that_an_open_deal_is_pending_again() -> None:
    found = checked(a_log("Qualify > Discovery > Proposal"), Accepted(SKIP_DEMO))
    assert found.status.tolist() == [PENDING]
    assert found.counted_cost.tolist() == [0]


def test_that_the_days_of_creation_bound_an_entry_and_both_are_included() -> None:
    days = np.array([START - 1, START, START + 2 * DAY - 1, START + 2 * DAY])
    log = a_log(*[NO_DEMO] * 4, created=days)
    found = checked(log, Accepted(SKIP_DEMO, since=date(2026, 1, 5), until=date(2026, 1, 6)))
    assert found.accepted[0].cases.tolist() == [1, 2]
    assert cases_of(found) == {("skipped", "Demo"): [0, 3]}


def test_that_a_deal_without_a_date_goes_by_its_first_event() -> None:
    found = checked(a_log(NO_DEMO), Accepted(SKIP_DEMO, until=date(2026, 1, 4)))
    assert found.accepted[0].cases.tolist() == []
    assert checked(a_log(NO_DEMO), Accepted(SKIP_DEMO, until=date(2026, 1, 5))).accepted[
        0
    ].cases.tolist() == [0]


def test_that_an_entry_says_whether_it_is_in_force() -> None:
    entry = Accepted(SKIP_DEMO, since=date(2026, 1, 5), until=date(2026, 2, 5))
    days = (date(2026, 1, 4), date(2026, 1, 5), date(2026, 2, 5), date(2026, 2, 6))
    assert [entry.force(day) for day in days] == [
        Force.NOT_YET,
        Force.IN_FORCE,
        Force.IN_FORCE,
        Force.EXPIRED,
    ]


def test_that_an_unknown_field_accepts_nothing_and_is_named() -> None:
    found = checked(a_log(NO_DEMO, source=["New"]), where("sourse == 'New' or source == 'Old'"))
    assert found.accepted[0].unknown_fields == ("sourse",)
    assert found.accepted[0].cases.tolist() == []
    assert found.status.tolist() == [DEVIATES]


def test_that_an_entry_that_no_deal_shows_says_so() -> None:
    other = DeviationKey(DeviationType.REPEATED, "Demo")
    found = checked(a_log(NO_DEMO), Accepted(other))
    assert [(one.shown, len(one.cases)) for one in found.accepted] == [(False, 0)]
    assert found.status.tolist() == [DEVIATES]


def test_that_a_stage_is_meant_whatever_its_case() -> None:
    found = checked(a_log(NO_DEMO), Accepted(DeviationKey(DeviationType.SKIPPED, "demo")))
    assert found.status.tolist() == [CONFORMS]


def test_that_two_entries_for_one_deviation_accept_the_deals_of_either() -> None:
    log = a_log(NO_DEMO, NO_DEMO, NO_DEMO, source=["Renewal", "Partner", "New"])
    found = checked(log, where("source == 'Renewal'"), where("source == 'Partner'"))
    assert [one.cases.tolist() for one in found.accepted] == [[0], [1]]
    assert cases_of(found) == {("skipped", "Demo"): [2]}


def test_that_two_deviations_split_the_deals_of_one_path() -> None:
    discovery = DeviationKey(DeviationType.SKIPPED, "Discovery")
    log = a_log(*[NEITHER] * 4, source=["a", "b", "c", "d"])
    found = checked(
        log,
        where("source in ['a', 'b']"),
        where("source in ['b', 'c']", discovery),
    )
    assert found.status.tolist() == [DEVIATES, CONFORMS, DEVIATES, DEVIATES]
    assert found.counted_cost.tolist() == [1, 0, 1, 2]
    assert [set(deviations_of(found, case)) & {SKIP_DEMO, discovery} for case in range(4)] == [
        {discovery}, set(), {SKIP_DEMO}, {SKIP_DEMO, discovery}
    ]  # fmt: skip


def test_that_going_back_is_accepted_with_the_way_forward_again() -> None:
    back = "Qualify > Discovery > Demo > Discovery > Demo > Proposal > Won"
    went_back = DeviationKey(DeviationType.WENT_BACK, "Discovery")
    plain = checked(a_log(back))
    assert cases_of(plain) == {("went back", "Discovery"): [0]}
    assert plain.cost.tolist() == [2]
    with_more = checked(a_log(back.replace("Qualify > ", "")), Accepted(went_back))
    assert with_more.counted_cost.tolist() == [1]
    assert cases_of(with_more) == {("skipped", "Qualify"): [0]}
    assert checked(a_log(back), Accepted(went_back)).status.tolist() == [CONFORMS]


def test_that_costs_weigh_what_is_left() -> None:
    log = a_log(NEITHER)
    process = replace(PROCESS, accepted=(Accepted(SKIP_DEMO),))
    found = analysed(log, process, Costs(left_out={"Demo": 3, "Discovery": 5})).conformance
    assert found is not None
    assert found.cost.tolist() == [8]
    assert found.counted_cost.tolist() == [5]


def test_that_bulk_entry_can_be_accepted() -> None:
    log = a_log("Qualify > Discovery > Demo > Proposal > Won", resources=["Ann"])
    times = log.timestamp.copy()
    times[1] = times[0] + 60_000_000
    key = DeviationKey(DeviationType.ENTERED_IN_BULK, "Discovery")
    assert cases_of(checked(replace(log, timestamp=times))) == {("entered in bulk", "Discovery"): [0]}
    found = checked(replace(log, timestamp=times), Accepted(key))
    assert cases_of(found) == {}
    assert found.accepted[0].cases.tolist() == [0]


def test_that_a_forbidden_path_makes_a_deal_depart_that_follows_the_process() -> None:
    path = Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"))
    found = checked(a_log(FULL, NO_DEMO, FULL.replace("Won", "Lost")), forbidden=(path,))
    assert found.status.tolist() == [DEVIATES, DEVIATES, CONFORMS]
    assert cases_of(found) == {
        ("forbidden path", "Qualify > Discovery > Demo > Proposal > Won"): [0],
        ("skipped", "Demo"): [1],
    }
    assert found.counted_cost.tolist() == [0, 1, 0]


def test_that_a_forbidden_path_is_the_whole_path() -> None:
    found = checked(a_log("Qualify > Discovery", FULL), forbidden=(Forbidden(("Qualify", "Discovery")),))
    assert cases_of(found) == {("forbidden path", "Qualify > Discovery"): [0]}
    assert found.status.tolist() == [DEVIATES, CONFORMS]


def test_that_the_end_of_a_forbidden_path_goes_by_outcome_where_no_event_tells_it() -> None:
    short = "Qualify > Discovery > Demo > Proposal"
    log = a_log(short, short, outcome=np.array([1, 2], dtype=np.int8))
    path = Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"))
    assert cases_of(checked(log, forbidden=(path,))) == {path_of(path): [0]}


def path_of(path: Forbidden) -> tuple[str, str]:
    return path.key.type.value, path.key.stage


def test_that_days_bound_a_forbidden_path_and_split_its_deals() -> None:
    log = a_log(FULL, FULL, created=np.array([START, START + 9 * DAY]))
    path = Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"), since=date(2026, 1, 10))
    found = checked(log, forbidden=(path,))
    assert cases_of(found) == {path_of(path): [1]}
    assert found.status.tolist() == [CONFORMS, DEVIATES]


def test_that_a_forbidden_path_can_be_accepted_for_some_deals() -> None:
    log = a_log(FULL, FULL, source=["Renewal", "New"])
    path = Forbidden(("Qualify", "Discovery", "Demo", "Proposal", "Won"))
    found = checked(log, where("source == 'Renewal'", path.key), forbidden=(path,))
    assert found.status.tolist() == [CONFORMS, DEVIATES]
    assert cases_of(found) == {path_of(path): [1]}
    assert found.accepted[0].cases.tolist() == [0]


def test_that_an_accepted_departure_does_not_excuse_a_forbidden_path() -> None:
    path = Forbidden(("Qualify", "Discovery", "Proposal", "Won"))
    found = checked(a_log(NO_DEMO), Accepted(SKIP_DEMO), forbidden=(path,))
    assert found.status.tolist() == [DEVIATES]
    assert cases_of(found) == {path_of(path): [0]}


def test_that_an_empty_list_changes_nothing_at_all() -> None:
    log = a_log(FULL, NO_DEMO)
    found = checked(log)
    assert found.accepted == ()
    assert found.counted is None
    assert found.counted_of_alignment is found.alignments.cost


def test_that_the_screens_take_a_check_with_both_lists() -> None:
    log = a_log(FULL, NO_DEMO, NO_DEMO, NEITHER, source=["New", "Renewal", "New", "New"])
    process = replace(
        PROCESS, accepted=(where("source == 'Renewal'"),), forbidden=(Forbidden(tuple(FULL.split(" > "))),)
    )
    view = view_of(analysed(log, process), CaseFilter())
    assert (view.conforming, view.deviating) == (1, 3)
    assert view.quality is not None


_STAGES = ["Qualify", "Discovery", "Demo", "Proposal"]
_TRACES = st.lists(
    st.tuples(st.lists(st.sampled_from(_STAGES), max_size=6), st.sampled_from(["Won", "Lost", ""])),
    min_size=1,
    max_size=12,
)


@settings(deadline=None)
@given(_TRACES, st.data())
def test_that_to_accept_a_skip_is_to_make_the_stage_optional_for_those_deals(traces, data) -> None:
    texts = [FULL, *(" > ".join([*steps, *([end] if end else [])]) for steps, end in traces)]
    sources = data.draw(st.lists(st.sampled_from(["a", "b"]), min_size=len(texts), max_size=len(texts)))
    log = a_log(*texts, source=sources)
    condition = parse_condition("source == 'a'", "test")
    flow = tuple(
        replace(stage, optional=condition) if stage.name == "Demo" else stage for stage in PROCESS.stages
    )
    optional = analysed(log, replace(PROCESS, flow=flow)).conformance
    accepted = checked(log, Accepted(SKIP_DEMO, condition))
    assert optional is not None
    follows = np.isin(optional.status, [CONFORMS, PENDING])
    assert (np.isin(accepted.status, [CONFORMS, PENDING]) >= follows).all()
    assert (accepted.counted_cost <= accepted.cost).all()


@settings(deadline=None)
@given(_TRACES, st.data())
def test_that_every_deal_counts_or_is_accepted(traces, data) -> None:
    texts = [FULL, *(" > ".join([*steps, *([end] if end else [])]) for steps, end in traces)]
    log = a_log(
        *texts, source=data.draw(st.lists(st.sampled_from("ab"), min_size=len(texts), max_size=len(texts)))
    )
    plain = checked(log)
    keys = data.draw(st.lists(st.sampled_from([d.key for d in plain.deviations] or [SKIP_DEMO]), max_size=3))
    when = st.sampled_from(
        [None, parse_condition("source == 'a'", "t"), parse_condition("source == 'b'", "t")]
    )
    found = checked(log, *(Accepted(key, data.draw(when)) for key in keys))
    for case in range(log.n_cases):
        kept = [d.key for d in found.deviations if d.has(case)]
        taken = [d.key for d in found.accepted_deviations if d.has(case)]
        assert sorted([*kept, *taken]) == sorted(d.key for d in plain.deviations if d.has(case))
        flow = [key for key in kept if key.is_flow_move]
        if taken and not flow and plain.status[case] == DEVIATES:
            assert found.status[case] != DEVIATES
        else:
            assert found.status[case] == plain.status[case]
    assert sorted(set(found.alignment_of_case.tolist())) == list(range(len(found.alignments)))


def test_that_what_is_said_of_the_buyer_can_be_accepted_and_has_no_say_in_the_status() -> None:
    """D2 gets to Discovery before the pain is known, D3 skips Discovery and gets to Proposal so."""
    log = a_log_with_activities(
        "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal",
        "0 Qualify | 2 Discovery | 3 ~Call: pain | 3 ~Meeting | 4 Proposal",
        "0 Qualify | 1 ~Call: pain | 4 Proposal",
    )
    process = a_process_with_a_buyer()
    too_early = DeviationKey(DeviationType.BUYER_NOT_THERE_YET, "Discovery")
    plain = analysed(log, process).conformance
    found = analysed(log, replace(process, accepted=(Accepted(too_early),))).conformance
    assert plain is not None
    assert found is not None
    assert plain.deviation(too_early) is not None
    assert found.deviation(too_early) is None
    assert [one.cases.tolist() for one in found.accepted] == [[1]]
    assert found.status.tolist() == plain.status.tolist() == [PENDING, PENDING, DEVIATES]
    assert found.counted_cost.tolist() == plain.cost.tolist()


def test_that_a_deal_with_both_kinds_follows_the_flow_once_its_moves_are_accepted() -> None:
    log = a_log_with_activities("0 Qualify | 1 ~Call: pain | 4 Proposal")
    skip = DeviationKey(DeviationType.SKIPPED, "Discovery")
    found = analysed(log, replace(a_process_with_a_buyer(), accepted=(Accepted(skip),))).conformance
    assert found is not None
    assert found.status.tolist() == [PENDING]
    assert all(not one.key.type.is_of_flow for one in found.deviations)

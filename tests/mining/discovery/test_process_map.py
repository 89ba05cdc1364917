"""The process map: nodes in documented order, three kinds of edges, shares and win rates worked out by hand."""

import numpy as np
import pytest

from mining.discovery.process_map import process_map
from models.case_table import CaseTable
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog
from models.process_map import EdgeKind, MapEdge, NodeKind, ProcessMap
from tests.builders import a_log

STEPS = [(None, "Lead"), ("Lead", "Demo"), ("Demo", "Legal"), ("Legal", "Won"), ("Won", None)]
LOSSES = [(stage, "Lost") for stage in ("Lead", "Demo", "Legal")]
ALLOWED = frozenset([*STEPS, *LOSSES, ("Lost", None)])
SKIPPED = DeviationKey(DeviationType.SKIPPED, "Demo")
EXTRA = DeviationKey(DeviationType.UNDOCUMENTED, "Discount")


def checked(log: EventLog, *found: Deviation) -> Conformance:
    nothing = np.zeros(log.n_cases, dtype=np.int32)
    return Conformance(
        log=log, process_name="Sales", stages=("Lead", "Demo", "Legal"), ends=("Won", "Lost"), allowed=ALLOWED,
        alignments=(), alignment_of_case=nothing, worst_of_alignment=nothing,
        status_of_alignment=nothing.astype(np.int8), deviations=found,
    )  # fmt: skip


def deviation(key: DeviationKey, cases: list[int], eligible: list[int]) -> Deviation:
    return Deviation.of_cases(key, cases, eligible, SALES.n_cases)


def mapped(log: EventLog, *found: Deviation, mask: list[bool] | None = None) -> ProcessMap:
    flags = np.ones(log.n_cases, dtype=bool) if mask is None else np.array(mask)
    return process_map(log, checked(log, *found), flags)


def edge(found: ProcessMap, source: str, target: str) -> MapEdge:
    return next(e for e in found.edges if (e.source, e.target) == (source, target))


SALES = a_log(
    "Lead > Demo > Won",
    "Lead > Won",
    "Lead > Demo > Lost",
    "Lead > Discount > Demo",
    "Lead > Lost",
    "Lead > Cake",
)


def test_that_documented_stages_come_first_in_order_and_the_rest_by_frequency() -> None:
    found = mapped(SALES)
    assert [node.label for node in found.nodes] == [
        "Start", "Lead", "Demo", "Legal", "Won", "Lost", "Cake", "Discount", "End"
    ]  # fmt: skip
    assert [node.kind for node in found.nodes[5:8]] == [NodeKind.DOCUMENTED, *[NodeKind.UNDOCUMENTED] * 2]
    assert [node.label for node in found.nodes if node.on_spine] == [
        "Start",
        "Lead",
        "Demo",
        "Legal",
        "Won",
        "End",
    ]


def test_that_a_documented_stage_that_no_deal_reaches_is_there_with_no_deals() -> None:
    legal = next(node for node in mapped(SALES).nodes if node.label == "Legal")
    assert (legal.cases, legal.events, legal.dwell_days) == (0, 0, None)


def test_that_edges_are_conforming_deviating_or_not_taken() -> None:
    kinds = {(e.source, e.target): e.kind for e in mapped(SALES).edges}
    assert kinds["start", "stage:Lead"] is EdgeKind.CONFORMING
    assert kinds["stage:Lead", "stage:Lost"] is EdgeKind.CONFORMING
    assert kinds["stage:Won", "end"] is EdgeKind.CONFORMING
    assert kinds["stage:Demo", "stage:Won"] is EdgeKind.DEVIATION
    assert kinds["stage:Lead", "stage:Discount"] is EdgeKind.DEVIATION
    assert [pair for pair, kind in kinds.items() if kind is EdgeKind.NOT_TAKEN] == [
        ("stage:Demo", "stage:Legal"), ("stage:Legal", "stage:Won")
    ]  # fmt: skip


def test_that_an_open_deal_does_not_lead_to_the_end() -> None:
    found = mapped(SALES)
    assert ("stage:Demo", "end") not in {(e.source, e.target) for e in found.edges}
    end = found.nodes[-1]
    assert (end.kind, end.cases) == (NodeKind.END, 4)
    assert found.nodes[0].cases == found.cases == 6


def test_that_an_unknown_outcome_counts_as_ended() -> None:
    log = a_log("Lead > Demo")
    unknown = EventLog(
        log.activity, log.timestamp, log.resource, log.kind, log.case_start, CaseTable.bare(log.cases.ids)
    )
    found = process_map(unknown, checked(unknown), np.ones(1, dtype=bool))
    assert edge(found, "stage:Demo", "end").kind is EdgeKind.DEVIATION
    assert edge(found, "stage:Demo", "end").win_rate is None


def test_that_shares_are_of_the_deals_that_leave_the_source() -> None:
    found = mapped(SALES)
    assert edge(found, "stage:Lead", "stage:Demo").share == pytest.approx(2 / 6)
    assert (
        edge(found, "stage:Demo", "stage:Won").share == 1 / 2
    )  # the third deal at Demo is open and has not left it
    assert edge(found, "stage:Lost", "end").share == 1


def test_that_a_deal_that_left_and_came_back_has_left() -> None:
    found = mapped(a_log("Lead > Demo > Lead", "Lead > Demo"))
    assert edge(found, "stage:Lead", "stage:Demo").share == 1
    assert edge(found, "stage:Demo", "stage:Lead").share == 1


def test_that_win_rates_are_of_closed_deals_on_the_path_and_off_it() -> None:
    found = mapped(SALES)
    lead_demo = edge(
        found, "stage:Lead", "stage:Demo"
    )  # one won, one lost; off it one won, one lost, two open
    assert (lead_demo.win_rate, lead_demo.win_rate_others) == (1 / 2, 1 / 2)
    assert (lead_demo.won, lead_demo.closed, lead_demo.won_others, lead_demo.closed_others) == (1, 2, 1, 2)
    lead_won = edge(found, "stage:Lead", "stage:Won")
    assert (lead_won.win_rate, lead_won.win_rate_others) == (1, pytest.approx(1 / 3))
    discount = edge(found, "stage:Lead", "stage:Discount")  # only an open deal
    assert (discount.win_rate, discount.win_rate_others) == (None, 1 / 2)
    assert (discount.closed, discount.closed_others) == (0, 4)
    assert edge(found, "start", "stage:Lead").win_rate_others is None


def test_that_the_skipped_share_is_of_the_filtered_deals_that_could_have_skipped() -> None:
    skip = deviation(SKIPPED, [1, 4], [0, 1, 2, 4])
    demo = next(n for n in mapped(SALES, skip).nodes if n.label == "Demo")
    assert (demo.skipped, demo.deviation) == (0.5, SKIPPED)
    some = next(
        n for n in mapped(SALES, skip, mask=[True, True, True, True, False, True]).nodes if n.label == "Demo"
    )
    assert some.skipped == pytest.approx(1 / 3)
    none = next(n for n in mapped(SALES, skip, mask=[True] + [False] * 5).nodes if n.label == "Demo")
    assert (none.skipped, none.deviation) == (0, None)
    lead = next(n for n in mapped(SALES, skip).nodes if n.label == "Lead")
    assert (lead.skipped, lead.deviation) == (None, None)


def test_that_an_undocumented_step_names_its_deviation() -> None:
    found = mapped(SALES, deviation(EXTRA, [3], [0, 1, 2, 3, 4, 5]))
    assert next(n for n in found.nodes if n.label == "Discount").deviation == EXTRA


def test_that_the_filter_leaves_out_activities_that_no_deal_in_it_visits() -> None:
    found = mapped(SALES, mask=[True, False, False, False, False, False])
    assert [node.label for node in found.nodes] == ["Start", "Lead", "Demo", "Legal", "Won", "Lost", "End"]
    assert found.cases == 1


def test_that_edges_come_most_frequent_first() -> None:
    cases = [e.cases for e in mapped(SALES).edges]
    assert cases == sorted(cases, reverse=True)


def test_that_no_deal_at_all_still_shows_the_documented_process() -> None:
    found = mapped(SALES, mask=[False] * 6)
    assert {e.kind for e in found.edges} == {EdgeKind.NOT_TAKEN}
    assert [e.target for e in found.edges] == ["stage:Lead", "stage:Demo", "stage:Legal", "stage:Won", "end"]


def test_that_without_a_process_the_spine_is_what_half_of_the_deals_do() -> None:
    log = a_log(
        "Lead > Call > Demo > Won", "Lead > Demo > Won", "Lead > Demo > Lost", "Lead > Lost", "Lead > Won"
    )
    found = process_map(log, None, np.ones(5, dtype=bool))
    assert [n.label for n in found.nodes] == ["Start", "Lead", "Demo", "Won", "Lost", "Call", "End"]
    assert [n.label for n in found.nodes if n.on_spine] == ["Start", "Lead", "Demo", "Won", "End"]
    assert {e.kind for e in found.edges} == {EdgeKind.CONFORMING}
    assert not found.documented


def test_that_the_order_of_the_spine_is_that_of_the_deals_that_do_both() -> None:
    log = a_log("A > B", "A > B > C > D > E > F", "A > B > C > D > E > F", "A > B")
    assert [n.label for n in process_map(log, None, np.ones(4, dtype=bool)).nodes[1:5]] == [
        "A",
        "B",
        "C",
        "D",
    ]


def test_that_of_two_activities_that_exclude_each_other_one_is_on_the_spine() -> None:
    found = process_map(a_log("A > Won", "A > Won", "A > Lost", "A > Lost"), None, np.ones(4, dtype=bool))
    assert [n.label for n in found.nodes if n.on_spine] == ["Start", "A", "Lost", "End"]


def test_that_a_log_without_events_has_a_map_of_start_and_end() -> None:
    found = process_map(a_log("", ""), None, np.ones(2, dtype=bool))
    assert [n.label for n in found.nodes] == ["Start", "End"]
    assert (found.edges, found.cases) == ((), 2)

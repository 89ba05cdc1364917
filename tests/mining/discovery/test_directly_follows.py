"""The directly-follows graph: hand-computed counts and times, and the same graph as pm4py's."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.discovery.directly_follows import directly_follows
from models.case_table import CaseTable
from models.categorical import Categorical
from models.directly_follows import DirectlyFollows
from models.event_log import EventLog
from tests.builders import DAY, a_log


def edges(graph: DirectlyFollows) -> dict[tuple[str | None, str | None], tuple[int, int]]:
    """(events, cases) by names; None is the start or the end."""

    def name(code: int) -> str | None:
        return None if code == -1 else graph.labels[code]

    rows = zip(graph.source, graph.target, graph.events, graph.cases, strict=True)
    return {(name(s), name(t)): (int(events), int(cases)) for s, t, events, cases in rows}


def timed(*traces: list[tuple[str, float]]) -> EventLog:
    """One case a list of (activity, day)."""
    events = [event for trace in traces for event in trace]
    return EventLog(
        activity=Categorical.of(name for name, _ in events),
        timestamp=np.array([int(day * DAY) for _, day in events], dtype=np.int64),
        resource=Categorical.empty(len(events)),
        kind=np.zeros(len(events), dtype=np.int8),
        case_start=np.cumsum([0, *map(len, traces)]).astype(np.int64),
        cases=CaseTable.bare(tuple(f"D{i}" for i in range(len(traces)))),
    )


def test_that_events_and_deals_of_every_edge_are_counted() -> None:
    log = a_log("A > B > A > B > Won", "A > Won", "B", "")
    assert edges(directly_follows(log)) == {
        (None, "A"): (2, 2), (None, "B"): (1, 1),
        ("A", "B"): (2, 1), ("B", "A"): (1, 1), ("B", "Won"): (1, 1), ("A", "Won"): (1, 1),
        ("Won", None): (2, 2), ("B", None): (1, 1),
    }  # fmt: skip


def test_that_edges_come_most_frequent_first() -> None:
    graph = directly_follows(a_log("A > B", "A > B", "A > C", "C > B"))
    assert list(graph.events) == sorted(graph.events, reverse=True)
    assert (graph.labels[graph.target[0]], graph.source[0]) == ("A", -1)


def test_that_times_are_medians_and_ninetieth_percentiles_in_days() -> None:
    log = timed(*([("A", 0.0), ("B", float(days))] for days in range(1, 12)))
    graph = directly_follows(log)
    at = list(zip(graph.source, graph.target, strict=True)).index((0, 1))
    assert graph.median_days[at] == 6
    assert graph.p90_days[at] == 10
    assert graph.dwell_days[0] == 6
    assert np.isnan(graph.dwell_days[1])
    ends = (graph.source == -1) | (graph.target == -1)
    assert np.isnan(graph.median_days[ends]).all()


def test_that_the_dwell_covers_every_way_out_of_an_activity() -> None:
    log = timed([("A", 0), ("B", 1), ("A", 4), ("C", 9)], [("A", 0), ("A", 2)])
    graph = directly_follows(log)
    assert graph.dwell_days[log.activity.code("A")] == 2  # of 1, 5 and 2 days
    assert graph.dwell_days[log.activity.code("B")] == 3


def test_that_visits_count_events_and_deals() -> None:
    graph = directly_follows(a_log("A > B > A", "A", "B > B"))
    assert dict(zip(graph.labels, graph.visits, strict=True)) == {"A": 3, "B": 3}
    assert dict(zip(graph.labels, graph.visiting_cases, strict=True)) == {"A": 2, "B": 2}


def test_that_only_the_deals_in_the_mask_count() -> None:
    log = a_log("A > B", "A > C", "B > C")
    graph = directly_follows(log, np.array([True, False, True]))
    assert edges(graph) == edges(directly_follows(a_log("A > B", "B > C")))
    assert graph.n_cases == 2


def test_that_a_deal_that_has_not_ended_does_not_lead_to_the_end() -> None:
    graph = directly_follows(a_log("A > B", "A > B"), ends=np.array([True, False]))
    assert edges(graph)[("B", None)] == (1, 1)


@pytest.mark.parametrize("traces", [(), ("",), ("", "")])
def test_that_a_log_without_events_has_no_edges(traces: tuple[str, ...]) -> None:
    graph = directly_follows(a_log(*traces))
    assert len(graph.source) == len(graph.visits) == 0
    assert graph.n_cases == len(traces)


def test_that_more_labels_than_fit_16_bits_squared_are_counted_too() -> None:
    trace = " > ".join(f"S{i}" for i in range(400))
    graph = directly_follows(a_log(trace, trace))
    assert len(graph.source) == 401
    assert set(graph.events) == {2}


@given(
    st.lists(st.lists(st.sampled_from("ABCD"), max_size=8), max_size=12), st.randoms(use_true_random=False)
)
def test_that_the_graph_is_what_counting_one_by_one_gives(traces: list[list[str]], random: object) -> None:
    log = a_log(*(" > ".join(trace) for trace in traces))
    mask = np.array([random.random() < 0.7 for _ in traces], dtype=bool)  # type: ignore[attr-defined]
    events: Counter[tuple[str | None, str | None]] = Counter()
    cases: Counter[tuple[str | None, str | None]] = Counter()
    for trace, kept in zip(traces, mask, strict=True):
        if kept and trace:
            pairs = list(zip([None, *trace], [*trace, None], strict=True))
            events.update(pairs)
            cases.update(set(pairs))
    assert edges(directly_follows(log, mask)) == {pair: (events[pair], cases[pair]) for pair in events}


def test_that_pm4py_counts_the_same() -> None:
    import pandas as pd
    import pm4py

    random = np.random.default_rng(7)
    names = ["Lead", "Demo", "Offer", "Talk", "Won", "Lost"]
    traces = [[names[i] for i in random.integers(0, 6, random.integers(1, 12))] for _ in range(300)]
    log = a_log(*(" > ".join(trace) for trace in traces))
    frame = pd.DataFrame(
        {
            "case:concept:name": [log.cases.ids[case] for case in log.case_of_event],
            "concept:name": log.activity.texts(),
            "time:timestamp": pd.to_datetime(log.timestamp, unit="us", utc=True),
        }
    )
    steps, begins, ends = pm4py.discover_dfg(frame)
    theirs = {
        **dict(steps.items()),
        **{(None, name): count for name, count in begins.items()},
        **{(name, None): count for name, count in ends.items()},
    }
    assert {pair: count for pair, (count, _) in edges(directly_follows(log)).items()} == theirs

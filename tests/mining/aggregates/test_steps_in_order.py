"""Quantiles of any part of a log are to the last bit those of its steps looked at one by one."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.flow import flow_of
from mining.aggregates.quantiles import quantiles
from mining.aggregates.steps_in_order import steps_in_order
from mining.discovery.directly_follows import directly_follows
from models.event_log import EventLog
from tests.builders import DAY, a_log
from tests.mining.aggregates.random_logs import logs, masks


def one_by_one(
    log: EventLog, mask: np.ndarray
) -> tuple[dict[tuple[int, int], list[float]], dict[int, list[float]]]:
    """The days of every step, by its two activities and by the first of them."""
    steps: dict[tuple[int, int], list[float]] = {}
    leaving: dict[int, list[float]] = {}
    for case in np.flatnonzero(mask):
        for event in range(log.case_start[case], log.case_start[case + 1] - 1):
            source, target = log.activity.codes[event : event + 2].tolist()
            days = (log.timestamp[event + 1] - log.timestamp[event]) / DAY
            steps.setdefault((source, target), []).append(days)
            leaving.setdefault(source, []).append(days)
    return steps, leaving


@given(logs(), st.integers(0, 99))
def test_that_median_and_ninetieth_percentile_are_those_of_numpy(log: EventLog, seed: int) -> None:
    mask = masks(log, seed)
    steps, leaving = one_by_one(log, mask)
    graph = directly_follows(log, mask)
    for i, edge in enumerate(zip(graph.source.tolist(), graph.target.tolist(), strict=True)):
        if -1 not in edge:
            assert (graph.median_days[i], graph.p90_days[i]) == tuple(np.quantile(steps[edge], (0.5, 0.9)))
    for code, days in enumerate(graph.dwell_days):
        assert np.isnan(days) if code not in leaving else days == np.quantile(leaving[code], 0.5)


def test_that_steps_lie_in_order_of_time() -> None:
    log = a_log("A > B > A > B", "A > B")
    ordered = steps_in_order(log)
    assert flow_of(log).steps.key.tolist() == [1, 2]
    assert ordered.by_step.bounds.tolist() == [0, 3, 4]
    assert sorted(ordered.by_step.event[:3].tolist()) == [0, 2, 4]
    assert ordered.by_step.days(np.array([[0], [0]]), None).tolist() == [[1], [1]]


@given(st.lists(st.floats(0, 1e6), max_size=30), st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_that_interpolation_is_that_of_numpy(values: list[float], levels: list[float]) -> None:
    ordered = np.sort(np.array(values))
    found = quantiles(
        np.array([len(values)]),
        sorted(levels),
        lambda rank: ordered[rank] if values else np.zeros(rank.shape),
    )
    if values:
        assert found[0].tolist() == np.quantile(ordered, sorted(levels)).tolist()
    else:
        assert np.isnan(found).all()


@pytest.mark.parametrize(("spread", "share"), [(3, 0.6), (40, 0.02), (1 << 44, 0.6), (1 << 44, 0.01)])
def test_that_many_steps_of_any_duration_are_put_in_order(spread: int, share: float) -> None:
    random = np.random.default_rng(spread)
    log = a_log(*(" > ".join(random.choice(list("AABC"), 9)) for _ in range(1_500)))
    gaps = random.integers(0, spread, log.n_events)
    log = replace(log, timestamp=np.cumsum(gaps).astype(np.int64))
    for ordered in (steps_in_order(log).by_step, steps_in_order(log).by_source):
        assert len(set(ordered.event.tolist())) == len(ordered.event) == 8 * 1_500
        assert (log.case_of_event[ordered.event] == ordered.case).all()
        duration = log.timestamp[ordered.event + 1] - log.timestamp[ordered.event]
        for begin, end in pairwise(ordered.bounds.tolist()):
            assert (np.diff(duration[begin:end]) >= 0).all()
    mask = np.random.default_rng(1).random(log.n_cases) < share
    steps, leaving = one_by_one(log, mask)
    graph = directly_follows(log, mask)
    assert graph.dwell_days.tolist() == [np.quantile(leaving[code], 0.5) for code in range(3)]
    for i, edge in enumerate(zip(graph.source.tolist(), graph.target.tolist(), strict=True)):
        if -1 not in edge:
            assert (graph.median_days[i], graph.p90_days[i]) == tuple(np.quantile(steps[edge], (0.5, 0.9)))

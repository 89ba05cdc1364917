"""Both ways to find the distinct sequences find the same ones in the same order."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.variants import distinct_traces, with_variants
from models.case_table import CaseTable
from models.event_log import EventLog
from models.variants import variants_of
from tests.builders import a_log
from tests.mining.aggregates.random_logs import logs


def traces(log: EventLog, slots: int = 4) -> list[tuple[str, ...]]:
    """The variants as names, in their order."""
    found = distinct_traces(log, slots)
    return [tuple(log.activity.labels[code] for code in found.sequence(i)) for i in range(len(found))]


def test_that_the_most_frequent_come_first_and_of_equal_ones_the_first_in_the_log() -> None:
    log = a_log("A > B", "C", "A > B > C", "A > B > C", "", "A > B > C", "C")
    assert traces(log) == [("A", "B", "C"), ("C",), ("A", "B"), ()]
    found = distinct_traces(log)
    assert found.counts.tolist() == [3, 2, 1, 1]
    assert found.of_case.tolist() == [2, 1, 0, 0, 3, 0, 1]


@given(logs())
def test_that_every_case_is_counted_with_its_sequence(log: EventLog) -> None:
    counted = Counter(log.trace(case) for case in range(log.n_cases))
    first = {log.trace(case): case for case in reversed(range(log.n_cases))}
    assert traces(log) == sorted(counted, key=lambda trace: (-counted[trace], first[trace]))
    found = distinct_traces(log)
    assert found.counts.tolist() == [counted[trace] for trace in traces(log)]
    assert [traces(log)[variant] for variant in found.of_case] == [log.trace(i) for i in range(log.n_cases)]


@given(st.lists(st.lists(st.integers(0, 400), max_size=40), max_size=12))
def test_that_long_sequences_of_many_activities_are_told_apart(codes: list[list[int]]) -> None:
    log = a_log(*(" > ".join(f"S{code}" for code in trace) for trace in [*codes, *codes]))
    one, other = distinct_traces(log), variants_of(log.activity.codes, log.case_start)
    assert len(one) == len({tuple(trace) for trace in codes})
    for column in ("activity", "start", "of_case", "counts"):
        assert getattr(one, column).tolist() == getattr(other, column).tolist()


@pytest.mark.parametrize("lengths", [(20_000,), (20_000, 20_001, 20_000), (0, 70_000, 0, 70_000)])
def test_that_very_long_sequences_are_told_apart(lengths: tuple[int, ...]) -> None:
    log = a_log(*(" > ".join(["A", "B"] * (length // 2) + ["C"] * (length % 2)) for length in lengths))
    assert len(distinct_traces(log)) == len(set(lengths))


@given(logs(), st.integers(1, 30))
def test_that_parts_looked_at_side_by_side_give_the_same(log: EventLog, events_at_once: int) -> None:
    whole = np.tile(np.arange(log.n_cases), 5)
    events = np.concatenate([np.arange(*log.case_start[i : i + 2]) for i in whole]) if len(whole) else whole
    bounds = np.concatenate(([0], np.cumsum(np.diff(log.case_start)[whole]))).astype(np.int64)
    many = EventLog(
        log.activity.take(events.astype(np.int64)), log.timestamp[events], log.resource.take(events),
        log.kind[events], bounds, CaseTable.bare(tuple(map(str, range(len(whole))))),
    )  # fmt: skip
    one, other = distinct_traces(many, 4, events_at_once), variants_of(many.activity.codes, many.case_start)
    for column in ("activity", "start", "of_case", "counts"):
        assert getattr(one, column).tolist() == getattr(other, column).tolist()


def test_that_a_log_learns_its_variants_once() -> None:
    log = a_log("A > B", "C")
    assert not log.knows_variants
    assert with_variants(log) is log
    found = log.variants
    assert with_variants(log).variants is found


def test_that_a_log_does_not_learn_the_variants_of_another() -> None:
    with pytest.raises(ValueError, match="another log"):
        a_log("A").learn_variants(a_log("A", "B").variants)


def test_that_no_case_has_no_variant() -> None:
    assert len(distinct_traces(a_log())) == 0
    assert np.array_equal(distinct_traces(a_log()).start, [0])

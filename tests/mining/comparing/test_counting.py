"""Counts and times of both sides, held against a look at every deal."""

import itertools
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.flow import END, START
from mining.comparing.shares import counts_of
from mining.comparing.times import stage_times, step_times
from models.case_table import Outcome
from tests.builders import a_log

TRACES = st.lists(
    st.lists(st.sampled_from(["A", "B", "C", "Won", "Lost"]), max_size=6), min_size=1, max_size=12
)


@given(TRACES, st.randoms(use_true_random=False), st.booleans())
def test_that_paths_are_counted_as_deal_by_deal(traces, dice, without_ends) -> None:
    log = a_log(*(" > ".join(trace) for trace in traces))
    masks = tuple(np.array([dice.random() < 0.5 for _ in traces]) for _ in range(2))
    labels = log.activity.labels
    ends = np.array([label in ("Won", "Lost") for label in labels], dtype=bool) if without_ends else None
    found = counts_of(log, masks, ends)
    rows = dict(
        zip(found.paths, zip(found.taking.tolist(), found.leaving.tolist(), strict=True), strict=True)
    )
    expected = {}
    for which, mask in enumerate(masks):
        for case in np.flatnonzero(mask):
            for way in _ways(log, case, ends):
                expected.setdefault(way, [0, 0])[which] += 1
    assert {way: taking for way, (taking, _) in rows.items() if any(taking)} == expected
    for way, (_, leaving) in rows.items():
        for which, mask in enumerate(masks):
            leavers = sum(
                (way[0] == START and log.case_start[case + 1] > log.case_start[case])
                or any(way[0] == source for source, _ in _ways(log, case, ends))
                for case in np.flatnonzero(mask)
            )
            assert leaving[which] == leavers


def _ways(log, case, ends):
    """The distinct paths that a deal takes, as codes."""
    codes = log.activity.codes[log.case_start[case] : log.case_start[case + 1]].tolist()
    ways = set(itertools.pairwise(codes))
    if codes:
        ways.add((START, codes[0]))
        if log.cases.outcome[case] != Outcome.OPEN and ends is None:
            ways.add((codes[-1], END))
    if ends is not None:
        ways = {way for way in ways if not any(code >= 0 and ends[code] for code in way)}
    return ways


@given(TRACES, st.randoms(use_true_random=False))
def test_that_every_deal_counts_with_its_first_step_and_its_first_stay(traces, dice) -> None:
    log = a_log(*(" > ".join(trace) for trace in traces))
    moved = log.timestamp + np.cumsum([dice.randrange(0, 5) * 86_400_000_000 for _ in log.timestamp]).astype(
        np.int64
    )
    log = replace(log, timestamp=moved)
    side = np.array([dice.choice([-1, 0, 1]) for _ in traces], dtype=np.int8)
    keys, steps = step_times(log, side)
    stays = stage_times(log, side)
    by_step, by_stage = {}, {}
    for case in range(log.n_cases):
        begin, end = log.case_start[case], log.case_start[case + 1]
        seen = set()
        for event in range(begin, end - 1):
            source, target = log.activity.codes[event : event + 2].tolist()
            took = (moved[event + 1] - moved[event]) / 86_400_000_000
            for table, key in ((by_step, source * len(log.activity.labels) + target), (by_stage, source)):
                if side[case] >= 0 and (id(table), key) not in seen:
                    seen.add((id(table), key))
                    table.setdefault((key, int(side[case])), []).append(took)
    for which in range(2):
        for at, key in enumerate(keys.tolist()):
            _same(steps, at, which, by_step.get((key, which), []))
        for code in range(len(log.activity.labels)):
            _same(stays, code, which, by_stage.get((code, which), []))


def _same(tests, at, which, values) -> None:
    assert tests.sizes[which][at] == len(values)
    if values:
        assert tests.medians[which][at] == np.median(values)
    else:
        assert np.isnan(tests.medians[which][at])

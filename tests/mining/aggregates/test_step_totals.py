"""Steps and their time added up in one pass, with deals and activities left out."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.aggregates.step_totals import StepTotals, step_totals
from models.event_log import EventLog
from tests.builders import DAY, a_log
from tests.mining.aggregates.random_logs import logs, masks


def named(found: StepTotals) -> dict[tuple[str, str], tuple[int, float]]:
    """(events, days) by names."""
    rows = zip(found.source, found.target, found.events.tolist(), found.days.tolist(), strict=True)
    return {(found.labels[source], found.labels[target]): (n, days) for source, target, n, days in rows}


def test_that_steps_are_counted_and_their_days_added_up() -> None:
    found = named(step_totals(a_log("A > B > A > B", "A > B", "", "B")))
    assert found == {("A", "B"): (3, 3.0), ("B", "A"): (1, 1.0)}


def test_that_what_is_left_out_has_not_happened() -> None:
    log = a_log("A > B > C", "A > C", "B > B > A")
    assert named(step_totals(log, leave_out=["B"])) == {("A", "C"): (2, 3.0)}
    assert named(step_totals(log, leave_out=["A", "B", "C", "no such"])) == {}


def test_that_only_the_deals_in_the_mask_count() -> None:
    log = a_log("A > B", "A > C", "A > B")
    assert named(step_totals(log, np.array([True, False, False]))) == {("A", "B"): (1, 1.0)}


def test_that_more_pairs_than_a_table_holds_are_counted_too() -> None:
    trace = " > ".join(f"S{i}" for i in range(2_100))
    found = step_totals(a_log(trace, trace))
    assert len(found.events) == 2_099
    assert set(zip(found.events.tolist(), found.days.tolist(), strict=True)) == {(2, 2.0)}


@given(logs(), st.integers(0, 99), st.sets(st.sampled_from("ABCDE")))
def test_that_one_pass_gives_what_looking_at_every_deal_gives(
    log: EventLog, seed: int, left_out: set[str]
) -> None:
    mask = masks(log, seed)
    expected: dict[tuple[str, str], tuple[int, int]] = {}
    for case in np.flatnonzero(mask):
        events = [
            (name, int(log.timestamp[log.case_start[case] + i]))
            for i, name in enumerate(log.trace(case))
            if name not in left_out
        ]
        for (source, since), (target, until) in pairwise(events):
            count, total = expected.get((source, target), (0, 0))
            expected[source, target] = count + 1, total + until - since
    found = named(step_totals(log, mask, left_out))
    assert found == {pair: (count, total / DAY) for pair, (count, total) in expected.items()}


def test_that_a_log_of_several_parts_is_added_up() -> None:
    log = a_log(*["A > B > A"] * 1_000, " > ".join(["A", "B"] * 150_000), *["B > A > B > A"] * 1_000)
    assert named(step_totals(log)) == {
        ("A", "B"): (152_000, 152_000.0),
        ("B", "A"): (1_000 + 149_999 + 2_000, 152_999.0),
    }


def test_that_a_step_of_more_seconds_than_fit_four_bytes_is_added_up() -> None:
    log = a_log("A > B", "A > C")
    log = replace(log, timestamp=np.array([0, 200 * 365 * DAY, 0, DAY]))
    assert named(step_totals(log, np.array([True, True]))) == {
        ("A", "B"): (1, 73_000.0),
        ("A", "C"): (1, 1.0),
    }

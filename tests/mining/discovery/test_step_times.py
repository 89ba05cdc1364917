"""The times behind a stage or a path, worked out by hand."""

import numpy as np
import pytest

from mining.discovery.step_times import bins_of, quantile_of, times_at, times_between
from models.event_log import EventLog
from tests.builders import DAY, START, a_log


@pytest.fixture
def log() -> EventLog:
    """Three days in Qualify, one, and two; the last deal is still in it."""
    made = a_log("Qualify > Won", "Qualify > Demo", "Demo > Qualify > Lost", "Qualify")
    days = np.array([0, 3, 0, 1, 0, 4, 6, 5])
    return EventLog(made.activity, START + days * DAY, made.resource, made.kind, made.case_start, made.cases)


def test_that_stays_are_told_the_longest_first(log: EventLog) -> None:
    times = times_at(log, np.ones(4, dtype=bool), "Qualify")
    assert times.case.tolist() == [0, 2, 1]
    assert times.days.tolist() == [3, 2, 1]
    assert times.still == 1
    assert times_at(log, np.array([False, True, False, False]), "Qualify").case.tolist() == [1]
    assert len(times_at(log, np.ones(4, dtype=bool), "Nowhere").case) == 0


def test_that_only_direct_steps_count(log: EventLog) -> None:
    times = times_between(log, np.ones(4, dtype=bool), "Demo", "Qualify")
    assert (times.case.tolist(), times.days.tolist()) == ([2], [4])
    assert len(times_between(log, np.ones(4, dtype=bool), "Qualify", "Nowhere").case) == 0
    assert len(times_between(log, np.ones(4, dtype=bool), "Won", "Qualify").case) == 0


def test_that_the_latest_come_first_where_nobody_takes_time(log: EventLog) -> None:
    begun = times_between(log, np.ones(4, dtype=bool), None, "Qualify")
    assert begun.case.tolist() == [3, 0, 1]
    assert np.isnan(begun.days).all()
    assert times_between(log, np.ones(4, dtype=bool), "Lost", None).case.tolist() == [2]


def test_that_bars_have_a_readable_width_and_count_what_is_beyond() -> None:
    bins = bins_of(np.sort([0.5, 1.5, 1.9, 9.0] * 25 + [400.0])[::-1])
    assert bins.width == 0.5
    assert sum(bins.counts) + bins.beyond == 101
    assert bins.beyond == 1
    assert (bins.counts[1], bins.counts[3], bins.counts[18]) == (25, 50, 25)
    assert bins_of(np.zeros(0)).counts == ()
    assert bins_of(np.zeros(3)).counts == (3,)


def test_that_quantiles_are_interpolated() -> None:
    days = np.array([9.0, 4.0, 2.5, 1.0, 0.0])
    for share in (0.0, 0.1, 0.5, 0.9, 0.98, 1.0):
        assert quantile_of(days, share) == pytest.approx(np.quantile(days, share))

"""Change points of key figures: where they lie, and whether the process or the mix changed."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from mining.aggregates.periods import Period
from mining.kpis.estimates import ratio
from mining.kpis.figure import Figure, first_of_deal, series_of, shares
from mining.kpis.periods import periods_between
from mining.kpis.since_when import mix_of, with_changes
from models.drift import DriftKind
from models.event_log import EventLog
from models.kpi_series import KpiSeries, KpiUnit
from models.progress import silent
from models.strategy import Baseline
from tests.builders import DAY, START, a_log

N = 600


def a_share(hits: np.ndarray, n: int = N) -> Figure:
    return shares("x", "Skips", KpiUnit.SHARE, "words", np.arange(n), START + np.arange(n) * DAY, hits)


def told(figure: Figure, log: EventLog) -> KpiSeries:
    periods = periods_between(START, START + N * DAY, Period.QUARTER)
    return with_changes((figure,), (series_of(figure, periods, None),), log, silent)[0]


def rises(seed: int = 1) -> np.ndarray:
    """From one in ten to half after 300 deals."""
    dice = np.random.default_rng(seed)
    return dice.random(N) < np.where(np.arange(N) < 300, 0.1, 0.5)


def test_that_a_rise_is_found_where_it_is_with_before_and_after() -> None:
    hits = rises()
    series = told(a_share(hits), a_log(*["Qualify"] * N, segment=["SMB", "Enterprise"] * (N // 2)))
    (change,) = series.changes
    assert abs((change.begins + change.ends) / 2 - (START + 300 * DAY)) < 30 * DAY
    assert change.begins <= START + 315 * DAY
    assert change.before.value == pytest.approx(hits[:300].mean(), abs=0.02)
    assert change.after.value == pytest.approx(hits[300:].mean(), abs=0.02)
    assert change.kind is DriftKind.PROCESS


def test_that_nothing_is_found_where_nothing_changes() -> None:
    hits = np.random.default_rng(5).random(N) < 0.3
    assert told(a_share(hits), a_log(*["Qualify"] * N)).changes == ()


def test_that_a_change_of_the_mix_is_told_as_such() -> None:
    """Enterprise deals always skip and others never; after 300 deals most are Enterprise."""
    dice = np.random.default_rng(2)
    large = dice.random(N) < np.where(np.arange(N) < 300, 0.2, 0.7)
    log = a_log(*["Qualify"] * N, segment=["Enterprise" if one else "SMB" for one in large])
    (change,) = told(a_share(large), log).changes
    assert change.kind is DriftKind.MIX


def test_that_where_no_kind_of_deal_is_on_both_sides_the_kind_is_not_told() -> None:
    log = a_log(*["Qualify"] * N, segment=["SMB" if at < 300 else "Enterprise" for at in range(N)])
    hits = np.arange(N) >= 300
    kinds = {change.kind for change in told(a_share(hits), log).changes}
    assert kinds == {None}


def test_that_the_mix_goes_by_segment_source_and_amount() -> None:
    log = a_log(
        *["A"] * 5, segment=["S", "S", "S", "T", ""], source=["x", "x", "y", "x", "x"],
        amount=np.array([1.0, 100.0, 1.0, 1.0, np.nan]),
    )  # fmt: skip
    assert len(set(mix_of(log.cases).tolist())) == 5


def test_that_only_the_first_entry_of_a_deal_is_scored() -> None:
    case = np.array([0, 1, 0, 1, 2], dtype=np.int32)
    time = np.array([5, 1, 2, 3, 4])
    assert first_of_deal(case, time).tolist() == [False, True, True, False, True]
    late = np.array([True, False, False, True, False])
    assert first_of_deal(case, time, late).tolist() == [True, False, False, True, False]


def test_that_the_baseline_is_held_against_all_that_came_after_it() -> None:
    hits = np.arange(N) >= 300
    series = series_of(a_share(hits), (), Baseline(date(2026, 1, 5), date(2026, 4, 14)))
    assert series.in_baseline is not None
    assert series.since is not None
    assert series.shift is not None
    assert (series.in_baseline.value, series.in_baseline.n) == (0.0, 100)
    assert (series.since.value, series.since.n) == (pytest.approx(0.6), 500)
    assert series.shift.value == pytest.approx(0.6)
    expected = ratio(np.arange(500, dtype=np.int32), np.arange(500) >= 200, np.ones(500))
    assert series.since.low == expected.low

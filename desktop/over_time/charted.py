"""From a key figure to what a chart of values over time shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.widgets.series_data import Band, Level, Line, Marker, Point, SeriesData, Slot
from mining.kpis.periods import window_of
from mining.kpis.wording import change_words, tick, value_words, written
from models.kpi_series import KpiPeriod, KpiSeries, KpiUnit
from models.strategy import Baseline
from resources.translation import tr

NOT_YET = tr("No period has enough deals that are old enough.")


def charted(series: Sequence[KpiSeries], baseline: Baseline | None) -> SeriesData:
    """Series of one unit over the same periods; markers, target and words are those of the first."""
    first = series[0]
    slots = tuple(Slot(one.begins, one.ends, _short(one)) for one in first.periods)
    lines = tuple(Line(one.name, _points(one, len(series) > 1)) for one in series)
    markers = tuple(Marker(one.begins, one.ends, change_words(first, one)) for one in first.changes)
    is_share = first.unit is KpiUnit.SHARE
    window = window_of(baseline) if baseline is not None else None
    return SeriesData(
        slots,
        lines,
        partial(_tick, unit=first.unit),
        markers,
        Band(*window, tr("baseline")) if window is not None else None,
        _target(first),
        0.0 if first.unit not in (KpiUnit.SHARE, KpiUnit.JOBS) else None,
        1.0 if is_share else None,
        NOT_YET,
    )


def _tick(value: float, unit: KpiUnit) -> str:
    return tick(value, unit)


def _target(series: KpiSeries) -> Level | None:
    if series.target is None:
        return None
    return Level(
        series.target, tr("target {written}", written=written(series.target, series.unit, series.currency))
    )


def _points(series: KpiSeries, is_named: bool) -> tuple[Point, ...]:
    name = f"{series.name}, " if is_named else ""
    return tuple(
        Point(
            value.value, value.low, value.high,
            f"{name}{period.name}: {value_words(value, series.unit, series.currency, series.noun)}.".replace("..", "."),
        )
        for period, value in zip(series.periods, series.values, strict=True)
    )  # fmt: skip


def _short(period: KpiPeriod) -> str:
    """`2026 Q1`, or of months `Mar 26`."""
    if "Q" in period.name:
        return period.name
    year, month = period.name.split("-")
    return f"{_MONTHS[int(month) - 1]}\u00a0{year[2:]}"


_MONTHS = (
    tr("Jan"),
    tr("Feb"),
    tr("Mar"),
    tr("Apr"),
    tr("May"),
    tr("Jun"),
    tr("Jul"),
    tr("Aug"),
    tr("Sep"),
    tr("Oct"),
    tr("Nov"),
    tr("Dec"),
)

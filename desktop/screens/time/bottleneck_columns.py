"""The table of bottlenecks: one row a step or a stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.widgets.column_room import Room
from desktop.widgets.table_model import Column, Kind
from mining.discovery.map_shape import short_days
from mining.number_format import UNKNOWN, days, days_unit, number
from mining.timing.wording import (
    is_told_apart,
    name_of,
    row_sentence,
    trend_sentence,
    trend_words,
    waiting_sentence,
)
from models.bottlenecks import Bottleneck, Bottlenecks
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr

NAME, DEALS, MEDIAN, P90, SHARE, SAVED, WAITING, TREND = range(8)
ROOMS = (
    Room(250, 186, filling=True),
    Room(76, 56, gives_way=3),
    Room(130, 88),
    Room(130, 88, gives_way=2),
    Room(170, 104),
    Room(150, 104),
    Room(150, 96, gives_way=1),
    Room(150, 104, gives_way=4),
)


def columns_of(found: Bottlenecks, rows: Sequence[Bottleneck]) -> tuple[Column, ...]:
    """The columns for these rows of `found`."""
    unit, hours = days_unit(found.day_hours), found.day_hours

    def of(get: Callable[[Bottleneck], float]) -> NDArray[np.float64]:
        return np.array([get(row) for row in rows], dtype=np.float64)

    def told(get: Callable[[Bottleneck], float]) -> Callable[[int], str]:
        return lambda at: _short(get(rows[at]), hours)

    trend = of(
        lambda row: row.trend.now - row.trend.before if row.trend and is_told_apart(row.trend) else np.nan
    )
    before, now = found.quarters
    return (
        Column(
            tr("Step") if rows and rows[0].target is not None else tr("Stage"),
            [name_of(row) for row in rows],
            tip=lambda at: row_sentence(rows[at], found),
        ),
        Column(
            tr("Deals"),
            of(lambda row: row.deals),
            Kind.NUMBER,
            tr("Deals that take the step, or reach the stage"),
        ),
        Column(
            tr("Median"),
            of(lambda row: row.median_days),
            Kind.DAYS,
            tr("Half of them take no longer, in {unit}", unit=unit),
            write=told(lambda row: row.median_days),
        ),
        Column(
            tr("Nine in ten"),
            of(lambda row: row.p90_days),
            Kind.DAYS,
            tr("Nine in ten take no longer, in {unit}", unit=unit),
            write=told(lambda row: row.p90_days),
        ),
        Column(
            tr("Share of time"),
            of(lambda row: row.share),
            Kind.PERCENT,
            tr("Its part of all the time that these deals spent until they moved on"),
        ),
        Column(
            tr("Could be saved"),
            of(lambda row: row.saved_days),
            Kind.DAYS,
            tr("By how much those above the median exceed it, added up, in {unit}", unit=unit),
            write=told(lambda row: row.saved_days),
        ),
        Column(
            tr("Waiting now"),
            of(lambda row: row.waiting.deals),
            Kind.NUMBER,
            tr("Open deals in that stage, and how many of them for longer than nine in ten took"),
            write=lambda at: _waiting(rows[at]),
            tip=lambda at: waiting_sentence(rows[at], found),
        ),
        Column(
            tr("Since {before}", before=before),
            trend,
            Kind.DAYS,
            tr(
                "Change of the median of what ended in {now} against {before}; shown only "
                "where it is more than chance",
                now=now,
                before=before,
            ),
            write=lambda at: trend_words(rows[at].trend, hours) or "–",
            tip=lambda at: trend_sentence(rows[at].trend, found),
        ),
    )


def table_of(title: str, found: Bottlenecks, rows: Sequence[Bottleneck]) -> ExportTable:
    """The same numbers to take away."""
    before, now = found.quarters
    trends = [row.trend for row in rows]
    return ExportTable(
        title,
        (
            ExportColumn(tr("From"), [row.source for row in rows]),
            ExportColumn(tr("To"), [row.target for row in rows]),
            ExportColumn(tr("Deals"), [row.deals for row in rows], ValueKind.COUNT),
            ExportColumn(tr("Times"), [row.times for row in rows], ValueKind.COUNT),
            ExportColumn(tr("Median"), [_known(row.median_days) for row in rows], ValueKind.DAYS),
            ExportColumn(tr("Nine in ten within"), [_known(row.p90_days) for row in rows], ValueKind.DAYS),
            ExportColumn(tr("In all"), [row.total_days for row in rows], ValueKind.DAYS),
            ExportColumn(tr("Share of all time"), [row.share for row in rows], ValueKind.SHARE),
            ExportColumn(tr("Could be saved"), [row.saved_days for row in rows], ValueKind.DAYS),
            ExportColumn(tr("Waiting now"), [row.waiting.deals for row in rows], ValueKind.COUNT),
            ExportColumn(
                tr("Waiting for (median)"), [row.waiting.median_days for row in rows], ValueKind.DAYS
            ),
            ExportColumn(
                tr("Waiting longer than nine in ten"), [row.waiting.late for row in rows], ValueKind.COUNT
            ),
            ExportColumn(
                tr("Median in {before}", before=before),
                [t.before if t else None for t in trends],
                ValueKind.DAYS,
            ),
            ExportColumn(
                tr("Median in {now}", now=now), [t.now if t else None for t in trends], ValueKind.DAYS
            ),
            ExportColumn(tr("q of the difference"), [t.q if t else None for t in trends], ValueKind.NUMBER),
        ),
    )


def _short(value: float, day_hours: float | None) -> str:
    """Days in words, working days as `wd` so that the columns stay narrow: the heading's tip says of how many hours."""
    return days(value) if day_hours is None else (short_days(value, day_hours) if value == value else UNKNOWN)


def _waiting(row: Bottleneck) -> str:
    if not row.waiting.deals:
        return "–"
    return number(row.waiting.deals) + (
        ", " + tr("{count} late", count=number(row.waiting.late)) if row.waiting.late else ""
    )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value

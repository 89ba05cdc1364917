"""From a control chart to what a chart of values over time shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from desktop.widgets.series_data import Level, Line, Look, Marker, Point, SeriesData, Slot
from mining.before_after.control_chart import ChartPoint, ControlChart
from mining.before_after.tables import signal_words
from mining.decay.story import start_of
from mining.kpis.wording import tick, written
from mining.number_format import day, number
from models.change_plan import ChangePlan
from models.strategy import RecordedChange
from resources.translation import tr, tr_n

Mark = tuple[date, str]
"""A day on which something was changed, and what."""


def marks_of(plan: ChangePlan, changes: Sequence[RecordedChange]) -> tuple[Mark, ...]:
    """The actions of the plan that were started, and the recorded changes, in order of their days."""
    started = [(one.started, one.what or one.id) for one in plan.actions if one.started is not None]
    recorded = [(one.day, one.what or one.id) for one in changes]
    return tuple(sorted([*started, *recorded]))


def charted(
    chart: ControlChart, name: str, currency: str, since: date, marks: Sequence[Mark], target: float | None
) -> SeriesData:
    """The values, the limits as a band about the centre line, and a flag where something changed.

    `since` is the first day after the time before; `target` is that of the plan, None for none.
    """
    slots = tuple(Slot(_time(one.begins), _time(one.ends), _label(one)) for one in chart.points)
    if not slots:
        return SeriesData((), (), lambda value: f"{value:g}", nothing=chart.why)
    values = Line(name, tuple(_point(one, chart, currency) for one in chart.points))
    limits = Line(
        tr("Limits of the time before"),
        tuple(Point(chart.centre, one.low, one.high, look=Look.NONE) for one in chart.points),
        behind=True,
    )
    inside = [one for one in marks if slots[0].begin <= start_of(one[0]) < slots[-1].end]
    flags = sorted([(since, tr("The time before ends")), *inside])
    return SeriesData(
        slots,
        (values, limits),
        partial(tick, unit=chart.unit),
        tuple(
            Marker(start_of(at), start_of(at), tr("{day}: {what}.", day=day(at), what=what))
            for at, what in flags
        ),
        target=None
        if target is None
        else Level(target, tr("target {value}", value=written(target, chart.unit, currency))),
        floor=0.0 if all(one.low >= 0 for one in chart.points) else None,
        ceiling=1.0 if chart.points[0].high <= 1 and chart.unit.value == "share" else None,
    )


def chart_sentence(chart: ControlChart) -> str:
    """How many points after the time before are signals, and what one is."""
    after = [one for one in chart.points if one.is_after]
    signals = [one for one in after if one.is_signal]
    if not after:
        return tr("No period after the time before yet.")
    told = tr_n(
        "{signals} of {count} period after is a signal (ringed)",
        "{signals} of {count} periods after are signals (ringed)",
        len(after), signals=number(len(signals)),
    )  # fmt: skip
    return tr(
        "{told}: beyond three standard errors of the time before, or the eighth in a row on one side of its line. "
        "Hollow: fewer than ten deals, not judged.",
        told=told,
    )


def _point(one: ChartPoint, chart: ControlChart, currency: str) -> Point:
    if one.value is None:
        return Point(None, words=tr("{period}: no deals.", period=_label(one)))
    signal = signal_words(one.is_beyond, one.in_run)
    words = tr(
        "{period}: {value} of {count} deals, limits {low} to {high}.",
        period=_label(one),
        value=written(one.value, chart.unit, currency),
        count=number(one.n),
        low=written(one.low, chart.unit, currency),
        high=written(one.high, chart.unit, currency),
    )
    look = Look.HOLLOW if not one.is_judged else Look.RINGED if one.is_signal else Look.PLAIN
    return Point(one.value, words=f"{words} {signal}.".strip(" .") + "." if signal else words, look=look)


def _label(one: ChartPoint) -> str:
    if one.ends - one.begins == 3:
        return one.name
    return f"{_MONTHS[one.begins % 12]}\u00a0{(1970 + one.begins // 12) % 100:02d}"


_MONTHS = (
    tr("Jan"), tr("Feb"), tr("Mar"), tr("Apr"), tr("May"), tr("Jun"), tr("Jul"), tr("Aug"), tr("Sep"), tr("Oct"),
    tr("Nov"), tr("Dec"),
)  # fmt: skip


def _time(month: int) -> int:
    return start_of(date(1970 + month // 12, month % 12 + 1, 1))

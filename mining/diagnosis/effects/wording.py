"""Effects in figures and words that the window, the tables that are taken away and the report share."""

from __future__ import annotations

from mining.number_format import NBSP, UNKNOWN, days, decimal, money, number, percent, points, signed_days
from mining.words_of_values import word_of
from models.diagnosis import DeviationEffects, Estimate, Metric, MetricEffect
from resources.translation import tr

TITLES = {
    Metric.WIN_RATE: tr("Win rate"),
    Metric.CYCLE: tr("Days to close"),
    Metric.DWELL: tr("Days in stage"),
    Metric.DISCOUNT: tr("Discount"),
    Metric.AMOUNT: tr("Amount"),
    Metric.VELOCITY: tr("Sales velocity"),
    Metric.MONEY: tr("Money at stake per year"),
}
_DIGITS = 3
_MINUS = "\u2212"


def metric_title(metric: Metric, effects: DeviationEffects, day_hours: float | None = None) -> str:
    """`Won within 97 days`, `Days in Proposal`."""
    if metric is Metric.WIN_RATE and effects.horizon is not None:
        return tr("Won within {days}", days=days(effects.horizon, day_hours))
    if metric is Metric.DWELL and effects.horizon is not None:
        return tr("Days in {gate}", gate=effects.gate or tr("the next stage"))
    return TITLES[metric]


def level_words(effect: MetricEffect, side: Estimate | None, currency: str, day_hours: float | None) -> str:
    """One side of a metric: `38 %`, `77 days`, `28,300 EUR`; an en dash where it is not told."""
    if side is None:
        return UNKNOWN
    if effect.metric is Metric.WIN_RATE:
        return percent(side.value)
    if effect.metric is Metric.DISCOUNT:
        return f"{decimal(side.value * 100)}{NBSP}%"
    if effect.metric in (Metric.CYCLE, Metric.DWELL):
        return days(side.value, day_hours)
    return _a_day(money(_rounded(side.value), currency), effect.metric)


def difference_words(metric: Metric, value: float, currency: str, day_hours: float | None) -> str:
    """A difference with its sign: `−7 points`, `+3.2 days`, `−32,000 EUR`."""
    if metric is Metric.WIN_RATE:
        return points(value)
    if metric is Metric.DISCOUNT:
        difference = f"{_sign(value * 100, 1)}{decimal(abs(value) * 100)}"
        return tr("{difference}\u00a0points", difference=difference)
    if metric in (Metric.CYCLE, Metric.DWELL):
        return signed_days(value, day_hours)
    written = money(abs(_rounded(value)), currency)
    return _a_day(f"{_sign(value, 0)}{written}", metric)


def interval_words(metric: Metric, found: Estimate, currency: str, day_hours: float | None) -> str:
    """`95 % interval −12 points to +1 point`."""
    low, high = (difference_words(metric, value, currency, day_hours) for value in (found.low, found.high))
    return tr("95\u00a0% interval {low} to {high}", low=low, high=high)


def stands_out(effect: MetricEffect, largest_q: float) -> bool:
    """Whether the data tell both sides apart, all comparisons considered."""
    found = effect.adjusted
    return (
        found is not None
        and (found.low > 0 or found.high < 0)
        and effect.q is not None
        and effect.q <= largest_q
    )


def basis(effects: DeviationEffects, day_hours: float | None) -> str:
    """What the figures rest on: from where deals are followed, how far, and what is held equal."""
    if effects.horizon is None:
        return ""
    having, other = effects.compared
    gate = tr("reaching {gate}", gate=effects.gate) if effects.gate else tr("going on from there")
    held = (
        tr(", at equal {adjusted_for}", adjusted_for=", ".join(map(word_of, effects.adjusted_for)))
        if effects.adjusted_for
        else ""
    )
    return tr(
        "An association, not a cause: {having} deals with it, {other} without, followed for "
        "{days} from {gate}{held}.",
        having=number(having),
        other=number(other),
        days=days(effects.horizon, day_hours),
        gate=gate,
        held=held,
    )


def _a_day(written: str, metric: Metric) -> str:
    return tr("{money}\u00a0a\u00a0day", money=written) if metric is Metric.VELOCITY else written


def _rounded(value: float) -> float:
    """Three digits that say something, as far as they are whole."""
    size = 10.0 ** max(0, len(f"{abs(value):.0f}") - _DIGITS)
    return float(round(value / size) * size)


def _sign(value: float, digits: int) -> str:
    rounded = round(value, digits)
    return "" if rounded == 0 else "+" if rounded > 0 else _MINUS

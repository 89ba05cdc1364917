"""The effects of a deviation as rows of texts: with it, without it, and the difference at equal mix."""

from __future__ import annotations

from dataclasses import dataclass

from mining.diagnosis.wording import stake_words
from mining.number_format import (
    NBSP,
    UNKNOWN,
    days,
    money,
    number,
    percent,
    plural,
    points,
    signed,
    signed_days,
)
from mining.wording import LARGEST_Q
from models.diagnosis import DeviationEffects, Estimate, Metric, MetricEffect

_SHARES = (Metric.WIN_RATE, Metric.DISCOUNT)
_TIMES = (Metric.CYCLE, Metric.DWELL)


@dataclass(frozen=True)
class EffectRow:
    """One metric as it is read; `difference` is None where nothing can be told, and `why_none` says why."""

    name: str
    with_it: str
    without: str
    words: str
    difference: Estimate | None
    is_told_apart: bool
    why_none: str = ""

    @property
    def arms(self) -> str:
        """Both levels in one line, empty where there are none."""
        is_known = UNKNOWN not in (self.with_it, self.without)
        return f"with it {self.with_it}, without it {self.without}" if is_known else ""


def effect_rows(effects: DeviationEffects, currency: str, day_hours: float | None) -> tuple[EffectRow, ...]:
    """A row a metric, those that can be told first."""
    rows = [effect_row(one, currency, day_hours) for one in effects.effects]
    return tuple(sorted(rows, key=lambda row: row.difference is None))


def effect_row(one: MetricEffect, currency: str, day_hours: float | None) -> EffectRow:
    """One metric as it is read."""
    name = one.metric.value[:1].upper() + one.metric.value[1:]
    found = one.adjusted or one.raw
    if found is None:
        return EffectRow(name, UNKNOWN, UNKNOWN, "cannot tell", None, False, one.why_none)
    with_it, without = (_level(arm, one.metric, currency, day_hours) for arm in (one.with_it, one.without))
    apart = (found.low > 0 or found.high < 0) and (one.q is None or one.q <= LARGEST_Q)
    words = _difference(found, one.metric, currency, day_hours)
    if one.metric is not Metric.MONEY and one.adjusted is None:
        words = f"{words}, not at equal mix"
    return EffectRow(name, with_it, without, words, found, apart)


def _level(arm: Estimate | None, metric: Metric, currency: str, day_hours: float | None) -> str:
    if arm is None:
        return UNKNOWN
    return f"{_written(arm.value, metric, currency, day_hours)} of {plural(arm.n, 'deal')}"


def _written(value: float, metric: Metric, currency: str, day_hours: float | None) -> str:
    if metric in _SHARES:
        return percent(value)
    return days(value, day_hours) if metric in _TIMES else money(value, currency)


def _difference(found: Estimate, metric: Metric, currency: str, day_hours: float | None) -> str:
    if metric is Metric.MONEY:
        return stake_words(found, currency)
    if metric in _SHARES:
        told = [points(found.value), signed(found.low), signed(found.high)]
    elif metric in _TIMES:
        told = [signed_days(value, day_hours) for value in (found.value, found.low, found.high)]
    else:
        told = [_signed(value) for value in (found.value, found.low, found.high)]
        told[0] = f"{told[0]}{NBSP}{currency}" if currency else told[0]
    return f"{told[0]} (95{NBSP}% interval {told[1]} to {told[2]})"


def _signed(value: float) -> str:
    return f"{'+' if round(value) > 0 else ''}{number(value)}"

"""The effects of a deviation as rows of texts: the difference at equal mix, and both sides of it."""

from __future__ import annotations

from dataclasses import dataclass

from mining.diagnosis.effects.wording import (
    difference_words,
    interval_words,
    level_words,
    metric_title,
    stands_out,
)
from mining.diagnosis.wording import stake_words
from mining.number_format import plural
from mining.wording import LARGEST_Q
from models.diagnosis import DeviationEffects, Estimate, Metric, MetricEffect


@dataclass(frozen=True)
class EffectRow:
    """One metric as it is read; `difference` is None where nothing can be told, and `why_none` says why."""

    name: str
    words: str
    sides: str
    difference: Estimate | None
    is_told_apart: bool
    why_none: str = ""


def effect_rows(effects: DeviationEffects, day_hours: float | None) -> tuple[EffectRow, ...]:
    """A row a metric, those that can be told first."""
    rows = [_row(one, effects, day_hours) for one in effects.effects]
    return tuple(sorted(rows, key=lambda row: row.difference is None))


def _row(one: MetricEffect, effects: DeviationEffects, day_hours: float | None) -> EffectRow:
    name, currency, found = metric_title(one.metric, effects, day_hours), effects.currency, one.adjusted
    if found is None:
        return EffectRow(name, "cannot tell", "", None, False, one.why_none)
    if one.metric is Metric.MONEY:
        words = stake_words(found, currency)
    else:
        told = difference_words(one.metric, found.value, currency, day_hours)
        words = f"{told} ({interval_words(one.metric, found, currency, day_hours)})"
    return EffectRow(name, words, _sides(one, currency, day_hours), found, stands_out(one, LARGEST_Q))


def _sides(one: MetricEffect, currency: str, day_hours: float | None) -> str:
    """Both levels as they are, with their deals; empty where there are none."""
    if one.with_it is None or one.without is None:
        return ""
    with_it, without = (level_words(one, side, currency, day_hours) for side in (one.with_it, one.without))
    return (
        f"with it {with_it} ({plural(one.with_it.n, 'deal')}), "
        f"without it {without} ({plural(one.without.n, 'deal')})"
    )

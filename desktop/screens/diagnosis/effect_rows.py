"""The effects of a deviation as rows of texts: the difference at equal mix, and both sides of it."""

from __future__ import annotations

from collections.abc import Sequence
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
from resources.translation import mid_sentence, tr


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
        return EffectRow(name, tr("cannot tell"), "", None, False, one.why_none)
    if one.metric is Metric.MONEY:  # it comes from the win rate, and is told from nothing as far as that is
        won = effects.of(Metric.WIN_RATE)
        is_apart = won is not None and stands_out(won, LARGEST_Q) and not found.low <= 0 <= found.high
        return EffectRow(name, stake_words(found, currency, is_apart), "", found, is_apart)
    told = difference_words(one.metric, found.value, currency, day_hours)
    words = f"{told} ({interval_words(one.metric, found, currency, day_hours)})"
    return EffectRow(name, words, _sides(one, currency, day_hours), found, stands_out(one, LARGEST_Q))


def why_words(rows: Sequence[EffectRow]) -> str:
    """Why metrics cannot be told, each reason once; empty where it is one for all, which the sentence says."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.difference is None:
            reasons.setdefault(row.why_none or tr("Cannot tell."), []).append(row.name)
    if len(reasons) == 1 and all(row.difference is None for row in rows):
        return ""
    return " ".join(f"{_listed(names)}: {mid_sentence(why)}" for why, names in reasons.items())


def _listed(names: Sequence[str]) -> str:
    """`Discount, days to close`."""
    return ", ".join([names[0], *(mid_sentence(name) for name in names[1:])])


def _sides(one: MetricEffect, currency: str, day_hours: float | None) -> str:
    """Both levels as they are, with their deals; empty where there are none."""
    if one.with_it is None or one.without is None:
        return ""
    with_it, without = (level_words(one, side, currency, day_hours) for side in (one.with_it, one.without))
    return tr(
        "with it {with_it} ({deals_with}), without it {without} ({deals_without})",
        with_it=with_it,
        deals_with=plural(one.with_it.n, "deal"),
        without=without,
        deals_without=plural(one.without.n, "deal"),
    )

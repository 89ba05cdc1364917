"""The table of what goes along with a deviation: one row a metric, both sides, and the difference as an interval."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.difference_cell import Told, draw_difference
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.drawn_cell import DrawnCell, Index, draw_elided, source_row
from desktop.widgets.table_model import Column, Kind
from mining.diagnosis.effects.wording import (
    difference_words,
    interval_words,
    level_words,
    metric_title,
    stands_out,
)
from mining.number_format import UNKNOWN, number, p_value
from mining.wording import LARGEST_Q
from models.deviation import Effect
from models.diagnosis import DeviationEffects, Estimate, MetricEffect
from resources.translation import tr

METRIC, WITH, WITHOUT, DIFFERENCE, Q, DEALS = range(6)
ROOMS = (
    Room(190, 150),
    Room(140, 96),
    Room(140, 96),
    Room(380, 220, filling=True),
    Room(80, 56, gives_way=1),
    Room(80, 60, gives_way=2),
)
FIGURE = 140
"""How wide the words of a difference are drawn, in pixels."""


def columns_of(found: DeviationEffects, day_hours: float | None) -> tuple[Column, ...]:
    """The columns for the effects of one deviation."""
    effects = found.effects

    def side(words: str, get: Callable[[MetricEffect], Estimate | None]) -> Column:
        told = [get(one) for one in effects]
        return Column(
            words,
            np.array([np.nan if one is None else one.value for one in told]),
            Kind.NUMBER,
            tr("Deals {split} it that got as far, as they are", split=words.split()[0].lower()),
            write=lambda at: level_words(effects[at], told[at], found.currency, day_hours),
            tip=lambda at: _side_tip(effects[at], told[at], found.currency, day_hours),
        )

    return (
        Column(
            tr("What"),
            [metric_title(one.metric, found, day_hours) for one in effects],
            tooltip=tr("Medians but for the win rate; deals are followed from the gate on"),
            order=np.arange(len(effects), dtype=np.float64),
        ),
        side(tr("With it"), lambda one: one.with_it),
        side(tr("Without it"), lambda one: one.without),
        Column(
            tr("Difference at equal mix"),
            [difference_or_why(one, found, day_hours) for one in effects],
            tooltip=tr(
                "With minus without among like deals, with its 95 % interval around no difference. "
                "Filled and orange: the data tell the two apart, all comparisons considered. An "
                "association, not a cause"
            ),
            tip=lambda at: tip_of(effects[at], found, day_hours),
        ),
        Column(
            "q",
            np.array([np.nan if one.q is None else one.q for one in effects]),
            Kind.NUMBER,
            tr("The share of false alarms to expect among differences as clear as this one"),
            write=lambda at: p_value(effects[at].q),
        ),
        Column(
            tr("Deals"),
            np.array([_deals(one) for one in effects]),
            Kind.NUMBER,
            tr("How many deals the difference rests on"),
        ),
    )


def difference_or_why(effect: MetricEffect, found: DeviationEffects, day_hours: float | None) -> str:
    """The difference in words, or why there is none."""
    if effect.adjusted is None:
        return effect.why_none or UNKNOWN
    return difference_words(effect.metric, effect.adjusted.value, found.currency, day_hours)


def tip_of(effect: MetricEffect, found: DeviationEffects, day_hours: float | None) -> str:
    """The difference with its interval, as it is and at equal mix, or why there is none."""
    parts = [
        tr(
            "{words}: {difference} ({interval}, {n} deals)",
            words=words,
            difference=difference_words(effect.metric, one.value, found.currency, day_hours),
            interval=interval_words(effect.metric, one, found.currency, day_hours),
            n=number(one.n),
        )
        for words, one in ((tr("At equal mix"), effect.adjusted), (tr("As it is"), effect.raw))
        if one is not None
    ]
    return "\n".join([*parts, effect.why_none] if effect.why_none else parts)


class EffectDelegate(DrawnCell):
    """Draws the difference as a dot on its interval, each metric on its own scale, or the words that say why not."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.effects: tuple[MetricEffect, ...] = ()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        effect, area = self.effects[source_row(index)], QRect(option.rect)
        found = effect.adjusted
        if found is None:
            painter.setPen(QColor(self.palette.muted))
            draw_elided(painter, area.adjusted(10, 0, -6, 0), written)
            return
        told = (
            Told(self.palette.deviation_text, self.palette.deviation)
            if stands_out(effect, LARGEST_Q)
            else None
        )
        drawn = Effect(found.low, found.value, found.high, effect.q if effect.q is not None else 1.0)
        reach = max(abs(found.low), abs(found.high)) * 1.05
        draw_difference(painter, area, written, drawn, reach, told, self.palette, FIGURE)


def _side_tip(effect: MetricEffect, side: Estimate | None, currency: str, day_hours: float | None) -> str:
    if side is None:
        return effect.why_none
    low, high = (
        level_words(effect, replace(side, value=value), currency, day_hours)
        for value in (side.low, side.high)
    )
    return tr("95 % interval {low} to {high}, {n} deals", low=low, high=high, n=number(side.n))


def _deals(effect: MetricEffect) -> float:
    return float(effect.adjusted.n) if effect.adjusted is not None else np.nan

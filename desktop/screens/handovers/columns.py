"""The tables of the screen: documented hand-overs, and what recurs although nobody documented it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.difference_cell import Told, draw_difference, widest
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.drawn_cell import DrawnCell, Index, source_row
from desktop.widgets.table_model import Column, Kind
from mining.areas.delays import Delay
from mining.areas.documented import HandoverCount, Share
from mining.areas.handover_wording import (
    MOST_Q,
    delay_name,
    delay_words,
    handover_name,
    is_told_apart,
)
from mining.areas.wording import informal_name, informal_words, month_words, range_words, rate_words
from mining.number_format import UNKNOWN, days, number, p_value, percent, signed
from models.deviation import Effect
from models.diagnosis import Estimate
from models.informal_process import InformalProcess
from resources.translation import tr

DOCUMENTED_ROOMS = (
    Room(250, 170, filling=True),
    Room(72, 60),
    Room(160, 146),
    Room(150, 118),
    Room(70, 56),
    Room(82, 70, gives_way=2),
    Room(118, 106, gives_way=3),
    Room(150, 120, gives_way=1),
)
INFORMAL_ROOMS = (
    Room(330, 220, filling=True),
    Room(160, 136, gives_way=1),
    Room(150, 130, gives_way=3),
    Room(72, 60),
    Room(150, 118),
    Room(130, 110, gives_way=2),
)


def documented_columns(counts: Sequence[HandoverCount], titles: Mapping[str, str]) -> tuple[Column, ...]:
    """One row a documented hand-over."""
    found = [one.handovers for one in counts]
    return (
        Column(
            tr("Hand-over"),
            [handover_name(one.handoff, titles) for one in found],
            tooltip=tr("From whom to whom"),
        ),
        _count(tr("Times"), [one.n for one in counts], tr("How often it was asked for in these deals")),
        _share(
            tr("Accepted if answered"),
            [one.accepted for one in counts],
            tr(
                "Share of the answers that accepted it, with its 95 % interval. The target stands in the "
                "sentence below"
            ),
        ),
        _share(
            tr("In time"),
            [one.in_time for one in counts],
            tr("Share answered within the documented time, of those that were answered or fell silent"),
        ),
        _count(
            tr("Silent"),
            [one.count(one.handovers.silent) if one.handovers.limit is not None else None for one in counts],
            tr("Never answered, though the time was over"),
        ),
        _count(
            tr("Bounced"),
            [one.count(one.handovers.bounced) for one in counts],
            tr("Given back: asked for once more after it was answered"),
        ),
        _count(
            tr("No reason"),
            [
                one.count(one.handovers.without_reason) if one.handovers.knows_reasons else None
                for one in counts
            ],
            tr("Rejected without a reason; an en dash where the log has no reasons at all"),
        ),
        _days(tr("Median wait"), counts, lambda one: one.median),
    )


DELAY_ROOMS = (
    Room(270, 190, filling=True),
    Room(140, 126, gives_way=2),
    Room(72, 60),
    Room(72, 60, gives_way=3),
    Room(130, 118),
    Room(130, 118),
    Room(190, 112),
    Room(84, 76, gives_way=1),
)
DIFFERENCE = 6
"""The column of the difference."""


def delay_columns(delays: Sequence[Delay], titles: Mapping[str, str]) -> tuple[Column, ...]:
    """One row a documented hand-over or pair of roles."""
    sentences = [delay_words(one) for one in delays]
    shown = [one.won.adjusted.value if one.won.adjusted is not None else np.nan for one in delays]
    limits = np.array([one.limit for one in delays], dtype=np.float64)
    return (
        Column(tr("Wait for"), [delay_name(one, titles) for one in delays], tip=lambda row: sentences[row]),
        Column(
            tr("Longer than"),
            limits,
            Kind.DAYS,
            tr("The documented time, else the median wait of these deals"),
            write=lambda row: days(float(limits[row]), delays[row].day_hours),
        ),
        _count(
            tr("Deals"), [len(one.cases) for one in delays], tr("Deals that got past it while they were open")
        ),
        _count(tr("Longer"), [len(one.slow) for one in delays], tr("Those of them that waited longer")),
        _estimate(
            tr("Won if longer"),
            [one.won.with_it for one in delays],
            tr("Won later, of those that waited longer"),
        ),
        _estimate(tr("Won if shorter"), [one.won.without for one in delays], tr("Won later, of the others")),
        Column(
            tr("Difference"),
            np.array(shown, dtype=np.float64),
            Kind.PERCENT,
            tr(
                "Won if longer minus won if shorter, in points at equal mix, and its 95 % interval. "
                "Filled and orange: the data tell the two apart, all comparisons considered. An "
                "association, not a cause"
            ),
            write=lambda row: UNKNOWN if np.isnan(shown[row]) else signed(shown[row]),
            tip=lambda row: sentences[row],
        ),
        Column(
            "q",
            np.array([np.nan if one.won.q is None else one.won.q for one in delays], dtype=np.float64),
            Kind.NUMBER,
            tr(
                "How likely a difference like that is by chance, all comparisons considered; "
                "told up to {most_q}",
                most_q=f"{MOST_Q:g}",
            ),
            write=lambda row: p_value(delays[row].won.q),
        ),
    )


class DelayCell(DrawnCell):
    """The difference as a number and as a dot on its interval, all rows on one scale."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.delays: Sequence[Delay] = ()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        palette, one = self.palette, self.delays[source_row(index)]
        told = Told(palette.deviation_text, palette.deviation) if is_told_apart(one.won) else None
        reach = widest(map(_effect, self.delays), 0.05)
        draw_difference(painter, option.rect, written, _effect(one), reach, told, palette)


def _effect(one: Delay) -> Effect | None:
    adjusted, q = one.won.adjusted, one.won.q
    return (
        Effect(adjusted.low, adjusted.value, adjusted.high, q)
        if adjusted is not None and q is not None
        else None
    )


def _estimate(title: str, estimates: Sequence[Estimate | None], tooltip: str) -> Column:
    values = np.array([np.nan if one is None else one.value for one in estimates], dtype=np.float64)

    def write(row: int) -> str:
        one = estimates[row]
        return UNKNOWN if one is None else f"{percent(one.value)} ({range_words(one.low, one.high)})"

    return Column(title, values, Kind.PERCENT, tooltip, write=write)


def informal_columns(found: Sequence[InformalProcess], titles: Mapping[str, str]) -> tuple[Column, ...]:
    """One row an informal process."""
    sentences = [informal_words(one, titles) for one in found]
    shares = [Share(one.hits, one.of) for one in found]
    return (
        Column(tr("What recurs"), [informal_name(one) for one in found], tip=lambda row: sentences[row]),
        Column(
            tr("By"),
            [titles.get(one.role, one.role) for one in found],
            tooltip=tr("The role that mostly does it"),
        ),
        Column(
            tr("Mostly in"),
            [one.team for one in found],
            tooltip=tr("The team that owns at least three in five of the deals"),
        ),
        _count(tr("Deals"), [len(one.cases) for one in found], tr("Deals that have it")),
        _share(
            tr("Share"),
            shares,
            tr(
                "Share of the deals that got to the step before and went on; since when it is so where "
                "that can be told"
            ),
        ),
        Column(
            tr("Since"),
            [month_words(one.since) if one.since is not None else tr("throughout") for one in found],
            order=np.array([float(one.since) if one.since is not None else 0.0 for one in found]),
            tooltip=tr("Since when it is done that often"),
        ),
    )


def share_text(share: Share | None) -> str:
    """`82 % (80–83 %)`."""
    interval = share.interval if share is not None else None
    if share is None or interval is None:
        return UNKNOWN
    return f"{percent(share.value)} ({range_words(*interval)})"


def _count(title: str, values: Sequence[int | None], tooltip: str) -> Column:
    numbers: NDArray[np.float64] = np.array(
        [np.nan if value is None else value for value in values], dtype=np.float64
    )
    return Column(title, numbers, Kind.NUMBER, tooltip, write=lambda row: number(float(numbers[row])))


def _share(title: str, shares: Sequence[Share | None], tooltip: str) -> Column:
    values = np.array(
        [np.nan if one is None or one.value is None else one.value for one in shares], dtype=np.float64
    )

    def tip(row: int) -> str:
        one = shares[row]
        return rate_words(one.hits, one.of, "case") if one is not None and one.of else ""

    return Column(title, values, Kind.PERCENT, tooltip, write=lambda row: share_text(shares[row]), tip=tip)


def _days(title: str, counts: Sequence[HandoverCount], of: Callable[[HandoverCount], float]) -> Column:
    values = np.array([of(one) for one in counts], dtype=np.float64)

    def write(row: int) -> str:
        return days(float(values[row]), counts[row].handovers.day_hours)

    return Column(title, values, Kind.DAYS, tr("Until it was answered, of those that were"), write=write)

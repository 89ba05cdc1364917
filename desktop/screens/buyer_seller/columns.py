"""The table of where buyer and seller part: one row a kind and stage, what lacked, how often, and with what outcome."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.deviation_look import ground, icon_name, ink
from desktop.difference_cell import Told, draw_difference, widest
from desktop.icons import draw_icon
from desktop.rate_cell import draw_rate
from desktop.screens.buyer_seller.figures import Parts, parts_words
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.drawn_cell import DrawnCell, Index, draw_elided, source_row
from desktop.widgets.table_model import Column, Kind
from mining.number_format import number, q_words, signed
from mining.wording import difference, how_often, rate_with_interval, tells_apart, title
from models.deviation import DeviationRow, DeviationType
from resources.translation import tr

WHERE, WHAT, DEALS, RATE, WON_WITH, WON_WITHOUT, DIFFERENCE = range(7)
ROOMS = (
    Room(250, 232, filling=True),
    Room(330, 110, gives_way=2, filling=True),
    Room(72, 58),
    Room(150, 62),
    Room(84, 72, gives_way=1),
    Room(102, 90, gives_way=1),
    Room(180, 76),
)
_CHIP = 24
_NO_EFFECT = tr("Cannot tell: that needs ten closed deals with it and ten without")


def columns_of(
    rows: Sequence[DeviationRow], parts: Parts | None, stages: Sequence[str], ends: Collection[str]
) -> tuple[Column, ...]:
    """The columns for these rows; `parts` is None while it is looked for. Sorted by stage in documented order."""
    place = {stage: at for at, stage in enumerate((*stages, *ends))}
    words = [parts_words(parts.get(row.key, ()) if parts is not None else None) for row in rows]
    effects = np.array([row.effect.estimate if row.effect else np.nan for row in rows], dtype=np.float64)
    return (
        Column(
            tr("Where"),
            [title(row.key, ends) for row in rows],
            tooltip=tr(
                "The stage at which buyer and seller part; sorted in the order of the documented process"
            ),
            order=np.array([float(place.get(row.key.stage, len(place))) for row in rows]),
        ),
        Column(
            tr("What"),
            words,
            tooltip=tr("What the buyer had not done, had done already, or what was not seen"),
            tip=lambda at: words[at],
        ),
        Column(
            tr("Deals"),
            np.array([row.cases for row in rows], dtype=np.float64),
            Kind.NUMBER,
            tr("Deals in which it is so"),
            tip=lambda at: how_often(rows[at], ends),
        ),
        Column(
            tr("Rate"),
            np.array([row.rate for row in rows]),
            Kind.PERCENT,
            tr(
                "Share of the deals that came to the stage. The line across the end of the bar is the 95 "
                "% interval"
            ),
            tip=lambda at: tr(
                "{rate_with_interval} ({cases} of {eligible})",
                rate_with_interval=rate_with_interval(rows[at]),
                cases=number(rows[at].cases),
                eligible=number(rows[at].eligible),
            ),
        ),
        _won(
            tr("Won with"),
            [row.win_rate_with for row in rows],
            tr("Won of the closed deals with it, among those that got at least as far"),
        ),
        _won(
            tr("Won without"),
            [row.win_rate_without for row in rows],
            tr("Won of the closed deals without it, among those that got at least as far"),
        ),
        Column(
            tr("Difference"),
            effects,
            Kind.PERCENT,
            tr(
                "Won with it minus won without it, in percentage points, and its 95 % interval. Filled "
                "and orange: the data tell the two apart, all comparisons considered. An association, "
                "not a cause"
            ),
            write=lambda at: "–" if np.isnan(effects[at]) else signed(effects[at]),
            tip=lambda at: _tip(rows[at]),
        ),
    )


def _won(name: str, values: list[float | None], tooltip: str) -> Column:
    shares: NDArray[np.float64] = np.array(
        [np.nan if value is None else value for value in values], dtype=np.float64
    )
    return Column(name, shares, Kind.PERCENT, tooltip)


def _tip(row: DeviationRow) -> str:
    if row.effect is None:
        return _NO_EFFECT
    verdict = tr("told apart") if tells_apart(row.effect) else tr("the data cannot tell the two apart")
    return f"{difference(row.effect)}, {q_words(row.effect.q)}: {verdict}"


class RowCell(DrawnCell):
    """A cell of one of the `rows` of the table."""

    def __init__(self, palette: Palette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.rows: Sequence[DeviationRow] = ()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        self.draw_row(painter, option.rect, self.rows[source_row(index)], written)

    def draw_row(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        """Draw the cell of a row, whose text is `written`: just that, unless a column draws more."""
        draw_elided(painter, area, written)


class WhereCell(RowCell):
    """The icon of the kind on its colour, and its words."""

    def draw_row(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        kind = row.key.type
        chip = QRectF(area.left() + 8, area.center().y() - _CHIP / 2 + 1, _CHIP, _CHIP)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground(kind, self.palette)))
        painter.drawRoundedRect(chip, 7, 7)
        icon = QRectF(chip.left() + 4, chip.top() + 4, 16, 16)
        draw_icon(painter, icon_name(kind), ink(kind, self.palette), icon)
        painter.setPen(QColor(self.palette.text))
        draw_elided(painter, area.adjusted(8 + _CHIP + 10, 0, -6, 0), written)


class ShareCell(RowCell):
    """The rate as a number and as a bar."""

    def draw_row(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        counted = (row.cases, row.eligible)
        draw_rate(painter, area, written, counted, self.palette.deviation, self.palette)


class EffectCell(RowCell):
    """The difference as a number and as a dot on its interval, all rows on one scale."""

    def draw_row(self, painter: QPainter, area: QRect, row: DeviationRow, written: str) -> None:
        palette = self.palette
        told = Told(palette.deviation_text, palette.deviation) if tells_apart(row.effect) else None
        reach = widest((one.effect for one in self.rows), 0.05)
        draw_difference(painter, area, written, row.effect, reach, told, palette)


def is_of(row: DeviationRow, kind: DeviationType | None) -> bool:
    """Whether a row is of the chosen kind; all are where none is chosen."""
    return kind is None or row.key.type is kind

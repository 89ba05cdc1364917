"""What the screen of variants gives to take away: a page of the rows that are shown, and all of them as a table."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QModelIndex, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.screens.variants.delegate import INSET, ROW_HEIGHT
from desktop.screens.variants.geometry import in_one_line
from desktop.screens.variants.paths_model import DAYS, DEALS, PATH, RANK, WON
from desktop.screens.variants.paths_view import PathsView
from desktop.screens.variants.shown import ShownPaths
from desktop.take_away import Picture, TakeAway
from desktop.theme import LIGHT
from mining.export.later import Later
from mining.number_format import number
from mining.variant_rows.wording import explanation, path_words
from models.deviation import DeviationKey
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr

TITLE = tr("Variants")
MOST_ROWS = 200
"""So many lines are drawn; the table has all."""
_MARGIN, _HEAD = 24, 72
_COLUMNS = {RANK: 52, DEALS: 170, WON: 180, DAYS: 96}
_PATH = (560.0, 1900.0)
"""The pixels for the paths: as many as the longest needs, between these."""


def taken_away(view: PathsView, summary: str) -> TakeAway | None:
    """The rows of a list in its order, under what is said above it; None where it has none."""
    shown = view.paths.shown
    if shown is None or not len(shown.top):
        return None
    return TakeAway(TITLE, _picture(view, shown, summary), (_table(shown),))


def _table(shown: ShownPaths) -> ExportTable:
    """All rows that are shown; no names of people are among it."""
    rows, chosen = shown.rows, shown.top
    columns = [
        ExportColumn(tr("Rank"), (chosen + 1).tolist(), ValueKind.COUNT),
        ExportColumn(tr("Path"), _later(chosen, lambda row: path_words(shown.log, rows, row))),
        ExportColumn(tr("Deals"), rows.deals[chosen].tolist(), ValueKind.COUNT),
        ExportColumn(tr("Share"), (rows.deals[chosen] / rows.total).tolist(), ValueKind.SHARE),
        ExportColumn(tr("Won"), rows.won[chosen].tolist(), ValueKind.COUNT),
        ExportColumn(tr("Lost"), rows.lost[chosen].tolist(), ValueKind.COUNT),
        ExportColumn(tr("Open"), rows.open[chosen].tolist(), ValueKind.COUNT),
        ExportColumn(tr("Win rate"), _known(rows.won[chosen], rows.closed[chosen]), ValueKind.SHARE),
        ExportColumn(tr("Median days"), _finite(rows.median_days[chosen]), ValueKind.DAYS),
    ]
    if shown.conformance is not None:
        told = _later(chosen, lambda row: explanation(rows, row, shown.ends))
        columns.append(ExportColumn(tr("Against the process"), told))
    return ExportTable(TITLE, tuple(columns))


def _later(rows: NDArray[np.int64], words: Callable[[int], str]) -> Later:
    """The words for these rows, made when they are written."""
    return Later(len(rows), lambda some: [words(row) for row in rows[some].tolist()])


def _known(won: NDArray[np.int64], closed: NDArray[np.int64]) -> list[float | None]:
    pairs = zip(won.tolist(), closed.tolist(), strict=True)
    return [hits / of if of else None for hits, of in pairs]


def _finite(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(value) else value for value in values.tolist()]


def _picture(view: PathsView, shown: ShownPaths, summary: str) -> Picture:
    page = cache(partial(_Page, shown, set(view.paths.closed), summary))
    return Picture(lambda: page().size, lambda painter: page().paint(painter))


class _Page:
    """The first lines of a list of its own, which is never shown, with the groups closed that are."""

    def __init__(self, shown: ShownPaths, closed: set[DeviationKey | int], summary: str) -> None:
        self._view = PathsView(LIGHT, vectors=True)
        self._view.show_paths(shown, closed)
        self._summary = summary
        model = self._view.paths
        self._lines = [model.index(at, 0) for at in range(min(model.rowCount(), MOST_ROWS))]
        self._cut = model.rowCount() - len(self._lines)
        self._columns = {**_COLUMNS, PATH: self._path_width(shown)}
        for column in _COLUMNS:
            if self._view.isColumnHidden(column):
                del self._columns[column]
        width = 2 * _MARGIN + sum(self._columns.values())
        below = ROW_HEIGHT if self._cut else 0
        self.size = QSizeF(width, _HEAD + ROW_HEIGHT * (len(self._lines) + 1) + below + _MARGIN)

    def paint(self, painter: QPainter) -> None:
        """Title, headings, and one line below the other."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), QColor(LIGHT.surface))
        self._say(painter, 18, 28, TITLE, LIGHT.text, _sized(20, QFont.Weight.DemiBold))
        self._say(painter, 46, 18, self._summary, LIGHT.muted, _sized(12))
        model, top = self._view.paths, _HEAD
        left = _MARGIN
        painter.setFont(_sized(13, QFont.Weight.Medium))
        painter.setPen(QColor(LIGHT.muted))
        for column, width in self._columns.items():
            words = str(model.headerData(column, Qt.Orientation.Horizontal))
            side = Qt.AlignmentFlag.AlignRight if column == RANK else Qt.AlignmentFlag.AlignLeft
            room = QRectF(left + INSET, top, width - 2 * INSET, ROW_HEIGHT)
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), words)
            left += width
        for line in self._lines:
            top += ROW_HEIGHT
            self._line(painter, line, top)
        if self._cut:
            words = tr("and {cut} more, which the table has", cut=number(self._cut))
            self._say(painter, top + ROW_HEIGHT, ROW_HEIGHT, words, LIGHT.muted, _sized(12))
        painter.restore()

    def _line(self, painter: QPainter, line: QModelIndex, top: int) -> None:
        option = QStyleOptionViewItem()
        option.font = _sized(13)
        left = _MARGIN
        for column, width in self._columns.items():
            option.rect = QRect(left, top, width, ROW_HEIGHT)
            self._view.delegate.paint(painter, option, line.siblingAtColumn(column))
            left += width

    def _say(
        self, painter: QPainter, top: float, height: float, words: str, colour: str, font: QFont
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        room = QRectF(_MARGIN, top, self.size.width() - 2 * _MARGIN, height)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def _path_width(self, shown: ShownPaths) -> int:
        """As much as the longest path of these lines needs, within bounds."""
        artist, least = self._view.delegate.artist, _PATH[0]
        for line in self._lines:
            row = self._view.paths.row_at(line)
            placed = in_one_line(shown.items(row), _PATH[1], artist.width) if row >= 0 else ()
            least = max(least, placed[-1].right if placed else 0.0)
        return round(least) + 2 * INSET + 2


def _sized(pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont("Inter")
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font

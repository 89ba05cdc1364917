"""How the cells of the list of paths are painted: counts with their bars, and the path as chevrons."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from desktop.deviation_look import icon_name, ink
from desktop.rate_cell import draw_rate
from desktop.screens.variants.drawing import HEIGHT, PathArtist
from desktop.screens.variants.geometry import Placed, in_one_line
from desktop.screens.variants.paths_model import DAYS, DEALS, PATH, RANK, WON, PathsModel
from desktop.screens.variants.shown import REMEMBERED
from desktop.theme import Palette
from desktop.widgets.drawn_cell import draw_elided, fill_share
from mining.number_format import number, percent, plural
from mining.variant_rows.wording import main_title
from models.variant_rows import FOLLOWS, PathGroup
from resources.translation import tr

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 40
INSET = 8
_ROOMY = 130
"""From this width on a cell has room for a bar."""
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class PathDelegate(QStyledItemDelegate):
    """Paints every column of a `PathsModel`; where the chevrons of a row stand is worked out once a width."""

    def __init__(self, palette: Palette, model: PathsModel, view: QTableView, vectors: bool = False) -> None:
        """`vectors` paints for a picture that leaves the program: outlines, and no trace of the cursor."""
        super().__init__(view)
        self._model, self._view, self._vectors = model, view, vectors
        self._places: dict[int, tuple[Placed, ...]] = {}
        self._room = 0
        self._most = 1
        self.set_palette_colors(palette)
        model.modelReset.connect(self._forget)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in the colours of another theme."""
        self._palette = palette
        self.artist = PathArtist(palette, self._view.font(), self._vectors)
        self._forget()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW_HEIGHT)

    def placed(self, row: int, room: int) -> tuple[Placed, ...]:
        """Where the chevrons of a row of the paths stand in so many pixels."""
        shown = self._model.shown
        assert shown is not None
        if room != self._room or len(self._places) >= REMEMBERED:
            self._places.clear()
            self._room = room
        if row not in self._places:
            self._places[row] = in_one_line(shown.items(row), room, self.artist.width)
        return self._places[row]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area, group = option.rect, self._model.group_at(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, index, group is not None)
        painter.setFont(self._bold(option.font) if group is not None else option.font)
        painter.setPen(QColor(self._palette.text))
        column = index.column()
        if column == RANK:
            self._rank(painter, area, index, group)
        elif column == DEALS:
            self._deals(painter, area, index)
        elif column == WON:
            self._won(painter, area, index)
        elif column == DAYS:
            painter.drawText(area.adjusted(INSET, 0, -INSET, 0), _LEFT, str(index.data()))
        elif group is not None:
            self._title(painter, area, group)
        else:
            self._path(painter, area, self._model.row_at(index))
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        tip = self.tip_at(index, event.pos().x() - option.rect.left())
        if tip:
            QToolTip.showText(event.globalPos(), f"<span>{escape(tip)}</span>", view)
            return True
        return super().helpEvent(event, view, option, index)

    def tip_at(self, index: Index, x: float) -> str:
        """What is told of the chevron at `x` pixels from the left edge of its cell, empty where there is none."""
        row = self._model.row_at(index)
        if row < 0 or index.column() != PATH:
            return ""
        placed = self.placed(row, self._view.visualRect(index).width() - 2 * INSET)
        return next((one.item.tip for one in placed if one.left <= x - INSET <= one.right), "")

    def _forget(self) -> None:
        self._places.clear()
        self._room = 0
        shown = self._model.shown
        self._most = int(shown.rows.deals.max(initial=1)) if shown is not None else 1
        if shown is not None and shown.grouped:
            self._most = max(self._most, *(group.totals.deals for group, _ in shown.grouped))

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, is_group: bool) -> None:
        palette, area = self._palette, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(palette.accent_soft))
        elif is_group:
            painter.fillRect(area, QColor(palette.window))
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), QColor(palette.border))
        here = self._view.currentIndex().row() == index.row()
        if index.column() == RANK and here and self._view.hasFocus() and not self._vectors:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(palette.accent))

    def _rank(self, painter: QPainter, area: QRect, index: Index, group: PathGroup | None) -> None:
        if group is None:
            painter.setPen(QColor(self._palette.muted))
            painter.drawText(area.adjusted(0, 0, -INSET, 0), _RIGHT, str(index.data()))
            return
        is_open = self._model.is_open(self._model.group_number(index))
        name = "chevron-down" if is_open else "chevron-right"
        box = QRectF(area.right() - INSET - 16, area.center().y() - 7, 16, 16)
        self.artist.icon(painter, name, self._palette.muted, box)

    def _deals(self, painter: QPainter, area: QRect, index: Index) -> None:
        assert self._model.shown is not None
        deals, total = self._model.counted(index).deals, self._model.shown.rows.total
        figure = QRect(area.left(), area.top(), 52, area.height())
        painter.drawText(figure, _RIGHT, str(index.data()))
        painter.setPen(QColor(self._palette.muted))
        share = QRect(figure.right() + 4, area.top(), 46, area.height())
        painter.drawText(share, _RIGHT, percent(deals / total))
        if area.width() >= _ROOMY:
            track = QRectF(
                share.right() + 10, area.center().y() - 3, area.right() - share.right() - 10 - INSET, 7
            )
            part = max(deals / self._most, 2 / track.width())
            fill_share(painter, track, part, self._palette.faint, self._palette.border)

    def _won(self, painter: QPainter, area: QRect, index: Index) -> None:
        counted, palette = self._model.counted(index), self._palette
        if not counted.closed:
            painter.setPen(QColor(palette.muted))
            painter.drawText(QRect(area.left(), area.top(), 48, area.height()), _RIGHT, str(index.data()))
            return
        of = tr("of {closed}", closed=number(counted.closed))
        roomy = area.width() >= _ROOMY
        rate = QRect(area.left(), area.top(), area.width() - 62 if roomy else 56, area.height())
        draw_rate(painter, rate, str(index.data()), (counted.won, counted.closed), palette.won, palette)
        painter.setPen(QColor(palette.muted))
        rest = area.adjusted(rate.width() + (0 if roomy else -2), 0, -2, 0)
        painter.drawText(rest, _LEFT, of)

    def _path(self, painter: QPainter, area: QRect, row: int) -> None:
        placed = self.placed(row, area.width() - 2 * INSET)
        self.artist.draw(painter, placed, area.left() + INSET, area.center().y() + 0.5 - HEIGHT / 2)

    def _title(self, painter: QPainter, area: QRect, group: PathGroup) -> None:
        shown = self._model.shown
        assert shown is not None
        left = area.left() + INSET
        if group.main >= 0:
            kind = shown.rows.deviations[group.main].type
            name, colour = icon_name(kind), ink(kind, self._palette)
        else:
            name, colour = ("check" if group.main == FOLLOWS else "info"), self._palette.muted
        self.artist.icon(painter, name, colour, QRectF(left, area.center().y() - 7, 16, 16))
        words = main_title(shown.rows, group.main, shown.ends)
        title = QRect(left + 24, area.top(), area.right() - left - 24 - 90, area.height())
        draw_elided(painter, title, words)
        after = min(painter.fontMetrics().horizontalAdvance(words), title.width()) + 10
        painter.setFont(self._view.font())
        painter.setPen(QColor(self._palette.muted))
        rest = QRect(title.left() + after, area.top(), area.right() - title.left() - after, area.height())
        painter.drawText(rest, _LEFT, plural(len(group.rows), "path"))

    def _bold(self, font: QFont) -> QFont:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        return bold

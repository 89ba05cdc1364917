"""Cells drawn by hand on the background that the table gives them: subclasses say how."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QWidget

from desktop.widgets.table import RowDelegate
from desktop.widgets.table_model import TableModel

Index = QModelIndex | QPersistentModelIndex


class DrawnCell(RowDelegate):
    """Draws the background of the cell, and lets `draw` write on it in the font of the table."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        styled = QStyleOptionViewItem(option)
        self.initStyleOption(styled, index)
        written, styled.text = styled.text, ""
        widget: QWidget | None = styled.widget
        style = widget.style() if widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, styled, painter, widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(styled.font)
        self.draw_cell(painter, styled, index, written)
        painter.restore()

    def draw_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, written: str) -> None:
        """Draw a cell, whose text is `written`, into `option.rect`: just the text, unless a column draws more."""
        draw_elided(painter, option.rect, written)


def source_row(index: Index) -> int:
    """The row of the columns that a cell belongs to, whatever the order shown."""
    model = index.model()
    assert isinstance(model, TableModel)
    return model.source_row(index.row())


def draw_elided(painter: QPainter, area: QRect, words: str) -> None:
    """One line, centred in height, that ends in an ellipsis where its room ends."""
    words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)


def draw_with_remark(
    painter: QPainter, area: QRect, words: str, color: str, remark: str, remark_color: str
) -> None:
    """One line of words, and where there is a remark it in small letters below (colours as #rrggbb)."""
    painter.setPen(QColor(color))
    draw_elided(painter, area.adjusted(0, 0, 0, -14) if remark else area, words)
    if remark:
        font = painter.font()
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(remark_color))
        draw_elided(painter, area.adjusted(0, 16, 0, 0), remark)


def fill_share(painter: QPainter, track: QRectF, share: float, filled: str, empty: str) -> None:
    """A rounded bar of which the left part, a share of 0 to 1, has another colour (#rrggbb) than the rest."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(empty))
    radius = track.height() / 2
    painter.drawRoundedRect(track, radius, radius)
    clip, part = QPainterPath(), QPainterPath()
    clip.addRoundedRect(track, radius, radius)
    part.addRect(QRectF(track.left(), track.top(), share * track.width(), track.height()))
    painter.fillPath(clip.intersected(part), QColor(filled))

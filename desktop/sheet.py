"""A page that is painted and never shown: widgets below each other in the light palette, as high as they need."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from desktop.appearance import qt_palette, style_sheet
from desktop.take_away import Picture
from desktop.theme import LIGHT
from desktop.widgets.card_button import CardButton
from desktop.widgets.table import ROW_HEIGHT, Table
from desktop.widgets.text import text

WIDTH = 1180
"""Pixels: as wide as a screen in a window of usual size, so that a picture of it can be read on a slide."""


FOR_CLICKS = "forClicks"
"""A property of widgets that only say what a click does: nobody can click a page."""

FOR_READING = "forReading"
"""A property of buttons that say something a reader of the page wants to know."""

Fill = Callable[["Sheet"], None]
"""Puts fresh widgets onto an empty sheet."""


def picture_of(fill: Fill, width: int = WIDTH) -> Picture:
    """The picture of a sheet, which is filled anew whenever it is painted and is gone right after."""

    def measure() -> QSizeF:
        sheet = Sheet(width)
        fill(sheet)
        size = sheet.lay_out()
        sheet.deleteLater()
        return size

    def paint(painter: QPainter) -> None:
        sheet = Sheet(width)
        fill(sheet)
        sheet.lay_out()
        sheet.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        sheet.deleteLater()

    return Picture(measure, paint)


class Sheet(QWidget):
    """Takes widgets of its own, that nobody sees or clicks."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.setPalette(qt_palette(LIGHT))
        self.setStyleSheet(f"{style_sheet(LIGHT)} QTableView {{ border-radius: 0; }}")
        self.setFixedWidth(width)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 8)
        self._column.setSpacing(12)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets below the others."""
        for widget in widgets:
            self._column.addWidget(widget)

    def add_beside(self, *widgets: tuple[QWidget, int]) -> None:
        """Put widgets beside each other below the others, each with its share of the width."""
        row = QHBoxLayout()
        row.setSpacing(16)
        for widget, share in widgets:
            row.addWidget(widget, share)
        self._column.addLayout(row)

    def add_head(self, title: str, subtitle: str = "") -> None:
        """Put the name of the view on top, and a line on what it is about."""
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(text(title, "title"))
        if subtitle:
            head.addWidget(text(subtitle, "muted", wrap=True))
        self._column.addLayout(head)

    def add_table(self, table: Table) -> None:
        """Put a table below the others, with all of its rows."""
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = table.horizontalHeader().sizeHint().height()
        table.setFixedHeight(head + table.table.rowCount() * ROW_HEIGHT + 2 * table.frameWidth())
        self._column.addWidget(table)

    def lay_out(self) -> QSizeF:
        """Give everything its place, without what is only there to be clicked; returns the size."""
        for widget in self.findChildren(QWidget):
            is_read = isinstance(widget, CardButton) or widget.property(FOR_READING)
            is_button = isinstance(widget, QAbstractButton) and not is_read
            if is_button or widget.property(FOR_CLICKS):
                widget.hide()
        self.ensurePolished()
        height = self._column.totalHeightForWidth(self.width())
        self.setFixedHeight(height if height > 0 else self._column.totalSizeHint().height())
        return QSizeF(self.size())

"""Room for a table in which its last visible row is never cut in two."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.table import ROW_HEIGHT, Table


class WholeRows(QWidget):
    """Gives the table its whole width, and of its height as much as full rows need."""

    def __init__(self, table: Table, least_rows: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table, self._least_rows = table, least_rows
        table.setParent(self)
        self.setFocusProxy(table)

    def fit(self, below: int = 0) -> None:
        """Be no higher than all rows of the table as it is now, and so many pixels below it."""
        rows = max(self._least_rows, self._table.table.rowCount())
        self.setMaximumHeight(self._around() + rows * ROW_HEIGHT + below)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._table.minimumSizeHint().width(), self._around() + self._least_rows * ROW_HEIGHT)

    def sizeHint(self) -> QSize:
        return self._table.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        rows = max(1, (self.height() - self._around()) // ROW_HEIGHT)
        self._table.setGeometry(0, 0, self.width(), min(self.height(), self._around() + rows * ROW_HEIGHT))

    def _around(self) -> int:
        return self._table.horizontalHeader().sizeHint().height() + 2 * self._table.frameWidth()

"""A table to read and to choose from: sorted by its headings, driven by keyboard, copied as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.widgets.column_room import Room, share
from desktop.widgets.sort_header import SortHeader
from desktop.widgets.table_model import Column, TableModel

ROW_HEIGHT = 34
_STYLE = """
QTableView::item { padding: 0 5px; border: none; }
QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }
"""


class RowDelegate(QStyledItemDelegate):
    """Draws a cell without the frame around it: the row is what has the focus."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class Table(QTableView):
    """Rows of `TableModel`; all signals carry the row of the columns, whatever the order shown."""

    current_changed = Signal(int)
    """Another row is selected, by mouse, keyboard or program; -1 where none is."""

    row_clicked = Signal(int)
    row_opened = Signal(int)
    """Double click, Enter."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableModel(parent=self)
        self._told = -1
        self._rooms: tuple[Room, ...] = ()
        self.setHorizontalHeader(SortHeader(self))
        self.setAccessibleName(name)
        self.setModel(self.table)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        self.setShowGrid(False)
        self.setStyleSheet(_STYLE)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(lambda: self._fit())
        self.clicked.connect(lambda index: self.row_clicked.emit(self.table.source_row(index.row())))
        self.doubleClicked.connect(lambda index: self.row_opened.emit(self.table.source_row(index.row())))
        self.selectionModel().selectionChanged.connect(lambda: self._selection_changed())

    def show_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns. No row is current then."""
        self.table.set_columns(columns)
        self._selection_changed()

    def share_room(self, rooms: Sequence[Room]) -> None:
        """Say how the columns share the width, one `Room` each; none is narrower than its heading, or it is hidden."""
        self._rooms = tuple(rooms)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        if not self._rooms or not isinstance(header, SortHeader):
            return
        rooms = [
            replace(room, least=max(room.least, header.words_width(at))) if room.wanted else room
            for at, room in enumerate(self._rooms)
        ]
        for at, width in enumerate(share(rooms, self.viewport().width())):
            self.setColumnHidden(at, not width)
            if width:
                self.setColumnWidth(at, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._fit()
        super().resizeEvent(event)

    def sort_like(self, other: Table) -> None:
        """Sort by the column that another table with the same columns is sorted by."""
        header = other.horizontalHeader()
        if header.sortIndicatorSection() < self.table.columnCount():
            self.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())

    def show_only(self, keep: NDArray[np.bool_] | None) -> None:
        """Narrow the rows; see `TableModel.show_only`."""
        self.table.show_only(keep)
        self._selection_changed()

    @property
    def current_source_row(self) -> int:
        """The selected row of the columns (of several the one with the cursor), -1 where none is."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if not rows:
            return -1
        current = self.currentIndex().row()
        return self.table.source_row(current if current in rows else rows[0])

    def make_current(self, source_row: int) -> None:
        """Select a row of the columns and bring it into sight; nothing where it is not shown."""
        row = self.table.row_of(source_row) if source_row >= 0 else None
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            return
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.table.index(row, 0), flags)
        self.scrollTo(self.table.index(row, 0))

    def copy(self) -> None:
        """Put the selected rows on the clipboard as text split by tabs."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if rows:
            QGuiApplication.clipboard().setText(self.table.as_tsv(rows))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_source_row >= 0:
            self.row_opened.emit(self.current_source_row)
        else:
            super().keyPressEvent(event)

    def _selection_changed(self) -> None:
        if self.current_source_row != self._told:
            self._told = self.current_source_row
            self.current_changed.emit(self._told)

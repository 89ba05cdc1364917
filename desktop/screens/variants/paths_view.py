"""The list of paths: scrolls any number of rows, opens and closes groups, and follows mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.screens.variants.delegate import ROW_HEIGHT, PathDelegate
from desktop.screens.variants.paths_model import DAYS, DEALS, PATH, RANK, WON, PathsModel
from desktop.screens.variants.shown import ShownPaths
from desktop.theme import Palette
from desktop.widgets.sort_header import SortHeader
from mining.variant_rows.ordering import Order
from models.deviation import DeviationKey
from resources.translation import tr

_WIDE = 960
"""From this width on there is room for bars beside the numbers."""
_WIDTHS = {RANK: (48, 44), DEALS: (158, 108), WON: (170, 108), DAYS: (92, 90)}
"""The pixels of the columns, with bars and without; the path has the rest."""
_NO_ARROWS = tr("QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }")
"""The heading draws its own."""
_UP, _DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
_HEADINGS = {
    Order.DEALS: (DEALS, _DOWN),
    Order.WON_MOST: (WON, _DOWN),
    Order.WON_LEAST: (WON, _UP),
    Order.QUICKEST: (DAYS, _UP),
    Order.SLOWEST: (DAYS, _DOWN),
}


class WholePaths(QWidget):
    """Gives the list its whole width, and of its height as much as full rows need, and no more than there are."""

    def __init__(self, view: PathsView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        view.setParent(self)
        self.setFocusProxy(view)
        self.setMinimumHeight(4 * ROW_HEIGHT)
        view.paths.lines_changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        around = self._view.horizontalHeader().sizeHint().height() + 2 * self._view.frameWidth()
        fitting = max(1, (self.height() - around) // ROW_HEIGHT)
        rows = min(fitting, max(1, self._view.paths.rowCount()))
        before = self._view.height()
        self._view.setGeometry(0, 0, self.width(), around + rows * ROW_HEIGHT)
        if self._view.height() < before and self._view.selectionModel().hasSelection():
            self._view.scrollTo(self._view.currentIndex())


class PathsView(QTableView):
    """Rows can be chosen one or several at a time; groups are opened by a click, Enter, Space, Left and Right."""

    chosen = Signal()
    """Other rows are chosen."""

    opened = Signal()
    """A double click on a row, or Enter."""

    order_wanted = Signal(object)
    """The `Order` of the heading that was clicked."""

    dismissed = Signal()
    """Escape."""

    def __init__(self, palette: Palette, parent: QWidget | None = None, vectors: bool = False) -> None:
        """`vectors` is for a list that is painted into a file: see `PathDelegate`."""
        super().__init__(parent)
        self.setAccessibleName(tr("Paths"))
        self.paths = PathsModel(self)
        self._order = Order.DEALS
        self.setModel(self.paths)
        self.delegate = PathDelegate(palette, self.paths, self, vectors)
        self.setItemDelegate(self.delegate)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        self.setHorizontalHeader(SortHeader(self))
        self.setStyleSheet(_NO_ARROWS)
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._sort)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._toggle)
        self.doubleClicked.connect(lambda index: self._open(index, toggling=False))
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit())

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in the colours of another theme."""
        self.delegate.set_palette_colors(palette)
        self.viewport().update()

    def show_paths(self, shown: ShownPaths | None, closed: Iterable[DeviationKey | int] = ()) -> None:
        """Show other rows, with the groups closed that were closed before, and those that are about `closed`."""
        self.paths.closed |= set(closed)
        self.paths.show_paths(shown)
        self.setColumnHidden(WON, shown is not None and not shown.rows.closed.any())

    def show_order(self, order: Order) -> None:
        """Mark the heading that the rows are sorted by."""
        self._order = order
        column, way = _HEADINGS[order]
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(column, way)

    @property
    def all_closed(self) -> bool:
        """Whether there are groups, and all of them are closed."""
        groups = range(self.paths.n_groups)
        return len(groups) > 0 and not any(self.paths.is_open(group) for group in groups)

    def fold(self, closed: bool) -> None:
        """Close all groups, or open them."""
        for group in range(self.paths.n_groups):
            self.paths.set_open(group, not closed)

    @property
    def chosen_rows(self) -> NDArray[np.int64]:
        """The rows of the paths that are chosen, ascending."""
        parts = self.selectionModel().selection()
        ranges = (parts.at(at) for at in range(parts.count()))
        lines = [self.paths.lines[part.top() : part.bottom() + 1] for part in ranges]
        rows = np.unique(np.concatenate((*lines, self.paths.lines[:0])))
        return rows[rows >= 0]

    def choose(self, rows: Iterable[int]) -> None:
        """Choose rows of the paths as far as they are shown, and bring the first into sight."""
        found = [index for index in map(self.paths.index_of, rows) if index.isValid()]
        selection = QItemSelection()
        for index in found:
            selection.select(index, index.siblingAtColumn(PATH))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if found:
            self.selectionModel().setCurrentIndex(found[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(found[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex(), toggling=True)
        elif event.key() == Qt.Key.Key_Space and self.paths.group_number(self.currentIndex()) >= 0:
            self._toggle(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(self.currentIndex(), opening=event.key() == Qt.Key.Key_Right)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = int(self.viewport().width() < _WIDE)
        for column, widths in _WIDTHS.items():
            self.setColumnWidth(column, widths[narrow])

    def _step(self, index: QModelIndex, opening: bool) -> None:
        """Right opens a group; Left closes it, and leads from a row to its group."""
        group = self.paths.group_number(index)
        if group >= 0:
            self.paths.set_open(group, opening)
        elif not opening and self.paths.n_groups and index.isValid():
            above = np.flatnonzero(self.paths.lines[: index.row()] < 0)
            self.setCurrentIndex(self.paths.index(int(above[-1]), 0))

    def _sort(self, column: int) -> None:
        """By the column, largest first; clicked again the other way, where there is one."""
        ways = [order for order, (at, _) in _HEADINGS.items() if at == column]
        if ways:
            at = ways.index(self._order) + 1 if self._order in ways else 0
            self.order_wanted.emit(ways[at % len(ways)])

    def _open(self, index: QModelIndex, toggling: bool) -> None:
        if self.paths.row_at(index) >= 0:
            self.opened.emit()
        elif toggling:
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        group = self.paths.group_number(index)
        if group >= 0:
            self.paths.set_open(group, not self.paths.is_open(group))

"""The list of paths: scrolls any number of rows, opens and closes groups, and follows mouse and keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from desktop.screens.variants.delegate import ROW_HEIGHT, PathDelegate
from desktop.screens.variants.paths_model import DAYS, DEALS, PATH, RANK, WON, Index, PathsModel
from desktop.screens.variants.shown import ShownPaths
from desktop.theme import Palette
from desktop.widgets.sort_header import SortHeader
from mining.variant_rows.ordering import Order
from models.deviation import DeviationKey

_WIDE = 960
"""From this width on there is room for bars beside the numbers."""
_WIDTHS = {RANK: (48, 44), DEALS: (158, 108), WON: (170, 108), DAYS: (92, 90)}
"""The pixels of the columns, with bars and without; the path has the rest."""
_NO_ARROWS = "QHeaderView::up-arrow, QHeaderView::down-arrow { image: none; width: 0; height: 0; }"
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
        view.lines_changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def _fit(self) -> None:
        around = self._view.header().sizeHint().height() + 2 * self._view.frameWidth()
        fitting = max(1, (self.height() - around) // ROW_HEIGHT)
        rows = min(fitting, max(1, self._view.n_lines))
        before = self._view.height()
        self._view.setGeometry(0, 0, self.width(), around + rows * ROW_HEIGHT)
        if self._view.height() < before and self._view.selectionModel().hasSelection():
            self._view.scrollTo(self._view.currentIndex())


class PathsView(QTreeView):
    """Rows can be chosen one or several at a time; groups are opened by a click, Enter, Space, Left and Right."""

    chosen = Signal()
    """Other rows are chosen."""

    lines_changed = Signal()
    """Other rows are shown, or groups were opened or closed."""

    opened = Signal()
    """A double click on a row, or Enter."""

    order_wanted = Signal(object)
    """The `Order` of the heading that was clicked."""

    dismissed = Signal()
    """Escape."""

    def __init__(self, palette: Palette, parent: QWidget | None = None, vectors: bool = False) -> None:
        """`vectors` is for a list that is painted into a file: see `PathDelegate`."""
        super().__init__(parent)
        self.setAccessibleName("Paths")
        self.paths = PathsModel(self)
        self._order, self._folding = Order.DEALS, False
        self.closed_groups: set[DeviationKey | int] = set()
        self.setModel(self.paths)
        self.delegate = PathDelegate(palette, self.paths, self, vectors)
        self.setItemDelegate(self.delegate)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        header = SortHeader(self)
        self.setHeader(header)
        header.setStyleSheet(_NO_ARROWS)
        header.setSectionsClickable(True)  # which the view took from it
        header.sectionClicked.connect(self._sort)
        header.setSectionsMovable(False)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self._open(index, toggling=False))
        self.selectionModel().selectionChanged.connect(lambda: self.chosen.emit())
        self.expanded.connect(partial(self._remember, False))
        self.collapsed.connect(partial(self._remember, True))

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in the colours of another theme."""
        self.delegate.set_palette_colors(palette)
        self.viewport().update()

    def show_paths(self, shown: ShownPaths | None, closed: Iterable[DeviationKey | int] = ()) -> None:
        """Show other rows, with the groups closed that were closed before, and those that are about `closed`."""
        self.closed_groups |= set(closed)
        self.paths.show_paths(shown)
        self.setColumnHidden(WON, shown is not None and not shown.rows.closed.any())
        if shown is not None and shown.grouped is not None:
            self._fold([shown.key_of(group) in self.closed_groups for group in range(len(shown.grouped))])
        else:
            self.lines_changed.emit()

    def show_order(self, order: Order) -> None:
        """Mark the heading that the rows are sorted by."""
        self._order = order
        column, way = _HEADINGS[order]
        self.header().setSortIndicatorShown(True)
        self.header().setSortIndicator(column, way)

    @property
    def all_closed(self) -> bool:
        """Whether there are groups, and all of them are closed."""
        return self.is_grouped and self.n_lines == self.paths.rowCount()

    def fold(self, closed: bool) -> None:
        """Close all groups, or open them."""
        if self.is_grouped:
            self._fold([closed] * self.paths.rowCount())

    def _fold(self, closed: Sequence[bool]) -> None:
        self._folding = True
        for group, is_closed in enumerate(closed):
            self.setExpanded(self.paths.index(group, 0), not is_closed)
        self._folding = False
        self.lines_changed.emit()

    @property
    def n_lines(self) -> int:
        """How many lines there are, without the rows of closed groups."""
        tops = range(self.paths.rowCount())
        if not self.is_grouped:
            return len(tops)
        groups = (self.paths.index(at, 0) for at in tops)
        return len(tops) + sum(self.paths.rowCount(group) for group in groups if self.isExpanded(group))

    @property
    def is_grouped(self) -> bool:
        """Whether the rows are in groups."""
        return self.paths.shown is not None and self.paths.shown.grouped is not None

    @property
    def chosen_rows(self) -> NDArray[np.int64]:
        """The rows of the paths that are chosen, ascending."""
        shown, rows = self.paths.shown, [np.zeros(0, dtype=np.int64)]
        parts = self.selectionModel().selection()
        for at in range(parts.count() if shown is not None else 0):
            part = parts.at(at)
            parent = part.parent()
            assert shown is not None
            if parent.isValid():
                rows.append(shown.members(parent.row())[part.top() : part.bottom() + 1])
            elif shown.grouped is None:
                rows.append(shown.top[part.top() : part.bottom() + 1])
        return np.unique(np.concatenate(rows))

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
        elif event.key() == Qt.Key.Key_Space and self.paths.group_at(self.currentIndex()) is not None:
            self._toggle(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = int(self.viewport().width() < _WIDE)
        for column, widths in _WIDTHS.items():
            self.setColumnWidth(column, widths[narrow])

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A group has its arrow in its first cell."""

    def _remember(self, closed: bool, index: QModelIndex) -> None:
        """A group that was closed stays so when other rows are shown."""
        if self.paths.shown is not None and self.is_grouped:
            key = self.paths.shown.key_of(index.row())
            (self.closed_groups.add if closed else self.closed_groups.discard)(key)
        if not self._folding:
            self.lines_changed.emit()

    def _sort(self, column: int) -> None:
        """By the column, largest first; clicked again the other way, where there is one."""
        ways = [order for order, (at, _) in _HEADINGS.items() if at == column]
        if ways:
            at = ways.index(self._order) + 1 if self._order in ways else 0
            self.order_wanted.emit(ways[at % len(ways)])

    def _clicked(self, index: QModelIndex) -> None:
        if self.paths.group_at(index) is not None:
            self._toggle(index)

    def _open(self, index: QModelIndex, toggling: bool) -> None:
        if self.paths.row_at(index) >= 0:
            self.opened.emit()
        elif toggling and index.isValid():
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        first = index.siblingAtColumn(0)
        self.setExpanded(first, not self.isExpanded(first))

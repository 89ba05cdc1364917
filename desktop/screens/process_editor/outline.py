"""The process as a list, for those who would rather read or hear it than see it drawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop.screens.process_editor.facts import NO_FACTS, Facts
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.words import story
from mining.process.editing.place import Place
from models.sales_process import Branch, Choice, Flow, SalesProcess, Stage, branch_flows
from resources.translation import tr

_SELECTION = Qt.ItemDataRole.UserRole
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)


class Outline(QTreeWidget):
    """One row a stage, a block, a branch and an end; every key of the canvas does here what it does there."""

    selected = Signal(object)
    """The `Selection` of the row that is current."""

    named = Signal(str, str)
    """A stage, and the name that was written for it."""

    _written = Signal(str, str)

    def __init__(self, press: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._shown: tuple[SalesProcess, Facts] | None = None
        self.setColumnCount(2)
        self.setHeaderLabels([tr("Stage"), tr("What is said of it")])
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setAccessibleName(tr("Documented process as a list"))
        self.currentItemChanged.connect(self._say)
        self.itemChanged.connect(self._rename)
        self._written.connect(self.named, Qt.ConnectionType.QueuedConnection)  # when the editor is gone

    def show_process(self, process: SalesProcess, facts: Facts, selection: Selection) -> None:
        """List this process, with one row current."""
        if self._shown != (process, facts):
            self._shown = (process, facts)
            with QSignalBlocker(self):
                self.clear()
                self._add(self.invisibleRootItem(), process.flow, ())
                for end in process.ends:
                    self._row(self.invisibleRootItem(), end.title, Selection("end", end.name))
                self.expandAll()
        self.show_selection(selection)

    def show_selection(self, selection: Selection) -> None:
        """Make the row of what is selected current."""
        rows = self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        row = next((row for row in rows if row.data(0, _SELECTION) == selection), None)
        with QSignalBlocker(self):
            if row is None:
                self.setCurrentIndex(QModelIndex())
            else:
                self.setCurrentItem(row)

    def rename(self) -> None:
        """Write the name of the current stage."""
        row = self.currentItem()
        if row is not None and row.flags() & Qt.ItemFlag.ItemIsEditable:
            self.editItem(row, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain_arrow = key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.AltModifier
        if self.state() is QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F2:
            self.rename()
        elif plain_arrow or not self._press(event):
            super().keyPressEvent(event)

    def _add(self, above: QTreeWidgetItem, flow: Flow, path: tuple[int, ...]) -> None:
        for index, step in enumerate(flow):
            place = Place((*path, index))
            if isinstance(step, Stage):
                row = self._row(above, step.name, Selection("stage", step.name, place))
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsEditable)
                continue
            words, kind = tr("Side by side"), "parallel"
            if isinstance(step, Choice):
                words, kind = tr("One of these ways"), "choice"
            block = self._row(above, words, Selection("block", kind, place))
            for at, inner in enumerate(branch_flows(step)):
                words = _branch(step.branches[at]) if isinstance(step, Choice) else tr("Branch")
                lane = self._row(block, words, Selection("block", "branch", place.child(at)))
                self._add(lane, inner, (*place.path, at))

    def _row(self, above: QTreeWidgetItem, words: str, selection: Selection) -> QTreeWidgetItem:
        process, facts = self._shown or (SalesProcess("", ()), NO_FACTS)
        told = story(process, selection, facts) if selection.kind in ("stage", "end") else ""
        row = QTreeWidgetItem(above, [words, told.partition(", ")[2] or told])
        row.setData(0, _SELECTION, selection)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, told or words)
        return row

    def _say(self, row: QTreeWidgetItem | None, _: QTreeWidgetItem | None) -> None:
        self.selected.emit(row.data(0, _SELECTION) if row is not None else WHOLE)

    def _rename(self, row: QTreeWidgetItem, column: int) -> None:
        selection = row.data(0, _SELECTION)
        if column == 0 and selection is not None and row.text(0) != selection.name:
            self._shown = None  # what is written is not yet what the process says
            self._written.emit(selection.name, row.text(0))


def _branch(branch: Branch) -> str:
    if branch.when is not None:
        return tr("If {condition}", condition=branch.when.text)
    return tr("All other deals") if branch.otherwise else tr("Any deal")

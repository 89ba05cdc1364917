"""The list of drafts, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.menu_chip import MenuChip
from desktop.widgets.text import text
from models.sales_process import SalesProcess
from resources.translation import tr

_ROW, _MOST_ROWS = 32, 5


class DraftsPanel(QWidget):
    """Exactly one draft is looked at, where there is one. F2 renames it, Delete deletes it."""

    chosen = Signal(int)
    renamed = Signal(int, str)
    copy_wanted = Signal()
    start_wanted = Signal()
    duplicate_wanted = Signal(int)
    delete_wanted = Signal(int)
    adopt_wanted = Signal(int)
    canvas_wanted = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = _DraftList(self)
        self.new = MenuChip(tr("New"), tr("New draft"))
        self.more = MenuChip(tr("More"), tr("More about the draft"))
        self.canvas = QPushButton(tr("Edit on the canvas"))
        self.canvas.setProperty("kind", "quiet")
        self.adopt = QPushButton(tr("Adopt…"))
        self.none = text(tr("No drafts yet: start one, or try a suggestion below."), "small", wrap=True)
        self.copy_action = self._add(self.new, tr("Copy of the process in force"), self.copy_wanted.emit)
        self.start_action = self._add(self.new, tr("Start from…"), self.start_wanted.emit)
        self.rename_action = self._add(self.more, tr("Rename"), self._edit_name)
        self.duplicate_action = self._add(
            self.more, tr("Duplicate"), self._for_current(self.duplicate_wanted)
        )
        self.delete_action = self._add(self.more, tr("Delete"), self._for_current(self.delete_wanted))
        self.list.currentRowChanged.connect(self._row_changed)
        self.list.itemChanged.connect(self._name_entered)
        self.list.delete_pressed.connect(self._for_current(self.delete_wanted))
        self.canvas.clicked.connect(self._for_current(self.canvas_wanted))
        self.adopt.clicked.connect(self._for_current(self.adopt_wanted))
        self._build()
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons for another palette."""
        for chip in (self.new, self.more):
            chip.paint_icons(palette.muted)

    def show_drafts(self, drafts: Sequence[SalesProcess], chosen: int, can_copy: bool) -> None:
        """Show these, one of them chosen (-1 for none), without telling anybody."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for draft in drafts:
                item = QListWidgetItem(draft.name)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
                self.list.addItem(item)
            self.list.setCurrentRow(chosen)
        self.list.setFixedHeight(_ROW * min(_MOST_ROWS, max(1, len(drafts))) + 6)
        self.list.setVisible(bool(drafts))
        self.none.setVisible(not drafts)
        self.copy_action.setEnabled(can_copy)
        self._allow()

    @property
    def current(self) -> int:
        """The number of the draft that is looked at, -1 for none."""
        return self.list.currentRow()

    def _name_entered(self, item: QListWidgetItem) -> None:
        """Tell when the editor is closed: whoever is told shows the list anew."""
        row, name = self.list.row(item), item.text()
        QTimer.singleShot(0, self, lambda: self.renamed.emit(row, name))

    def _row_changed(self, row: int) -> None:
        self._allow()
        self.chosen.emit(row)

    def _allow(self) -> None:
        there = self.current >= 0
        self.adopt.setEnabled(there)
        self.canvas.setEnabled(there)
        self.more.setEnabled(there)

    def _edit_name(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.list.setFocus()
            self.list.editItem(item)

    def _for_current(self, wanted: SignalInstance) -> Callable[..., None]:
        def tell(*_: object) -> None:
            if self.current >= 0:
                wanted.emit(self.current)

        return tell

    def _add(self, chip: MenuChip, name: str, verb: Callable[[], object]) -> QAction:
        action = chip.entries.addAction(name)
        action.triggered.connect(partial(_without_arguments, verb))
        return action

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(text(tr("Drafts"), "heading"), 1)
        head.addWidget(self.more)
        head.addWidget(self.new)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.canvas)
        buttons.addStretch(1)
        buttons.addWidget(self.adopt)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.none)
        column.addWidget(self.list)
        column.addLayout(buttons)


class _DraftList(QListWidget):
    """Says when the Delete key is pressed."""

    delete_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Drafts"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed | QListWidget.EditTrigger.DoubleClicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.state() != QListWidget.State.EditingState:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _without_arguments(verb: Callable[[], object], *_: object) -> None:
    verb()

"""The edits that are tried most, in three menus: make a stage optional, add one, swap two."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.menu_chip import MenuChip
from desktop.widgets.text import button_text, text
from mining.process.repair.edits import neighbouring_pairs
from mining.process.repair.wording import edit_words
from models.repair import EditKind, ProcessEdit
from models.sales_process import SalesProcess
from resources.translation import tr


class QuickEdits(QWidget):
    """Offers what fits the process that is shown."""

    wanted = Signal(object)
    """A `ProcessEdit`."""

    add_wanted = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.optional = MenuChip(tr("Make optional"), tr("Make a stage optional"))
        self.add = QPushButton(tr("Add a stage…"))
        self.swap = MenuChip(tr("Swap"), tr("Swap two neighbouring stages"))
        self.add.setProperty("kind", "chip")
        self.add.clicked.connect(lambda: self.add_wanted.emit())
        row = QWidget()
        flow = FlowLayout(6, row)
        for button in (self.optional, self.add, self.swap):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text(tr("Quick edits"), "heading"))
        column.addWidget(row)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons for another palette."""
        for chip in (self.optional, self.swap):
            chip.paint_icons(palette.muted)

    def show_process(self, process: SalesProcess | None) -> None:
        """Offer the edits of this process, none where there is no process to edit."""
        made = [] if process is None else [stage for stage in process.stages if stage.optional is not True]
        pairs = () if process is None else neighbouring_pairs(process.flow)
        self._fill(self.optional, [ProcessEdit(EditKind.OPTIONAL, stage.name) for stage in made])
        self._fill(self.swap, [ProcessEdit(EditKind.SWAP, *pair) for pair in pairs])
        self.add.setEnabled(process is not None)

    def _fill(self, chip: MenuChip, edits: list[ProcessEdit]) -> None:
        chip.entries.clear()
        for edit in edits:
            action = chip.entries.addAction(button_text(edit_words(edit), 60))
            action.triggered.connect(partial(self._want, edit))
        chip.setEnabled(bool(edits))

    def _want(self, edit: ProcessEdit, *_: object) -> None:
        self.wanted.emit(edit)

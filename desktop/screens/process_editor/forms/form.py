"""What all forms of the panel have in common: fields in a column, filled from what is shown, told as edits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.screens.process_editor.forms.shown import Shown
from desktop.theme import Palette
from desktop.widgets.chips_edit import ChipsEdit
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.form_field import FormField
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.problem_lines import ProblemLines
from desktop.widgets.text import frame, text
from models.sales_process import SalesProcess


class Form(QWidget):
    """A form fills its fields in `fill`; what the user does there becomes an edit, what `fill` does never."""

    edited = Signal(str, object)
    """The verb ("Rename stage to Discovery call") and the process after it."""

    selected = Signal(object)
    """Another `Selection` to show."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_colors = palette
        self._shown: Shown | None = None
        self._filling = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        assert self._shown is not None
        return self._shown

    def show_part(self, shown: Shown) -> None:
        """Show another process, selection, or judgement of them."""
        is_other = self._shown is not None and self._shown.selection != shown.selection
        self._shown = shown
        self._filling = True
        try:
            if is_other:
                self._forget_typing()
            self.fill(shown)
        finally:
            self._filling = False

    def fill(self, shown: Shown) -> None:
        """Fill the fields."""
        raise NotImplementedError

    def _forget_typing(self) -> None:
        """What was begun and not entered is of the part that was shown before."""
        for line in self.findChildren(QLineEdit):
            if isinstance(line, CommitEdit | OfferedEdit):
                line.take_back()
        for chips in self.findChildren(ChipsEdit):
            chips.line.clear()
        for field in self.findChildren(FormField):
            field.take_back()

    def edit(self, verb: str, process: SalesProcess) -> None:
        """Tell of an edit, unless it is the form that fills itself or nothing changed."""
        if not self._filling and process != self.shown.process:
            self.edited.emit(verb, process)

    def add_field(self, name: str, *editors: QWidget) -> FormField:
        """A field below those that are there."""
        field = FormField(name, self.palette_colors, *editors)
        self.column.addWidget(field)
        return field

    def add_section(self, title: str) -> QWidget:
        """A line and a heading below what is there."""
        head = QWidget()
        inside = QVBoxLayout(head)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(frame("line"))
        inside.addWidget(text(title, "strong"))
        self.column.addWidget(head)
        return head

    def add_quiet_button(self, button: QPushButton, accessible: str = "") -> None:
        """A quiet button below what is there, as wide as its words."""
        button.setProperty("kind", "quiet")
        button.setAccessibleName(accessible or button.text())
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def add_row(self, row: QLayout) -> None:
        """A row of widgets below what is there."""
        self.column.addLayout(row)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.palette_colors = palette
        for lines in self.findChildren(ProblemLines):
            lines.set_palette_colors(palette)
        for chips in self.findChildren(ChipsEdit):
            chips.paint_icons(palette.muted)

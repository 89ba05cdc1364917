"""A list of short texts as chips, each with a cross to remove it, and a line to type more with offers under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.query_edit import QueryEdit
from desktop.widgets.text import button_text, set_tip
from models.label import key, tidy
from resources.translation import tr

_LONGEST = 28


@dataclass(frozen=True)
class Offer:
    """One text that can be added, and what is known of it; taken, it stands for the whole line."""

    text: str
    hint: str = ""
    start: int = 0
    end: int = 0


class ChipsEdit(QWidget):
    """Tells what is added and removed; what it shows changes only when it is told so."""

    added = Signal(str)
    removed = Signal(str)

    def __init__(self, name: str, placeholder: str, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self._name = name
        self.values: tuple[str, ...] = ()
        self.chips: list[QPushButton] = []
        self._offers: tuple[Offer, ...] = ()
        self.line = _Line(self._fitting)
        self.line.setPlaceholderText(placeholder)
        self.line.setAccessibleName(tr("Add to {name}", name=name))
        self.line.entered.connect(self._add)
        self.line.editingFinished.connect(lambda: self._add(self.line.text()))
        self._row = FlowLayout(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._row)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def offer(self, offers: Sequence[Offer]) -> None:
        """What can be added; what is there already is not offered."""
        self._offers = tuple(offers)

    def show_values(self, values: Sequence[str], tips: Sequence[str] = ()) -> None:
        """Show these as chips; `tips` say more of each."""
        if tuple(values) != self.values:
            self._rebuild(tuple(values))
        for chip, tip in zip(self.chips, tips, strict=False):
            set_tip(chip, tip)
            chip.setAccessibleDescription(tip)

    def paint_icons(self, colour: str) -> None:
        """Draw the crosses in a colour of the palette."""
        self._colour = colour
        for chip in self.chips:
            chip.setIcon(icon("x", colour))

    def _rebuild(self, values: tuple[str, ...]) -> None:
        had_focus = next((at for at, chip in enumerate(self.chips) if chip.hasFocus()), None)
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.setParent(None)
            chip.deleteLater()
        self.values, self.chips = values, [self._chip(value) for value in values]
        for chip in self.chips:
            self._row.addWidget(chip)
            chip.show()
        if had_focus is not None:
            beside = self.chips[min(had_focus, len(self.chips) - 1)] if self.chips else self.line
            beside.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _chip(self, value: str) -> QPushButton:
        chip = QPushButton(button_text(value, _LONGEST), self)
        chip.setProperty("kind", "chip")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIconSize(QSize(12, 12))
        chip.setIcon(icon("x", self._colour))
        chip.setAccessibleName(tr("Remove {value} from {name}", value=value, name=self._name))
        set_tip(chip, tr("Remove {value}", value=value))
        chip.clicked.connect(lambda: self.removed.emit(value))
        return chip

    def _fitting(self, typed: str, cursor: int) -> list[Offer]:
        wanted, there = key(typed), set(map(key, self.values))
        found = [o for o in self._offers if wanted in key(o.text) and key(o.text) not in there]
        return [Offer(o.text, o.hint, 0, len(typed)) for o in found]

    def _add(self, typed: str) -> None:
        value = tidy(typed)
        self.line.clear()
        if value and value not in self.values:
            self.added.emit(value)


class _Line(QueryEdit):
    """Whatever is offered and taken is entered at once."""

    def __init__(self, fitting: object) -> None:
        super().__init__(fitting, lambda _: "")  # type: ignore[arg-type]  # offers of this module

    def _take(self, row: int) -> None:
        if 0 <= row < len(self._offers):
            self.list.hide()
            self.entered.emit(self._offers[row].text)

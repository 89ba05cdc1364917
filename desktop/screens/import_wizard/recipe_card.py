"""The card that offers the answers of an earlier import, and the buttons that open and save recipes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.text import frame, text
from models.recipe import Recipe
from resources.translation import tr

FILES = tr("Recipes (*.json)")
_MONTHS = (tr(
"January"), tr(
"February"), tr(
"March"), tr(
"April"), tr(
"May"), tr(
"June"), tr(
"July"), tr(
"August"), tr(
"September"), tr(
"October"),
           tr("November"), tr("December"))  # fmt: skip


class RecipeCard(QWidget):
    """Offers one recipe, in use unless the user says no; any other can be opened from a file."""

    changed = Signal()
    """Another recipe is in use, or none."""

    file_chosen = Signal(object)
    """The path of a recipe."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recipe: Recipe | None = None
        self._line = text(role="strong", wrap=True)
        self.use = QCheckBox(tr("Use the same answers"))
        self.use.toggled.connect(lambda _: self.changed.emit())
        self.open_button = QPushButton(tr("Open recipe…"))
        self.open_button.setProperty("kind", "quiet")
        self.open_button.clicked.connect(self._ask)
        self._offer = frame("card")
        offer = QVBoxLayout(self._offer)
        offer.setContentsMargins(20, 12, 20, 12)
        offer.setSpacing(6)
        offer.addWidget(self._line)
        offer.addWidget(self.use)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._offer, 1)
        row.addStretch(0)
        row.addWidget(self.open_button)
        self.offer(None)

    @property
    def in_use(self) -> Recipe | None:
        """The recipe whose answers are to be used."""
        return self._recipe if self.use.isChecked() else None

    def offer(self, recipe: Recipe | None, file: str = "") -> None:
        """Offer this recipe, remembered or from a file; None for none."""
        self._recipe = recipe
        if file:
            self._line.setText(tr("The answers of {file}.", file=file))
        else:
            day = _day(recipe.made) if recipe is not None else ""
            self._line.setText(
                tr("This looks like the export you imported on {day}.", day=day)
                if day
                else tr("This looks like the export you imported before.")
            )
        self.use.blockSignals(True)
        self.use.setChecked(recipe is not None)
        self.use.blockSignals(False)
        self._offer.setVisible(recipe is not None)
        self.changed.emit()

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a recipe"), "", FILES)
        if name:
            self.file_chosen.emit(Path(name))


def _day(made: str) -> str:
    if not made:
        return ""
    day = date.fromisoformat(made)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

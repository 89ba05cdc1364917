"""The chip of the saved filters: apply one, call it something else, delete it, or save the filter as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.widgets.choice_chip import DropChip
from desktop.widgets.text import button_text, set_tip, text
from resources.translation import tr

_WIDTH = 320
_LONGEST = 34


class SavedChip(DropChip):
    """Lists names; what they stand for is nothing to this chip."""

    applied = Signal(str)
    """The filter of this name is wanted."""

    saved = Signal(str)
    """The filter is to be saved under this name, instead of what had it before."""

    renamed = Signal(str, str)
    """(old, new) names."""

    deleted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Saved"), parent)
        self.setAccessibleName(tr("Saved filters"))
        self._colour = "#5b6780"
        self._names: tuple[str, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._shown: list[QWidget] = []
        self.buttons: dict[str, tuple[QPushButton, QPushButton, QPushButton]] = {}
        """By name: apply, rename, delete."""
        self._renaming = ""
        self.none = text(tr("No filter is saved yet."), "small")
        self.name = QLineEdit(placeholderText=tr("Name of this filter"))
        self.name.setAccessibleName(tr("Name of this filter"))
        self.save = QPushButton(tr("Save"))
        self.hint = text(role="small", wrap=True)
        entry = QHBoxLayout()
        entry.addWidget(self.name, 1)
        entry.addWidget(self.save)
        self.popup.setFixedWidth(_WIDTH)
        self.popup.setFocusProxy(self.name)
        self.body.addWidget(self.none)
        self.body.addLayout(self._rows)
        self.body.addLayout(entry)
        self.body.addWidget(self.hint)
        self._can_save = False
        self.name.textChanged.connect(self._show_entry)
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.show_names((), "", can_save=False)

    def show_names(self, names: Sequence[str], current: str, can_save: bool) -> None:
        """List these; `current` is the one that the filter is now, and `can_save` whether it narrows anything."""
        self._names, self._can_save, self._renaming = tuple(names), can_save, ""
        for old in self._shown:
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        self._shown = [self._row(name, name == current) for name in names]
        for row in self._shown:
            self._rows.addWidget(row)
        self.none.setVisible(not names)
        self.setText(button_text(tr("Saved: {current}", current=current) if current else self.title, 24))
        self.mark(bool(current))
        self._show_entry()
        self.popup.adjustSize()

    def paint_icons(self, colour: str) -> None:
        super().paint_icons(colour)
        self._colour = colour
        for _, rename, delete in self.buttons.values():
            rename.setIcon(icon("pencil", colour))
            delete.setIcon(icon("x", colour))

    def open_under(self, other: QWidget) -> None:
        self.name.clear()
        self._renaming = ""
        self._show_entry()
        super().open_under(other)

    def _row(self, name: str, is_current: bool) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        apply = QPushButton(button_text(name, _LONGEST))
        apply.setProperty("kind", "foot" if is_current else "row")
        apply.setMinimumHeight(28)
        apply.setAccessibleName(tr("Apply the filter {name}", name=name))
        set_tip(apply, name)
        apply.clicked.connect(partial(self._apply, name))
        rename, delete = (
            QPushButton(icon("pencil", self._colour), ""),
            QPushButton(icon("x", self._colour), ""),
        )
        for button, verb, slot in (
            (rename, tr("Rename"), self._rename),
            (delete, tr("Delete"), self._delete),
        ):
            button.setProperty("kind", "tiny")
            button.setFixedWidth(28)
            button.setAccessibleName(tr("{verb} the filter {name}", verb=verb, name=name))
            set_tip(button, f"{verb} “{name}”")
            button.clicked.connect(partial(slot, name))
        layout.addWidget(apply, 1)
        layout.addWidget(rename)
        layout.addWidget(delete)
        self.buttons[name] = (apply, rename, delete)
        return row

    def _apply(self, name: str) -> None:
        self.popup.hide()
        self.applied.emit(name)

    def _rename(self, name: str) -> None:
        self._renaming = name
        self.name.setText(name)
        self.name.selectAll()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_entry()

    def _delete(self, name: str) -> None:
        self.deleted.emit(name)

    def _show_entry(self) -> None:
        """What the entry at the bottom does now, and what it waits for."""
        name = self._name()
        self.save.setText(tr("Rename") if self._renaming else tr("Save"))
        taken = name in self._names and name != self._renaming
        self.save.setEnabled(bool(name) and (not taken if self._renaming else self._can_save))
        self.name.setEnabled(bool(self._renaming) or self._can_save)
        if self._renaming:
            hint = tr("“{name}” is taken already.", name=name) if taken else ""
        elif not self._can_save:
            hint = tr("Narrow the deals first; then the filter can be saved here.")
        else:
            hint = tr("Replaces “{name}”.", name=name) if taken else ""
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.popup.adjustSize()

    def _name(self) -> str:
        return " ".join(self.name.text().split())

    def _save(self) -> None:
        name, renaming = self._name(), self._renaming
        if not self.save.isEnabled():
            return
        self.popup.hide()
        if renaming:
            self.renamed.emit(renaming, name)
        else:
            self.saved.emit(name)

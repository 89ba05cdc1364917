"""What the parts of the editor share: a card that shows one action and tells of the same with something changed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.plan.shown import Shown
from desktop.theme import Palette
from desktop.widgets.text import text
from models.change_plan import ChangeAction


class EditorPart(QFrame):
    """A card with a heading; subclasses fill the column, and show an action in `fill`."""

    edited = Signal(str, object)
    """The verb for the undo menu, and the action after it."""

    def __init__(self, title: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.palette_ = palette
        self.action: ChangeAction | None = None
        self.shown: Shown | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 16)
        self.column.setSpacing(10)
        self.head = QHBoxLayout()
        self.head.setSpacing(4)
        self.head.addWidget(text(title, "heading"), 1)
        self.column.addLayout(self.head)

    def show_action(self, action: ChangeAction, shown: Shown) -> None:
        """Show an action of the plan; what is being typed stays."""
        self.action, self.shown = action, shown
        self.fill(action, shown)

    def fill(self, action: ChangeAction, shown: Shown) -> None:
        """Fill the fields."""
        raise NotImplementedError

    def change(self, verb: str, **fields: Any) -> None:
        """Tell of the action with other values, unless nothing changed."""
        if self.action is not None and (changed := replace(self.action, **fields)) != self.action:
            self.edited.emit(verb, changed)

    def commit(self) -> None:
        """Take over what is being typed, before another action is shown."""

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.palette_ = palette

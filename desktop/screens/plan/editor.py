"""The editor of one action: three cards below each other, and what can be done with the action as a whole."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.screens.plan.informed_part import InformedPart
from desktop.screens.plan.measure_part import MeasurePart
from desktop.screens.plan.part import EditorPart
from desktop.screens.plan.shown import Shown
from desktop.screens.plan.what_part import WhatPart
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import set_tip, text
from models.change_plan import ChangeAction
from resources.translation import tr

UP, DOWN, COPY, REMOVE = "up", "down", "copy", "remove"
_VERBS = {
    UP: ("chevron-up", tr("Move up")),
    DOWN: ("chevron-down", tr("Move down")),
    COPY: ("copy", tr("Duplicate")),
    REMOVE: ("trash-2", tr("Delete")),
}


class ActionEditor(QWidget):
    """Tells of edits; which action is shown, and as what, is said to it."""

    edited = Signal(str, object)
    """The verb and the `ChangeAction` after it."""

    verb_wanted = Signal(str)
    """One of `UP`, `DOWN`, `COPY`, `REMOVE`."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what, self.measure, self.informed = (
            WhatPart(palette),
            MeasurePart(palette),
            InformedPart(palette),
        )
        self.parts: tuple[EditorPart, ...] = (self.what, self.measure, self.informed)
        self.action: ChangeAction | None = None
        self.buttons = {verb: QPushButton() for verb in _VERBS}
        for part in self.parts:
            part.edited.connect(self.edited)
        self._build()
        self.set_palette_colors(palette)

    def show_action(self, action: ChangeAction | None, shown: Shown) -> None:
        """Show an action, or none; what is being typed of another one is taken over first."""
        if self.action is not None and (action is None or action.id != self.action.id):
            self.commit()
            self.area.verticalScrollBar().setValue(0)
        self.action = action
        self.pages.setCurrentIndex(0 if action is None else 1)
        if action is not None:
            for part in self.parts:
                part.show_action(action, shown)

    def commit(self) -> None:
        """Take over what is being typed."""
        for part in self.parts:
            part.commit()

    def allow_moves(self, up: bool, down: bool) -> None:
        """Say whether there is room above and below."""
        self.buttons[UP].setEnabled(up)
        self.buttons[DOWN].setEnabled(down)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for part in self.parts:
            part.set_palette_colors(palette)
        for verb, (name, _) in _VERBS.items():
            self.buttons[verb].setIcon(icon(name, palette.muted))

    def _build(self) -> None:
        for verb, button in self.buttons.items():
            button.setProperty("kind", "tiny")
            button.setIconSize(QSize(16, 16))
            button.setAccessibleName(_VERBS[verb][1])
            set_tip(button, _VERBS[verb][1])
            button.clicked.connect(partial(self._want, verb))
            self.what.head.addWidget(button)
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 8)
        column.setSpacing(12)
        for part in self.parts:
            column.addWidget(part)
        column.addStretch(1)
        self.area = scrolled(content, tr("The action"))
        hint = text(tr("Choose an action to see and change it."), "muted")
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        self.pages.addWidget(hint)
        self.pages.addWidget(self.area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pages)

    def _want(self, verb: str, _: bool = False) -> None:
        self.verb_wanted.emit(verb)

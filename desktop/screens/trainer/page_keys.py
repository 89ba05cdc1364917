"""The keys of the pages of a session: they work wherever the focus is, as long as their page is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

Verb = Callable[[], object]


def add_keys(page: QWidget, keys: Mapping[Qt.Key, Verb]) -> None:
    """Have each of the keys do something. The space bar still presses the button that has the focus, if one has."""
    for key, verb in keys.items():
        shortcut = QShortcut(QKeySequence(key), page)
        shortcut.activated.connect(_unless_pressed(page, verb) if key is Qt.Key.Key_Space else verb)


def _unless_pressed(page: QWidget, verb: Verb) -> Verb:
    def press_or_do() -> None:
        focused = page.window().focusWidget()
        if isinstance(focused, QAbstractButton) and focused.isVisible() and focused.isEnabled():
            focused.click()
        else:
            verb()

    return press_or_do

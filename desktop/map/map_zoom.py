"""The buttons below a map: smaller, larger, and all of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from resources.translation import tr

_STEP = 1.2


class MapZoom(QWidget):
    """Asks for another zoom; `fit` is the button that shows `what` (the whole map) again."""

    zoom_wanted = Signal(float)
    """A factor."""

    fit_wanted = Signal()

    def __init__(self, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for words, name, factor in (("−", tr("Zoom out"), 1 / _STEP), ("+", tr("Zoom in"), _STEP)):
            button = QPushButton(words)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(44)
            button.clicked.connect(lambda _=False, by=factor: self.zoom_wanted.emit(by))
            row.addWidget(button)
        self.fit = QPushButton(tr("Fit"))
        self.fit.setToolTip(tr("Show the whole {what} (F)", what=what))
        self.fit.clicked.connect(lambda: self.fit_wanted.emit())
        row.addWidget(self.fit, 1)

    def add(self, button: QWidget) -> None:
        """Put one more button behind the others."""
        self._row.addWidget(button)

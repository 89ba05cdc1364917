"""A small note at the bottom of a window that says what was done, and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.widgets.text import button_text, frame, text
from resources.translation import tr

_STAYS_MS = 10_000
_WIDEST = 560


class Note(QWidget):
    """One sentence, and where there is something to go on with a button for it; a new one takes its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = text(wrap=True)
        self.button, self.close_button = QPushButton(), QPushButton(tr("Close"))
        self._then: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._timer.timeout.connect(self.hide)
        self.button.clicked.connect(self._go_on)
        self.close_button.clicked.connect(self.hide)
        self._build()
        self.hide()

    def tell(self, sentence: str, button: str = "", then: Callable[[], object] | None = None) -> None:
        """Say a sentence; `then` is called where the button of that name is clicked."""
        self._then = then
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.button.setText(button_text(button))
        self.button.setVisible(then is not None)
        self.show()
        self.raise_()
        self._timer.start()

    def place(self, left: int, width: int, bottom: int) -> None:
        """Take a place at the bottom of that part of the window."""
        wanted = self.fontMetrics().horizontalAdvance(self.words.text()) + self._around()
        room = max(200, min(_WIDEST, width - 48, wanted))
        height = self.heightForWidth(room) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(left + (width - room) // 2, bottom - height - 24, room, height)

    def _around(self) -> int:
        buttons = [button for button in (self.button, self.close_button) if not button.isHidden()]
        return 48 + sum(button.sizeHint().width() + 8 for button in buttons)

    def _go_on(self) -> None:
        self.hide()
        if self._then is not None:
            self._then()

    def _build(self) -> None:
        for button in (self.button, self.close_button):
            button.setProperty("kind", "quiet")
        card = frame("banner", self)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

"""A signal in the panel: its name, what counts as it, how often the log has it, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.icons import icon
from desktop.screens.journey_editor.facts import SignalSeen
from desktop.theme import Palette
from desktop.widgets.text import frame, set_tip, text
from mining.journey.signal_words import signal_words
from models.signal import Signal as Evidence

COUNTING = "Counting…"
UNKNOWN = "The process has no signal of this name."


class SignalRow(QWidget):
    """One signal by name; `evidence` is None where the process has none of that name.

    `removal` says what the cross does; one that `can_be_earlier` can be moved up in the list.
    """

    change_wanted = Signal(str)
    removal_wanted = Signal(str)
    earlier_wanted = Signal(str)

    def __init__(
        self,
        name: str,
        evidence: Evidence | None,
        seen: SignalSeen | None,
        palette: Palette,
        removal: str,
        can_be_earlier: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.name = name
        self.change_button, self.remove_button = QPushButton(), QPushButton()
        self.earlier_button = QPushButton()
        self.earlier_button.setVisible(can_be_earlier)
        self.seen = text(role="small", wrap=True)
        self._eye = IconLabel(14)
        words = signal_words(evidence) if evidence is not None else UNKNOWN
        self._build(name, words, removal, palette, evidence is not None)
        self._show_seen(seen, palette)
        self.change_button.clicked.connect(lambda: self.change_wanted.emit(self.name))
        self.earlier_button.clicked.connect(lambda: self.earlier_wanted.emit(self.name))
        self.remove_button.clicked.connect(lambda: self.removal_wanted.emit(self.name))

    def _show_seen(self, seen: SignalSeen | None, palette: Palette) -> None:
        self.seen.setText(COUNTING if seen is None else seen.words)
        is_silent = seen is not None and not seen.events
        self._eye.show_icon("eye-off" if is_silent else "eye", palette.muted)

    def _build(self, name: str, words: str, removal: str, palette: Palette, is_known: bool) -> None:
        for button, picture, does in (
            (self.earlier_button, "chevron-up", f"Try the signal {name} earlier"),
            (self.change_button, "pencil", f"Change the signal {name}"),
            (self.remove_button, "x", removal),
        ):
            button.setProperty("kind", "tiny")
            button.setIcon(icon(picture, palette.muted))
            button.setIconSize(QSize(15, 15))
            button.setFixedWidth(26)
            button.setAccessibleName(does)
            set_tip(button, does)
        self.change_button.setVisible(is_known)
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(text(name, "strong", wrap=True), 1)
        head.addWidget(self.earlier_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignTop)
        counted = QHBoxLayout()
        counted.setSpacing(6)
        counted.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignTop)
        counted.addWidget(self.seen, 1)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 8, 8, 10)
        inner.setSpacing(3)
        inner.addLayout(head)
        inner.addWidget(text(words, "small", wrap=True))
        inner.addLayout(counted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

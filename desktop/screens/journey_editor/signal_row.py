"""A signal in the panel: its name, what counts as it, how often the log has it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.icon_label import IconLabel
from desktop.icons import icon
from desktop.screens.journey_editor.facts import SignalSeen
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.text import frame, set_tip, text
from mining.journey.signal_words import signal_words
from models.signal import Signal as Evidence
from resources.translation import tr

COUNTING = tr("Counting…")
UNKNOWN = tr("The process has no signal of this name.")


@dataclass(frozen=True)
class SignalEntry:
    """What a row shows: a signal by name, None as `evidence` where the process has none of that name.

    `removal` says what the cross does; one that `can_be_earlier` can be moved up in the list.
    """

    name: str
    evidence: Evidence | None
    seen: SignalSeen | None
    removal: str
    can_be_earlier: bool = False


class SignalRow(QWidget):
    """One signal, with what can be done with it."""

    change_wanted = Signal(str)
    removal_wanted = Signal(str)
    earlier_wanted = Signal(str)

    def __init__(self, entry: SignalEntry, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = entry.name
        self.change_button, self.remove_button = QPushButton(), QPushButton()
        self.earlier_button = QPushButton()
        self.seen = text(role="small", wrap=True)
        self._eye = IconLabel(14)
        self._build(entry, palette)
        self._show_seen(entry.seen if entry.evidence is not None else SignalSeen(0, 0, UNKNOWN), palette)
        self.change_button.clicked.connect(lambda: self.change_wanted.emit(self.name))
        self.earlier_button.clicked.connect(lambda: self.earlier_wanted.emit(self.name))
        self.remove_button.clicked.connect(lambda: self.removal_wanted.emit(self.name))

    def _show_seen(self, seen: SignalSeen | None, palette: Palette) -> None:
        self.seen.setText(COUNTING if seen is None else seen.words)
        is_silent = seen is not None and not seen.events
        self._eye.show_icon("eye-off" if is_silent else "eye", palette.muted)

    def _build(self, entry: SignalEntry, palette: Palette) -> None:
        for button, picture, does in (
            (self.earlier_button, "chevron-up", tr("Try the signal {name} earlier", name=entry.name)),
            (self.change_button, "pencil", tr("Change the signal {name}", name=entry.name)),
            (self.remove_button, "x", entry.removal),
        ):
            button.setProperty("kind", "tiny")
            button.setIcon(icon(picture, palette.muted))
            button.setIconSize(QSize(15, 15))
            button.setFixedWidth(26)
            button.setAccessibleName(does)
            set_tip(button, does)
        if not entry.can_be_earlier:
            self.earlier_button.hide()
        if entry.evidence is None:
            self.change_button.hide()
        head = QHBoxLayout()
        head.setSpacing(2)
        name = ElidedLabel("strong")
        name.setText(entry.name)
        set_tip(name, entry.name)
        head.addWidget(name, 1)
        for button in (self.earlier_button, self.change_button, self.remove_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        counted = QHBoxLayout()
        counted.setSpacing(6)
        counted.addWidget(self._eye, 0, Qt.AlignmentFlag.AlignTop)
        counted.addWidget(self.seen, 1)
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 8, 8, 10)
        inner.setSpacing(3)
        inner.addLayout(head)
        if entry.evidence is not None:
            inner.addWidget(text(signal_words(entry.evidence), "small", wrap=True))
        inner.addLayout(counted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


class SignalList(QWidget):
    """Rows below each other; those that stay as they are are not made anew."""

    change_wanted = Signal(str)
    removal_wanted = Signal(str)
    earlier_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[SignalRow] = []
        self._made: dict[SignalEntry, SignalRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    def forget(self) -> None:
        """Make all rows anew the next time: their icons have another colour."""
        self.show_entries((), None)

    def show_entries(self, entries: Sequence[SignalEntry], palette: Palette | None) -> None:
        """Show these, in this order."""
        kept = {entry: row for entry, row in self._made.items() if entry in entries}
        for entry, row in self._made.items():
            if entry not in kept:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
        for entry in entries:
            if entry not in kept and palette is not None:
                kept[entry] = self._row(entry, palette)
        rows = [kept[entry] for entry in entries]
        if rows != self.rows:
            for at, row in enumerate(rows):
                self._column.insertWidget(at, row)
                row.show()
        self.rows, self._made = rows, kept

    def _row(self, entry: SignalEntry, palette: Palette) -> SignalRow:
        row = SignalRow(entry, palette, self)
        row.change_wanted.connect(self.change_wanted)
        row.removal_wanted.connect(self.removal_wanted)
        row.earlier_wanted.connect(self.earlier_wanted)
        return row

"""Writes a signal, with a live count of what in the log it would be, and saves it as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.journey_editor.facts import SignalSeen
from desktop.signals.signal_fields import ACTIVITY, FIELD, SignalFields
from desktop.theme import Palette
from desktop.widgets.chips_edit import Offer as Choice
from desktop.widgets.text import text
from mining.journey.offers import ACTIVITIES, FIELDS, Offer
from mining.number_format import plural
from models.signal import SET
from models.signal import Signal as Evidence
from resources.translation import tr

_WAIT_MS = 120
"""How long the count waits for the next key."""
EMPTY = tr("Name a kind of activity, or write what its subject holds.")
EMPTY_FIELD = tr("Name the field whose change is the signal.")


class SignalForm(QWidget):
    """An activity or a changed field; `saved` comes with the whole signal, `tried` while it is written."""

    saved = Signal(object, str)
    """The `Signal`, and the name of the one that it takes the place of, empty for a new one."""

    tried = Signal(object, str)
    """The same while it is written, to be counted."""

    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = text(role="heading", wrap=True)
        self.back, self.save = QPushButton(tr("Back")), QPushButton(tr("Save"))
        self.parts = SignalFields(palette)
        self.counted = text(role="small", wrap=True)
        self._instead = ""
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._try)
        self._build()
        self._connect()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.parts.set_palette_colors(palette)

    def show_offers(self, offers: Sequence[Offer], roles: Mapping[str, str]) -> None:
        """Offer what the log holds, and the roles of the process."""
        kinds = [one for one in offers if one.group == ACTIVITIES and not one.signal.by]
        fields = [one for one in offers if one.group == FIELDS and one.signal.becomes == SET]
        self.parts.kinds.offer([Choice(one.signal.kinds[0], plural(one.deals, "deal")) for one in kinds])
        self.parts.changed_field.offer_these(
            [Choice(one.signal.field, plural(one.deals, "deal")) for one in fields]
        )
        self.parts.role.offer_these([Choice(role, title) for role, title in roles.items()])

    def show_signal(self, heading: str, signal: Evidence | None, name: str = "") -> None:
        """Write a new signal (None), which would be called `name`, or change one."""
        self._instead = signal.name if signal is not None else ""
        self.heading.setText(heading)
        self.parts.forget_typing()
        if signal is None:
            self.parts.show_new(name)
        else:
            self.parts.show_signal(signal)
        self.parts.show_sort(FIELD if signal is not None and signal.field else ACTIVITY)
        self._try()

    def show_counted(self, seen: SignalSeen) -> None:
        """Say how often the log has it."""
        self.counted.setText(seen.words)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with what is written, where its field does not say so already."""
        self.counted.setText("" if self.parts.fields["subject"].said else sentence)
        self.save.setEnabled(False)

    def _try(self) -> None:
        self._timer.stop()
        written = self.parts.written
        self.save.setEnabled(written is not None and bool(written.name))
        if written is None:
            self.counted.setText(EMPTY_FIELD if self.parts.is_field else EMPTY)
        else:
            self.tried.emit(written, self._instead)

    def _save(self) -> None:
        written = self.parts.written
        if written is not None and self.save.isEnabled():
            self.saved.emit(written, self._instead)

    def _show_kinds(self, kinds: tuple[str, ...]) -> None:
        self.parts.kinds.show_values(kinds)
        self._timer.start()

    def _connect(self) -> None:
        parts = self.parts
        parts.typed.connect(self._timer.start)
        parts.kinds.added.connect(lambda new: self._show_kinds((*parts.kinds.values, new)))
        parts.kinds.removed.connect(
            lambda old: self._show_kinds(tuple(kind for kind in parts.kinds.values if kind != old))
        )
        for line in parts.lines():
            if line is not parts.kinds.line:
                line.returnPressed.connect(self._save)
        self.back.clicked.connect(self.closed)
        self.save.clicked.connect(self._save)

    def _build(self) -> None:
        self.back.setProperty("kind", "quiet")
        self.save.setProperty("kind", "primary")
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        for part in (self.heading, self.parts, self.counted, self.save):
            column.addWidget(part)
        column.addStretch(1)

"""Writes a signal: every part of it in a line of its own, with a live count of what in the log it would be."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.screens.journey_editor.facts import SignalSeen
from desktop.widgets.text import set_property, text
from models.label import tidy
from models.signal import SET
from models.signal import Signal as Evidence

_WAIT_MS = 120
"""How long the count waits for the next key."""
EMPTY = "Name a kind of event, or write what its subject holds."
EMPTY_FIELD = "Name the field whose change is the signal."
_SIDES = (("", "Whoever did it"), ("buyer", "Done by the buyer"), ("seller", "Done by a seller"))


class SignalForm(QWidget):
    """An event or a changed field; `saved` comes with the whole signal, `tried` while it is typed."""

    saved = Signal(object, str)
    """The `Signal`, and the name of the one that it takes the place of, empty for a new one."""

    tried = Signal(object, str)
    """The same while it is written, to be counted."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = text(role="heading", wrap=True)
        self.back, self.save = QPushButton("Back"), QPushButton("Save")
        self.is_event, self.is_field = QPushButton("An event"), QPushButton("A changed field")
        self.name, self.kinds, self.subject = QLineEdit(), QLineEdit(), QLineEdit()
        self.contact_role, self.role = QLineEdit(), QLineEdit()
        self.field, self.becomes = QLineEdit(), QLineEdit()
        self.two_way, self.by = QCheckBox("Both sides took part"), QComboBox()
        self.counted = text(role="small", wrap=True)
        self._instead = ""
        self._event_part, self._field_part = QWidget(), QWidget()
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._try)
        self._build()
        self._connect()

    def show_signal(self, heading: str, signal: Evidence | None, name: str = "") -> None:
        """Write a new signal (None), which would be called `name`, or change one."""
        self._instead = signal.name if signal is not None else ""
        self.heading.setText(heading)
        values = signal or Evidence(name or "signal", subject=" ")
        for line, words in (
            (self.name, values.name), (self.kinds, ", ".join(values.kinds)), (self.subject, values.subject.strip()),
            (self.contact_role, values.contact_role), (self.role, values.role), (self.field, values.field),
            (self.becomes, "" if values.becomes == SET else values.becomes),
        ):  # fmt: skip
            line.setText(words)
        self.two_way.setChecked(values.two_way)
        self.by.setCurrentIndex(max(0, self.by.findData(values.by)))
        self._be(is_field=bool(values.field))
        self._try()

    def show_counted(self, seen: SignalSeen) -> None:
        """Say how often the log has it."""
        self.counted.setText(seen.words)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with what is written."""
        self.counted.setText(sentence)
        self.save.setEnabled(False)

    @property
    def written(self) -> Evidence | None:
        """The signal as it is written, None where it names nothing yet."""
        is_field = self.is_field.isChecked()
        kinds = tuple(dict.fromkeys(tidy(kind) for kind in self.kinds.text().split(",") if tidy(kind)))
        field, subject = tidy(self.field.text()), self.subject.text()
        if not (field if is_field else kinds or subject):
            return None
        role, by = tidy(self.role.text()), str(self.by.currentData())
        if is_field:
            becomes = tidy(self.becomes.text()) or SET
            return Evidence(tidy(self.name.text()), field=field, becomes=becomes, role=role, by=by)
        return Evidence(
            tidy(self.name.text()),
            kinds=kinds,
            subject=subject,
            two_way=self.two_way.isChecked(),
            contact_role=tidy(self.contact_role.text()),
            role=role,
            by=by,
        )

    def _be(self, is_field: bool) -> None:
        for chip, is_on in ((self.is_field, is_field), (self.is_event, not is_field)):
            chip.setChecked(is_on)
            set_property(chip, "active", "true" if is_on else "false")
        self._field_part.setVisible(is_field)
        self._event_part.setVisible(not is_field)
        self._timer.start()

    def _try(self) -> None:
        self._timer.stop()
        written = self.written
        self.save.setEnabled(written is not None and bool(written.name))
        if written is None:
            self.counted.setText(EMPTY_FIELD if self.is_field.isChecked() else EMPTY)
        else:
            self.tried.emit(written, self._instead)

    def _save(self) -> None:
        written = self.written
        if written is not None and self.save.isEnabled():
            self.saved.emit(written, self._instead)

    def _connect(self) -> None:
        self.is_event.clicked.connect(lambda: self._be(is_field=False))
        self.is_field.clicked.connect(lambda: self._be(is_field=True))
        for line in self._lines():
            line.textEdited.connect(lambda _: self._timer.start())
            line.returnPressed.connect(self._save)
        self.two_way.toggled.connect(lambda _: self._timer.start())
        self.by.activated.connect(lambda _: self._timer.start())
        self.back.clicked.connect(self.closed)
        self.save.clicked.connect(self._save)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            self.name, self.kinds, self.subject, self.contact_role, self.role, self.field, self.becomes
        )  # fmt: skip

    def _build(self) -> None:
        self.back.setProperty("kind", "quiet")
        self.save.setProperty("kind", "primary")
        for side, words in _SIDES:
            self.by.addItem(words, side)
        self.by.setAccessibleName("Who did it")
        _fill(self._event_part, (
            ("Kinds of events", self.kinds, "such as Call, Meeting"),
            ("The subject holds", self.subject, "a pattern, such as (?i)proposal|quote"),
            ("Role of the contact", self.contact_role, "such as Economic buyer"),
        ))  # fmt: skip
        _fill(self._field_part, (
            ("Field", self.field, "such as Mutual plan"),
            ("Becomes", self.becomes, "any value"),
        ))  # fmt: skip
        own = QWidget()
        _fill(own, (("Name", self.name, "such as economic_buyer_met"),))
        rest = QWidget()
        _fill(rest, (("Role of the user", self.role, "anybody"),))
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        sort = QHBoxLayout()
        sort.setSpacing(8)
        for chip in (self.is_event, self.is_field):
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            sort.addWidget(chip)
        sort.addStretch(1)
        event = self._event_part.layout()
        assert isinstance(event, QVBoxLayout)
        event.addWidget(self.two_way)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.heading)
        column.addWidget(own)
        column.addLayout(sort)
        for part in (self._event_part, self._field_part, rest, self.by, self.counted, self.save):
            column.addWidget(part)
        column.addStretch(1)


def _fill(part: QWidget, lines: tuple[tuple[str, QLineEdit, str], ...]) -> None:
    """Name above line, one below the other."""
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for name, line, example in lines:
        line.setAccessibleName(name)
        line.setPlaceholderText(example)
        column.addWidget(text(name, "small"))
        column.addWidget(line)
        column.addSpacing(2)

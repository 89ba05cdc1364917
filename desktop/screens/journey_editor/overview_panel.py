"""What stands beside the picture while nothing in it is chosen: what contradicts, all signals, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.journey_editor.conflict_cards import ConflictCards
from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.screens.journey_editor.signal_row import SignalEntry, SignalList
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.number_format import plural
from mining.process.editing.signals import move_signal, remove_signal
from models.sales_process import SalesProcess
from resources.translation import tr

HOW = tr(
    "Drag a line from a stage up to the step that the buyer works on then, and from step to "
    "step for what comes after what. Choose a step to say what shows it."
)


class OverviewPanel(QWidget):
    """The journey as a whole."""

    edit_wanted = Signal(str, object)
    """What the edit is called, and the function from the process to the changed one."""

    change_wanted = Signal(str)
    """A signal shall be changed."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.conflicts = ConflictCards()
        self.conflicts_head = text(role="heading", wrap=True)
        self.signals_head = text(tr("Signals"), "heading")
        self.no_signals = text(
            tr(
                "None yet. A signal is what in the CRM shows that something has happened: a meeting with "
                "the economic buyer, a field that is set, a reply. Choose a step to add one."
            ),
            "small",
            wrap=True,
        )
        self.signals = SignalList()
        self.signals.change_wanted.connect(self.change_wanted)
        self.signals.removal_wanted.connect(self._remove)
        self.signals.earlier_wanted.connect(self._move_up)
        self.open_journey = QPushButton(tr("Open another journey"))
        self.remove_journey = QPushButton(tr("Remove the journey"))
        self._build()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self.signals.forget()

    def show_process(self, process: SalesProcess, facts: JourneyFacts) -> None:
        """Show the journey of this process."""
        count = len(facts.conflicts)
        self.conflicts_head.setText(
            tr("The process contradicts the journey in {places}", places=plural(count, "place"))
            if count
            else ""
        )
        self.conflicts_head.setVisible(bool(count))
        self.conflicts.show_conflicts(facts.conflicts, self._palette)
        entries = [
            SignalEntry(
                one.name,
                one,
                facts.signals.get(one.name),
                tr("Remove the signal {name}", name=one.name),
                at > 0,
            )
            for at, one in enumerate(process.signals)
        ]
        self.signals.show_entries(entries, self._palette)
        self.no_signals.setVisible(not entries)

    def _remove(self, name: str) -> None:
        self.edit_wanted.emit(tr("Remove signal"), lambda process: remove_signal(process, name))

    def _move_up(self, name: str) -> None:
        def change(process: SalesProcess) -> SalesProcess:
            at = [signal.name for signal in process.signals].index(name)
            return move_signal(process, name, at - 1)

        self.edit_wanted.emit(tr("Try a signal earlier"), change)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(text(HOW, "muted", wrap=True))
        column.addSpacing(4)
        column.addWidget(self.conflicts_head)
        column.addWidget(self.conflicts)
        column.addWidget(self.signals_head)
        column.addWidget(text(tr("An event is the first of these that fits it."), "small", wrap=True))
        column.addWidget(self.no_signals)
        column.addWidget(self.signals)
        column.addSpacing(8)
        for button in (self.open_journey, self.remove_journey):
            button.setProperty("kind", "quiet")
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)

"""What the screen says where there is no verdict: why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.text import text
from models.diagnosis import Diagnosis
from models.event_log import EventLog
from models.thresholds import Thresholds
from resources.translation import tr

FEW_DEALS = 30
NOTHING_FOUND = tr("No verdict on these deals")


class States(QObject):
    """Pages that take the whole screen."""

    import_wanted = Signal()
    start_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.nothing_imported = EmptyState(
            tr("No deals yet"),
            tr("Import a CRM export with the owner of every deal; whose each deviation is, is told here."),
            [
                Choice(
                    "file-spreadsheet",
                    tr("Open a CRM export"),
                    tr("The stage history of your deals"),
                    self.import_wanted.emit,
                )
            ],
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr("A habit is a departure from what was agreed. Say first what the agreed process is."),
            [
                Choice(
                    "route",
                    tr("Start a documented process"),
                    tr("From a template, a file, or what won deals do"),
                    self.start_wanted.emit,
                )
            ],
        )
        self.waiting = EmptyState(
            tr("Looking whose each deviation is…"), tr("This takes a moment for a large export.")
        )
        self.stopped = EmptyState(
            tr("Stopped"),
            tr("The deals were not diagnosed."),
            [
                Choice(
                    "stethoscope",
                    tr("Look again"),
                    tr("At the deals that pass the filter"),
                    self.again_wanted.emit,
                )
            ],
        )

    @property
    def pages(self) -> tuple[EmptyState, ...]:
        """All of them."""
        return self.nothing_imported, self.no_process, self.waiting, self.stopped

    def paint_icons(self, colour: str) -> None:
        """Draw the icons in a colour of the palette."""
        for page in self.pages:
            page.paint_icons(colour)


class NothingFound(QWidget):
    """Takes the place of the verdicts: why there is none, and what would be needed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[QLabel] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 24, 0, 0)
        column.setSpacing(12)
        column.addWidget(text(NOTHING_FOUND, "title"))
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_lines(self, sentences: Sequence[str]) -> None:
        """Say these."""
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [text(sentence, "muted", wrap=True) for sentence in sentences]
        for line in self.lines:
            line.setMaximumWidth(720)
            self._lines.addWidget(line)
            line.show()


def why_nothing(log: EventLog, deals: int, found: Diagnosis) -> tuple[str, ...]:
    """Why there is no verdict on so many deals of a log, and what to do about it."""
    if deals == 0:
        next_step = tr("Show more deals in the filter.")
    elif not any(log.cases.owner.labels):
        next_step = tr("Import the export again with the column that has the owner of every deal.")
    elif deals < FEW_DEALS:
        next_step = tr(
            "A verdict takes at least {few_deals} deals, and {fewest} that show the "
            "deviation: widen the filter, or import a longer time.",
            few_deals=FEW_DEALS,
            fewest=Thresholds().fewest,
        )
    else:
        next_step = tr("Nothing departs from the process often enough to ask whose it is.")
    return (*found.unsaid, next_step)

"""What the screen of the journey gives to take away: the picture, and its steps, stages and signals as tables."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.screens.journey_editor.artist import JourneyArtist, Marked
from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.screens.journey_editor.geometry import lay_out
from desktop.sheet import WIDTH, Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.text import text
from mining.journey.presuming import presuming
from mining.journey.signal_words import signal_words
from models.buyer_journey import BuyerJourney
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.sales_process import SalesProcess
from resources.translation import tr

_MARGIN, _HEIGHT = 48, 520


def taken_away(process: SalesProcess, facts: JourneyFacts) -> TakeAway:
    """The journey of a process that has one."""

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Buyer journey"), process.name)
        sheet.add(_Painted(process, facts))
        for conflict in facts.conflicts:
            sheet.add(text(tr("Contradiction: {sentence}", sentence=conflict.sentence), wrap=True))

    journey = process.journey or BuyerJourney(())
    tables = [_steps(journey, facts), _stages(process, journey)]
    if process.signals:
        tables.append(_signals(process, facts))
    if facts.conflicts:
        sentences = [conflict.sentence for conflict in facts.conflicts]
        tables.append(ExportTable(tr("Contradictions"), (ExportColumn(tr("Contradiction"), sentences),)))
    return TakeAway(tr("Buyer journey"), picture_of(fill), tuple(tables))


class _Painted(QWidget):
    """The picture on a page."""

    def __init__(self, process: SalesProcess, facts: JourneyFacts) -> None:
        super().__init__()
        self._process, self._facts = process, facts
        self._picture = lay_out(process, WIDTH - _MARGIN, _HEIGHT)
        self.setFixedHeight(round(self._picture.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        fits = min(1.0, self.width() / self._picture.width)
        painter.scale(fits, fits)
        JourneyArtist(painter, LIGHT, self._process, self._picture, self._facts).paint(Marked())
        painter.end()


def _steps(journey: BuyerJourney, facts: JourneyFacts) -> ExportTable:
    steps = journey.steps
    return ExportTable(
        tr("Buyer steps"),
        (
            ExportColumn(tr("Buyer step"), [step.shown for step in steps]),
            ExportColumn(tr("Short name"), [step.name for step in steps]),
            ExportColumn(tr("Comes after"), [", ".join(step.after) for step in steps]),
            ExportColumn(tr("Always on"), [tr("yes") if step.always_on else "" for step in steps]),
            ExportColumn(tr("Signals"), [", ".join(step.evidence) for step in steps]),
            ExportColumn(tr("Deals"), [facts.seen.get(step.name) for step in steps], ValueKind.COUNT),
            ExportColumn(tr("Goes well when"), [step.measure.text if step.measure else "" for step in steps]),
        ),
    )


def _stages(process: SalesProcess, journey: BuyerJourney) -> ExportTable:
    shown = {step.name: step.shown for step in journey.steps}
    done = {one.name: one.done for one in presuming(process)}
    stages = process.stages
    return ExportTable(
        tr("Stages"),
        (
            ExportColumn(tr("Stage"), [stage.name for stage in stages]),
            ExportColumn(tr("The buyer works on"), [shown.get(stage.buyer, "") for stage in stages]),
            ExportColumn(
                tr("The buyer has done"),
                [", ".join(shown[name] for name in done[stage.name]) for stage in stages],
            ),
            ExportColumn(tr("Not left without"), [", ".join(stage.exit_evidence) for stage in stages]),
        ),
    )


def _signals(process: SalesProcess, facts: JourneyFacts) -> ExportTable:
    names = [signal.name for signal in process.signals]
    seen = [facts.signals.get(name) for name in names]
    return ExportTable(
        tr("Signals"),
        (
            ExportColumn(tr("Signal"), names),
            ExportColumn(tr("What counts as it"), [signal_words(signal) for signal in process.signals]),
            ExportColumn(tr("Times"), [one.events if one else None for one in seen], ValueKind.COUNT),
            ExportColumn(tr("Deals"), [one.deals if one else None for one in seen], ValueKind.COUNT),
            ExportColumn(tr("Evidence"), [one.words if one else "" for one in seen]),
        ),
    )

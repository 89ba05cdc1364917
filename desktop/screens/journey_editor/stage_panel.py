"""What is said of one stage of the process: the buyer step that it presumes, and what may not lack when it is left."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from desktop.screens.journey_editor.conflict_cards import ConflictCards
from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.journey.presuming import presuming
from mining.process.editing import buyer_steps
from models.sales_process import SalesProcess, Stage
from resources.translation import mid_sentence, tr

NO_STEP = tr("No step")


class StagePanel(QWidget):
    """Shows one stage, and lets its step be chosen with the keyboard too."""

    edit_wanted = Signal(str, object)
    """What the edit is called, and the function from the process to the changed one."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._stage = palette, ""
        self.name, self.crm = text(role="title", wrap=True), text(role="small", wrap=True)
        self.step = QComboBox()
        self.meaning, self.exits = text(wrap=True), text(wrap=True)
        self.conflicts = ConflictCards()
        self.step.activated.connect(self._choose)
        self._build()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette

    def show_stage(self, process: SalesProcess, stage: Stage, facts: JourneyFacts) -> None:
        """Show this stage of the process."""
        self._stage = stage.name
        self.name.setText(stage.name)
        self.crm.setText(tr("In the CRM: {labels}", labels=", ".join(stage.labels)) if stage.labels else "")
        self.step.clear()
        self.step.addItem(NO_STEP, "")
        for one in process.journey.steps if process.journey is not None else ():
            self.step.addItem(one.shown, one.name)
        self.step.setCurrentIndex(max(0, self.step.findData(stage.buyer)))
        self.meaning.setText(meaning(process, stage))
        self.exits.setText(_exits(stage, facts))
        self.conflicts.show_conflicts(facts.at_stage(stage.name), self._palette)

    def _choose(self) -> None:
        stage, step = self._stage, str(self.step.currentData())
        verb = tr("Say what a stage presumes") if step else tr("Let a stage presume nothing")
        self.edit_wanted.emit(verb, lambda process: buyer_steps.map_stage(process, stage, step))

    def _build(self) -> None:
        self.step.setAccessibleName(tr("The buyer step that the stage presumes"))
        self.step.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.step.setMinimumContentsLength(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text(tr("Stage"), "small"))
        column.addWidget(self.name)
        column.addWidget(self.crm)
        column.addSpacing(8)
        column.addWidget(text(tr("The buyer then works on"), "heading"))
        column.addWidget(self.step)
        column.addWidget(self.meaning)
        column.addWidget(self.conflicts)
        column.addSpacing(8)
        column.addWidget(text(tr("Not left without"), "heading"))
        column.addWidget(self.exits)
        column.addStretch(1)


def meaning(process: SalesProcess, stage: Stage) -> str:
    """What the mapping says of a deal: `A deal that enters Proposal presumes that the buyer has done ...`."""
    journey = process.journey
    step = journey.step(stage.buyer) if journey is not None else None
    if journey is None or step is None:
        return tr(
            "Choose a step, or drag a line from the stage to one. Without it nothing is asked of the "
            "buyer here."
        )
    if step.always_on:
        return tr(
            "{shown} is always on, so {name} presumes nothing that is done.",
            shown=step.shown,
            name=stage.name,
        )
    done = next((one.done for one in presuming(process) if one.name == stage.name), ())
    shown = [found.shown for name in done if (found := journey.step(name)) is not None]
    if not shown:
        return tr(
            "{shown} is where the buyer begins: {name} presumes nothing before it.",
            shown=step.shown,
            name=stage.name,
        )
    return tr(
        "A deal that enters {name} presumes that the buyer has done {listed}.",
        name=stage.name,
        listed=_listed(shown),
    )


def _exits(stage: Stage, facts: JourneyFacts) -> str:
    if not stage.exit_evidence:
        return tr("Nothing is asked for. What a stage is not left without is set in the process editor.")
    lines = []
    for name in stage.exit_evidence:
        seen = facts.signals.get(name)
        lines.append(f"{name}: {mid_sentence(seen.words)}" if seen is not None else name)
    return "\n".join(lines)


def _listed(names: list[str]) -> str:
    return (
        names[0] if len(names) == 1 else tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
    )

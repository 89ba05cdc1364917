"""What is said of one buyer step, and changed there: its name, what it comes after, what shows it, how it goes well."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.icons import icon
from desktop.screens.journey_editor.conflict_cards import ConflictCards
from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.screens.journey_editor.signal_row import SignalEntry, SignalList
from desktop.theme import Palette
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.menu_chip import MenuChip
from desktop.widgets.text import button_text, set_tip, text
from mining.process.conditions import parse_condition
from mining.process.editing import buyer_steps
from models.buyer_journey import BuyerStep
from models.errors import UserError
from models.sales_process import SalesProcess
from resources.translation import tr


class StepPanel(QWidget):
    """Shows one step; every change is asked for as a verb and a function of the process."""

    edit_wanted = Signal(str, object)
    """What the edit is called, and the function from the process to the changed one."""

    picker_wanted = Signal(str)
    """A signal shall be added to the step."""

    change_wanted = Signal(str)
    """A signal shall be changed."""

    closed = Signal()

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._process: SalesProcess | None = None
        self._step = BuyerStep("")
        self.title, self.name = QLineEdit(), QLineEdit()
        self.after = QWidget()
        self.after_chips: list[QPushButton] = []
        self.add_after = MenuChip(tr("Add"), tr("Add a step that comes before"))
        self.signals = SignalList()
        self.add_signal = QPushButton(tr("Add a signal"))
        self.always_on = QCheckBox(tr("Always on, and never done"))
        self.measure, self.measure_problem = QLineEdit(), text(role="small", wrap=True)
        self.presumed_by = text(role="small", wrap=True)
        self.conflicts = ConflictCards()
        self.earlier, self.later = QPushButton(tr("Move up")), QPushButton(tr("Move down"))
        self.remove = QPushButton(tr("Remove step"))
        self._after_row = FlowLayout(6, self.after)
        self._order = QWidget()
        self._build()
        self._connect()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        self._palette = palette
        self.signals.forget()

    @property
    def step(self) -> BuyerStep:
        """The step that is shown."""
        return self._step

    def show_step(self, process: SalesProcess, step: BuyerStep, facts: JourneyFacts) -> None:
        """Show this step of the process."""
        is_other = step.name != self._step.name
        self._process, self._step = process, step
        for line, words in ((self.title, step.shown), (self.name, step.name)):
            if is_other or line.text() != words:
                line.setText(words)
        self._show_after()
        self._show_signals(facts)
        self.always_on.blockSignals(True)
        self.always_on.setChecked(step.always_on)
        self.always_on.blockSignals(False)
        self._order.setVisible(not step.always_on)
        measure = step.measure.text if step.measure is not None else ""
        if is_other or not self.measure_problem.text():
            self.measure.setText(measure)
            self._tell_measure("")
        stages = [stage.name for stage in process.stages if stage.buyer == step.name]
        self.presumed_by.setText(
            tr("The buyer works on it in {stages}.", stages=", ".join(stages))
            if stages
            else tr("No stage presumes that the buyer works on it.")
        )
        self.conflicts.show_conflicts(facts.at_step(step.name), self._palette)
        names = [one.name for one in process.journey.steps] if process.journey is not None else []
        at = names.index(step.name) if step.name in names else 0
        self.earlier.setEnabled(at > 0)
        self.later.setEnabled(at < len(names) - 1)

    def _show_after(self) -> None:
        for chip in self.after_chips:
            self._after_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        journey = self._process.journey if self._process is not None else None
        self.after_chips = []
        for name in self._step.after:
            before = journey.step(name) if journey is not None else None
            chip = QPushButton(button_text(before.shown if before is not None else name, 24))
            chip.setProperty("kind", "chip")
            chip.setIcon(icon("x", self._palette.muted))
            chip.setIconSize(QSize(12, 12))
            chip.setLayoutDirection(self.add_after.layoutDirection())
            words = tr("No longer after {shown}", shown=before.shown if before is not None else name)
            chip.setAccessibleName(words)
            set_tip(chip, words)
            chip.clicked.connect(partial(self._disconnect, name))
            self.after_chips.append(chip)
        self._after_row.removeWidget(self.add_after)
        for part in (*self.after_chips, self.add_after):
            self._after_row.addWidget(part)
            part.show()
        self.add_after.paint_icons(self._palette.muted)
        self.add_after.entries.clear()
        for one in journey.steps if journey is not None else ():
            fits = not one.always_on and one.name not in self._step.after and one.name != self._step.name
            if fits and journey is not None and self._step.name not in journey.before(one.name):
                self.add_after.entries.addAction(
                    button_text(one.shown), partial(self._connect_after, one.name)
                )
        self.add_after.setEnabled(not self.add_after.entries.isEmpty())
        self.after.updateGeometry()

    def _show_signals(self, facts: JourneyFacts) -> None:
        known = {signal.name: signal for signal in self._process.signals} if self._process is not None else {}
        entries = [
            SignalEntry(
                name,
                known.get(name),
                facts.signals.get(name),
                tr("{name} no longer shows this step", name=name),
            )
            for name in dict.fromkeys(self._step.evidence)
        ]
        self.signals.show_entries(entries, self._palette)

    def _edit(self, verb: str, change: object) -> None:
        self.edit_wanted.emit(verb, change)

    def _connect_after(self, earlier: str) -> None:
        later = self._step.name
        self._edit(
            tr("Put one buyer step after another"),
            lambda process: buyer_steps.connect(process, earlier, later),
        )

    def _disconnect(self, earlier: str) -> None:
        later = self._step.name
        self._edit(tr("Free a buyer step"), lambda process: buyer_steps.disconnect(process, earlier, later))

    def _take(self, signal: str) -> None:
        name = self._step.name
        self._edit(
            tr("Take a signal off a step"), lambda process: buyer_steps.take_evidence(process, name, signal)
        )

    def _retitle(self) -> None:
        name, title = self._step.name, self.title.text()
        if name and title.strip() != self._step.shown:
            self._edit(tr("Rename buyer step"), lambda process: buyer_steps.title_step(process, name, title))

    def _rename(self) -> None:
        name, new = self._step.name, self.name.text()
        if name and new.strip() != name:
            self._edit(tr("Change a short name"), lambda process: buyer_steps.rename_step(process, name, new))

    def _always_on_changed(self, is_on: bool) -> None:
        name = self._step.name
        verb = tr("Let a buyer step be always on") if is_on else tr("Give a buyer step its place")
        self._edit(verb, lambda process: buyer_steps.set_always_on(process, name, is_on))

    def _measure_changed(self) -> None:
        name, words = self._step.name, self.measure.text().strip()
        if words == (self._step.measure.text if self._step.measure is not None else ""):
            self._tell_measure("")
            return
        try:
            measure = parse_condition(words, tr("When it goes well")) if words else None
        except UserError as error:
            self._tell_measure(str(error))
            return
        self._tell_measure("")
        self._edit(
            tr("Say when a step goes well"), lambda process: buyer_steps.set_measure(process, name, measure)
        )

    def _tell_measure(self, problem: str) -> None:
        self.measure_problem.setText(problem)
        self.measure_problem.setVisible(bool(problem))

    def _move(self, by: int) -> None:
        name, journey = self._step.name, self._process.journey if self._process is not None else None
        if journey is None:
            return
        at = [step.name for step in journey.steps].index(name) + by
        self._edit(tr("Move buyer step"), lambda process: buyer_steps.move_step(process, name, at))

    def _remove(self) -> None:
        name = self._step.name
        self._edit(tr("Remove buyer step"), lambda process: buyer_steps.remove_step(process, name))

    def _connect(self) -> None:
        self.signals.change_wanted.connect(self.change_wanted)
        self.signals.removal_wanted.connect(self._take)
        self.title.editingFinished.connect(self._retitle)
        self.name.editingFinished.connect(self._rename)
        self.measure.editingFinished.connect(self._measure_changed)
        self.always_on.toggled.connect(self._always_on_changed)
        self.add_signal.clicked.connect(lambda: self.picker_wanted.emit(self._step.name))
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.remove.clicked.connect(self._remove)

    def _build(self) -> None:
        self.title.setAccessibleName(tr("Name of the step"))
        self.name.setAccessibleName(tr("Short name of the step in the file"))
        self.measure.setAccessibleName(tr("The step goes well when"))
        self.measure.setPlaceholderText(tr("such as contacts_engaged >= 3"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(text(tr("Buyer step"), "small"))
        column.addWidget(self.title)
        column.addWidget(self.conflicts)
        order = QVBoxLayout(self._order)
        order.setContentsMargins(0, 6, 0, 0)
        order.setSpacing(6)
        order.addWidget(text(tr("Comes after"), "heading"))
        order.addWidget(self.after)
        column.addWidget(self._order)
        column.addSpacing(6)
        column.addWidget(text(tr("What shows that it is done"), "heading"))
        column.addWidget(self.signals)
        column.addWidget(self.add_signal)
        column.addSpacing(6)
        column.addWidget(self.presumed_by)
        column.addWidget(self.always_on)
        column.addSpacing(6)
        column.addWidget(text(tr("Goes well when"), "heading"))
        column.addWidget(self.measure)
        column.addWidget(self.measure_problem)
        column.addSpacing(6)
        column.addWidget(text(tr("Short name in the file"), "heading"))
        column.addWidget(self.name)
        column.addSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.earlier, self.later):
            button.setProperty("kind", "quiet")
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.remove.setProperty("kind", "quiet")
        removing = QHBoxLayout()
        removing.addWidget(self.remove)
        removing.addStretch(1)
        column.addLayout(removing)
        column.addStretch(1)

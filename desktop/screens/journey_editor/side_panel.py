"""What stands beside the picture: the journey as a whole, one step, one stage, or a signal that is added or written."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.journey_editor.artist import STEP, Part
from desktop.screens.journey_editor.facts import JourneyFacts
from desktop.screens.journey_editor.overview_panel import OverviewPanel
from desktop.screens.journey_editor.signal_form import SignalForm
from desktop.screens.journey_editor.signal_picker import SignalPicker
from desktop.screens.journey_editor.stage_panel import StagePanel
from desktop.screens.journey_editor.step_panel import StepPanel
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import frame, text
from mining.journey.offers import Offer
from mining.process.editing import buyer_steps
from mining.process.editing.signals import add_signal, change_signal
from mining.process.roles import roles_of
from models.buyer_journey import BuyerStep
from models.sales_process import SalesProcess
from models.signal import Signal as Evidence
from resources.translation import tr

WIDTH, NARROW = 304, 264
"""Pixels, the second in a narrow window."""


class SidePanel(QWidget):
    """Shows what belongs to the selected part; every change is asked for with `edit_wanted`."""

    edit_wanted = Signal(str, object)
    """What the edit is called, and the function from the process to the changed one."""

    offers_wanted = Signal()
    """What the log holds is about to be shown."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._process: SalesProcess | None = None
        self._facts = JourneyFacts()
        self._part: Part | None = None
        self.problem = text(role="problem", wrap=True)
        self.overview, self.step, self.stage = OverviewPanel(palette), StepPanel(palette), StagePanel(palette)
        self.picker, self.form = SignalPicker(), SignalForm(palette)
        self.pages = QStackedWidget()
        self._areas: dict[QWidget, QWidget] = {}
        self._build()
        self._connect()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw the icons in another palette."""
        for part in (self.overview, self.step, self.stage, self.form):
            part.set_palette_colors(palette)
        self._show_again()

    @property
    def shown(self) -> QWidget:
        """The panel that is shown."""
        current = self.pages.currentWidget()
        return next(panel for panel, area in self._areas.items() if area is current)

    def show_part(self, process: SalesProcess, part: Part | None, facts: JourneyFacts) -> None:
        """Show what belongs to a part, None for the journey as a whole; a signal that is being added stays."""
        is_other = part != self._part
        self._process, self._part, self._facts = process, part, facts
        if not is_other and self.shown is self.form:
            return
        if not is_other and self.shown is self.picker and self._step_exists():
            self.picker.show_step(process, self._step_of(process), facts)
            return
        self._show_again()

    def show_offers(self, offers: tuple[Offer, ...] | None) -> None:
        """Show what the log holds, None while nobody has looked yet."""
        self.picker.show_offers(offers)
        self.form.show_offers(offers or (), roles_of(self._process) if self._process is not None else {})

    def tell(self, sentence: str) -> None:
        """Say why something was refused, or nothing any more."""
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def focus(self) -> None:
        """Go on with the keyboard in what is shown."""
        first = {self.step: self.step.title, self.stage: self.stage.step, self.picker: self.picker.search}
        first.get(self.shown, self.pages).setFocus()

    def _show_again(self) -> None:
        if self._process is None:
            return
        process, part = self._process, self._part
        if part is None:
            self.overview.show_process(process, self._facts)
            self._go(self.overview)
        elif part[0] == STEP:
            self.step.show_step(process, self._step_of(process), self._facts)
            self._go(self.step)
        else:
            stage = next(one for one in process.stages if one.name == part[1])
            self.stage.show_stage(process, stage, self._facts)
            self._go(self.stage)

    def _step_exists(self) -> bool:
        journey = self._process.journey if self._process is not None else None
        return self._part is not None and journey is not None and journey.step(self._part[1]) is not None

    def _step_of(self, process: SalesProcess) -> BuyerStep:
        assert self._part is not None
        assert process.journey is not None
        step = process.journey.step(self._part[1])
        assert step is not None
        return step

    def _go(self, panel: QWidget) -> None:
        self.pages.setCurrentWidget(self._areas[panel])

    def _pick(self, step: str) -> None:
        if self._process is not None:
            self.offers_wanted.emit()
            self.picker.show_step(self._process, self._step_of(self._process), self._facts)
            self._go(self.picker)
            self.picker.search.setFocus()

    def _write(self) -> None:
        step = self._step_of(self._process) if self._process is not None else None
        if step is not None:
            self.form.show_signal(
                tr("A signal that shows {shown}", shown=step.shown), None, f"{step.name}_seen"
            )
            self._go(self.form)
            self.form.parts.subject.setFocus()

    def _change(self, name: str) -> None:
        signal = (
            next((one for one in self._process.signals if one.name == name), None) if self._process else None
        )
        if signal is not None:
            self.offers_wanted.emit()
            self.form.show_signal(tr("What counts as {name}", name=name), signal)
            self._go(self.form)
            self.form.parts.name.setFocus()

    def _add(self, signal: Evidence) -> None:
        """A signal for the step, new or one that the process has."""
        step = self.picker.step

        def change(process: SalesProcess) -> SalesProcess:
            known = any(one.name == signal.name for one in process.signals)
            return buyer_steps.put_evidence(
                process if known else add_signal(process, signal), step, signal.name
            )

        self._show_again()
        self.edit_wanted.emit(tr("Add a signal to a step"), change)

    def _save(self, signal: Evidence, instead: str) -> None:
        if not instead:
            step = self._part[1] if self._part is not None else ""

            def change(process: SalesProcess) -> SalesProcess:
                return buyer_steps.put_evidence(add_signal(process, signal), step, signal.name)

            verb = tr("Add a signal to a step")
        else:

            def change(process: SalesProcess) -> SalesProcess:
                return change_signal(process, instead, signal)

            verb = tr("Change signal")
        self.tell("")
        self.edit_wanted.emit(verb, change)
        if not self.problem.text():
            self._show_again()

    def _connect(self) -> None:
        for panel in (self.overview, self.step, self.stage):
            panel.edit_wanted.connect(self.edit_wanted)
        for panel in (self.overview, self.step):
            panel.change_wanted.connect(self._change)
        self.step.picker_wanted.connect(self._pick)
        self.picker.signal_chosen.connect(self._add)
        self.picker.pattern_wanted.connect(self._write)
        self.form.saved.connect(self._save)
        for part in (self.picker, self.form):
            part.closed.connect(self._show_again)

    def _build(self) -> None:
        self.setFixedWidth(WIDTH)
        self.problem.hide()
        for panel, name in (
            (self.overview, tr("The journey")),
            (self.step, tr("Buyer step")),
            (self.stage, tr("Stage")),
            (self.picker, ""),
            (self.form, tr("Signal")),
        ):
            panel.setObjectName("content")
            area: QWidget = _area(panel, name) if name else panel
            self._areas[panel] = area
            self.pages.addWidget(area)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 14, 8, 12)
        inner.setSpacing(8)
        inner.addWidget(self.problem)
        inner.addWidget(self.pages, 1)
        card = frame("side")
        card.setLayout(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)


def _area(panel: QWidget, name: str) -> QScrollArea:
    area = scrolled(panel, name)
    layout = panel.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, 10, 0)
    return area

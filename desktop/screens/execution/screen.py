"""The screen Execution and strategy: symptoms over time, the sweet spot, silent deals, objectives, and since when."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.document import Document
from desktop.icons import icon
from desktop.latest_job import LatestJob
from desktop.over_time.baseline_words import baseline_words
from desktop.over_time.kpi_panel import KpiPanel
from desktop.over_time.period_switch import PeriodSwitch
from desktop.results import Results
from desktop.screens.execution.log_changes_panel import LogChangesPanel
from desktop.screens.execution.objectives_panel import ObjectivesPanel
from desktop.screens.execution.silent_panel import SilentPanel
from desktop.screens.execution.spot_panel import SpotPanel
from desktop.screens.execution.taken_away import taken_away
from desktop.screens.execution.work import Asked, Found, Since, found_of, since_of, why_no_spot
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.screen_parts import chip_row, fill_with_pages, mark_chip, title_row
from desktop.widgets.text import set_property, set_tip, text
from mining.aggregates.periods import Period
from mining.export.stand_ins import stand_ins_of
from mining.number_format import number, plural
from models.kpi_series import KpiSeries
from resources.translation import tr

SYMPTOMS, SPOT, SILENT, OBJECTIVES, CHANGES = range(5)
_PARTS = (tr("Over time"), tr("Sweet spot"), tr("Silent deals"), tr("Objectives"), tr("Since when"))
_TELLING = tr("Telling the key figures…")


class ExecutionScreen(QWidget):
    """Everything is of the filtered deals; figures come first, the changes a moment later."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    strategy_wanted = Signal()
    start_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette = document, results, palette
        self._is_stale = True
        self._period: Period | None = None
        self._asked: Asked | None = None
        self.found: Found | None = None
        self.since: Since | None = None
        self._telling = LatestJob(tr("Telling the key figures"), self)
        self._looking = LatestJob(tr("Looking for changes"), self)
        self.summary, self.baseline = ElidedLabel("small"), text(role="small", wrap=True)
        self.names_button = QPushButton()
        self.periods = PeriodSwitch()
        self.symptoms, self.spot = KpiPanel(tr("Execution over time"), palette), SpotPanel(palette)
        self.silent, self.objectives = SilentPanel(), ObjectivesPanel()
        self.changes = LogChangesPanel(palette)
        self.chips = [QPushButton(name) for name in _PARTS]
        self.parts = QStackedWidget()
        self._build()
        self._connect()
        self.set_palette_colors(palette)
        self.go(SYMPTOMS)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is worked out."""
        return not (self._telling.busy or self._looking.busy)

    @property
    def series(self) -> tuple[KpiSeries, ...]:
        """The figures that are shown, with their changes as soon as these are known."""
        if self.since is not None:
            return self.since.series
        return self.found.over_time.series if self.found is not None else ()

    def stop(self) -> None:
        """Wait for what is worked out: before the window goes."""
        self._telling.stop()
        self._looking.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        for part in (self.symptoms, self.spot, self.changes):
            part.set_palette_colors(palette)
        self.no_process.paint_icons(palette.accent)
        self._show_names_button()

    def go(self, part: int) -> None:
        """Show one of the parts."""
        self.parts.setCurrentIndex(part)
        self.names_button.setVisible(part == OBJECTIVES)
        self.periods.setVisible(part == SYMPTOMS)
        self.baseline.setVisible(part == SYMPTOMS)
        mark_chip(self.chips, part)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def refresh(self) -> None:
        """Show what the results hold now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        analysis, view, prepared = self._results.analysis, self._results.view, self._results.prepared
        project = self._results.project
        if analysis is None or view is None or prepared is None or project is None:
            self.pages.setCurrentWidget(self.nothing_imported)
        elif analysis.conformance is None:
            self.pages.setCurrentWidget(self.no_process)
        else:
            self.pages.setCurrentWidget(self.content)
            self._tell(Asked(prepared, analysis, project.process, view.mask, self._period))

    def take_away(self, real_names: bool) -> TakeAway | None:
        """All parts as a page and as tables; None where nothing is shown."""
        if self.found is None or self.pages.currentWidget() is not self.content:
            return None
        return taken_away(self.found, self.series, self.since, real_names)

    def _tell(self, asked: Asked) -> None:
        if asked.is_like(self._asked):
            return
        self._asked = asked
        self._looking.cancel()
        self.baseline.setText(_TELLING)
        self._telling.start(partial(found_of, asked))

    def _told(self, found: Found) -> None:
        self.found, self.since = found, None
        self._show_series()
        strategy, log = found.asked.strategy, found.asked.analysis.log
        shown = int(found.asked.mask.sum())
        self.summary.setText(f"{found.asked.name}, {plural(shown, 'deal')}")
        self.periods.show_period(found.over_time.period)
        self.spot.show_spot(log, found.spot, why_no_spot(found))
        self.silent.show_silence(log, found.last_stage, found.silence, found.fit, found.why_no_silence)
        self._show_objectives()
        self.changes.wait()
        silent = len(found.silence.case)
        self.chips[SILENT].setText(f"{_PARTS[SILENT]} ({number(silent)})" if silent else _PARTS[SILENT])
        self.chips[CHANGES].setText(_PARTS[CHANGES])
        self.baseline.setText(baseline_words(strategy.baseline, found.over_time.series))
        self._looking.start(partial(since_of, found))

    def _looked(self, since: Since) -> None:
        self.since = since
        self._show_series()
        self.changes.show_drift(since.found.asked.analysis.log, since.drift)
        n = len(since.drift.changes)
        self.chips[CHANGES].setText(f"{_PARTS[CHANGES]} ({number(n)})" if n else _PARTS[CHANGES])

    def _show_series(self) -> None:
        if self.found is not None:
            groups = [("", (one,)) for one in self.series]
            self.symptoms.show_groups(
                self.found.asked.analysis.log, groups, self.found.asked.strategy.baseline
            )

    def _show_objectives(self) -> None:
        if self.found is not None:
            names = None if self.names_button.isChecked() else stand_ins_of(self.found.log)
            self.objectives.show_objectives(self.found.objectives, names)

    def _choose_period(self, period: Period) -> None:
        self._period = period
        self.refresh()

    def _switch_names(self) -> None:
        self._show_names_button()
        self._show_objectives()

    def _show_names_button(self) -> None:
        is_on = self.names_button.isChecked()
        set_property(self.names_button, "active", "true" if is_on else "false")
        self.names_button.setText(tr("Hide names") if is_on else tr("Show names"))
        self.names_button.setIcon(icon("eye-off" if is_on else "eye", self._palette.muted))

    def _connect(self) -> None:
        for at, chip in enumerate(self.chips):
            chip.clicked.connect(partial(self.go, at))
        for part in (self.symptoms, self.spot, self.silent, self.changes):
            part.deal_chosen.connect(self.deal_chosen)
        self.objectives.strategy_wanted.connect(self.strategy_wanted)
        self.periods.chosen.connect(self._choose_period)
        self.names_button.clicked.connect(self._switch_names)
        self._telling.done.connect(self._told)
        self._looking.done.connect(self._looked)
        for job in (self._telling, self._looking):
            job.failed.connect(self.failed)
        self._results.changed.connect(self.refresh)

    def _build(self) -> None:
        self.nothing_imported = EmptyState(
            tr("No deals yet"), tr("Import a CRM export; where execution and strategy part is shown here.")
        )
        self.no_process = EmptyState(
            tr("No documented process yet"),
            tr(
                "Execution is held against the process and the strategy you agreed on. Start from a "
                "template, then write whom you sell to and what you aim at on the screen Strategy."
            ),
            [
                Choice(
                    "workflow",
                    tr("Start a process"),
                    tr("From a template, or from your deals"),
                    self.start_wanted.emit,
                )
            ],
        )
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(10)
        self.names_button.setCheckable(True)
        self.names_button.setProperty("kind", "chip")
        set_tip(
            self.names_button,
            tr("Names of reps on this screen; they are not saved, and nothing takes them away"),
        )
        chips = chip_row(self.chips)
        chips.addWidget(self.periods)
        chips.addWidget(self.names_button)
        column.addLayout(title_row(tr("Execution and strategy"), self.summary))
        column.addLayout(chips)
        column.addWidget(self.baseline)
        for part in (self.symptoms, self.spot, self.silent, self.objectives, self.changes):
            self.parts.addWidget(part)
        column.addWidget(self.parts, 1)
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.content, self.nothing_imported, self.no_process))

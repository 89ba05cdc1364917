"""The overview screen: the state of the process at a glance, or what to do first where there is nothing yet."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.results import Results
from desktop.screens.overview.about_data import AboutDataCard
from desktop.screens.overview.diagnosis_hint import DiagnosisHint
from desktop.screens.overview.headline import FollowCard, OutcomeCard
from desktop.screens.overview.matters import MattersCard
from desktop.screens.overview.quality_hint import QualityHint
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import Choice, EmptyState
from desktop.widgets.scrolled import scrolled
from desktop.widgets.text import text
from mining.filtering import choices
from mining.number_format import date, plural
from models.diagnosis import VerdictKind
from models.event_log import EventLog
from models.project import Project
from resources.translation import tr


class OverviewScreen(QStackedWidget):
    """Shows the welcome, the choice of a process, or the figures, as far as the project has got."""

    deviation_chosen = Signal(object)
    import_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    tour_wanted = Signal()
    process_wanted = Signal()
    start_wanted = Signal()
    template_chosen = Signal(str)
    quality_wanted = Signal()
    diagnosis_wanted = Signal()

    def __init__(
        self,
        document: Document,
        results: Results,
        diagnosing: Diagnosing,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self._document, self._results, self._palette = document, results, palette
        self._diagnosing = diagnosing
        self.follow, self.outcome = FollowCard(), OutcomeCard()
        self.matters, self.about = MattersCard(), AboutDataCard()
        self.quality, self.diagnosis = QualityHint(), DiagnosisHint()
        self.matters.chosen.connect(self.deviation_chosen)
        self.quality.clicked.connect(lambda: self.quality_wanted.emit())
        self.diagnosis.clicked.connect(lambda: self.diagnosis_wanted.emit())
        self._title, self._subtitle = text(tr("Overview"), "title"), text(role="muted", wrap=True)
        self.welcome = self._welcome()
        self._waiting = EmptyState(tr("Analysing the deals…"), tr("This takes a moment for a large export."))
        self.choose_process: EmptyState | None = None
        self._choice_place = QVBoxLayout()
        self._content = self._scrolled()
        for page in (self.welcome, self._waiting, self._content):
            self.addWidget(page)
        self._is_stale = True
        document.changed.connect(self._project_changed)
        results.changed.connect(self._refresh)
        diagnosing.changed.connect(self._refresh)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw everything again with another palette."""
        self._palette = palette
        self.welcome.paint_icons(palette.accent)
        if self.choose_process is not None:
            self.choose_process.paint_icons(palette.accent)
        self._refresh()

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The figures as a page and as tables; None where there are none yet. Only notes on the import name people."""
        analysis, view = self._results.analysis, self._results.view
        if self.currentWidget() is not self._content or analysis is None or view is None:
            return None
        from desktop.screens.overview.taken_away import taken_away  # late: the first window comes first
        from mining.export.names_in_words import without_names
        from mining.export.stand_ins import stand_ins_of

        summary, log = self._document.project.summary, self._document.project.log
        if summary is not None and log is not None and not real_names:
            names = stand_ins_of(log, self._document.project.stand_ins)
            summary = replace(summary, notes=tuple(without_names(note, names) for note in summary.notes))
        return taken_away(self._subtitle.text(), analysis, view, self._results.quality, summary)

    def invite(self, is_new: bool) -> None:
        """Offer the tour to whoever is here for the first time."""
        self.welcome.buttons[-1].setVisible(is_new)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._refresh()

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log or old.summary is not new.summary:
            self._refresh()

    def _refresh(self) -> None:
        """Show the figures that are known now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return
        project = self._document.project
        if project.log is None:
            self.setCurrentWidget(self.welcome)
        elif self._results.view is None or self._results.analysis is None:
            self.setCurrentWidget(self._waiting)
        else:
            self._show_results(project)
            self.setCurrentWidget(self._content)

    def _show_results(self, project: Project) -> None:
        analysis, view = self._results.analysis, self._results.view
        assert analysis is not None
        assert view is not None
        checked = analysis.conformance is not None
        name = analysis.conformance.process_name if analysis.conformance else tr("No documented process yet")
        self._subtitle.setText("  ·  ".join(part for part in (name, _span(analysis.log)) if part))
        self.follow.setVisible(checked)
        self.matters.setVisible(checked)
        self.diagnosis.setVisible(checked)
        if checked:
            self.follow.show_view(view, self._palette)
            ends = analysis.conformance.ends if analysis.conformance else ()
            self.matters.show_view(view, self._palette, ends)
            self.diagnosis.show_verdicts(self._verdicts(), self._palette)
        else:
            self._offer_processes()
        if self.choose_process is not None:
            self.choose_process.setVisible(not checked)
        self.outcome.show_view(analysis, view, self._palette)
        self.quality.show_report(self._results.quality, self._palette)
        self.about.show_data(project.summary, analysis, view, self._palette)

    def _verdicts(self) -> list[tuple[VerdictKind, str]] | None:
        """The headlines of what is known of these deals, without names; None where nobody has looked at them."""
        answer = self._diagnosing.answer
        if answer is None or not self._diagnosing.is_current:
            return None
        from mining.diagnosis.ranking import ranked  # late: the first window comes first
        from mining.diagnosis.wording import headline
        from mining.export.stand_ins import stand_ins_of

        names = answer.question.analysis.log.derived(stand_ins_of)
        calls = [card for card in ranked(answer.found) if card.kind is not VerdictKind.NO_CALL]
        return [(card.kind, headline(card, names)) for card in calls]

    def _welcome(self) -> EmptyState:
        return EmptyState(
            tr("See where deals leave the agreed process"),
            tr(
                "Lanekeeper reads the stage history of your CRM and compares it with the process you "
                "documented. Everything stays on this machine."
            ),
            (
                Choice(
                    "file-spreadsheet",
                    tr("Open a CRM export"),
                    tr("CSV, Excel or XES: from Salesforce or any table of stage changes"),
                    self.import_wanted.emit,
                ),
                Choice(
                    "folder-open",
                    tr("Open a project"),
                    tr("A .lane file saved earlier"),
                    self.open_wanted.emit,
                ),
                Choice(
                    "sparkles",
                    tr("Look at the demo"),
                    tr("A made-up sales team with a few habits to be found"),
                    self.demo_wanted.emit,
                ),
                Choice(
                    "graduation-cap",
                    tr("Take the tour"),
                    tr("Eight stops on the demo, in three minutes; leave and go on whenever you like"),
                    self.tour_wanted.emit,
                ),
            ),
        )

    def _offer_processes(self) -> None:
        if self.choose_process is not None:
            return
        from mining.process.templates import template, template_names  # reads YAML: not at start-up

        choices = [
            Choice(
                "route",
                template(name).name,
                _in_short([stage.name for stage in template(name).stages]),
                partial(self.template_chosen.emit, name),
            )
            for name in template_names()
        ]
        file = Choice(
            "folder-open",
            tr("Open a file"),
            tr("YAML, BPMN 2.0, PNML or a list of stages"),
            lambda: self.process_wanted.emit(),
        )
        log = Choice(
            "sparkles",
            tr("Draft it from the deals"),
            tr("The process your won deals follow, with the share of deals it covers"),
            lambda: self.start_wanted.emit(),
        )
        self.choose_process = EmptyState(
            tr("Choose the documented process"),
            tr(
                "Deals are compared with the process you agreed on. Start from a template or from what "
                "won deals do, or open your own."
            ),
            (*choices, log, file),
            columns=2,
        )
        self.choose_process.paint_icons(self._palette.accent)
        self._choice_place.addWidget(self.choose_process)

    def _scrolled(self) -> QScrollArea:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.follow, 5)
        top.addWidget(self.outcome, 4)
        content = QWidget()
        content.setObjectName("content")
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._subtitle)
        column.addLayout(head)
        column.addWidget(self.quality)
        column.addLayout(top)
        column.addLayout(self._choice_place)
        column.addWidget(self.matters)
        column.addWidget(self.diagnosis)
        column.addWidget(self.about)
        column.addStretch(1)
        return scrolled(content, tr("Overview"))


def _span(log: EventLog) -> str:
    """How many deals, and from when to when they were created."""
    period, deals = choices(log).period, plural(log.n_cases, "deal")
    return (
        deals
        if period is None
        else tr(
            "{deals}  ·  created {first} – {last}", deals=deals, first=date(period[0]), last=date(period[1])
        )
    )


def _in_short(stages: list[str]) -> str:
    """The first stages and the last one."""
    return " → ".join(stages if len(stages) <= 4 else [*stages[:2], "…", stages[-1]])

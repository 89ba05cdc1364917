"""The screen of the diagnosis: the verdicts on the left, the chosen one with its reasons on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.icons import icon
from desktop.results import Results
from desktop.screens.diagnosis.detail import ASIDE, Detail
from desktop.screens.diagnosis.kind_chips import KindChips
from desktop.screens.diagnosis.shown import Shown
from desktop.screens.diagnosis.states import NothingFound, States, why_nothing
from desktop.screens.diagnosis.taken_away import taken_away
from desktop.screens.diagnosis.thresholds_dialog import ThresholdsDialog
from desktop.screens.diagnosis.verdict_list import VerdictList
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.screen_parts import fill_with_pages
from desktop.widgets.text import set_property, set_tip, text
from mining.number_format import plural
from models.diagnosis import VerdictKind
from models.project import Project
from resources.translation import tr

WIDE, NARROW, ROOMY = 372, 276, 1000
"""Pixels: how wide the list is where the screen is at least `ROOMY`, and where it is not."""
SHOW_NAMES = tr(
    "Names on this screen until it is switched off again; they are not saved, and nothing takes them away"
)


class DiagnosisScreen(QWidget):
    """The deals that pass the filter, whichever deviation it is set to; people have stand-ins at first."""

    deviation_wanted = Signal(object)
    """The `DeviationKey` to be looked at among the deviations."""

    deal_chosen = Signal(int)
    """The index of a case in `results.analysis.log`."""

    plan_wanted = Signal(object)
    """The `DiagnosisCard` that is to be taken up into the plan."""

    start_wanted = Signal()
    """A documented process is wanted."""

    import_wanted = Signal()
    """Deals are wanted."""

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
        self._document, self._results, self._diagnosing = document, results, diagnosing
        self._palette = palette
        self._is_stale = True
        self.shown: Shown | None = None
        self.dialog: ThresholdsDialog | None = None
        self.summary = ElidedLabel("small")
        self.names_button, self.thresholds_button = (
            QPushButton(tr("Show names")),
            QPushButton(tr("Thresholds…")),
        )
        self.again_button = QPushButton(tr("Look again"))
        self.chips = KindChips()
        self.list, self.detail = VerdictList(palette), Detail(palette)
        self.states, self.nothing_found = States(self), NothingFound()
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is being worked on."""
        return not self._diagnosing.busy

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is painted by hand in another palette."""
        self._palette = palette
        self.list.set_palette_colors(palette)
        self.detail.set_palette_colors(palette)
        self.states.paint_icons(palette.accent)
        self.thresholds_button.setIcon(icon("sliders-horizontal", palette.muted))
        self._show_names_button()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.list.setFixedWidth(WIDE if event.size().width() >= ROOMY else NARROW)

    def refresh(self) -> None:
        """Have the deals diagnosed as they are now, or as soon as the screen is in sight."""
        self._is_stale = not self.isVisible()
        if not self._is_stale:
            self._diagnosing.look()
            self._show()

    def take_away(self, real_names: bool) -> TakeAway | None:
        """All verdicts and the chosen one as a page and as tables; None where there is none."""
        if self.shown is None or not self.shown.cards or self.pages.currentWidget() is not self.content:
            return None
        shown = Shown(self.shown.found, self.shown.log, real_names)
        return taken_away(shown, self.summary.text(), self.list.current)

    def _show(self) -> None:
        analysis, answer = self._results.analysis, self._diagnosing.answer
        if analysis is None or self._results.view is None:
            self.pages.setCurrentWidget(self.states.nothing_imported)
        elif analysis.conformance is None:
            self.pages.setCurrentWidget(self.states.no_process)
        elif answer is None:
            self.pages.setCurrentWidget(self.states.waiting if self._diagnosing.busy else self.states.stopped)
        else:
            self._show_answer()

    def _show_answer(self) -> None:
        answer = self._diagnosing.answer
        if answer is None:
            return
        log, real = answer.question.analysis.log, self.names_button.isChecked()
        shown = self.shown
        if shown is None or (shown.found, shown.log, shown.real_names) != (answer.found, log, real):
            self.shown = shown = Shown(answer.found, log, real)
            self.chips.show_counts(shown.cards)
            self.list.show_verdicts(shown)
        deals = int(answer.question.mask.sum())
        calls = sum(card.kind is not VerdictKind.NO_CALL for card in shown.cards)
        is_old = not self._diagnosing.is_current
        doing = tr("looking again") if self._diagnosing.busy else tr("as they were before")
        told = tr("{verdicts} on {deals}", verdicts=plural(calls, "verdict"), deals=plural(deals, "deal"))
        self.summary.setText(f"{told}; {doing}" if is_old else told)
        self.again_button.setVisible(is_old and not self._diagnosing.busy)
        if not shown.cards:
            self.nothing_found.show_lines([shown.said(one) for one in why_nothing(log, deals, shown.found)])
        self.body.setCurrentIndex(0 if shown.cards else 1)
        self.chips.setVisible(bool(shown.cards))
        self.pages.setCurrentWidget(self.content)

    def _show_names_button(self) -> None:
        is_on = self.names_button.isChecked()
        set_property(self.names_button, "active", "true" if is_on else "false")
        self.names_button.setText(tr("Hide names") if is_on else tr("Show names"))
        self.names_button.setIcon(icon("eye-off" if is_on else "eye", self._palette.muted))

    def _switch_names(self) -> None:
        self._show_names_button()
        self._show()

    def _edit_thresholds(self) -> None:
        dialog = self.dialog = ThresholdsDialog(self._document, self)
        dialog.finished.connect(self._edited)
        dialog.open()

    def _edited(self, _: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _tell_deal(self, case: int) -> None:
        """Not while the log that the case is of is being replaced."""
        answer = self._diagnosing.answer
        if answer is not None and answer.question.analysis is self._results.analysis:
            self.deal_chosen.emit(case)

    def _connect(self) -> None:
        self.chips.chosen.connect(self.list.show_kind)
        self.list.chosen.connect(self._show_card)
        self.names_button.clicked.connect(self._switch_names)
        self.again_button.clicked.connect(self.refresh)
        self.thresholds_button.clicked.connect(self._edit_thresholds)
        self.detail.deal_chosen.connect(self._tell_deal)
        self.detail.deviation_wanted.connect(self.deviation_wanted)
        self.detail.plan_wanted.connect(self.plan_wanted)
        self.states.start_wanted.connect(self.start_wanted)
        self.states.import_wanted.connect(self.import_wanted)
        self.states.again_wanted.connect(self.refresh)
        self._results.changed.connect(self.refresh)
        self._document.changed.connect(self._project_changed)
        self._diagnosing.changed.connect(self._show)

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.thresholds != new.thresholds:
            self.refresh()

    def _show_card(self, card: object) -> None:
        if self.shown is not None:
            self.detail.show_card(self.list.current, self.shown)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, ASIDE, 0)
        head.setSpacing(8)
        head.addWidget(text(tr("Diagnosis"), "title"))
        head.addSpacing(4)
        head.addWidget(self.summary, 1, Qt.AlignmentFlag.AlignVCenter)
        for button in (self.again_button, self.names_button, self.thresholds_button):
            button.setProperty("kind", "chip")
            head.addWidget(button)
        self.names_button.setCheckable(True)
        set_tip(self.names_button, SHOW_NAMES)
        set_tip(self.thresholds_button, tr("From where on a verdict is given"))
        verdicts = QWidget()
        parts = QHBoxLayout(verdicts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(20)
        parts.addWidget(self.list)
        parts.addWidget(self.detail, 1)
        self.body = QStackedWidget()
        self.body.addWidget(verdicts)
        self.body.addWidget(self.nothing_found)
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(24, 20, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.chips)
        column.addWidget(self.body, 1)
        self.pages = QStackedWidget()
        fill_with_pages(self, self.pages, (self.content, *self.states.pages))

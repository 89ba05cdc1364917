"""What the screen asks of the deals and of the user: proposals, baselines, targets, and the day on which one begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from desktop.screens.plan.begin_dialog import BeginDialog
from desktop.screens.plan.edits import PlanEdits
from desktop.screens.plan.proposals_dialog import ProposalsDialog
from desktop.screens.plan.shown import stand_ins_in
from desktop.screens.plan.work import (
    Asked,
    Measured,
    handovers_counted,
    measured_now,
    proposed,
    proposed_of,
    with_target,
)
from mining.areas.documented import HandoverCount
from mining.plan.beginning import is_recorded
from mining.plan.outcome import outcome_words
from mining.plan.proposals import Proposal, needed_for
from models.change_plan import ActionState, ChangeAction
from models.diagnosis import Diagnosis, DiagnosisCard
from models.progress import Report
from models.sales_process import SalesProcess
from resources.translation import tr

NO_DEALS = tr("There are no deals. Import a CRM export, or write your own action.")
NO_PROCESS = tr(
    "There is no documented process that deals could depart from. Start one, or write your own action."
)


class PlanAsking(QObject):
    """Works off the UI thread; what comes of it is one edit of the plan."""

    counted = Signal()
    """What became of the documented hand-overs is known."""

    chosen = Signal(str)
    """The id of an action that is to be looked at."""

    said = Signal(str)
    """Why nothing came of a wish."""

    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        results: Results,
        diagnosing: Diagnosing,
        today: Callable[[], date],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._results, self._diagnosing = document, results, diagnosing
        self._today, self._window = today, window
        self.edits = PlanEdits(document)
        self.counts: tuple[HandoverCount, ...] = ()
        self.dialog: ProposalsDialog | None = None
        self.begin_dialog: BeginDialog | None = None
        self._counted_of: tuple[object, ...] = ()
        self._counting = LatestJob(tr("Looking at hand-overs"), self)
        self._proposing = LatestJob(tr("Looking what the deals call for"), self)
        self._measuring = LatestJob(tr("Measuring"), self)
        self._counting.done.connect(self._have_counts)
        self._proposing.done.connect(self._have_proposals)
        self._measuring.done.connect(self._have_measured)
        for job in (self._counting, self._proposing, self._measuring):
            job.failed.connect(self.failed)
        diagnosing.changed.connect(self._propose)

    @property
    def busy(self) -> bool:
        """Whether anything is worked out."""
        return any(job.busy for job in (self._counting, self._proposing, self._measuring))

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        for job in (self._counting, self._proposing, self._measuring):
            job.stop()

    def count(self) -> None:
        """Have the documented hand-overs counted, unless that is done already."""
        asked = self._asked()
        if asked is None:
            self._counting.cancel()
            self.counts, self._counted_of = (), ()
            return
        project = asked.project
        of = (asked.analysis, asked.prepared, project.process, project.leads, project.areas)
        if of != self._counted_of:
            self._counted_of = of
            self._counting.start(partial(handovers_counted, asked))

    def take_findings(self) -> None:
        """Let the user choose among the actions that the findings call for."""
        dialog = self.dialog = ProposalsDialog(self._window)
        dialog.taken.connect(self._take)
        dialog.own_wanted.connect(self.write_own)
        dialog.finished.connect(self._chooser_closed)
        dialog.open()
        asked = self._asked()
        if asked is None or asked.analysis.conformance is None:
            dialog.say(NO_DEALS if asked is None else NO_PROCESS)
            return
        self._diagnosing.look()
        self._propose()

    def take_card(self, card: DiagnosisCard) -> None:
        """Add the actions that one verdict calls for."""
        asked = self._asked()
        if asked is not None:
            self._proposing.start(partial(_of_one, asked, card))

    def write_own(self) -> None:
        """Add an action without words, and look at it."""
        self.chosen.emit(self.edits.add(ChangeAction("", "")))

    def measure(self, action: ChangeAction) -> None:
        """Measure the baseline of an action as it is now."""
        asked = self._asked()
        if asked is not None:
            self._measuring.start(partial(_measured, asked, action))

    def suggest_target(self, action: ChangeAction) -> None:
        """Set the target that the deals or the strategy suggest."""
        asked = self._asked()
        if asked is not None:
            self._measuring.start(partial(_targeted, asked, action))

    def write_outcome(self, action: ChangeAction) -> None:
        """Write the outcome from target, day and baseline."""
        needed, weeks = needed_for(action)
        stand_ins = stand_ins_in(self._document.project, self._results.analysis)
        words = outcome_words(action, needed, weeks, stand_ins)
        if words:
            self.edits.put(tr("Write the outcome"), replace(action, outcome=words))
        else:
            self.said.emit(tr("An outcome needs a metric, a target and a day; set those first."))

    def set_state(self, action: ChangeAction, state: ActionState) -> None:
        """Say how far an action is; for one that begins the day is asked for."""
        if state is action.state:
            return
        if state is not ActionState.UNDER_WAY:
            self.edits.set_state(action, state)
            return
        process = self._document.project.process
        can_record = isinstance(process, SalesProcess) and not is_recorded(process, action)
        dialog = self.begin_dialog = BeginDialog(action, self._today(), can_record, self._window)
        dialog.decided.connect(partial(self._begin, action.id))
        dialog.finished.connect(self._begun)
        dialog.open()

    def _asked(self) -> Asked | None:
        analysis, prepared, project = self._results.analysis, self._results.prepared, self._document.project
        if analysis is None or prepared is None:
            return None
        return Asked(project, analysis, prepared, self._today(), stand_ins_in(project, analysis))

    def _propose(self) -> None:
        """As soon as the deals as they are now are diagnosed, while the user waits for proposals."""
        asked, answer = self._asked(), self._diagnosing.answer
        if self.dialog is None or self.dialog.proposals or asked is None or answer is None:
            return
        if self._diagnosing.is_current:
            self._proposing.start(partial(_of_all, asked, answer.found, self.counts))

    def _have_proposals(self, found: tuple[bool, tuple[Proposal, ...]]) -> None:
        is_all, proposals = found
        if not is_all:
            self._add_of_card(proposals)
        elif self.dialog is not None:
            self.dialog.show_proposals(proposals)

    def _add_of_card(self, proposals: tuple[Proposal, ...]) -> None:
        fresh = [one for one in proposals if not one.is_planned]
        if fresh:
            self._take(tuple(fresh))
        else:
            planned = bool(proposals)
            self.said.emit(
                tr("The plan has an action for it.")
                if planned
                else tr("There is nothing to act on in it yet.")
            )

    def _take(self, proposals: tuple[Proposal, ...]) -> None:
        self.chosen.emit(self.edits.take(proposals))

    def _have_counts(self, counts: tuple[HandoverCount, ...]) -> None:
        self.counts = counts
        self.counted.emit()

    def _have_measured(self, found: tuple[str, Measured]) -> None:
        """The action may have changed meanwhile: only what was measured is taken over."""
        verb, told = found
        now = self.edits.plan.action(told.action.id)
        if told.why_none:
            self.said.emit(told.why_none)
        elif now is not None:
            made = told.action
            self.edits.put(
                verb, replace(now, baseline=made.baseline, target=made.target, target_from=made.target_from)
            )

    def _begin(self, id: str, day: date, is_recorded: bool) -> None:
        action = self.edits.plan.action(id)
        if action is not None:
            self.edits.begin(action, day, is_recorded)

    def _chooser_closed(self, _: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _begun(self, _: int) -> None:
        dialog, self.begin_dialog = self.begin_dialog, None
        if dialog is not None:
            dialog.deleteLater()


def _of_all(
    asked: Asked, found: Diagnosis, counts: tuple[HandoverCount, ...], report: Report
) -> tuple[bool, tuple[Proposal, ...]]:
    return True, proposed(asked, found, counts or handovers_counted(asked, report), report)


def _of_one(asked: Asked, card: DiagnosisCard, report: Report) -> tuple[bool, tuple[Proposal, ...]]:
    return False, proposed_of(asked, card, report)


def _measured(asked: Asked, action: ChangeAction, report: Report) -> tuple[str, Measured]:
    return tr("Measure the baseline"), measured_now(asked, action, report)


def _targeted(asked: Asked, action: ChangeAction, report: Report) -> tuple[str, Measured]:
    return tr("Take the suggested target"), with_target(asked, action, report)

"""What the checked deals say of the process that is edited, and of the edit that was made last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.live_check import LiveVerdict
from desktop.results import Checked, Results
from desktop.screens.process_editor.facts import NO_FACTS, Facts
from mining.conformance.verdict import verdict_of
from mining.process.problems import problems_with
from mining.process.validate import what_is_wrong
from models.editing_facts import EditingFacts
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess
from models.verdict import Verdict
from resources.translation import tr

_NO_STAGE = tr("The process has no stage yet.")
_FIRST = tr("Drag one of the steps above onto the canvas, or press Insert for a new one.")
_MENDED = tr("It is checked against the deals again as soon as this is mended.")


@dataclass(frozen=True, eq=False)
class Judged:
    """A verdict with the numbers for the cards, or a sentence on why there is none, with what to do.

    `is_to_check` says that there is none only because nobody has checked the draft yet.
    """

    facts: Facts
    verdict: Verdict | None = None
    problem: str = ""
    rest: str = ""
    problems: tuple[ProcessProblem, ...] = ()
    is_to_check: bool = False


class Judging:
    """Remembers the check before the last, so that what an edit changed stays on the screen."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._checked: Checked | None = None
        self._before: Checked | None = None
        self._known: tuple[NDArray[np.bool_], Verdict] | None = None
        self._live: LiveVerdict | None = None
        self._of_draft: LiveVerdict | None = None

    def learn(self, found: LiveVerdict) -> None:
        """Take over a verdict that was found while the mouse was dragging, or on a draft."""
        self._live = found

    def facts_of(self, verdict: Verdict, marks: Facts = NO_FACTS) -> Facts:
        """The numbers for the cards, with the same marks."""
        return replace(
            marks,
            deals=verdict.deals,
            reached=verdict.reached,
            skipped=verdict.skipped,
            passed=verdict.passed,
        )

    def facts(self, is_draft: bool) -> Facts:
        """The numbers that are known already, of a draft or of the process in force."""
        if is_draft:
            return self.facts_of(self._of_draft.verdict) if self._of_draft is not None else NO_FACTS
        return self.facts_of(self._known[1]) if self._known is not None else NO_FACTS

    def judge(self, process: SalesProcess, facts: EditingFacts, is_draft: bool) -> Judged:
        """The verdict on the process, if it is the one that was checked; `facts` are those of the log.

        That on a draft tells what it changes against the process in force.
        """
        found = problems_with(process, facts)
        marks = _marks(found)
        if not process.stages:
            return Judged(marks, problem=_NO_STAGE, rest=_FIRST, problems=found)
        errors = [problem.shown for problem in found if problem.severity == "error"]
        wrong = errors[0] if errors else what_is_wrong(process)
        if not is_draft and not self._results.busy:
            wrong = wrong or self._results.problem
        if wrong:
            return Judged(marks, problem=wrong, rest=_MENDED, problems=found)
        verdict = self._verdict_on_draft(process) if is_draft else self._verdict()
        if verdict is None:
            return Judged(marks, problem=tr("Checking the deals…"), problems=found, is_to_check=is_draft)
        return Judged(self.facts_of(verdict, marks), verdict, problems=found)

    def _verdict_on_draft(self, draft: SalesProcess) -> Verdict | None:
        checked, view = self._results.checked, self._results.view
        if checked is None or view is None:
            return None
        for known in (self._live, self._of_draft):
            if known is not None and known.is_of(draft, checked, view.mask):
                self._of_draft = known
                return known.verdict
        return None

    def _verdict(self) -> Verdict | None:
        checked, view = self._results.checked, self._results.view
        if checked is None or view is None or checked.analysis.conformance is None:
            return None
        if checked is not self._checked:
            same_log = self._checked is not None and self._checked.prepared is checked.prepared
            self._before = self._checked if same_log else None
            self._checked, self._known = checked, None
        if self._known is None or self._known[0] is not view.mask:
            self._known = (view.mask, self._found(checked, view.mask))
        return self._known[1]

    def _found(self, checked: Checked, mask: NDArray[np.bool_]) -> Verdict:
        live = self._live
        if live is not None and live.checked is checked and live.verdict.deals == int(mask.sum()):
            return live.verdict
        assert checked.analysis.conformance is not None
        before = self._before.analysis.conformance if self._before is not None else None
        return verdict_of(checked.analysis.conformance, before, mask)


def _marks(found: Sequence[ProcessProblem]) -> Facts:
    """What is wrong with which stage or end, the worst of each."""
    told: dict[str, str] = {}
    errors = set()
    for problem in found:
        if problem.part in (Part.STAGE, Part.END) and problem.severity != "note":
            told.setdefault(problem.where, problem.shown)
            if problem.severity == "error":
                errors.add(problem.where)
    return Facts(problems=told, errors=frozenset(errors))

"""Checks a process that is being edited, off the UI thread: only the last wish counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.latest_job import LatestJob
from desktop.results import Checked, Results, checked_again
from models.progress import Report
from models.project import Project
from models.sales_process import SalesProcess
from models.verdict import Figures, Verdict
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class LiveVerdict:
    """What was found for a candidate: the verdict, and the whole check for whoever needs more of it.

    `against` is the check that the verdict tells the difference to, over the deals in `mask`.
    """

    candidate: SalesProcess
    verdict: Verdict
    checked: Checked
    against: Checked
    mask: NDArray[np.bool_]

    def is_of(self, candidate: SalesProcess, against: Checked, mask: NDArray[np.bool_]) -> bool:
        """Whether it is the verdict on that candidate, against that check over those deals."""
        return self.candidate == candidate and self.against is against and self.mask is mask


class LiveCheck(QObject):
    """Checks candidates against the deals shown, going on from the check of the process in force."""

    found = Signal(object)
    """The `LiveVerdict` on the last candidate."""

    failed = Signal(object)
    """The exception that stopped the check of the last candidate."""

    def __init__(self, results: Results, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results = results
        self._job = LatestJob(tr("Checking the edited process"), self)
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self.failed)
        self._figures: tuple[Checked, NDArray[np.bool_], Figures] | None = None

    @property
    def busy(self) -> bool:
        """Whether a candidate is being checked."""
        return self._job.busy

    def check(self, candidate: SalesProcess, alone: bool = False) -> None:
        """Check this process instead of what was wanted before; nothing happens while there are no results.

        It takes the place of the process in force, after the versions before that; `alone` asks it of all deals.
        """
        before, view, project = self._results.checked, self._results.view, self._results.project
        if before is None or view is None or project is None:
            return
        known = self._figures
        figures = known[2] if known and known[0] is before and known[1] is view.mask else None
        self._job.start(partial(_found, candidate, alone, project, before, view.mask, figures))

    def cancel(self) -> None:
        """Give up the last wish."""
        self._job.cancel()

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._job.stop()

    def _arrived(self, found: LiveVerdict) -> None:
        if found.verdict.before is not None:
            self._figures = (found.against, found.mask, found.verdict.before)
        self._results.offer(found.checked)
        self.found.emit(found)


def _found(
    candidate: SalesProcess,
    alone: bool,
    project: Project,
    before: Checked,
    mask: NDArray[np.bool_],
    figures: Figures | None,
    report: Report,
) -> LiveVerdict:
    from mining.conformance.verdict import verdict_of
    from mining.preparation import prepared_log, prepares_alike

    edited = replace(project, process=candidate)
    is_alike = prepares_alike(project, edited)
    prepared = before.prepared if is_alike else prepared_log(edited)
    asked = replace(before.asked, process=candidate, earlier=() if alone else before.asked.earlier)
    checked = checked_again(prepared, asked, before if is_alike else None, report)
    report(0.9, tr("Comparing"))
    found = checked.analysis.conformance
    assert found is not None
    verdict = verdict_of(found, before.analysis.conformance, mask, figures)
    return LiveVerdict(candidate, verdict, checked, before, mask)

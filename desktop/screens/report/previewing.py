"""Makes the pages of the report as it is wanted, off the UI thread; what was found of the deals is found once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from models.analysis import Analysis
from models.progress import Report as Progress
from models.project import Project
from models.report import Report
from resources.translation import language, tr

if TYPE_CHECKING:
    from mining.report.gathered import Gathered, Known

PPI = 128.0
"""Pixels an inch of the pages: sharp on ordinary displays at the usual size."""
_PAUSE_MS = 350
"""So long after the last edit the pages are made."""
_SAYS_NOTHING = frozenset({"report", "notes", "saved_filters", "drafts", "recipe"})
"""Fields of the project that change nothing of what was found."""


@dataclass(frozen=True, eq=False)
class Pages:
    """A report and the pictures of its pages; `found` is what it was made of, None where another process made it."""

    report: Report
    pictures: tuple[bytes, ...]
    found: Gathered | None


class Previewing(QObject):
    """Follows the document while it is asked to look; what is shown stays until there is something newer."""

    changed = Signal()
    """There are other pages."""

    started = Signal()
    """Pages are being made."""

    failed = Signal(object)
    """The exception that stopped it."""

    def __init__(
        self, document: Document, results: Results, diagnosing: Diagnosing, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results, self._diagnosing = document, results, diagnosing
        self._found: Gathered | None = None
        self._of: tuple[Project, Analysis] | None = None
        self.pages: Pages | None = None
        self._job = LatestJob(tr("Making the pages of the report"), self)
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self._stopped)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._start)

    @property
    def busy(self) -> bool:
        """Whether pages are being made, or about to be."""
        return self._job.busy or self._pause.isActive()

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._pause.stop()
        self._job.stop()

    def rest(self) -> None:
        """Give up what is being made, without waiting for it: nobody looks."""
        self._pause.stop()
        if self._job.busy:
            self._job.cancel()
            self._of = None

    def look(self, at_once: bool = False) -> None:
        """Make the pages of the project as it is now, unless they are there; after a pause, for typing, or at once."""
        project = self._document.project
        if project.log is None or self._results.analysis is None or self._results.busy:
            self._pause.stop()
            self._job.cancel()
            return
        if self._is_current(project):
            self._pause.stop()
            return
        self._job.cancel()
        self._pause.start(0 if at_once else _PAUSE_MS)
        self.started.emit()

    def known(self) -> Known | None:
        """What is known of the deals as they are now, for whoever writes the report."""
        from mining.report.gathered import Known  # late, as all of this: the first window comes first

        prepared, analysis = self._results.prepared, self._results.analysis
        if prepared is None or analysis is None or self._results.busy:
            return None
        answer, found = self._diagnosing.answer, self._found
        if answer is not None and self._diagnosing.is_current and answer.question.analysis is analysis:
            return Known(prepared, analysis, answer.found)
        if found is not None and _is_same_question(found, self._document.project, self._results):
            return Known(prepared, analysis, found.diagnosis)
        return Known(prepared, analysis)

    def _is_current(self, project: Project) -> bool:
        if self.pages is None or self._job.busy or self._of is None:
            return False
        of, analysis = self._of
        return of.report == project.report and _alike(of, project) and analysis is self._results.analysis

    def _start(self) -> None:
        project, known, analysis = self._document.project, self.known(), self._results.analysis
        if known is None or analysis is None:
            return
        found = self._found
        if found is not None and (not _alike(found.project, project) or found.analysis is not analysis):
            found = None
        self._of = project, analysis
        self._job.start(partial(_made, project, known, found))

    def _arrived(self, pages: Pages) -> None:
        self.pages = pages
        if pages.found is not None:
            self._found = pages.found
        self.changed.emit()

    def _stopped(self, error: Exception) -> None:
        self._of = None
        self.failed.emit(error)


def _made(project: Project, known: Known, found: Gathered | None, progress: Progress) -> Pages:
    from mining.report.gathered import gather
    from mining.report.make import report_of
    from mining.report.pdf import page_pictures

    wanted = project.report
    if wanted.language not in ("", language()):
        from mining.report.in_language import pages_in_language

        made = pages_in_language(project, wanted, PPI, progress, known)
        return Pages(made.report, made.pages, found)
    if found is None:
        found = gather(project, _part(progress, 0.0, 0.8), known)
    report = report_of(found, wanted, _part(progress, 0.8, 0.9))
    progress(0.9, tr("Setting the pages"))
    return Pages(report, tuple(page_pictures(report, PPI)), found)


def _alike(one: Project, other: Project) -> bool:
    """Whether the same is found of both projects: logs and the like are the same objects, the rest is equal."""
    pairs = [
        (getattr(one, part.name), getattr(other, part.name))
        for part in fields(Project)
        if part.name not in _SAYS_NOTHING
    ]
    return all(a is b or (not _is_large(a) and a == b) for a, b in pairs)


def _is_large(value: object) -> bool:
    """Whether comparing it would compare arrays."""
    from models.event_log import EventLog

    return isinstance(value, EventLog)


def _is_same_question(found: Gathered, project: Project, results: Results) -> bool:
    """Whether the diagnosis in `found` is that of the deals and thresholds as they are now."""
    return (
        found.analysis is results.analysis
        and found.project.thresholds == project.thresholds
        and found.project.filter == project.filter
    )


def _part(progress: Progress, begin: float, end: float) -> Progress:
    return lambda done, said: progress(begin + done * (end - begin), said)

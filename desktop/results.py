"""What is computed from the project: recomputed when its inputs change, never saved, never undone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.document import Document
from desktop.job import Job, Work
from models.analysis import Analysis, View
from models.event_log import EventLog
from models.progress import Report
from models.project import Project
from models.quality import QualityReport

if TYPE_CHECKING:
    from mining.analysis import Remembered


class Results(QObject):
    """Keeps what is computed in step with the document.

    `prepared` is the log as the user chose to have it prepared, `quality` what was found in the imported one,
    `analysis` the prepared log checked, and `view` its filtered part. They always belong together: while new ones
    are computed for the same import the old ones stay.
    """

    changed = Signal()
    """What is computed is new, or gone (then all of it is None)."""

    started = Signal(object)
    """The running `Job`."""

    failed = Signal(object)
    """The exception that stopped a computation."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.prepared: EventLog | None = None
        self.quality: QualityReport | None = None
        self.analysis: Analysis | None = None
        self.view: View | None = None
        self._document = document
        self._last: _Computed | None = None
        self._job: Job | None = None
        self._old_jobs: set[Job] = set()
        document.changed.connect(self._project_changed)
        self._refresh(document.project)

    @property
    def busy(self) -> bool:
        """Whether a computation is running."""
        return self._job is not None

    def stop(self) -> None:
        """Cancel what runs and wait for its thread: before the window goes."""
        jobs = {*self._old_jobs, *([self._job] if self._job else [])}
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.wait()

    def _project_changed(self, old: Project, new: Project) -> None:
        if old.log is not new.log:
            self._clear()
        if old.log is not new.log or _is_other_work(old, new) or old.filter != new.filter:
            self._refresh(new)

    def _refresh(self, project: Project) -> None:
        if self._job is not None:
            self._job.cancel()
            self._finish()
        if project.log is not None:
            self._start("Analysing the deals", partial(_computed, project, self._last))

    def _clear(self) -> None:
        self._last = None
        if self.view is not None:
            self.prepared = self.quality = self.analysis = self.view = None
            self.changed.emit()

    def _start(self, title: str, work: Work) -> None:
        job = Job(title, work, self)
        job.done.connect(self._arrived)
        job.failed.connect(self._failed)
        job.cancelled.connect(self._cancelled)
        job.finished.connect(self._forget)
        self._job = job
        job.start()
        self.started.emit(job)

    def _arrived(self, result: tuple[_Computed, View]) -> None:
        if self.sender() is not self._job:
            return
        self._finish()
        found, self.view = result
        self._last = found
        self.prepared, self.quality, self.analysis = found.prepared, found.quality, found.analysis
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if self.sender() is not self._job:
            return
        self._finish()
        self._clear()
        self.failed.emit(error)

    def _cancelled(self) -> None:
        if self.sender() is self._job:
            self._finish()
            if self._last is None or _is_other_work(self._last.project, self._document.project):
                self._clear()  # what is shown was computed from another process

    def _finish(self) -> None:
        if self._job is not None:
            self._old_jobs.add(self._job)
            self._job = None

    def _forget(self) -> None:
        job = self.sender()
        self._old_jobs = {old for old in self._old_jobs if old is not job}
        job.deleteLater()


@dataclass(frozen=True, eq=False)
class _Computed:
    """What was computed for all deals of a project, whatever the filter lets through."""

    project: Project
    prepared: EventLog
    quality: QualityReport
    analysis: Analysis
    memory: Remembered | None


def _is_other_work(old: Project, new: Project) -> bool:
    """Whether something changed that all results depend on."""
    from mining.preparation import prepares_alike  # late, as all below: the first window comes first

    return not prepares_alike(old, new) or _asked(old) != _asked(new)


def _asked(project: Project) -> object:
    """What deals are checked against, and at which costs."""
    return project.process, project.earlier, project.costs


def _computed(project: Project, last: _Computed | None, report: Report) -> tuple[_Computed, View]:
    if last is None or _is_other_work(last.project, project):
        last = _of_all_deals(project, last, report)
    from mining.analysis import view_of

    report(0.9, "Counting")
    return last, view_of(last.analysis, project.filter)


def _of_all_deals(project: Project, last: _Computed | None, report: Report) -> _Computed:
    """Everything anew but what an edit since the last time cannot affect."""
    from mining.analysis import analyse_again
    from mining.preparation import prepared_log, prepares_alike
    from mining.quality.report import quality_of

    if last is not None and prepares_alike(last.project, project):
        prepared, quality, memory = last.prepared, last.quality, last.memory
    else:
        assert project.log is not None
        report(0.0, "Looking at the quality of the data")
        quality = quality_of(project.log, project.summary, project.preparation, project.process)
        prepared, memory = prepared_log(project), None
    analysis, memory = analyse_again(
        prepared, project.process, project.costs, report, memory, earlier=project.earlier
    )
    return _Computed(project, prepared, quality, analysis, memory)

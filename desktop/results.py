"""What is computed from the project: recomputed when its inputs change, never saved, never undone."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.document import Document
from desktop.job import Job, Work
from mining.analysis import analyse, view_of
from models.analysis import Analysis, View
from models.progress import Report
from models.project import Project


class Results(QObject):
    """Keeps `analysis` (the whole log) and `view` (the filtered part) in step with the document.

    The two always belong together: while new ones are computed for the same log the old pair stays.
    """

    changed = Signal()
    """`analysis` or `view` is new (either can be None)."""

    started = Signal(object)
    """The running `Job`."""

    failed = Signal(object)
    """The exception that stopped a computation."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.analysis: Analysis | None = None
        self.view: View | None = None
        self._reusable = True
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
        if old.log is not new.log or old.process != new.process:
            self._reusable = False
            self._refresh(new)
        elif old.filter != new.filter:
            self._refresh(new)

    def _refresh(self, project: Project) -> None:
        if self._job is not None:
            self._job.cancel()
            self._finish()
        if project.log is not None:
            known = self.analysis if self._reusable else None
            self._start("Analysing the deals", partial(_analyse_and_view, project, known))

    def _clear(self) -> None:
        if self.view is not None:
            self.analysis = self.view = None
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

    def _arrived(self, result: tuple[Analysis, View]) -> None:
        if self.sender() is not self._job:
            return
        self._finish()
        self._reusable = True
        self.analysis, self.view = result
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if self.sender() is not self._job:
            return
        self._finish()
        self._reusable = False
        self._clear()
        self.failed.emit(error)

    def _cancelled(self) -> None:
        if self.sender() is self._job:
            self._finish()
            if not self._reusable:  # what is shown was computed from another process
                self._clear()

    def _finish(self) -> None:
        if self._job is not None:
            self._old_jobs.add(self._job)
            self._job = None

    def _forget(self) -> None:
        job = self.sender()
        self._old_jobs = {old for old in self._old_jobs if old is not job}
        job.deleteLater()


def _analyse_and_view(project: Project, known: Analysis | None, report: Report) -> tuple[Analysis, View]:
    assert project.log is not None
    analysis = known or analyse(project.log, project.process, report)
    report(0.9, "Counting")
    return analysis, view_of(analysis, project.filter)

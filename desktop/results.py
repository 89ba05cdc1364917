"""What is computed from the project: recomputed when its inputs change, never saved, never undone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.document import Document
from desktop.job import Job, Work
from models.analysis import Analysis, View
from models.costs import Costs
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel, Project
from models.quality import QualityReport
from models.sales_process import SalesProcess
from resources.translation import tr

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
        self.problem = ""
        """Why the deals cannot be checked against the process as it is; what is shown is the last that could."""

        self._document = document
        self._last: _Computed | None = None
        self._offered: Checked | None = None
        self._job: Job | None = None
        self._old_jobs: set[Job] = set()
        document.changed.connect(self._project_changed)
        self._refresh(document.project)

    @property
    def busy(self) -> bool:
        """Whether a computation is running."""
        return self._job is not None

    @property
    def checked(self) -> Checked | None:
        """The check behind what is shown, to go on from; None where there is none."""
        return self._last.checked if self._last is not None else None

    @property
    def project(self) -> Project | None:
        """The project that what is shown was computed from, with the process that the deals were checked against."""
        return self._last.checked_project if self._last is not None else None

    def offer(self, checked: Checked) -> None:
        """Take a check that somebody has done already, in case it is the next that is wanted."""
        self._offered = checked

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
            self._start(tr("Analysing the deals"), partial(_computed, project, self._last, self._offered))

    def _clear(self) -> None:
        self._last = self._offered = None
        self.problem = ""
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
        self._last, self._offered = found, None
        before, self.problem = self.problem, str(found.problem or "")
        checked = found.checked
        self.prepared, self.quality, self.analysis = checked.prepared, found.quality, checked.analysis
        self.changed.emit()
        if self.problem not in ("", before):
            self.failed.emit(found.problem)

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


@dataclass(frozen=True)
class Asked:
    """What deals are checked against: a process with the versions before it, what departures cost, and who is what.

    `areas` are the roles that the user gave people, by name.
    """

    process: ProcessModel | None
    earlier: tuple[SalesProcess, ...]
    costs: Costs
    areas: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Checked:
    """A prepared log checked against what was asked, and what that leaves for the next check."""

    prepared: EventLog
    asked: Asked
    analysis: Analysis
    memory: Remembered | None

    def is_of(self, prepared: EventLog, asked: Asked) -> bool:
        """Whether it is the check of this log against just that."""
        return self.prepared is prepared and self.asked == asked


@dataclass(frozen=True, eq=False)
class _Computed:
    """What was computed for all deals of a project, whatever the filter lets through.

    `problem` is why the deals could not be checked against its process; then they are checked against the last one.
    """

    project: Project
    quality: QualityReport
    checked: Checked
    problem: UserError | None = None

    @property
    def checked_project(self) -> Project:
        """The project with the process that was checked, which is an older one while the own is unfinished."""
        return replace(self.project, process=self.checked.asked.process)


def _is_other_work(old: Project, new: Project) -> bool:
    """Whether something changed that all results depend on."""
    from mining.preparation import prepares_alike  # late, as all below: the first window comes first

    return _asked(old) != _asked(new) or not prepares_alike(old, new)


def _asked(project: Project) -> Asked:
    return Asked(project.process, project.earlier, project.costs, project.areas)


def _computed(
    project: Project, last: _Computed | None, offered: Checked | None, report: Report
) -> tuple[_Computed, View]:
    if last is None or _is_other_work(last.project, project):
        last = _of_all_deals(project, last, offered, report)
    from mining.analysis import view_of

    report(0.9, tr("Counting"))
    return last, view_of(last.checked.analysis, project.filter)


def _of_all_deals(
    project: Project, last: _Computed | None, offered: Checked | None, report: Report
) -> _Computed:
    """Everything anew but what an edit since the last time cannot affect."""
    from mining.preparation import judged_alike, prepared_log, prepares_alike
    from mining.quality.report import quality_of

    before = last.checked if last is not None else None
    asked = _to_check(project, before)
    sound, was = replace(project, process=asked.process), last.checked_project if last is not None else None
    if last is not None and was is not None and judged_alike(was, sound):
        quality = last.quality
    else:
        assert project.log is not None
        report(0.0, tr("Looking at the quality of the data"))
        quality = quality_of(project.log, project.summary, project.preparation, asked.process)
    if was is not None and before is not None and prepares_alike(was, sound):
        prepared = before.prepared
    else:
        prepared, before = prepared_log(sound), None
    for known in (offered, before):
        if known is not None and known.is_of(prepared, asked):
            return _Computed(project, quality, known)
    try:
        return _Computed(project, quality, checked_again(prepared, asked, before, report))
    except UserError as error:
        sound_before = last.checked.asked.process if last is not None else None
        if not isinstance(asked.process, SalesProcess) or asked.process == sound_before:
            raise
        found = _of_all_deals(replace(project, process=sound_before), last, None, report)
        return replace(found, project=project, problem=error)


def checked_again(prepared: EventLog, asked: Asked, before: Checked | None, report: Report) -> Checked:
    """Check a log, going on from a check of the same log before, if there is one."""
    from mining.analysis import analyse_again

    memory = before.memory if before is not None else None
    analysis, memory = analyse_again(
        prepared, asked.process, asked.costs, report, memory, earlier=asked.earlier, areas=asked.areas
    )
    return Checked(prepared, asked, analysis, memory)


def _to_check(project: Project, before: Checked | None) -> Asked:
    """What the project asks for; while an edit has left its process unfinished, the one that was checked last."""
    from mining.process.validate import what_is_wrong

    asked = _asked(project)
    if project.process is None or not what_is_wrong(project.process):
        return asked
    return replace(asked, process=before.asked.process if before is not None else None)

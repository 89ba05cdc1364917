"""Diagnoses the deals that pass the filter, off the UI thread, and remembers what it found under which thresholds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from desktop.document import Document
from desktop.latest_job import LatestJob
from desktop.results import Results
from models.analysis import Analysis
from models.diagnosis import Diagnosis
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.thresholds import Thresholds
from resources.translation import tr

_KEPT = 8
"""So many diagnoses are remembered: an undone threshold or filter is there at once."""


@dataclass(frozen=True, eq=False)
class Question:
    """What is diagnosed: a checked log, which of its cases, and from where on a verdict is carried."""

    analysis: Analysis
    prepared: EventLog
    process: ProcessModel
    thresholds: Thresholds
    mask: NDArray[np.bool_]

    def is_like(self, other: Question) -> bool:
        """Whether the other one has the same answer."""
        return (
            self.analysis is other.analysis
            and self.thresholds == other.thresholds
            and np.array_equal(self.mask, other.mask)
        )

    def answer(self, report: Report) -> Answer:
        """Diagnose; raises Cancelled from `report`."""
        from mining.diagnosis.diagnose import diagnose  # late: the first window comes first

        found = diagnose(self.analysis, self.prepared, self.process, self.thresholds, self.mask, report)
        return Answer(self, found)


@dataclass(frozen=True, eq=False)
class Answer:
    """A diagnosis and what it is of."""

    question: Question
    found: Diagnosis


class Diagnosing(QObject):
    """Answers when it is asked to look; while another answer is worked on, the last one stays.

    Deals are diagnosed whichever deviation the filter is set to: among deals that all show it nobody could stand out.
    """

    changed = Signal()
    """There is another answer, or none any more."""

    started = Signal(object)
    """The running `Job`."""

    failed = Signal(object)
    """The exception that stopped it."""

    def __init__(self, document: Document, results: Results, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._results = document, results
        self._known: list[Answer] = []
        self._asked: Question | None = None
        self.answer: Answer | None = None
        self._job = LatestJob(tr("Looking whose each deviation is"), self)
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self._stopped)

    @property
    def busy(self) -> bool:
        """Whether an answer is being worked on: what is shown is that to an older question."""
        return self._job.busy

    @property
    def is_current(self) -> bool:
        """Whether the answer is to the deals and thresholds as they are now."""
        question = self._question()
        return self.answer is not None and question is not None and self.answer.question.is_like(question)

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._job.stop()

    def look(self) -> None:
        """Answer for the deals and thresholds as they are now, at once where the answer is known."""
        question = self._question()
        if question is None:
            self._forget()
            return
        known = next((one for one in self._known if one.question.is_like(question)), None)
        if known is not None:
            self._job.cancel()
            self._asked = None
            self._become(known)
        elif not self.busy or self._asked is None or not self._asked.is_like(question):
            self._asked = question
            job = self._job.start(question.answer)
            job.cancelled.connect(self._given_up)
            self.started.emit(job)

    def _question(self) -> Question | None:
        results = self._results
        analysis, view, prepared, project = results.analysis, results.view, results.prepared, results.project
        if analysis is None or view is None or prepared is None or project is None:
            return None
        if analysis.conformance is None or project.process is None:
            return None
        mask, chosen = view.mask, self._document.project.filter
        if chosen.deviation is not None:
            from mining.filtering import case_mask

            mask = case_mask(
                analysis.log, replace(chosen, deviation=None), analysis.conformance, analysis.rules
            )
        return Question(analysis, prepared, project.process, self._document.project.thresholds, mask)

    def _arrived(self, answer: Answer) -> None:
        self._asked = None
        alike = [one for one in self._known if one.question.analysis is answer.question.analysis]
        self._known = [*alike[-_KEPT + 1 :], answer]
        self._become(answer)

    def _stopped(self, error: Exception) -> None:
        self._asked = None
        self.failed.emit(error)

    def _given_up(self) -> None:
        """Somebody did not want to wait: what is shown may be out of date, and nothing is worked on."""
        if not self.busy:
            self.changed.emit()

    def _forget(self) -> None:
        self._job.cancel()
        self._asked, self._known = None, []
        if self.answer is not None:
            self.answer = None
            self.changed.emit()

    def _become(self, answer: Answer) -> None:
        if answer is not self.answer:
            self.answer = answer
            self.changed.emit()

"""The long work of a window besides its results: started here, watched by the banner, stopped with the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.job import Job, Work

Then = Callable[[Any], None]
"""What happens with the result, in the thread of the window."""


class Jobs(QObject):
    """Runs work off the UI thread and hands on what comes of it; a cancel ends without a word."""

    started = Signal(object)
    """The running `Job`."""

    failed = Signal(object)
    """The exception that stopped a job nobody else listens to."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[Job] = set()
        self.destroyed.connect(partial(_stop, self._running))

    @property
    def busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._running)

    def run(self, title: str, work: Work, then: Then, failed: Then | None = None) -> Job:
        """Start the work; `then` gets its result, `failed` its exception (by default the signal does)."""
        job = Job(title, work, self)
        job.done.connect(then)
        job.failed.connect(failed or self.failed.emit)
        job.finished.connect(self._forget)
        self._running.add(job)
        job.start()
        self.started.emit(job)
        return job

    def stop(self) -> None:
        """Cancel what runs and wait for its threads: before the window goes."""
        _stop(self._running)

    def _forget(self) -> None:
        job = self.sender()
        assert isinstance(job, Job)
        self._running.discard(job)
        job.deleteLater()


def _stop(running: set[Job]) -> None:
    """A thread must never outlive the window that started it, however the window ends."""
    for job in running:
        job.cancel()
    for job in running:
        job.wait()

"""Runs one kind of work off the UI thread of which only the last wish counts: a new one gives up the one before."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.job import Job, Work


class LatestJob(QObject):
    """Starts jobs and hands on what comes of the last one; what an earlier one finds is dropped."""

    done = Signal(object)
    """What the last work returned."""

    failed = Signal(object)
    """The exception that stopped it."""

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._current: Job | None = None
        self._running: set[Job] = set()
        self.destroyed.connect(partial(_stop, self._running))

    @property
    def busy(self) -> bool:
        """Whether the last wish is still worked on."""
        return self._current is not None

    def start(self, work: Work) -> Job:
        """Do this work now instead of what was wanted before."""
        self.cancel()
        job = Job(self._title, work, self)
        job.done.connect(self._arrived)
        job.failed.connect(self._stopped)
        job.cancelled.connect(self._given_up)
        job.finished.connect(self._forget)
        self._current = job
        self._running.add(job)
        job.start()
        return job

    def cancel(self) -> None:
        """Give up what is wanted, without waiting for it."""
        if self._current is not None:
            self._current.cancel()
            self._current = None

    def stop(self) -> None:
        """Cancel what runs and wait for its thread: before the window goes."""
        _stop(self._running)

    def _arrived(self, result: object) -> None:
        if self.sender() is self._current:
            self._current = None
            self.done.emit(result)

    def _stopped(self, error: Exception) -> None:
        if self.sender() is self._current:
            self._current = None
            self.failed.emit(error)

    def _given_up(self) -> None:
        if self.sender() is self._current:
            self._current = None

    def _forget(self) -> None:
        job = self.sender()
        assert isinstance(job, Job)
        self._running.discard(job)
        job.deleteLater()


def _stop(running: set[Job], *_: object) -> None:
    """A thread must never outlive the window that started it, however the window ends."""
    for job in running:
        job.cancel()
    for job in running:
        job.wait()

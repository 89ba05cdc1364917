"""Runs a long computation off the UI thread, with progress and cancel."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from models.errors import Cancelled
from models.progress import Report

Work = Callable[[Report], Any]
"""A plain function: takes a reporter, returns its result, knows no widget."""


class Job(QThread):
    """One computation in one thread. Ends with exactly one of `done`, `failed` and `cancelled`."""

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, title: str, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop; it does at its next report."""
        self._stop.set()

    def run(self) -> None:
        try:
            result = self._work(self._report)
        except Cancelled:
            self.cancelled.emit()
        except Exception as error:  # noqa: BLE001 - carried to the UI thread, which shows or raises it
            self.failed.emit(error)
        else:
            if self._stop.is_set():
                self.cancelled.emit()
            else:
                self.done.emit(result)

    def _report(self, fraction: float, message: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(fraction, message)

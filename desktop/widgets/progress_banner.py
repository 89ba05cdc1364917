"""A small banner that says what runs, how far it is, and lets the user stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.job import Job
from desktop.widgets.text import frame, text
from resources.translation import tr

PATIENCE_MS = 300
"""Work that is done sooner is not mentioned."""


class ProgressBanner(QWidget):
    """Shows the jobs it watches, one at a time, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._message = text(role="strong")
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr("Progress"))
        self.cancel_button = QPushButton(tr("Cancel"))
        self.cancel_button.setAccessibleName(tr("Cancel the running work"))
        self.cancel_button.clicked.connect(self._cancel)
        self._build()
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    def watch(self, job: Job) -> None:
        """Show the job if it takes long, until it ends."""
        self._jobs.append(job)
        self._show_progress(0.0, job.title)
        job.progressed.connect(self._told)
        job.finished.connect(self._ended)
        if not self.isVisible():
            self._timer.start()

    def _build(self) -> None:
        card = frame("banner", self)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._message)
        column.addWidget(self._bar)
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignVCenter)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.setFixedWidth(420)

    def _told(self, fraction: float, message: str) -> None:
        if self._jobs and self.sender() is self._jobs[-1]:
            self._show_progress(fraction, message or self._jobs[-1].title)

    def _show_progress(self, fraction: float, message: str) -> None:
        self._bar.setValue(round(fraction * 1000))
        self._message.setText(message)

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[-1].cancel()
            self._message.setText(tr("Stopping…"))

    def _ended(self) -> None:
        ended = self.sender()
        self._jobs = [job for job in self._jobs if job is not ended]
        if self._jobs:
            self._show_progress(0.0, self._jobs[-1].title)
        else:
            self._timer.stop()
            self.hide()

"""What the editor offers where the process was imported as a model: to edit it as stages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.latest_job import LatestJob
from desktop.screens.process_editor.starting import Do, net_state
from desktop.theme import Palette
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr


class ImportedModel(QWidget):
    """Turns the model into stages, or says why it cannot be; then that is not offered again for the same model."""

    converted = Signal(object)
    """The `SalesProcess` that the model is as stages."""

    def __init__(self, palette: Palette, draw: Do, start: Do, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette, self._draw, self._start = palette, draw, start
        self._model: ProcessModel | None = None
        self._log: EventLog | None = None
        self._job = LatestJob(tr("Turning the model into stages"), self)
        self._job.done.connect(self.converted)
        self._job.failed.connect(self._failed)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.state = net_state(self.convert, start, draw)
        self._column.addWidget(self.state)

    @property
    def busy(self) -> bool:
        """Whether the model is being turned into stages."""
        return self._job.busy

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette
        self.state.paint_icons(palette.accent)

    def stop(self) -> None:
        """Give up what runs: before the window goes."""
        self._job.stop()

    def show_model(self, model: ProcessModel, log: EventLog | None) -> None:
        """Offer what can be done with this model of the deals of a log."""
        if model is not self._model or log is not self._log:
            self._model, self._log = model, log
            self._offer("")

    def convert(self) -> None:
        """Turn the model into stages."""
        if self._model is not None:
            self._job.start(partial(_as_stages, self._model, self._log))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self._offer(str(error))

    def _offer(self, why_not: str) -> None:
        before = self.state
        self.state = net_state(self.convert, self._start, self._draw, why_not)
        self.state.paint_icons(self._palette.accent)
        self._column.addWidget(self.state)
        self._column.removeWidget(before)
        before.hide()
        before.deleteLater()


def _as_stages(model: ProcessModel, log: EventLog | None, report: Report) -> SalesProcess:
    from mining.process.as_stages import as_stages

    report(0.0, tr("Finding the stages"))
    return as_stages(model, log)

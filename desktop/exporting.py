"""Exporting what the deals do, whatever is shown: the discovered process as a model or data, and the event log."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.document import Document
from desktop.jobs import Jobs
from desktop.names_question import NamesQuestion
from desktop.results import Results
from models.progress import Report
from resources.translation import tr

_MODEL_KINDS = tr("Model as BPMN 2.0 (*.bpmn);;Model as a Petri net (*.pnml);;The map as data (*.json)")
_LOG_KINDS = tr("XES (*.xes);;XES, packed (*.xes.gz);;Parquet table (*.parquet);;CSV table (*.csv)")


class Exporting(QObject):
    """Writes what the deals do to a file: those that the filter lets through."""

    exported = Signal(object)
    """The path that was written."""
    noted = Signal(str)
    """What a file could not hold, in sentences."""

    def __init__(self, document: Document, results: Results, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._results, self._jobs, self._window = document, results, jobs, window
        self._names = NamesQuestion(window)

    @property
    def question(self) -> QMessageBox | None:
        """The question about names, while it is open."""
        return self._names.box

    def ask_model(self) -> None:
        """Let the user choose where the discovered process goes to, and as what."""
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            tr("Export the discovered process of the shown deals"),
            f"{self._document.title or tr('Process')}.bpmn",
            _MODEL_KINDS,
        )
        if name:
            self.export_model_to(with_ending(Path(name), kind))

    def export_model_to(self, path: Path) -> None:
        """Discover the process and write the file that the ending of its name asks for."""
        analysis, view, log = self._results.analysis, self._results.view, self._results.prepared
        if analysis is None or view is None or log is None:
            return
        mask = view.mask

        def work(report: Report) -> Path:
            from mining.discovery.write import write_discovery

            write_discovery(log, analysis.conformance, path, report=report, mask=mask)
            return path

        self._jobs.run(tr("Exporting {name}", name=path.name), work, self.exported.emit)

    def ask_log(self) -> None:
        """Let the user choose where the events of the shown deals go to, and whether people are named."""
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            tr("Export the event log of the shown deals"),
            f"{self._document.title or tr('Deals')}.xes",
            _LOG_KINDS,
        )
        if name:
            self.ask_names(with_ending(Path(name), kind))

    def ask_names(self, path: Path) -> None:
        """Ask whether the file may name people, where the log does, and write it then."""
        log = self._results.prepared
        if log is None:
            return
        if not log.cases.owner.labels and not log.resource.labels:
            self.export_log_to(path, real_names=False)
            return
        question = tr("Write people's real names into {name}?", name=path.name)
        self._names.ask(tr("Export the event log"), question, partial(self.export_log_to, path))

    def export_log_to(self, path: Path, real_names: bool) -> None:
        """Write the events of the shown deals to the file that the ending of its name asks for."""
        log, view = self._results.prepared, self._results.view
        if log is None or view is None:
            return
        mask = view.mask

        def work(report: Report) -> tuple[str, ...]:
            from mining.export.write import write_log

            return write_log(log.keep_cases(mask), path, real_names, report)

        self._jobs.run(tr("Exporting {name}", name=path.name), work, partial(self._log_exported, path))

    def _log_exported(self, path: Path, notes: tuple[str, ...]) -> None:
        self.exported.emit(path)
        if notes:
            self.noted.emit(" ".join(notes))


def with_ending(path: Path, kind: str) -> Path:
    """The path with the ending of the chosen kind, where the user wrote none."""
    return path if path.suffix else path.with_name(path.name + kind[kind.index("*") + 1 : -1])

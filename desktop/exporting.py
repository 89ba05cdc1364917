"""Exporting the process map: as a picture, as a model other tools read, or as data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.document import Document
from desktop.jobs import Jobs
from desktop.results import Results
from models.progress import Report

_KINDS = (
    "Picture (*.svg);;Picture (*.png);;Picture (*.pdf);;Model as BPMN 2.0 (*.bpmn);;"
    "Model as a Petri net (*.pnml);;Data (*.json)"
)


class Exporting(QObject):
    """Writes what the deals do to a file: those that the filter lets through."""

    exported = Signal(object)
    """The path that was written."""

    def __init__(self, document: Document, results: Results, jobs: Jobs, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._results, self._jobs, self._window = document, results, jobs, window

    def ask(self) -> None:
        """Let the user choose where to, and as what."""
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            "Export the map of the shown deals",
            f"{self._document.title or 'Process'}.svg",
            _KINDS,
        )
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(kind[kind.index("*") + 1 : -1]))

    def export_to(self, path: Path) -> None:
        """Write the file that the ending of its name asks for."""
        analysis, view, log = self._results.analysis, self._results.view, self._results.prepared
        if analysis is None or view is None or log is None:
            return
        mask = view.mask

        def work(report: Report) -> Path:
            from mining.discovery.write import write_discovery

            write_discovery(log, analysis.conformance, path, report=report, mask=mask)
            return path

        self._jobs.run(f"Exporting {path.name}", work, self.exported.emit)

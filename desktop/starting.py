"""Asks what a process is to start from, and makes the answer the documented process or a draft."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.appearance import Appearance
from desktop.document import Document
from desktop.results import Results
from models.project import ProcessModel
from models.sales_process import SalesProcess

if TYPE_CHECKING:
    from desktop.start_from.dialog import StartFrom

Taken = Callable[[str, ProcessModel], object]
"""Takes what the undo menu calls the choice, and the process."""


class Starting(QObject):
    """One question at a time; the drafts are learnt from the deals that pass the filter."""

    def __init__(self, document: Document, results: Results, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._results = document, results
        self._appearance, self._window = appearance, window
        self.dialog: StartFrom | None = None

    def ask(self, then: Taken) -> None:
        """Show the dialog; `then` is called with what was chosen, and not where nothing was."""
        from desktop.start_from.dialog import StartFrom  # late: it reads the templates

        process, view = self._document.project.process, self._results.view
        known = process if isinstance(process, SalesProcess) else None
        mask = None if view is None else view.mask
        dialog = StartFrom(self._results.prepared, mask, known, self._appearance.palette, self._window)
        dialog.chosen.connect(then)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()

    def stop(self) -> None:
        """Close the dialog, and wait for what it was finding."""
        if self.dialog is not None:
            self.dialog.reject()

    def _closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

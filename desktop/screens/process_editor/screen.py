"""The process editor: the documented process as a drawing that is edited with the mouse and the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.document import Document
from desktop.results import Results
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.empty_state import EmptyState


class ProcessEditorScreen(QStackedWidget):
    """Edits the process of the document; what it says of the deals is checked while it is edited."""

    open_wanted = Signal()
    """A documented process is to be read from a file."""

    template_chosen = Signal(str)
    """The name of a template that is to be used."""

    noted = Signal(str)
    """What an edit took along, in sentences."""

    def __init__(
        self, document: Document, results: Results, palette: Palette, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._results, self._palette = document, results, palette
        self.nothing = EmptyState(
            "No process to edit yet", "Import a CRM export to edit the process and see at once what it says."
        )
        self.addWidget(self.nothing)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self._palette = palette

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The process as it is drawn, and its stages as a table."""
        return None

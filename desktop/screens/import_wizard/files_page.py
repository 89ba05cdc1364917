"""Step one: the files or the folder of an export, and what they were recognised as."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.icons import pixmap
from desktop.widgets.text import frame, set_property, text
from mining.sources.files.origin import Origin

_FILTER = "Exports (*.csv *.tsv *.txt *.gz *.xlsx *.xlsm *.parquet *.xes *.xml);;All files (*)"
SOURCE_NAMES = {
    "hubspot": "a HubSpot export",
    "pipedrive": "a Pipedrive export",
    "salesforce": "a Salesforce export",
    "lanekeeper": "a log that Lanekeeper exported",
    "ocel": "an object-centric log (OCEL)",
    "table": "a table with one row an event",
    "wide": "a table with one row a deal and a date for every stage",
    "xes": "an XES log",
}


class FilesPage(QWidget):
    """Takes files by drop or dialog, and says what was found in them."""

    paths_chosen = Signal(object)
    """List of paths."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop = _DropFrame()
        self._drop.dropped.connect(self.paths_chosen)
        self.files_button, self.folder_button = QPushButton("Choose files…"), QPushButton("Choose a folder…")
        self.files_button.clicked.connect(self._ask_files)
        self.folder_button.clicked.connect(self._ask_folder)
        self._found, self._why = text(role="heading", wrap=True), text(role="muted", wrap=True)
        self._files = text(wrap=True)
        picture = QLabel()
        picture.setPixmap(pixmap("upload", colour, 32, self.devicePixelRatioF()))
        self._build(picture)
        self.forget()

    def forget(self) -> None:
        """Nothing is chosen yet."""
        self._result.hide()

    def show_recognised(self, source: str, reason: str, files: tuple[Origin, ...]) -> None:
        """Say what the chosen files are."""
        self._found.setText(f"This is {SOURCE_NAMES.get(source, source)}.")
        self._why.setText(reason)
        self._files.setText("\n".join(path.name for path in files[:12]))
        self._result.show()

    def _build(self, picture: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.folder_button)
        buttons.addStretch(1)
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(24, 32, 24, 32)
        inside.setSpacing(12)
        inside.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(
            text("Drop the files or the folder of a CRM export here", "heading"),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        inside.addWidget(
            text(
                "CSV, Excel, Parquet or XES. Files are only read, and nothing leaves this machine.", "muted"
            ),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
        inside.addSpacing(4)
        inside.addLayout(buttons)
        self._result = frame("card")
        result = QVBoxLayout(self._result)
        result.setContentsMargins(20, 16, 20, 16)
        result.setSpacing(6)
        for label in (self._found, self._why, self._files):
            result.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._drop)
        column.addWidget(self._result)
        column.addStretch(1)

    def _ask_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Choose the files of an export", "", _FILTER)
        if names:
            self.paths_chosen.emit([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Choose the folder of an export")
        if name:
            self.paths_chosen.emit([Path(name)])


class _DropFrame(QFrame):
    """A frame that takes files and folders from outside."""

    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            set_property(self, "over", "true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_property(self, "over", "false")

    def dropEvent(self, event: QDropEvent) -> None:
        set_property(self, "over", "false")
        event.acceptProposedAction()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

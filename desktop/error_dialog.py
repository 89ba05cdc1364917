"""What the user sees when something fails: one sentence, or, for our own mistakes, one dialog and a log file."""

from __future__ import annotations

import faulthandler
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from resources.translation import tr


def show_problem(parent: QWidget | None, sentence: str, title: str = "Lanekeeper") -> QMessageBox:
    """Show one sentence in a dialog that does not stop the program."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(sentence)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


class CrashReporter(QObject):
    """Catches what nobody caught, in any thread: writes where it happened to a log and shows one dialog.

    The log holds the kind of error and the lines of code, never the message, which may quote a cell.
    """

    _caught = Signal(str, str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = folder / "lanekeeper.log"
        self.dialog: QMessageBox | None = None
        self._seen: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)
        self._crash_file = (folder / "crash.log").open("w", encoding="utf-8")
        self._before = (sys.excepthook, threading.excepthook)
        self._caught.connect(self._show)

    def install(self) -> None:
        """Begin to catch."""
        sys.excepthook = self._of_main_thread
        threading.excepthook = self._of_thread
        faulthandler.enable(self._crash_file)

    def uninstall(self) -> None:
        """Put back what was there before."""
        sys.excepthook, threading.excepthook = self._before
        faulthandler.disable()
        self._crash_file.close()

    def _of_main_thread(
        self, kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self._record(kind, where)

    def _of_thread(self, caught: threading.ExceptHookArgs) -> None:
        self._record(caught.exc_type, caught.exc_traceback)

    def _record(self, kind: type[BaseException], where: TracebackType | None) -> None:
        frames = traceback.extract_tb(where)
        lines = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self.log.open("a", encoding="utf-8") as log:
            log.write("\n".join([f"{now} {kind.__name__}", *lines, ""]))
        place = (
            tr("{file}, line {line}", file=Path(frames[-1].filename).name, line=frames[-1].lineno)
            if frames
            else tr("an unknown place")
        )
        self._caught.emit(kind.__name__, place)

    def _show(self, kind: str, place: str) -> None:
        """One dialog for one mistake, however often it happens, and one at a time."""
        if f"{kind} {place}" in self._seen or self.dialog is not None:
            return
        self._seen.add(f"{kind} {place}")
        self.dialog = show_problem(
            QApplication.activeWindow(),
            tr(
                "Something went wrong inside Lanekeeper. What you have open is still there: "
                "save it under a new name to be safe.\n\n{kind} in {place}; the log is {log}.",
                kind=kind,
                place=place,
                log=self.log,
            ),
        )
        self.dialog.finished.connect(self._closed)

    def _closed(self) -> None:
        self.dialog = None

"""What the menus offer for privacy: who is who, what is processed, and the copy that is safe to mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.document import Document
from desktop.exporting import with_ending
from desktop.jobs import Jobs
from desktop.privacy.mailing_dialog import MailingDialog
from desktop.privacy.processing_window import ProcessingWindow
from desktop.privacy.who_is_who import WhoIsWhoDialog
from desktop.theme import Palette
from models.errors import UserError
from models.mailing import Treatment
from models.progress import Report as Progress
from models.project import Project
from models.report import Report
from resources.translation import tr


class Guarding(QObject):
    """Opens the windows and writes the files; what was written is told by `exported`."""

    exported = Signal(object)
    """The path that was written."""

    def __init__(self, document: Document, jobs: Jobs, palette: Palette, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._palette, self._window = document, jobs, palette, window
        self.who: WhoIsWhoDialog | None = None
        self.mailing: MailingDialog | None = None
        self.processing: ProcessingWindow | None = None

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw what is open in other colours."""
        self._palette = palette
        if self.processing is not None:
            self.processing.set_palette_colors(palette)

    def show_who(self) -> None:
        """Show who stands behind which stand-in."""
        dialog = self.who = WhoIsWhoDialog(self._document, self.write_key_to, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_key_to(self, path: Path) -> None:
        """Write the list of who is who."""
        stand_ins = self._document.project.stand_ins

        def work(report: Progress) -> Path:
            from mining.privacy.key_file import write_key

            write_key(stand_ins, path)
            return path

        self._jobs.run(tr("Writing {name}", name=path.name), work, self.exported.emit)

    def show_mailing(self) -> None:
        """Show what becomes of every column in a copy for mailing."""
        dialog = self.mailing = MailingDialog(self._document.project, self._window)
        dialog.wanted.connect(self._choose_mailed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def mail_to(self, path: Path, chosen: Mapping[str, Treatment]) -> None:
        """Write the copy to the file that the ending of its name asks for."""
        project, own = self._document.project, self._document.path

        def work(report: Progress) -> Path:
            from mining.privacy.mailing.write import write_mailed

            if own is not None and path.absolute() == own.absolute():
                raise UserError(tr("{name} is the project itself; choose another name.", name=path.name))
            write_mailed(project, chosen, path, report)
            return path

        self._jobs.run(tr("Writing {name}", name=path.name), work, self.exported.emit)

    def show_processing(self) -> None:
        """Show what of this project is processed."""
        if self.processing is None:
            self.processing = ProcessingWindow(self._palette, self._window)
            self.processing.save_wanted.connect(self._choose_document)
        self.processing.show_report(self._report())
        self.processing.show()
        self.processing.raise_()
        self.processing.activateWindow()

    def save_processing_to(self, path: Path) -> None:
        """Write what is processed as a document."""
        report = self._report()

        def work(progress: Progress) -> Path:
            from mining.report.write import write_made

            write_made(report, path, progress)
            return path

        self._jobs.run(tr("Writing {name}", name=path.name), work, self.exported.emit)

    def _report(self) -> Report:
        from mining.privacy.processing import what_is_processed

        today = datetime.now().astimezone().date()
        return what_is_processed(_introduced(self._document.project), self._document.title, today)

    def _choose_mailed(self, chosen: Mapping[str, Treatment]) -> None:
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            tr("Export for mailing"),
            tr("For mailing.lane"),
            ";;".join(
                (
                    tr("Lanekeeper project (*.lane)"),
                    "XES (*.xes)",
                    tr("XES, packed (*.xes.gz)"),
                    tr("CSV table (*.csv)"),
                    tr("Parquet table (*.parquet)"),
                )
            ),
        )
        if name:
            self.mail_to(with_ending(Path(name), kind), chosen)

    def _choose_document(self) -> None:
        name, kind = QFileDialog.getSaveFileName(
            self.processing,
            tr("Save what is processed"),
            tr("What is processed.html"),
            ";;".join((tr("Web page (*.html)"), tr("PDF document (*.pdf)"))),
        )
        if name:
            self.save_processing_to(with_ending(Path(name), kind))


def _introduced(project: Project) -> Project:
    from mining.privacy.people import introduced

    return introduced(project)

"""The hand-out: what is on it, and buttons that write it to a file and open that to be printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.jobs import Jobs
from desktop.screens.trainer.row_list import Mark, Row, RowList
from desktop.screens.trainer.session import Session
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.report.write import write_made
from mining.training.handout import MOST_EXERCISES, handout
from mining.training.score import KIND_WORDS
from models.errors import UserError
from resources.translation import tr, tr_n


class HandoutPage(QWidget):
    """Writes the prescribed path and the same exercises as on the screen; the solutions are on a page of their own."""

    def __init__(self, session: Session, jobs: Jobs, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._written: Path | None = None
        exercises = session.material.exercises[:MOST_EXERCISES]
        self.list = RowList(tr("On the hand-out"), palette)
        self.pdf, self.html = QPushButton(tr("Save as PDF…")), QPushButton(tr("Save as web page…"))
        self.pdf.setProperty("kind", "primary")
        self.open = QPushButton(tr("Open it, to print"))
        self.open.hide()
        self.said = text(role="muted", wrap=True)
        rows = [Row(tr("The prescribed path"), Mark.PLAIN)]
        rows += [Row(one.question, Mark.PLAIN, KIND_WORDS[one.kind]) for one in exercises]
        rows.append(Row(tr("Solutions, on a page of their own"), Mark.PLAIN))
        self.list.show_rows(rows)
        self.pdf.clicked.connect(partial(self._ask, ".pdf"))
        self.html.clicked.connect(partial(self._ask, ".html"))
        self.open.clicked.connect(self._open)
        buttons = QHBoxLayout()
        buttons.setSpacing(14)
        for button in (self.pdf, self.html, self.open):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(text(self._about(len(exercises)), wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.said, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(buttons)

    def write_to(self, path: Path) -> None:
        """Write the hand-out to the file that the ending of its name asks for."""
        report = handout(
            self._session.material, self._session.today(), self._session.accent, self._session.logo
        )

        self._jobs.run(
            tr("Writing the hand-out"),
            partial(write_made, report, path),
            lambda _: self._wrote(path),
            self._failed,
        )

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.list.set_palette_colors(palette)

    def show_names(self, real_names: bool) -> None:
        """A hand-out names nobody."""

    def _about(self, exercises: int) -> str:
        return tr_n(
            "The prescribed path and {count} exercise with lines to write on. Deals and people are not named.",
            "The prescribed path and {count} exercises with lines to write on. Deals and people are not named.",
            exercises,
        )

    def _ask(self, ending: str, _: bool = False) -> None:
        kinds = {".pdf": tr("PDF document (*.pdf)"), ".html": tr("Web page (*.html)")}
        name = tr("Training {whom}", whom=self._session.material.label) + ending
        chosen, _kind = QFileDialog.getSaveFileName(self, tr("Save the hand-out"), name, kinds[ending])
        if chosen:
            path = Path(chosen)
            self.write_to(path if path.suffix else path.with_name(path.name + ending))

    def _wrote(self, path: Path) -> None:
        self._written = path
        self.said.setText(tr("Written: {path}", path=path))
        self.open.show()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.said.setText(str(error))

    def _open(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))

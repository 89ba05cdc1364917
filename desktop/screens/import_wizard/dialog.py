"""The import wizard itself: four steps from files to a new project; what is open stays until the last click."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.job import Job
from desktop.jobs import Jobs
from desktop.screens.import_wizard.columns_page import ColumnsPage
from desktop.screens.import_wizard.files_page import FilesPage
from desktop.screens.import_wizard.process_page import ProcessPage
from desktop.screens.import_wizard.steps import Steps
from desktop.screens.import_wizard.summary_page import SummaryPage
from desktop.widgets.text import frame, set_property, text
from mining.sources.files.table_file import ENDINGS
from mining.sources.preview import TablePreview, preview
from mining.sources.read import import_log, recognise
from mining.sources.source import Imported, ImportOptions, Recognised
from models.errors import UserError
from models.progress import Report
from models.project import ProcessModel, Project

FILES, COLUMNS, SUMMARY, PROCESS = range(4)
_NEXT = ("Next", "Import", "Next", "Finish")


class ImportWizard(QDialog):
    """Leads from files to a project; everything that takes time runs in a job and can be cancelled."""

    imported = Signal(object)
    """The new `Project`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New from CRM export")
        self.resize(960, 660)
        self.setMinimumSize(760, 520)
        accent = QApplication.palette().link().color().name()
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._failed)
        self._paths: list[Path] = []
        self._recognised: Recognised | None = None
        self._imported: Imported | None = None
        self._job: Job | None = None
        self.files, self.columns = FilesPage(accent), ColumnsPage()
        self.summary, self.process = SummaryPage(), ProcessPage(accent)
        self.files.paths_chosen.connect(self.choose)
        self.columns.changed.connect(self._refresh)
        self.steps, self.pages = Steps(("Files", "Columns", "Import", "Process")), QStackedWidget()
        self.problem = text(role="problem", wrap=True)
        self.back_button, self.next_button = QPushButton("Back"), QPushButton("Next")
        self.cancel_button = QPushButton("Cancel")
        self._build()
        self._go(FILES)

    @property
    def step(self) -> int:
        """The current step: `FILES`, `COLUMNS`, `SUMMARY` or `PROCESS`."""
        return self.pages.currentIndex()

    def choose(self, paths: Sequence[Path]) -> None:
        """Take these files or this folder, and look at them."""
        self._paths, self._recognised = list(paths), None
        self.files.forget()
        self._say("")
        self._start(self.jobs.run("Looking at the files", lambda _: _look_at(self._paths), self._looked_at))

    def go_on(self) -> None:
        """What the button at the right does: the next step, the import, or the end."""
        self._say("")
        if self.step == FILES:
            self._go(COLUMNS)
        elif self.step == COLUMNS:
            self._import()
        elif self.step == SUMMARY:
            self._offer_processes()
        else:
            read = self.process.reader()
            self._start(self.jobs.run("Reading the process", lambda _: read(), self._finish))

    def go_back(self) -> None:
        """One step back; the import is done again then."""
        self._say("")
        self._go({COLUMNS: FILES, SUMMARY: COLUMNS, PROCESS: SUMMARY}[self.step])

    def reject(self) -> None:
        if self.step == SUMMARY and self._job is not None:
            self._job.cancel()
            self._job = None
            self._go(COLUMNS)
            return
        self.jobs.stop()
        super().reject()

    def _build(self) -> None:
        for page in (self.files, self.columns, self.summary, self.process):
            self.pages.addWidget(page)
        self.next_button.setProperty("kind", "primary")
        self.next_button.setDefault(True)
        self.next_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(self.go_back)
        self.cancel_button.clicked.connect(self.reject)
        head = frame("bar")
        top = QHBoxLayout(head)
        top.setContentsMargins(24, 14, 24, 14)
        top.addWidget(self.steps)
        foot = frame("footer")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(24, 12, 24, 12)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        buttons.addWidget(self.back_button)
        buttons.addWidget(self.next_button)
        middle = QVBoxLayout()
        middle.setContentsMargins(24, 20, 24, 20)
        middle.setSpacing(12)
        middle.addWidget(self.problem)
        middle.addWidget(self.pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(middle, 1)
        column.addWidget(foot)
        self._say("")

    def _go(self, step: int) -> None:
        self.pages.setCurrentIndex(step)
        self.steps.go(step)
        self._refresh()
        waiting = self.cancel_button if step == SUMMARY else self.pages  # Enter never throws an answer away
        (self.next_button if self.next_button.isEnabled() else waiting).setFocus()

    def _refresh(self) -> None:
        running = self._job is not None
        missing = self.columns.missing if self.step == COLUMNS else ""
        ready = (self._recognised is not None, not missing, self._imported is not None, True)[self.step]
        self.next_button.setText(_NEXT[self.step])
        self.next_button.setEnabled(ready and not running)
        self.next_button.setToolTip(missing)
        self.back_button.setVisible(self.step != FILES)
        self.back_button.setEnabled(not running)
        if self.step == COLUMNS:
            self._say(missing, "hint")

    def _say(self, sentence: str, role: str = "problem") -> None:
        set_property(self.problem, "role", role)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _start(self, job: Job) -> None:
        self._job = job
        self._refresh()

    def _looked_at(self, found: tuple[Recognised, tuple[TablePreview, ...]]) -> None:
        self._job = None
        self._recognised, previews = found
        self.files.show_recognised(self._recognised.source, self._recognised.reason, self._recognised.files)
        self.columns.show_previews(self._recognised.source, previews)
        self._refresh()

    def _import(self) -> None:
        options = self.columns.options()
        self._imported = None
        self.summary.show_progress(0.0, "Reading the files")
        job = self.jobs.run("Importing", _Import(tuple(self._paths), options), self._was_imported)
        job.progressed.connect(self.summary.show_progress)
        self._job = job
        self._go(SUMMARY)

    def _was_imported(self, imported: Imported) -> None:
        self._job = None
        self._imported = imported
        self.summary.show_summary(imported)
        self._refresh()

    def _offer_processes(self) -> None:
        assert self._imported is not None
        first = self._paths[0]
        self.process.offer(self._imported.log, first if first.is_dir() else first.parent)
        self._go(PROCESS)

    def _finish(self, process: ProcessModel | None) -> None:
        assert self._imported is not None
        self._job = None
        first = self._paths[0]
        name = first.name if first.is_dir() else first.name.split(".")[0]
        self.imported.emit(Project(name, self._imported.log, self._imported.summary, process))
        self.accept()

    def _failed(self, error: Exception) -> None:
        """Say the sentence where the user is; anything else is ours and goes to the crash reporter."""
        self._job = None
        self._go(COLUMNS if self.step == SUMMARY else self.step)
        if not isinstance(error, UserError):
            self._say("The files could not be read because of a mistake in Lanekeeper itself.")
            raise error
        self._say(str(error))


class _Import:
    """The import as work for a job."""

    def __init__(self, paths: tuple[Path, ...], options: ImportOptions) -> None:
        self._paths, self._options = paths, options

    def __call__(self, report: Report) -> Imported:
        return import_log(self._paths, self._options, report)


def _look_at(paths: list[Path]) -> tuple[Recognised, tuple[TablePreview, ...]]:
    found = recognise(paths)
    tables = [path for path in found.files if path.name.lower().endswith(ENDINGS)]
    return found, tuple(preview(path) for path in (tables[:1] if found.source == "table" else tables))

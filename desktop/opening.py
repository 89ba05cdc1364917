"""Opening and saving: projects, exports, documented processes, and the question about unsaved changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from platformdirs import user_config_path
from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.document import Document
from desktop.jobs import Jobs
from models.progress import Report
from models.project import ProcessModel, Project
from resources.translation import tr

PROCESS_SUFFIXES = frozenset({".yaml", ".yml", ".bpmn", ".pnml"})
"""What is dropped on the window and ends so is a process; a dropped spreadsheet is an export."""

PROCESS_FILES = tr("Documented processes (*.yaml *.yml *.bpmn *.pnml *.xlsx *.csv *.tsv)")
"""What is offered where a process is asked for: a spreadsheet is a list of stages there."""

_RECENT = 8
Next = Callable[[], None]


class Opening(QObject):
    """Everything between the document and the disk; a failure leaves the open project as it is."""

    def __init__(self, document: Document, jobs: Jobs, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._jobs, self._settings, self._window = document, jobs, settings, window
        self.question: QMessageBox | None = None
        self._later: TemporaryDirectory[str] | None = None
        self.recipes = user_config_path("lanekeeper", appauthor=False) / "recipes"
        """Where the answers of imports are remembered."""

    @property
    def recent(self) -> list[Path]:
        """The projects opened or saved last, the newest first, as far as they still exist."""
        stored = self._settings.value("recent", [])
        texts = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return [Path(text) for text in texts if Path(text).is_file()]

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open what was dropped or named: a project, a documented process, or else an export to import."""
        kinds = {path.suffix.lower() for path in paths}
        if len(paths) == 1 and kinds == {".lane"}:
            self.guard(partial(self._open_project, paths[0]))
        elif len(paths) == 1 and kinds <= PROCESS_SUFFIXES and self._document.project.log is not None:
            self.open_process(paths[0])
        elif paths:
            self.import_files(paths)

    def ask_open(self) -> None:
        """Let the user choose a project."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open a project"), "", tr("Lanekeeper projects (*.lane)")
        )
        if name:
            self.open_paths([Path(name)])

    def import_files(self, paths: Sequence[Path] = ()) -> None:
        """Show the import wizard, with these files chosen already."""
        self.guard(partial(self._show_wizard, paths))

    def update_from(self, paths: Sequence[Path] = ()) -> None:
        """Show the wizard for a newer export of the open project's CRM, with these files chosen already."""
        from desktop.screens.import_wizard.dialog import ImportWizard

        wizard = ImportWizard(self._window, self.recipes, self._document.project)
        wizard.imported.connect(partial(self._document.edit, tr("Update from a newer export")))
        wizard.open()
        if paths:
            wizard.choose(paths)

    def update_from_demo(self) -> None:
        """Make the demo's next export, and show the wizard that updates the demo from it."""
        self._jobs.run(tr("Making the demo's next export"), _later_export, self._update_from_later)

    def open_demo(self) -> None:
        """Make the demo and open it."""
        self.guard(self._make_demo)

    def open_process(self, path: Path) -> None:
        """Read a documented process from a file and check the deals against it."""
        from mining.process.read import read_process

        self._jobs.run(
            tr("Reading {name}", name=path.name),
            lambda report: read_process(path),
            partial(self.use_process, tr("Open the documented process")),
        )

    def ask_process(self) -> None:
        """Let the user choose a documented process."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Open the documented process"), "", PROCESS_FILES
        )
        if name:
            self.open_process(Path(name))

    def use_template(self, name: str) -> None:
        """Check the deals against one of the processes that ship with the program."""
        from mining.process.templates import template

        process = template(name)
        self.use_process(tr("Use the template {name}", name=process.name), process)

    def use_process(self, verb: str, process: ProcessModel | None) -> None:
        """Make this the documented process, None for none."""
        project = self._document.project
        chosen = replace(project.filter, deviation=None)
        self._document.edit(verb, replace(project, process=process, filter=chosen))

    def save(self, then: Next | None = None) -> None:
        """Save where the project was saved before, or ask; `then` comes after it is on disk."""
        if self._document.path is None:
            self.save_as(then)
        else:
            self.save_to(self._document.path, then)

    def save_as(self, then: Next | None = None) -> None:
        """Ask where to save."""
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            tr("Save the project"),
            f"{self._document.title or tr('Project')}.lane",
            tr("Lanekeeper projects (*.lane)"),
        )
        if name:
            path = Path(name)
            self.save_to(path if path.suffix.lower() == ".lane" else Path(f"{name}.lane"), then)

    def save_to(self, path: Path, then: Next | None = None) -> None:
        """Write the project to this file."""
        from mining.project_file import save

        project = self._document.project
        self._jobs.run(
            tr("Saving {name}", name=path.name),
            lambda report: save(project, path),
            lambda _: self._saved(project, path, then),
        )

    def guard(self, then: Next) -> None:
        """Go on at once if nothing would be lost, else after the user has saved or discarded it."""
        if not self._document.is_modified:
            then()
            return
        box = self.question = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle("Lanekeeper")
        box.setText(tr("Save the changes to {title}?", title=self._document.title or tr("the project")))
        box.setInformativeText(tr("Otherwise they are lost."))
        kinds = QMessageBox.StandardButton
        box.setStandardButtons(kinds.Save | kinds.Discard | kinds.Cancel)
        box.setDefaultButton(kinds.Save)
        box.finished.connect(partial(self._answered, then))
        box.open()

    def _answered(self, then: Next, answer: int) -> None:
        box, self.question = self.question, None
        if box is not None:
            box.deleteLater()
        if answer == QMessageBox.StandardButton.Save:
            self.save(then)
        elif answer == QMessageBox.StandardButton.Discard:
            then()

    def _open_project(self, path: Path) -> None:
        from mining.privacy.people import introduced
        from mining.project_file import load

        self._jobs.run(
            tr("Opening {name}", name=path.name),
            lambda report: introduced(load(path)),
            partial(self._opened, path),
        )

    def _opened(self, path: Path, project: Project) -> None:
        self._document.replace(project, path)
        self._remember(path)

    def _make_demo(self) -> None:
        from mining.demo.project import demo_project

        self._jobs.run(tr("Making the demo"), demo_project, self._opened_demo)

    def _opened_demo(self, project: Project) -> None:
        self._document.replace(project, None)

    def _update_from_later(self, folder: TemporaryDirectory[str]) -> None:
        self._later = folder  # the files have to be there until the wizard has read them
        self.update_from([Path(folder.name)])

    def _saved(self, project: Project, path: Path, then: Next | None) -> None:
        self._document.saved(path, project)
        self._remember(path)
        if then is not None:
            then()

    def _remember(self, path: Path) -> None:
        kept = [str(path), *(str(known) for known in self.recent if known != path)]
        self._settings.setValue("recent", kept[:_RECENT])

    def _show_wizard(self, paths: Sequence[Path]) -> None:
        from desktop.screens.import_wizard.dialog import ImportWizard

        wizard = ImportWizard(self._window, self.recipes)
        wizard.imported.connect(lambda project: self._document.replace(project, None, modified=True))
        wizard.open()
        if paths:
            wizard.choose(paths)


def _later_export(report: Report) -> TemporaryDirectory[str]:
    """The demo's next export, in a folder that goes with what is returned."""
    from mining.demo.later import write_later_export

    folder = TemporaryDirectory()
    report(0.1, tr("Making the demo's next export"))
    write_later_export(Path(folder.name))
    return folder

"""The import wizard itself, from files to a project; what is open stays until the last click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
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
from desktop.screens.import_wizard.people_page import PeoplePage
from desktop.screens.import_wizard.process_page import ProcessPage
from desktop.screens.import_wizard.reading import LookedAt, Read, look_at, look_with, read, remembered_with
from desktop.screens.import_wizard.recipe_card import FILES as RECIPE_FILES
from desktop.screens.import_wizard.stages_page import StagesPage
from desktop.screens.import_wizard.steps import Steps
from desktop.screens.import_wizard.summary_page import SummaryPage
from desktop.widgets.text import frame, set_property, text
from mining.privacy.people import introduced
from mining.recipes import recipe_of, with_preparation, write_recipe
from mining.renamed_stages import stage_deals
from mining.sources.source import ImportOptions
from models.errors import UserError
from models.progress import Report
from models.project import ProcessModel, Project
from models.recipe import Recipe
from resources.translation import tr

FILES, COLUMNS, SUMMARY, PEOPLE, PROCESS, STAGES = range(6)
_STEPS = (tr("Files"), tr("Columns"), tr("Import"), tr("Deals & people"), tr("Process"))
_UPDATE_STEPS = (tr("Files"), tr("Columns"), tr("What changes"))


class ImportWizard(QDialog):
    """Leads from files to a project; everything that takes time runs in a job and can be cancelled.

    `recipes` is the folder in which answers are remembered (None: nowhere). With a `project` the export updates
    it: only what the files do not say is asked, and what will change is shown before it is done.
    """

    imported = Signal(object)
    """The new `Project`, or the updated one."""

    def __init__(
        self, parent: QWidget | None = None, recipes: Path | None = None, project: Project | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(
            tr("New from CRM export") if project is None else tr("Update from a newer export")
        )
        self.resize(960, 660)
        self.setMinimumSize(760, 520)
        accent = QApplication.palette().link().color().name()
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self._failed)
        self._recipes, self._project = recipes, project
        self._paths: list[Path] = []
        self._looked: LookedAt | None = None
        self._read: Read | None = None
        self._options: ImportOptions | None = None
        self._answers: Recipe | None = None
        self._is_answered = False
        self._job: Job | None = None
        self.files, self.columns, self.summary = FilesPage(accent), ColumnsPage(), SummaryPage()
        self.people, self.process, self.stages = PeoplePage(), ProcessPage(accent), StagesPage()
        self.files.paths_chosen.connect(self.choose)
        self.files.reading_chosen.connect(self._look_as)
        self.files.recipe.changed.connect(self._recipe_changed)
        self.files.recipe.file_chosen.connect(self.use_recipe)
        for page in (self.columns, self.people, self.stages):
            page.changed.connect(self._refresh)
        self.steps = Steps(_STEPS if project is None else _UPDATE_STEPS)
        self.pages = QStackedWidget()
        self.problem = text(role="problem", wrap=True)
        self.back_button, self.next_button = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.cancel_button, self.save_button = QPushButton(tr("Cancel")), QPushButton(tr("Save recipe…"))
        self._build()
        self._go(FILES)

    @property
    def step(self) -> int:
        """The current page: `FILES`, `COLUMNS`, `SUMMARY`, `PEOPLE`, `PROCESS` or `STAGES`."""
        return self.pages.currentIndex()

    def choose(self, paths: Sequence[Path]) -> None:
        """Take these files or this folder, and look at them."""
        self._paths, self._looked = list(paths), None
        self.files.forget()
        self._go(FILES)
        self._look_as(ImportOptions())

    def use_recipe(self, path: Path) -> None:
        """Take the answers of a recipe's file for the chosen files."""
        if self._paths:
            self._look(tr("Reading the recipe"), lambda report: look_with(self._paths, path, report))

    def save_recipe(self, path: Path) -> None:
        """Write the answers given so far to a file."""
        try:
            write_recipe(self.recipe(), path)
        except UserError as error:
            self._say(str(error))

    def recipe(self) -> Recipe:
        """The answers given so far."""
        assert self._looked is not None
        today = datetime.now().astimezone().date().isoformat()
        recipe = recipe_of(self._all_options(), self._looked.look.shape, today, self.files.recipe.in_use)
        if self._project is not None or self._read is None:
            return recipe
        recipe = with_preparation(recipe, self.people.preparation())
        return replace(recipe, labels={**recipe.labels, **self.stages.chosen()})

    def go_on(self) -> None:
        """What the button at the right does: the next step, the import, or the end."""
        self._say("")
        if self.step == FILES and self._has_questions:
            self._go(COLUMNS)
        elif self.step in (FILES, COLUMNS):
            self._import()
        elif self.step == SUMMARY and self._project is not None:
            self._finish(None)
        elif self.step == SUMMARY and self.people.has_questions:
            self._go(PEOPLE)
        elif self.step in (SUMMARY, PEOPLE):
            self._go(PROCESS)
        elif self.step == PROCESS:
            reader = self.process.reader()
            self._start(self.jobs.run(tr("Reading the process"), lambda _: reader(), self._process_read))
        else:
            self._finish(self.stages.process)

    def go_back(self) -> None:
        """One step back; the import is done again only where an answer about the files changed."""
        self._say("")
        before_summary = COLUMNS if self.columns.has_questions else FILES
        before_process = PEOPLE if self.people.has_questions else SUMMARY
        back = {
            COLUMNS: FILES,
            SUMMARY: before_summary,
            PEOPLE: SUMMARY,
            PROCESS: before_process,
            STAGES: PROCESS,
        }
        self._go(back[self.step])

    def reject(self) -> None:
        if self.step == SUMMARY and self._job is not None:
            self._job.cancel()
            self._job = None
            self._go(COLUMNS if self.columns.has_questions else FILES)
            return
        self.jobs.stop()
        super().reject()

    def _build(self) -> None:
        for page in (self.files, self.columns, self.summary, self.people, self.process, self.stages):
            self.pages.addWidget(page)
        self.next_button.setProperty("kind", "primary")
        self.next_button.setDefault(True)
        self.next_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(self.go_back)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.setProperty("kind", "quiet")
        self.save_button.clicked.connect(self._ask_where)
        head = frame("bar")
        top = QHBoxLayout(head)
        top.setContentsMargins(24, 14, 24, 14)
        top.addWidget(self.steps)
        foot = frame("footer")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(24, 12, 24, 12)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.save_button)
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
        self.steps.go(min(step, PROCESS))
        self._refresh()
        first: dict[int, QWidget] = {  # where Enter throws no answer away
            FILES: self.files.files_button,
            COLUMNS: self.columns.first_question,
            SUMMARY: self.cancel_button,
        }
        (self.next_button if self.next_button.isEnabled() else first.get(step, self.pages)).setFocus()

    def _refresh(self) -> None:
        running = self._job is not None
        asks = self.step in (COLUMNS, PEOPLE)
        lacking = (self.columns if self.step == COLUMNS else self.people).missing if asks else ""
        ready = self._looked is not None and not lacking and (self.step < SUMMARY or self._read is not None)
        self.next_button.setText(self._next_words())
        self.next_button.setEnabled(ready and not running)
        self.next_button.setToolTip(lacking)
        self.back_button.setVisible(self.step != FILES)
        self.back_button.setEnabled(not running)
        self.save_button.setVisible(self.step >= SUMMARY and self._read is not None)
        if asks:
            self._say(lacking, "hint")

    def _next_words(self) -> str:
        if self.step == COLUMNS or (self.step == FILES and self._looked and not self._has_questions):
            return tr("Import")
        if self.step == SUMMARY and self._project is not None:
            return tr("Update")
        return tr("Finish") if self.step == STAGES else tr("Next")

    @property
    def _has_questions(self) -> bool:
        """Whether the columns page has to be seen; the way back always leads over it where it has any."""
        return self.columns.has_questions and not self.columns.is_answered

    def _say(self, sentence: str, role: str = "problem") -> None:
        set_property(self.problem, "role", role)
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))

    def _start(self, job: Job) -> None:
        self._job = job
        self._refresh()

    def _look_as(self, options: ImportOptions) -> None:
        own = None if self._project is None else self._project.recipe
        self._look(
            tr("Looking at the files"),
            lambda report: look_at(self._paths, options, self._recipes, own, report),
        )

    def _look(self, title: str, work: Callable[[Report], LookedAt]) -> None:
        self._say("")
        if self._job is not None:
            self._job.cancel()
        self._start(self.jobs.run(title, work, self._looked_at))

    def _looked_at(self, looked: LookedAt) -> None:
        self._job = None
        self._looked, self._read, self._options = looked, None, None
        self._is_answered = False
        self.process.forget()
        self.files.show_look(looked.look)
        self.files.recipe.offer(looked.recipe, looked.recipe_file)
        self._say(looked.problem, "hint")
        self._refresh()
        if not isinstance(QApplication.focusWidget(), QComboBox):
            self.next_button.setFocus()

    def _recipe_changed(self) -> None:
        if self._looked is not None:
            self.columns.show_look(self._looked.look, self.files.recipe.in_use)
            self._refresh()

    def _all_options(self) -> ImportOptions:
        looked = self._looked
        kind = str(self.files.object_type.currentData() or "")
        sheet = "" if looked is None else looked.look.sheet
        return replace(self.columns.options(), sheet=sheet, object_type=kind)

    def _import(self) -> None:
        options, paths, project = self._all_options(), tuple(self._paths), self._project
        if self._read is not None and options == self._options:
            if self.files.recipe.in_use is not self._answers:
                self._ask_about(self._read)
            self._go(SUMMARY)
            return
        self._read, self._options = None, options
        self.summary.show_progress(0.0, tr("Reading the files"))
        job = self.jobs.run(
            tr("Importing"), lambda report: read(paths, options, project, report), self._was_imported
        )
        job.progressed.connect(self.summary.show_progress)
        self._job = job
        self._go(SUMMARY)

    def _was_imported(self, done: Read) -> None:
        self._job = None
        self._read = done
        self.summary.show_summary(done.imported, done.quality, done.update)
        self._ask_about(done)
        self._refresh()
        self.next_button.setFocus()

    def _ask_about(self, done: Read) -> None:
        """Prepare the pages after the import, with the answers given already or else those of the recipe in use."""
        used = self.files.recipe.in_use
        is_same = self._is_answered and used is self._answers
        answers = with_preparation(used or Recipe(), self.people.preparation()) if is_same else used
        self._answers, self._is_answered = used, True
        if self._project is None:
            first = self._paths[0]
            self.people.show_imported(done.imported, answers)
            self.process.offer(done.imported.log, first if first.is_dir() else first.parent)

    def _process_read(self, process: ProcessModel | None) -> None:
        self._job = None
        if process is not None:
            assert self._read is not None
            renames = self.people.preparation().stages
            deals: dict[str, int] = {}
            for label, count in stage_deals(self._read.imported.log).items():
                deals[renames.get(label, label)] = deals.get(renames.get(label, label), 0) + count
            used = self.files.recipe.in_use
            self.stages.show_process(process, deals, used.labels if used is not None else {})
            if self.stages.has_questions:
                self._go(STAGES)
                return
        self._finish(process)

    def _finish(self, process: ProcessModel | None) -> None:
        try:
            made = self._made(process)
        except UserError as error:
            self._say(str(error))
            self._refresh()
            return
        self.imported.emit(made)
        self.accept()

    def _made(self, process: ProcessModel | None) -> Project:
        """The new project, or the updated one; its answers are remembered."""
        assert self._read is not None
        recipe = self.recipe()
        if self._read.project is not None:
            project = replace(self._read.project, recipe=self._read.project.recipe or recipe)
        else:
            first, done = self._paths[0], self._read.imported
            preparation = self.people.preparation()
            if process is not None:
                process, preparation = self.stages.applied(preparation)
            name = first.name if first.is_dir() else first.name.split(".")[0]
            project = introduced(
                Project(
                    name,
                    done.log,
                    done.summary,
                    process,
                    preparation=preparation,
                    recipe=recipe,
                    leads=done.leads,
                )
            )
        return remembered_with(project, recipe, self._recipes)

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the recipe"), "Recipe.json", RECIPE_FILES)
        if name:
            self.save_recipe(Path(name if name.lower().endswith(".json") else f"{name}.json"))

    def _failed(self, error: Exception) -> None:
        """Say the sentence where the user is; anything else is ours and goes to the crash reporter."""
        self._job = None
        before = COLUMNS if self.columns.has_questions else FILES
        self._go(before if self.step == SUMMARY else self.step)
        if self.step == FILES and self._looked is not None:
            self.files.show_look(self._looked.look)  # as it was before another source or recipe was tried
        if not isinstance(error, UserError):
            self._say(tr("The files could not be read because of a mistake in Lanekeeper itself."))
            raise error
        self._say(str(error))

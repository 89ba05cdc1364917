"""The screen of the report: what is in it and whom it is for beside its pages, written to files in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from desktop.diagnosing import Diagnosing
from desktop.document import Document
from desktop.icons import icon
from desktop.jobs import Jobs
from desktop.results import Results
from desktop.screens.report.export_dialog import ExportDialog
from desktop.screens.report.looks_panel import LooksPanel
from desktop.screens.report.pages_panel import PagesPanel
from desktop.screens.report.previewing import PPI, Pages, Previewing
from desktop.screens.report.sections_panel import SectionsPanel
from desktop.screens.report.taken_away import taken_away
from desktop.screens.report.written_row import WrittenRow
from desktop.take_away import TakeAway
from desktop.theme import Palette
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.screen_parts import title_row
from desktop.widgets.scrolled import scrolled
from desktop.widgets.switch import Switch
from desktop.widgets.text import frame
from mining.report.sections import sections_of
from models.errors import UserError
from models.progress import Report as Progress
from models.project import Project
from models.report_template import ReportTemplate
from resources.translation import LANGUAGES, language, tr, tr_n

_LEFT = 372
_ENDING = ".yaml"


class ReportScreen(QWidget):
    """What is shown follows the document; every edit of the template can be undone."""

    failed = Signal(object)

    def __init__(
        self,
        document: Document,
        results: Results,
        diagnosing: Diagnosing,
        jobs: Jobs,
        palette: Palette,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._results, self._jobs = document, results, jobs
        self.previewing = Previewing(document, results, diagnosing, self)
        self.summary = ElidedLabel("small")
        self.sections, self.looks, self.pages = (
            SectionsPanel(palette),
            LooksPanel(palette),
            PagesPanel(palette),
        )
        self.switch = Switch(tr("What is edited"), (tr("What is in it"), tr("Whom it is for")))
        self.template_button, self.export_button = QPushButton(tr("Template")), QPushButton(tr("Export…"))
        self.dialog: ExportDialog | None = None
        self._folder, self._endings = Path.home(), frozenset({".pdf"})
        self.written = WrittenRow(palette)
        self._build()
        self._connect()
        self.set_palette_colors(palette)

    @property
    def template(self) -> ReportTemplate:
        """The template of the project."""
        return self._document.project.report

    @property
    def is_ready(self) -> bool:
        """Whether the pages are those of the project as it is."""
        return not self.previewing.busy

    def stop(self) -> None:
        """Wait for what is being made: before the window goes."""
        self.previewing.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        self.template_button.setIcon(icon("sliders-horizontal", palette.muted))
        self.export_button.setIcon(icon("download", palette.on_accent))
        for part in (self.sections, self.looks, self.pages, self.written):
            part.set_palette_colors(palette)

    def take_away(self, real_names: bool) -> TakeAway | None:
        """The words and the tables of the report as it is shown; None while there is none."""
        pages = self.previewing.pages
        if pages is None:
            return None
        report = pages.report
        if pages.found is not None and report.names_hidden == real_names:
            from mining.report.make import report_of
            from models.progress import silent

            report = report_of(pages.found, replace(self.template, with_names=real_names), silent)
        return taken_away(report)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: what is being made is made when somebody does."""
        super().hideEvent(event)
        self.previewing.rest()

    def refresh(self) -> None:
        """Show the template, and have its pages made, while the screen is in sight."""
        if not self.isVisible():
            return
        template = self.template
        self.sections.show_template(template, self._nothing_to_tell())
        self.looks.show_template(template)
        self.previewing.look()
        self._show_state()

    def ask_export(self) -> None:
        """Ask as what, under which name and where."""
        name = self._document.title or tr("Report")
        name = tr("{project} report", project=name)
        self.dialog = ExportDialog(self._folder, name, self._endings, self.template.with_names, self)
        self.dialog.wanted.connect(self.export_to)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.open()

    def export_to(self, paths: Sequence[Path]) -> None:
        """Write the report to all of these files."""
        if not paths:
            return
        self._folder, self._endings = paths[0].parent, frozenset(path.suffix for path in paths)
        project, known = self._document.project, self.previewing.known()

        def work(progress: Progress) -> tuple[Path, ...]:
            from mining.report.write import write_reports

            write_reports(project, project.report, tuple(paths), progress, known)
            return tuple(paths)

        self._jobs.run(tr("Exporting the report"), work, self._exported)

    def ask_template(self) -> None:
        """Let the user choose the file of a template."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Open a template"), "", tr("Templates (*.yaml *.yml)"))
        if name:
            self.open_template(Path(name))

    def open_template(self, path: Path) -> None:
        """Take the template of a file."""
        from mining.report.template_file import read_template

        try:
            template = read_template(path)
        except UserError as error:
            self.failed.emit(error)
            return
        self._edit(tr("Open the template {name}", name=path.name), template)

    def ask_save_template(self) -> None:
        """Let the user choose where the template goes to."""
        suggested = tr("{project} report template", project=self._document.title or tr("Report"))
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the template"), f"{suggested}{_ENDING}", tr("Templates (*.yaml)")
        )
        if name:
            path = Path(name)
            self.save_template(path if path.suffix else path.with_name(path.name + _ENDING))

    def save_template(self, path: Path) -> None:
        """Write the template to a file."""
        from mining.report.template_file import write_template

        try:
            write_template(self.template, path)
        except UserError as error:
            self.failed.emit(error)
            return
        self.written.tell(tr("Saved the template as {name}.", name=path.name), (path,), False)

    def _edit(self, verb: str, template: ReportTemplate) -> None:
        project: Project = self._document.project
        if template != project.report:
            self._document.edit(verb, replace(project, report=template))

    def _nothing_to_tell(self) -> frozenset[str]:
        """The sections that were wanted in the pages that are shown, and are not in them."""
        pages = self.previewing.pages
        if pages is None:
            return frozenset()
        told = {section.key for section in pages.report.sections}
        return frozenset(one.key for one in sections_of(self.template) if one.is_included) - told

    def _arrived(self) -> None:
        pages = self.previewing.pages
        if pages is not None:
            self.pages.show_pages(pages.pictures, PPI)
            self.sections.show_template(self.template, self._nothing_to_tell())
            self._show_summary(pages)
        self._show_state()

    def _show_summary(self, pages: Pages) -> None:
        count = len(pages.pictures)
        self.summary.setText(
            tr(
                "{sections}, {pages}",
                sections=tr_n("{count} section", "{count} sections", len(pages.report.sections)),
                pages=tr_n("{count} page", "{count} pages", count),
            )
        )

    def _show_state(self) -> None:
        busy = self.previewing.busy or self._results.busy
        wanted = self.template.language or language()
        slowly = tr("Making the pages in {language}…", language=LANGUAGES.get(wanted, wanted))
        making = slowly if wanted != language() else tr("Making the pages…")
        self.pages.show_state(making if busy else "")
        if self.previewing.pages is None:
            self.pages.say(making if busy else tr("There are no pages yet."))

    def _not_made(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.pages.say(str(error))
            self.pages.show_state("")
        else:
            self.failed.emit(error)

    def _exported(self, paths: tuple[Path, ...]) -> None:
        self.written.tell(tr("Saved {names}.", names=", ".join(path.name for path in paths)), paths)

    def _connect(self) -> None:
        self.sections.edited.connect(self._edit)
        self.looks.edited.connect(self._edit)
        self.looks.failed.connect(self.failed)
        self.switch.chosen.connect(self._turn)
        self.previewing.changed.connect(self._arrived)
        self.previewing.started.connect(self._show_state)
        self.previewing.failed.connect(self._not_made)
        self.export_button.clicked.connect(lambda: self.ask_export())
        self._document.changed.connect(lambda _, new: self.refresh())
        self._results.changed.connect(self.refresh)

    def _turn(self, part: int) -> None:
        self.sections.setVisible(part == 0)
        self.looks.setVisible(part == 1)

    def _build(self) -> None:
        menu = QMenu(self.template_button)
        for words, verb in (
            (tr("Open a template…"), self.ask_template),
            (tr("Save as a template…"), self.ask_save_template),
            (
                tr("Back to the usual report"),
                partial(self._edit, tr("Go back to the usual report"), ReportTemplate()),
            ),
        ):
            menu.addAction(words).triggered.connect(lambda _=False, then=verb: then())
        self.template_button.setMenu(menu)
        self.export_button.setProperty("kind", "primary")
        for button in (self.template_button, self.export_button):
            button.setIconSize(QSize(14, 14))
        head = title_row(tr("Report"), self.summary)
        head.addWidget(self.template_button)
        head.addWidget(self.export_button)
        bar = frame("bar")
        bar.setLayout(head)
        head.setContentsMargins(24, 14, 20, 14)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.written)
        whole.addLayout(row, 1)

    def _left(self) -> QWidget:
        inside = QWidget()
        inside.setObjectName("content")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.addWidget(self.switch)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self.sections)
        column.addWidget(self.looks)
        column.addStretch(1)
        self._turn(0)
        left = scrolled(inside, tr("What is in the report"))
        left.setFixedWidth(_LEFT)
        return left

    def _right(self) -> QWidget:
        side = frame("side")
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(self.pages)
        return side

"""The plan on paper: its pages are set off the UI thread, and shown, printed, or written as PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.jobs import Jobs
from desktop.latest_job import LatestJob
from desktop.screens.plan import printing
from desktop.screens.plan.areas_panel import PPI, AreasPanel
from desktop.screens.plan.shown import Shown
from desktop.screens.plan.work import pages
from mining.plan.service_levels import areas_of_plan
from models.errors import UserError
from resources.translation import tr

NO_AREA = tr("A page is made for every area that has an action or a service level; there is none yet.")


class Paper(QObject):
    """Keeps the panel in step with the plan; `shown` gives the plan as it is now."""

    written = Signal(object)
    """The path of the PDF."""

    failed = Signal(object)

    def __init__(self, panel: AreasPanel, jobs: Jobs, shown: Callable[[], Shown], window: QWidget) -> None:
        super().__init__(window)
        self._panel, self._jobs, self._shown, self._window = panel, jobs, shown, window
        self._page_of: tuple[object, ...] | None = None
        self.dialog: QPrintDialog | None = None
        self._setting = LatestJob(tr("Setting the page"), self)
        self._setting.done.connect(lambda made: panel.show_page(made[0]))
        self._setting.failed.connect(self._not_set)
        panel.page_wanted.connect(self.refresh)
        panel.print_wanted.connect(self.ask_printer)
        panel.save_wanted.connect(self.ask_path)

    @property
    def busy(self) -> bool:
        """Whether a page is being set."""
        return self._setting.busy

    def stop(self) -> None:
        """Cancel what runs and wait for it: before the window goes."""
        self._setting.stop()

    def refresh(self) -> None:
        """Show the page of the area that is looked at."""
        project = self._shown().project
        self._panel.show_words(project.plan)
        self._panel.show_areas(areas_of_plan(project))
        if self._panel.area is None:
            self._page_of = None
            self._setting.cancel()
            self._panel.say(NO_AREA)
            return
        shown = self._shown()
        of = (shown.project.plan, shown.project.process, shown.project.report, shown.counts, shown.today)
        if (of, shown.stand_ins, self._panel.area) != self._page_of:
            self._page_of = (of, shown.stand_ins, self._panel.area)
            self._setting.start(partial(pages, shown, PPI, (self._panel.area,)))

    def ask_path(self) -> None:
        """Let the user choose where the pages of all areas go to."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save the pages of all areas"), tr("Change plan.pdf"), tr("PDF (*.pdf)")
        )
        if name:
            path = Path(name)
            self.save_to(path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf"))

    def save_to(self, path: Path) -> None:
        """Write the pages of all areas as PDF."""
        title = tr("Writing {file}", file=path.name)
        work = partial(printing.write_pdf, self._shown(), path)
        self._jobs.run(title, work, self.written.emit, self.failed.emit)

    def ask_printer(self) -> None:
        """Let the user choose a printer, and which of the pages it gets."""
        count = len(areas_of_plan(self._shown().project))
        dialog = self.dialog = QPrintDialog(QPrinter(QPrinter.PrinterMode.HighResolution), self._window)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, count)
        dialog.setFromTo(1, count)
        dialog.accepted.connect(lambda: self.print_on(dialog.printer()))
        dialog.finished.connect(self._asked)
        dialog.setModal(True)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the chosen pages, all of them where none are chosen."""
        first, last = max(printer.fromPage(), 1), printer.toPage() or None

        def done(made: Sequence[bytes]) -> None:
            try:
                printing.print_pages(printer, made[first - 1 : last])
            except UserError as error:
                self.failed.emit(error)

        self._jobs.run(
            tr("Setting the pages"), partial(pages, self._shown(), printing.PPI, None), done, self.failed.emit
        )

    def _not_set(self, error: Exception) -> None:
        """What the user can mend is said in the place of the page."""
        self._page_of = None
        if isinstance(error, UserError):
            self._panel.say(str(error))
        else:
            self.failed.emit(error)

    def _asked(self, _: int) -> None:
        self.dialog = None

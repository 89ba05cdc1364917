"""Copies and exports the view that is shown: its picture and its tables, people by stand-ins unless asked otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from desktop.document import Document
from desktop.jobs import Jobs
from desktop.names_question import NamesQuestion
from desktop.results import Results
from desktop.take_away import TakeAway, TakesAway
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

if TYPE_CHECKING:
    from mining.export.write_tables import Written

_KINDS = {
    ".svg": tr("Picture, to edit (*.svg)"),
    ".pdf": tr("Picture, to print (*.pdf)"),
    ".png": tr("Picture, for slides (*.png)"),
    ".xlsx": tr("Tables as a workbook (*.xlsx)"),
    ".csv": tr("Tables as text (*.csv)"),
}
_NOTHING = tr("There is nothing to take away from this screen yet.")
_LOOKED_AT = 1_000
"""Rows of a table by which it is told whether it names people; where nobody is asked, stand-ins are written."""
Use = Callable[[TakeAway, str], object]
"""What is done with a view and the line that says what it shows."""


class TakingAway(QObject):
    """Asks the shown screen for what it gives; whether people are named is asked once and then remembered."""

    done = Signal(str, object)
    """What was done, in a sentence, and the paths that were written (empty after a copy)."""

    failed = Signal(object)
    """The `UserError` that says why nothing was done."""

    names_chosen = Signal(bool)
    """The user said whether people are named."""

    def __init__(
        self,
        document: Document,
        results: Results,
        jobs: Jobs,
        window: QWidget,
        shown: Callable[[], QWidget | None],
    ) -> None:
        super().__init__(window)
        self._document, self._results, self._jobs, self._window = document, results, jobs, window
        self._shown = shown
        self._names = NamesQuestion(window)
        self._real_names: bool | None = None

    @property
    def question(self) -> QMessageBox | None:
        """The question about names, while it is open."""
        return self._names.box

    def name_people(self, real_names: bool) -> None:
        """Remember whether people are named, until the window is closed."""
        self._real_names = real_names
        self.names_chosen.emit(real_names)

    def offered(self) -> TakeAway | None:
        """What the shown screen gives now, None for nothing."""
        return self._taken(False)

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        self._use(tr("Copy the picture"), self._copy_picture)

    def copy_table(self, at: int = 0) -> None:
        """Put one of the tables on the clipboard, the first one unless another is named."""
        self._use(tr("Copy the table"), partial(self._copy_table, at))

    def ask(self) -> None:
        """Let the user choose where the view goes to, and as what."""
        offered = self.offered()
        if offered is None:
            self.failed.emit(UserError(_NOTHING))
            return
        from mining.export.write_tables import file_name

        endings = endings_of(offered)
        title = " - ".join(part for part in (self._document.title, offered.title) if part)
        suggested = f"{file_name(title)}{endings[0]}"
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            tr("Export this view: {title}", title=offered.title),
            suggested,
            ";;".join(_KINDS[ending] for ending in endings),
        )
        if not name:
            return
        path = chosen_path(Path(name), kind, endings)
        if path != Path(name) and path.exists():  # nobody was asked whether it may be replaced
            self.failed.emit(
                UserError(
                    tr("{name} is already there; choose it by its name, or another one.", name=path.name)
                )
            )
            return
        self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Write the view to the file, or the files, that the ending of the name asks for."""
        self._use(tr("Export this view"), partial(self._write, path))

    def _use(self, title: str, use: Use) -> None:
        """Ask about names where that matters and was not answered yet, then do it."""
        taken = self._taken(bool(self._real_names))
        if taken is None:
            self.failed.emit(UserError(_NOTHING))
        elif self._real_names is None and self._shows_people(taken):
            self._names.ask(
                title, tr("Name people in what leaves the program?"), partial(self._answered, use)
            )
        else:
            self._give(use, taken)

    def _shows_people(self, offered: TakeAway) -> bool:
        """Whether real names would make a difference."""
        log = self._results.prepared
        if log is None or not (log.cases.owner.labels or log.resource.labels):
            return False
        named = self._taken(True)
        return named is not None and _texts(named) != _texts(offered)

    def _answered(self, use: Use, real_names: bool) -> None:
        """The screen may show something else by now."""
        self.name_people(real_names)
        self._use("", use)

    def _give(self, use: Use, taken: TakeAway) -> None:
        from desktop.view_words import view_words  # late, as all of this: the first window comes first

        use(taken, view_words(self._document, self._results, bool(self._real_names)))

    def _taken(self, real_names: bool) -> TakeAway | None:
        screen = self._shown()
        return screen.take_away(real_names) if isinstance(screen, TakesAway) else None

    def _copy_picture(self, taken: TakeAway, about: str) -> None:
        if taken.picture is None:
            self.failed.emit(UserError(tr("This view is no picture; its tables can be copied.")))
            return
        from desktop.clipboard import of_picture
        from desktop.pictures import with_footer

        picture = with_footer(taken.picture, about)
        QGuiApplication.clipboard().setMimeData(of_picture(picture, taken.title, about))
        self.done.emit(tr("Copied the picture of {title}.", title=taken.title), ())

    def _copy_table(self, at: int, taken: TakeAway, about: str) -> None:
        if at >= len(taken.tables):
            self.failed.emit(UserError(tr("This view has no table; its picture can be copied.")))
            return
        from desktop.clipboard import of_table

        QGuiApplication.clipboard().setMimeData(of_table(taken.tables[at]))
        self.done.emit(tr("Copied the table {title}.", title=taken.tables[at].title), ())

    def _write(self, path: Path, taken: TakeAway, about: str) -> None:
        from desktop.pictures import PICTURE_ENDINGS, drawn, with_footer

        ending = path.suffix.lower()
        if ending not in endings_of(taken):
            endings = ", ".join(endings_of(taken))
            self.failed.emit(
                UserError(
                    tr(
                        "{name} is of no kind that this view is written as; use {endings}.",
                        name=path.name,
                        endings=endings,
                    )
                )
            )
        elif ending not in PICTURE_ENDINGS:
            self._run(path, partial(_write_tables, taken, path, about))
        else:
            assert taken.picture is not None
            content = drawn(with_footer(taken.picture, about), ending, taken.title, about)
            self._run(path, partial(_write_picture, path, content))

    def _run(self, path: Path, work: Callable[[Report], Written]) -> None:
        self._jobs.run(tr("Exporting {name}", name=path.name), work, self._written)

    def _written(self, written: Written) -> None:
        names = [path.name for path in written.paths]
        listed = (
            names[0]
            if len(names) == 1
            else tr("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
        )
        self.done.emit(" ".join((tr("Saved {listed}.", listed=listed), *written.notes)), written.paths)


def _texts(taken: TakeAway) -> list[list[str]]:
    """The first texts of all its tables, column by column."""
    columns = [column for table in taken.tables for column in table.columns]
    return [[value for value in column.values[:_LOOKED_AT] if isinstance(value, str)] for column in columns]


def endings_of(taken: TakeAway) -> tuple[str, ...]:
    """The endings of the files that a view can be written as."""
    from desktop.pictures import PICTURE_ENDINGS
    from mining.export.write_tables import TABLE_ENDINGS

    pictures = PICTURE_ENDINGS if taken.picture is not None else ()
    return pictures + (TABLE_ENDINGS if taken.tables else ())


def chosen_path(path: Path, kind: str, endings: tuple[str, ...]) -> Path:
    """The file that is meant: the chosen kind counts where the name has no ending, or still the one it was offered."""
    chosen = kind[kind.rindex("*") + 1 : -1] if "*" in kind else endings[0]
    ending = path.suffix.lower()
    if ending not in endings:
        return path.with_name(path.name + chosen)
    return path.with_suffix(chosen) if ending == endings[0] and chosen != ending else path


def _write_tables(taken: TakeAway, path: Path, about: str, report: Report) -> Written:
    from mining.export.write_tables import write_tables

    return write_tables(taken.tables, path, taken.title, about, report)


def _write_picture(path: Path, content: Callable[[], bytes], report: Report) -> Written:
    from mining.atomic_file import write_atomically
    from mining.export.write_tables import Written

    report(0.1, tr("Writing {name}", name=path.name))
    write_atomically(path, content())
    return Written((path,))

"""Lets the user accept a deviation or forbid a path from whatever screen, through one dialog; all can be undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial, reduce

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.allow.dialog import AllowDialog, Entry
from desktop.document import Document
from desktop.results import Results
from mining.conformance.allow_scope import would_accept, would_forbid
from mining.number_format import number, plural
from mining.process.editing.allow_list import with_entry, without_entry
from mining.wording import title
from models.allow_list import STEP, Accepted, Forbidden
from models.conformance import Conformance
from models.deviation import DeviationKey
from models.sales_process import SalesProcess
from resources.translation import tr

IN_FORCE = timedelta(days=365)
"""For how long something is accepted where the user does not say otherwise."""


class AllowEdits(QObject):
    """Asks for the entry of one deviation or path, and puts it into the process; one dialog at a time."""

    def __init__(self, document: Document, results: Results, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._results, self._window = document, results, window
        self.dialog: AllowDialog | None = None

    @property
    def why_not(self) -> str:
        """Why nothing can be accepted or forbidden now; empty where it can."""
        process = self._document.project.process
        if process is None:
            return tr("There is no documented process yet: open one, or start from a template.")
        if not isinstance(process, SalesProcess):
            return tr("{name} was imported as a model: edit it as stages first.", name=process.name)
        return ""

    def accept(self, key: DeviationKey) -> None:
        """Ask why a deviation is accepted, and accept it."""
        today = date.today()
        self._ask(Accepted(key, by=self._last_author(), until=today + IN_FORCE), today, None)

    def forbid(self, paths: Sequence[tuple[str, ...]]) -> None:
        """Ask why these paths, at least one, must never happen, and forbid those that are not yet."""
        new = [path for path in paths if self.forbidden(path) is None]
        if new:
            entries = [Forbidden(path, by=self._last_author()) for path in new]
            self._ask(entries[0], date.today(), None, [entry.path for entry in entries[1:]])

    def change(self, entry: Entry) -> None:
        """Ask again about an entry that is there."""
        self._ask(entry, date.today(), entry)

    def remove(self, entry: Entry) -> None:
        """Take an entry out of every version of the process that has it."""
        verb = tr("Accept no more") if isinstance(entry, Accepted) else tr("Forbid no more")
        self._edit(verb, lambda process: without_entry(process, entry))

    def forbidden(self, path: Sequence[str]) -> Forbidden | None:
        """The entry that forbids exactly this path, if there is one."""
        process = self._document.project.process
        listed = process.forbidden if isinstance(process, SalesProcess) else ()
        return next((entry for entry in listed if entry.path == tuple(path)), None)

    def _ask(
        self, entry: Entry, today: date, before: Entry | None, more: Sequence[tuple[str, ...]] = ()
    ) -> None:
        """Ask about an entry; what is decided of a forbidden path holds for those in `more`, too."""
        if self.why_not or self.dialog is not None:
            return
        what = "; ".join((self._title(entry), *(STEP.join(path) for path in more)))
        covers = partial(self._covers, more)
        dialog = self.dialog = AllowDialog(entry, what, covers, today, self._window)
        dialog.decided.connect(lambda decided: self._decide(decided, before, more))
        dialog.finished.connect(self._asked)
        dialog.open()

    def _asked(self, _: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _decide(self, entry: Entry, before: Entry | None, more: Sequence[tuple[str, ...]]) -> None:
        verb = tr("Accept a deviation") if isinstance(entry, Accepted) else tr("Forbid a path")
        if before is None:
            now = self._document.project.process
            entries = _for_all(entry, more)
            self._edit(
                verb if len(entries) == 1 else tr("Forbid paths"),
                lambda process: reduce(with_entry, entries, process) if process is now else process,
            )
        elif entry != before:
            self._edit(
                tr("{verb}: change", verb=verb),
                lambda process: (
                    with_entry(process, entry, before)
                    if before in (*process.accepted, *process.forbidden)
                    else process
                ),
            )

    def _edit(self, verb: str, edit: Callable[[SalesProcess], SalesProcess]) -> None:
        """Edit the version in force now and those before it."""
        project = self._document.project
        process = edit(project.process) if isinstance(project.process, SalesProcess) else project.process
        earlier = tuple(edit(one) for one in project.earlier)
        if process is not project.process or earlier != project.earlier:
            self._document.edit(verb, replace(project, process=process, earlier=earlier))

    def _title(self, entry: Entry) -> str:
        found = self._found
        key = entry.deviation if isinstance(entry, Accepted) else entry.key
        return title(key, found.ends if found is not None else ())

    def _covers(self, more: Sequence[tuple[str, ...]], entry: Entry) -> str:
        """`Covers 120 of the 164 deals that show it.`"""
        found, process = self._found, self._document.project.process
        if found is None or not isinstance(process, SalesProcess):
            return ""
        if isinstance(entry, Accepted):
            covered, of_all = (len(would_accept(found, one)) for one in (entry, Accepted(entry.deviation)))
            return tr(
                "Covers {covered} of the {deals} that show it.",
                covered=number(covered),
                deals=plural(of_all, "deal"),
            )
        paths = (entry.path, *more)
        taken = sum(len(would_forbid(found, process, replace(entry, path=path))) for path in paths)
        of_all = sum(len(would_forbid(found, process, Forbidden(path))) for path in paths)
        if not of_all:
            return tr("No deal took it.")
        where = tr("these paths") if more else tr("this path")
        return tr(
            "{taken} of the {deals} on {where}.",
            taken=number(taken),
            deals=plural(of_all, "deal"),
            where=where,
        )

    def _last_author(self) -> str:
        """Who was last named in this process."""
        process = self._document.project.process
        if not isinstance(process, SalesProcess):
            return ""
        named = [*(one.by for one in process.forbidden), *(one.by for one in process.accepted)]
        return next((by for by in reversed(named) if by), "")

    @property
    def _found(self) -> Conformance | None:
        return self._results.analysis.conformance if self._results.analysis is not None else None


def _for_all(entry: Entry, more: Sequence[tuple[str, ...]]) -> list[Entry]:
    """The entry, and where it forbids a path the same for more paths."""
    return [entry, *(replace(entry, path=path) for path in more if isinstance(entry, Forbidden))]

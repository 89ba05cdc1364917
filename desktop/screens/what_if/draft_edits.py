"""Everything on the screen that changes the document: each a step to undo, or a sentence why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Signal

from desktop.document import Document
from mining.process.repair.edits import edited
from mining.process.repair.wording import edit_words
from mining.what_if.drafts import (
    adopted,
    versions_of,
    with_changed_draft,
    with_draft,
    with_renamed_draft,
    with_validity,
    without_draft,
    without_version,
)
from models.errors import UserError
from models.project import Project
from models.repair import ProcessEdit
from models.sales_process import SalesProcess
from resources.translation import tr


class DraftEdits(QObject):
    """Edits the drafts and versions of a document; `chosen` is the number of the draft that is looked at, or -1."""

    refused = Signal(str)
    """Why something cannot be done."""

    days_refused = Signal(str)
    """Why a version cannot be in force on such days."""

    done = Signal()
    """Something was done: what was refused before is over."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.chosen = -1

    @property
    def draft(self) -> SalesProcess | None:
        """The draft that is looked at."""
        drafts = self._project.drafts
        return drafts[self.chosen] if 0 <= self.chosen < len(drafts) else None

    @property
    def process(self) -> SalesProcess | None:
        """What an edit is made of: the draft, or else the process in force where that has stages."""
        return self.draft or self._in_force

    def keep_chosen(self) -> None:
        """Look at a draft that there is, where there is one."""
        there = len(self._project.drafts)
        self.chosen = min(max(self.chosen, 0), there - 1)

    def add(self, verb: str, process: SalesProcess, name: str = "") -> None:
        """Begin a new draft, and look at it."""
        before, self.chosen = self.chosen, len(self._project.drafts)
        if not self._edit(verb, lambda: with_draft(self._project, process, name)):
            self.chosen = before

    def duplicate(self, at: int) -> None:
        """Begin a draft as a copy of another."""
        draft = self._project.drafts[at]
        self.add(tr("Duplicate the draft"), draft, draft.name)

    def carry_out(self, edit: ProcessEdit) -> None:
        """Edit the draft that is looked at; where there is none, one begins as a copy of the process in force.

        Raises UserError where the edit does not fit.
        """
        process = self.process
        if process is None:
            return
        words, changed = edit_words(edit), edited(process, edit)
        if self.draft is None:
            self.add(words, changed)
        else:
            self._edit(words, lambda: with_changed_draft(self._project, self.chosen, changed))

    def rename(self, at: int, name: str) -> None:
        """Give a draft another name."""
        if name != self._project.drafts[at].name:
            self._edit(tr("Rename the draft"), lambda: with_renamed_draft(self._project, at, name))

    def delete(self, at: int) -> None:
        """Delete a draft."""
        self._edit(
            tr("Delete {name}", name=self._project.drafts[at].name), lambda: without_draft(self._project, at)
        )

    def adopt(self, at: int, begins: date | None, keep: bool) -> None:
        """Make a draft the process in force; raises UserError where it cannot be."""
        project = adopted(self._project, at, begins, keep)
        self._document.edit(tr("Adopt {name}", name=self._project.drafts[at].name), project)

    def change_validity(self, at: int, begins: date | None, ends: date | None) -> None:
        """Have a version in force on other days."""
        try:
            changed = with_validity(self._project, at, begins, ends)
        except UserError as error:
            self.days_refused.emit(str(error))
            return
        self._document.edit(tr("Change when a version is in force"), changed)

    def draft_of_version(self, at: int) -> None:
        """Begin a draft as a copy of a version."""
        version = versions_of(self._project)[at]
        self.add(tr("Make a draft of a version"), version, f"{version.name} {version.version}".strip())

    def delete_version(self, at: int) -> None:
        """Delete an earlier version."""
        self._edit(tr("Delete an earlier version"), lambda: without_version(self._project, at))

    @property
    def _project(self) -> Project:
        return self._document.project

    @property
    def _in_force(self) -> SalesProcess | None:
        process = self._project.process
        return process if isinstance(process, SalesProcess) else None

    def _edit(self, verb: str, make: Callable[[], Project]) -> bool:
        try:
            project = make()
        except UserError as error:
            self.refused.emit(str(error))
            return False
        self.done.emit()
        self._document.edit(verb, project)
        return True

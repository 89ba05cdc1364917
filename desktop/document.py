"""The open project: what it is now, how it became so, and the one signal that says it changed."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from models.case_filter import CaseFilter
from models.project import Project

_IN_A_SITTING = 1


class Document(QObject):
    """Holds the current project and its undo stack; everything the user changes goes through `edit`."""

    changed = Signal(object, object)
    """(old, new) projects."""

    path_changed = Signal()

    modified_changed = Signal(bool)

    def __init__(self, project: Project, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self._path = path
        self._never_saved = False
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._clean_changed)

    @property
    def project(self) -> Project:
        """The project as it is now."""
        return self._project

    @property
    def path(self) -> Path | None:
        """Where the project is saved, None where it never was."""
        return self._path

    @property
    def title(self) -> str:
        """What the project is called: as its file, or as it was named at its import."""
        return self._path.stem if self._path else self._project.name

    @property
    def is_modified(self) -> bool:
        """Whether something changed since the last save, or a fresh import was never saved."""
        return self._never_saved or not self.undo_stack.isClean()

    def edit(self, verb: str, project: Project, sitting: object | None = None) -> None:
        """Make `project` the current one; `verb` ("Filter by team") names the step in the undo menu.

        Edits that follow each other in one `sitting` (the time a popup is open) are one step to undo.
        """
        self.undo_stack.push(_Edit(self, verb, self._project, project, sitting))

    def saved(self, path: Path, project: Project) -> None:
        """Note that `project` is on disk; what was edited while it was being written stays unsaved."""
        self._path = path
        self._never_saved = False
        if project is self._project:
            self.undo_stack.setClean()
        self.path_changed.emit()
        self.modified_changed.emit(self.is_modified)

    def replace(self, project: Project, path: Path | None, modified: bool = False) -> None:
        """Open another project: a new history begins; `modified` where it deserves to be saved as it is."""
        self.undo_stack.clear()
        self._path = path
        self._never_saved = modified
        self._become(project)
        self.path_changed.emit()
        self.modified_changed.emit(self.is_modified)

    def _clean_changed(self, clean: bool) -> None:
        self.modified_changed.emit(self._never_saved or not clean)

    def _become(self, project: Project) -> None:
        old, self._project = self._project, project
        self.changed.emit(old, project)


def _says_the_same(one: Project, other: Project) -> bool:
    pairs = ((getattr(one, part.name), getattr(other, part.name)) for part in fields(Project))
    return all(a is b or (isinstance(a, CaseFilter) and a == b) for a, b in pairs)


class _Edit(QUndoCommand):
    def __init__(
        self, document: Document, verb: str, before: Project, after: Project, sitting: object | None
    ) -> None:
        super().__init__(verb)
        self._document, self._before, self._after, self._sitting = document, before, after, sitting

    def id(self) -> int:
        """Qt offers only steps of the same number for one; -1 stays alone."""
        return -1 if self._sitting is None else _IN_A_SITTING

    def mergeWith(self, later: QUndoCommand) -> bool:
        """Take over a later edit of the same sitting; where nothing is left of both, the step goes."""
        if not isinstance(later, _Edit) or later._sitting is not self._sitting:
            return False
        self._after = later._after
        self.setObsolete(_says_the_same(self._before, self._after))
        return True

    def redo(self) -> None:
        self._document._become(self._after)

    def undo(self) -> None:
        self._document._become(self._before)

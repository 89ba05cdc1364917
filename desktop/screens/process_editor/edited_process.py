"""Which process the editor edits: the one in force, or a draft that is in force nowhere."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.document import Document
from desktop.widgets.text import set_tip
from mining.process.editing.rename import renamed_costs
from mining.what_if.drafts import free_name, with_changed_draft
from models.project import ProcessModel, Project
from models.sales_process import SalesProcess

IN_FORCE = -1
_WIDEST = 190
_SHORTEST = 10


class EditedProcess(QComboBox):
    """The choice between them; out of sight where there is no draft."""

    changed = Signal()
    """Another process is to be edited."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.at = IN_FORCE
        self.setAccessibleName("Which process is edited")
        set_tip(self, "Edits of a draft change nothing until it is adopted, on the screen What if.")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SHORTEST)
        self.setMaximumWidth(_WIDEST)
        self.activated.connect(lambda row: self.choose(row - 1))
        self._list()

    @property
    def is_draft(self) -> bool:
        """Whether it is a draft."""
        return self.at != IN_FORCE

    @property
    def process(self) -> ProcessModel | None:
        """The process that is edited."""
        return self._process_in(self._document.project)

    def choose(self, at: int) -> None:
        """Edit the draft of that number, or the process in force."""
        if at != self.at:
            self.at = at
            self._list()
            self.changed.emit()

    def edited(self, process: SalesProcess) -> Project:
        """The project in which the process that is edited is this one.

        What departures cost, and the filter by a deviation, belong to the process in force.
        """
        project = self._document.project
        if self.is_draft:
            others = [draft.name for at, draft in enumerate(project.drafts) if at != self.at]
            return with_changed_draft(
                project, self.at, replace(process, name=free_name(process.name, others))
            )
        costs = project.costs
        if isinstance(project.process, SalesProcess):
            costs = renamed_costs(costs, project.process, process)
        chosen = replace(project.filter, deviation=None)
        return replace(project, process=process, costs=costs, filter=chosen)

    def follow(self, old: Project, new: Project) -> bool:
        """Stay at the same draft, which is no longer there where it was adopted or deleted; is it another process?"""
        at, before = self.at, self._process_in(old)
        if self.is_draft:
            names = [draft.name for draft in new.drafts]
            name = old.drafts[at].name
            if name in names:
                self.at = names.index(name)
            elif len(names) != len(old.drafts):
                self.at = IN_FORCE
        if at != self.at or old.drafts is not new.drafts:
            self._list()
        return at != self.at or before != self._process_in(new)

    def _process_in(self, project: Project) -> ProcessModel | None:
        is_there = self.is_draft and self.at < len(project.drafts)
        return project.drafts[self.at] if is_there else project.process

    def _list(self) -> None:
        drafts = self._document.project.drafts
        with QSignalBlocker(self):
            self.clear()
            self.addItem("In force")
            self.addItems([draft.name for draft in drafts])
            self.setCurrentIndex(self.at + 1)
        self.setVisible(bool(drafts))

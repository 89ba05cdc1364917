"""Which process the editor edits: the one in force, or a draft that is in force nowhere."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from desktop.document import Document
from desktop.widgets.calm_boxes import CalmComboBox
from desktop.widgets.text import set_tip
from mining.process.editing.rename import renamed_costs
from mining.what_if.drafts import free_name, with_changed_draft
from models.project import ProcessModel, Project
from models.sales_process import SalesProcess
from resources.translation import tr

IN_FORCE = -1
_NARROWEST, _WIDEST, _APART, _PADDING = 110, 280, 4, 24


class EditedProcess(CalmComboBox):
    """The choice between them; out of sight where there is no draft."""

    changed = Signal()
    """Another process is to be edited."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(tr("Which process is edited"), parent)
        self._document = document
        self.at = IN_FORCE
        set_tip(self, tr("Edits of a draft change nothing until it is adopted, on the screen What if."))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(_NARROWEST)
        self.activated.connect(lambda row: self.choose(row - 1))
        self._list()

    def sizeHint(self) -> QSize:
        """Room for the longest name, of which the style sheet takes some away."""
        hint = super().sizeHint()
        return QSize(min(_WIDEST, hint.width() + _PADDING), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """As any other, but a name that is too long ends in an ellipsis."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        shown = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, field.width() - _APART
        )
        option.currentText = shown
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

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
            self.addItem(tr("In force"))
            self.addItems([draft.name for draft in drafts])
            self.setCurrentIndex(self.at + 1)
        self.setAccessibleDescription(self.currentText())
        self.setVisible(bool(drafts))

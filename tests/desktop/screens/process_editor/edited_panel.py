"""The panel with a document behind it, as the screen has one: every edit and every selection is shown again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.document import Document
from desktop.screens.process_editor.forms.details_panel import DetailsPanel
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.theme import LIGHT
from mining.process.editing_facts import editing_facts
from mining.process.problems import problems_with
from models.buyer_check import SignalEvidence
from models.editing_facts import EditingFacts
from models.event_log import EventLog
from models.project import Project
from models.sales_process import SalesProcess


class EditedPanel:
    """`verbs` are the steps that can be undone, in order."""

    def __init__(self, process: SalesProcess, log: EventLog | None = None) -> None:
        self.facts: EditingFacts = editing_facts(log)
        self.document = Document(Project("P", process=process))
        self.counts: dict[str, SignalEvidence] = {}
        self.panel = DetailsPanel(LIGHT, lambda name: self.counts.get(name))
        self.selection = WHOLE
        self.panel.edited.connect(self._edit)
        self.panel.selected.connect(self.select)
        self.document.changed.connect(lambda _old, _new: self.show())
        self.show()
        self.panel.resize(320, 900)
        self.panel.show()
        self.panel.activateWindow()
        QTest.qWaitForWindowActive(self.panel)

    @property
    def process(self) -> SalesProcess:
        found = self.document.project.process
        assert isinstance(found, SalesProcess)
        return found

    @property
    def verbs(self) -> list[str]:
        stack = self.document.undo_stack
        return [stack.text(at) for at in range(stack.count())]

    def select(self, selection: Selection) -> None:
        self.selection = selection
        self.show()

    def show(self) -> None:
        found = problems_with(self.process, self.facts)
        self.panel.show_selection(self.process, self.selection, found, self.facts)

    def _edit(self, verb: str, process: SalesProcess) -> None:
        from dataclasses import replace

        self.document.edit(verb, replace(self.document.project, process=process))


def type_over(line: QLineEdit, words: str, enter: bool = True) -> None:
    """Replace what stands in a line by typing."""
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, words)
    if enter:
        QTest.keyClick(line, Qt.Key.Key_Return)


def click(widget: QWidget) -> None:
    """Click into the middle of a widget; on the box of a check box."""
    from PySide6.QtWidgets import QCheckBox

    at = widget.rect().center()
    if isinstance(widget, QCheckBox):
        at.setX(8)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)


def check(rows: QWidget, row: int) -> None:
    """Check a row of a list, or uncheck it, by the keyboard."""
    from desktop.widgets.check_list import CheckList

    assert isinstance(rows, CheckList)
    rows.setFocus()
    rows.setCurrentRow(row)
    QTest.keyClick(rows, Qt.Key.Key_Space)


def choose(box: QWidget, words: str) -> None:
    """Choose an entry of a box by the keyboard."""
    from PySide6.QtWidgets import QComboBox

    assert isinstance(box, QComboBox)
    box.setFocus()
    wanted = box.findText(words)
    assert wanted >= 0, f"{words} is not offered"
    key = Qt.Key.Key_Down if wanted > box.currentIndex() else Qt.Key.Key_Up
    for _ in range(abs(wanted - box.currentIndex())):
        QTest.keyClick(box, key)

"""The form of a block: its branches, and in a choice for which deals each of them is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.screens.process_editor.forms.condition_field import ConditionField
from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.shown import Shown, selection_at
from desktop.theme import Palette
from desktop.widgets.form_field import FormField
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from mining.process.editing.blocks import add_branch, dissolve
from mining.process.editing.change import change_branch
from mining.process.editing.edited import Edited
from mining.process.editing.place import Place
from mining.process.editing.remove import remove_branch
from models.condition import Condition
from models.editing_facts import EditingFacts
from models.sales_process import Branch, Choice, Flow, branch_flows, stages_of
from resources.translation import tr

WHEN, OTHERWISE, ANY_DEAL = range(3)
_PARALLEL = tr("Every branch is worked, in any order.")
_CHOICE = tr("A deal takes the first branch whose condition holds; the others where none does.")


class BlockForm(Form):
    """One card a branch."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self.branches: list[BranchCard] = []
        self.sentence = text(role="small", wrap=True)
        self.add_button, self.line_button = (
            QPushButton(tr("Add a branch")),
            QPushButton(tr("One after the other")),
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.column.addWidget(self.sentence)
        self.column.addLayout(self._cards)
        self.whole = self.add_field("")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add_button, self.line_button):
            button.setProperty("kind", "quiet")
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.add_row(buttons)
        self.column.addStretch(1)
        self.add_button.clicked.connect(self._add)
        self.line_button.clicked.connect(self._dissolve)

    @property
    def place(self) -> Place:
        """Where the block stands."""
        assert self.shown.block_place is not None
        return self.shown.block_place

    def fill(self, shown: Shown) -> None:
        block = shown.block
        if block is None:
            return
        is_choice = isinstance(block, Choice)
        self.sentence.setText(_CHOICE if is_choice else _PARALLEL)
        while len(self.branches) > len(block.branches):
            gone = self.branches.pop()
            self._cards.removeWidget(gone)
            gone.setParent(None)
            gone.deleteLater()
        while len(self.branches) < len(block.branches):
            self._append()
        for at, (card, flow) in enumerate(zip(self.branches, branch_flows(block), strict=True)):
            branch = block.branches[at]
            card.show_branch(flow, branch if isinstance(branch, Branch) else None, shown.facts)
            card.field.show_problems(shown.problems_at(self.place, tr("branch {at}", at=at)))
        self.whole.show_problems(shown.problems_at(self.place, "branches", ""))

    def _append(self) -> None:
        at = len(self.branches)
        card = BranchCard(at, self.palette_colors)
        card.changed.connect(self._change)
        card.removed.connect(self._remove)
        self.branches.append(card)
        self._cards.addWidget(card)

    def _change(self, at: int, condition: Condition | None, otherwise: bool) -> None:
        edited = change_branch(self.shown.process, self.place.child(at), condition, otherwise)
        self._tell(tr("Change when branch {at} is taken", at=at + 1), edited)

    def _remove(self, at: int) -> None:
        edited = remove_branch(self.shown.process, self.place.child(at))
        self._tell_and_follow(tr("Remove branch {at}", at=at + 1), edited)

    def _add(self) -> None:
        self._tell(tr("Add a branch"), add_branch(self.shown.process, self.place))

    def _dissolve(self) -> None:
        self._tell_and_follow(
            tr("Put the branches one after the other"), dissolve(self.shown.process, self.place)
        )

    def _tell_and_follow(self, verb: str, edited: Edited) -> None:
        """Select what stands where the block was, as it may be none any more."""
        place = self.place
        self._tell(verb, edited)
        self.selected.emit(selection_at(edited.process, place))

    def _tell(self, verb: str, edited: Edited) -> None:
        self.edit(verb, edited.process)


class BranchCard(QWidget):
    """What is done in a branch, and in a choice for which deals."""

    changed = Signal(int, object, bool)
    """Its number, the condition or None, and whether it is for all other deals."""

    removed = Signal(int)

    def __init__(self, at: int, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at = at
        self._branch: Branch | None = None
        self.title = text(tr("Branch {at}", at=at + 1), "strong")
        self.stages = text(role="small", wrap=True)
        self.choice = Switch(
            tr("Branch {at} is for", at=at + 1), (tr("Deals with"), tr("All others"), tr("Any deal"))
        )
        self.condition = ConditionField("", palette, tr("Condition of branch {at}", at=at + 1))
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.setProperty("kind", "quiet")
        self.remove_button.setAccessibleName(tr("Remove branch {at}", at=at + 1))
        self.field = FormField("", palette, self.choice, self.condition)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.stages)
        column.addWidget(self.field)
        self.choice.chosen.connect(self._choose)
        self.condition.changed.connect(self._enter)
        self.remove_button.clicked.connect(lambda: self.removed.emit(self.at))

    def show_branch(self, flow: Flow, branch: Branch | None, facts: EditingFacts) -> None:
        """Show a branch; None for one of a parallel block, which is for every deal."""
        began = self._branch == branch and self.choice.choice == WHEN
        self._branch = branch
        names = [stage.name for stage in stages_of(flow)]
        self.stages.setText(" → ".join(names) or tr("Nothing is done: drop a stage on it."))
        self.choice.setVisible(branch is not None)
        when = branch.when if branch is not None else None
        otherwise = branch is not None and branch.otherwise
        self.choice.show_choice(WHEN if when is not None or began else OTHERWISE if otherwise else ANY_DEAL)
        self.condition.show_condition(when, facts)
        self.condition.setVisible(branch is not None and self.choice.choice == WHEN)

    def _choose(self, choice: int) -> None:
        self.condition.setVisible(choice == WHEN)
        if choice == WHEN:
            self.condition.line.setFocus()
            self.condition.line.offer()
        else:
            self.changed.emit(self.at, None, choice == OTHERWISE)

    def _enter(self, condition: Condition | None) -> None:
        self.changed.emit(self.at, condition, False)

"""A condition on deals, typed: fields and values are offered, and what makes no sense is said while it is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.theme import Palette
from desktop.widgets.form_field import FormField
from desktop.widgets.query_edit import QueryEdit
from mining.process.condition_completion import ConditionOffer, condition_completions
from mining.process.conditions import parse_condition
from mining.process.problems.in_log import condition_against_log
from models.condition import Condition
from models.editing_facts import EditingFacts
from models.errors import UserError
from models.process_problem import Part
from resources.translation import tr

_WHERE = tr("Condition")


class ConditionField(FormField):
    """Tells of a condition when it is entered or left and can be read; of None where it was emptied."""

    changed = Signal(object)
    """`Condition` or None."""

    def __init__(
        self, name: str, palette: Palette, accessible: str = "", parent: QWidget | None = None
    ) -> None:
        self.line = ConditionEdit()
        super().__init__(name, palette, self.line, parent=parent)
        self._shown = ""
        self.line.setAccessibleName(accessible or name)
        self.line.setPlaceholderText("amount < 10000")
        self.line.checked.connect(self._judge)
        self.line.editingFinished.connect(self.commit)

    def show_condition(self, condition: Condition | None, facts: EditingFacts) -> None:
        """Show a condition; what is being typed stays."""
        self.line.facts = facts
        shown = condition.text if condition is not None else ""
        kept = self.line.hasFocus() and self.line.text().strip() != self._shown
        self._shown = shown
        if not kept and self.line.text().strip() != shown:
            self.line.setText(shown)

    def take_back(self) -> None:
        self.line.setText(self._shown)
        super().take_back()

    def commit(self) -> None:
        """Tell of the condition where it is another one."""
        typed = self.line.text().strip()
        if typed == self._shown or self.line.problem:
            return
        self._shown = typed
        self.say("")
        self.changed.emit(parse_condition(typed, _WHERE) if typed else None)

    def _judge(self, typed: str) -> None:
        """What cannot be read, or what no deal has; once it is entered, the process is judged as a whole."""
        self.say(self.line.problem)
        if typed and typed != self._shown and not self.line.problem:
            condition = parse_condition(typed, _WHERE)
            place = (Part.PROCESS, "", (), "")
            for found in condition_against_log(condition, tr("the condition"), place, self.line.facts):
                self.say(found.shown, found.severity)
                break


class ConditionEdit(QueryEdit):
    """Offers what the log knows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.facts = EditingFacts()
        super().__init__(self._complete, problem_with_condition, parent)

    def _complete(self, typed: str, cursor: int) -> list[ConditionOffer]:
        return condition_completions(typed, cursor, self.facts)


def problem_with_condition(typed: str) -> str:
    """Why a text is no condition, "" where it is one."""
    try:
        parse_condition(typed, _WHERE)
    except UserError as error:
        said = str(error).removeprefix(f"{_WHERE}: ")
        return said[:1].upper() + said[1:]
    return ""

"""Whether a stage may be left out: never, always, or under a condition."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.process_editor.forms.condition_field import ConditionField
from desktop.theme import Palette
from desktop.widgets.form_field import FormField
from desktop.widgets.switch import Switch
from models.condition import Condition
from models.editing_facts import EditingFacts
from resources.translation import tr

NEVER, ALWAYS, WHEN = range(3)


class OptionalField(QWidget):
    """`When` shows a field for the condition; until one is entered, nothing has changed."""

    changed = Signal(object)
    """True, False or a `Condition`."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Switch(tr("May be left out"), (tr("Never"), tr("Always"), tr("When …")))
        self.condition = ConditionField("", palette, tr("Condition under which it may be left out"))
        self.field = FormField(tr("May be left out"), palette, self.choice, self.condition)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        self._value: bool | Condition = False
        self.choice.chosen.connect(self._choose)
        self.condition.changed.connect(self._enter)

    def show_value(self, value: bool | Condition, facts: EditingFacts, same_part: bool) -> None:
        """Show what the stage has; for the `same_part` as before a condition that was begun stays open."""
        was_open = same_part and self.choice.choice == WHEN and self._value == value
        self._value = value
        is_condition = isinstance(value, Condition)
        self.choice.show_choice(WHEN if is_condition or was_open else ALWAYS if value else NEVER)
        self.condition.show_condition(value if isinstance(value, Condition) else None, facts)
        self.condition.setVisible(self.choice.choice == WHEN)

    def _choose(self, choice: int) -> None:
        self.condition.setVisible(choice == WHEN)
        if choice == WHEN:
            self.condition.line.setFocus()
            self.condition.line.offer()
        elif self._value is not (choice == ALWAYS):
            self.changed.emit(choice == ALWAYS)

    def _enter(self, condition: Condition | None) -> None:
        self.changed.emit(False if condition is None else condition)

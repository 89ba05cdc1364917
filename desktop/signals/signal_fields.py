"""The fields of a signal: which events, or which change of a field, count as it; what is of the other is hidden."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.chips_edit import ChipsEdit
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.form_field import FormField
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.problem_lines import ProblemLines
from desktop.widgets.switch import Switch
from mining.journey.matching import problem_with_pattern
from models.label import tidy
from models.signal import SET
from models.signal import Signal as Evidence
from resources.translation import tr

ACTIVITY, FIELD = range(2)
_SIDES = (("", tr("Anyone")), ("buyer", tr("The buyer")), ("seller", tr("The seller")))


class SignalFields(QWidget):
    """Shows a signal and lets it be written; whoever holds it decides what becomes of that."""

    typed = Signal()
    """Something was typed, chosen or ticked: `written` is another signal now."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self.name = CommitEdit(tr("Name of the signal"), "economic_buyer_met")
        self.sort = Switch(tr("What counts as it"), (tr("An activity"), tr("A changed field")))
        self.kinds = ChipsEdit("activities", tr("Add a kind of activity"), palette.muted)
        self.subject = CommitEdit(tr("Pattern in the subject"), "(?i)proposal|quote")
        self.two_way = QCheckBox(tr("Both sides took part"))
        self.contact_role = CommitEdit(tr("Role of the contact"), tr("Economic buyer"))
        self.role = OfferedEdit(tr("Role of the user"), tr("Any role"))
        self.changed_field = OfferedEdit(tr("Field that changes"), tr("Field of the deal"))
        self.becomes = CommitEdit(tr("What it becomes"), tr("Anything"))
        self.by = QComboBox()
        self.fields: dict[str, FormField] = {}
        self._of_activity, self._of_field = QWidget(), QWidget()
        self._build()
        self._connect()

    def show_signal(self, signal: Evidence) -> None:
        """Show what the signal says; what is being typed stays, and so do the fields that are in sight."""
        self.name.show_text(signal.name)
        self.kinds.show_values(signal.kinds)
        self.subject.show_text(signal.subject)
        self.two_way.setChecked(signal.two_way)
        self.contact_role.show_text(signal.contact_role)
        self.role.show_text(signal.role)
        self.changed_field.show_text(signal.field)
        self.becomes.show_text(signal.becomes)
        self.by.setCurrentIndex(self.by.findData(signal.by))

    def forget_typing(self) -> None:
        """What was typed and not taken over goes."""
        for line in (self.name, self.subject, self.contact_role, self.becomes, self.role, self.changed_field):
            line.take_back()
        self.kinds.line.clear()
        self.fields["subject"].take_back()

    def show_new(self, name: str) -> None:
        """Show a signal of which nothing is written but a name."""
        for line in (self.subject, self.contact_role, self.role, self.changed_field, self.becomes):
            line.show_text("")
        self.name.show_text(name)
        self.kinds.show_values(())
        self.two_way.setChecked(False)
        self.by.setCurrentIndex(0)

    def show_sort(self, sort: int) -> None:
        """Show the fields of an activity, or those of a changed field."""
        self.sort.show_choice(sort)
        self._of_activity.setVisible(sort == ACTIVITY)
        self._of_field.setVisible(sort == FIELD)

    def set_palette_colors(self, palette: Palette) -> None:
        """Take the colours of another theme."""
        for lines in self.findChildren(ProblemLines):
            lines.set_palette_colors(palette)
        self.kinds.paint_icons(palette.muted)

    @property
    def is_field(self) -> bool:
        """Whether it is a changed field that is written."""
        return self.sort.choice == FIELD

    @property
    def side(self) -> str:
        """Who must have done it: `buyer`, `seller`, or empty."""
        return str(self.by.currentData())

    @property
    def written(self) -> Evidence | None:
        """The signal as it stands in the fields, None where it names nothing yet."""
        name, role = tidy(self.name.text()), tidy(self.role.text())
        if self.is_field:
            field, becomes = tidy(self.changed_field.text()), tidy(self.becomes.text()) or SET
            return Evidence(name, field=field, becomes=becomes, role=role, by=self.side) if field else None
        begun = tidy(self.kinds.line.text())
        kinds = tuple(dict.fromkeys((*self.kinds.values, *((begun,) if begun else ()))))
        if not kinds and not self.subject.text():
            return None
        return Evidence(
            name,
            kinds=kinds,
            subject=self.subject.text(),
            two_way=self.two_way.isChecked(),
            contact_role=tidy(self.contact_role.text()),
            role=role,
            by=self.side,
        )

    def _judge_pattern(self, typed: str) -> None:
        problem = problem_with_pattern(typed) if typed.strip() else ""
        self.fields["subject"].say(f"{problem[:1].upper()}{problem[1:]}." if problem else "")

    def _connect(self) -> None:
        self.sort.chosen.connect(self.show_sort)
        self.subject.textEdited.connect(self._judge_pattern)
        for line in self.lines():
            line.textEdited.connect(lambda _: self.typed.emit())
        self.sort.chosen.connect(lambda _: self.typed.emit())
        self.two_way.clicked.connect(lambda _: self.typed.emit())
        self.by.activated.connect(lambda _: self.typed.emit())

    def lines(self) -> tuple[QLineEdit, ...]:
        """Whatever is typed into."""
        of_activity = (self.kinds.line, self.subject, self.contact_role)
        return (self.name, *of_activity, self.changed_field, self.becomes, self.role)

    def _build(self) -> None:
        for side, words in _SIDES:
            self.by.addItem(words, side)
        self.by.setAccessibleName(tr("Done by"))
        whole = _column(self)
        self._add(whole, "name", tr("Name"), self.name)
        self._add(whole, "", tr("What counts as it"), self.sort)
        inner = _column(self._of_activity)
        self._add(inner, "kinds", tr("Called"), self.kinds)
        self._add(inner, "subject", tr("Subject matches"), self.subject)
        self._add(inner, "two_way", "", self.two_way)
        self._add(inner, "contact_role", tr("With a contact in the role"), self.contact_role)
        inner = _column(self._of_field)
        self._add(inner, "field", tr("Field"), self.changed_field)
        self._add(inner, "becomes", tr("Becomes (“{set}” for any value)", set=SET), self.becomes)
        whole.addWidget(self._of_activity)
        whole.addWidget(self._of_field)
        self._add(whole, "role", tr("Done by a user in the role"), self.role)
        self._add(whole, "by", tr("Done by"), self.by)
        self.show_sort(ACTIVITY)

    def _add(self, column: QVBoxLayout, attribute: str, name: str, editor: QWidget) -> None:
        field = FormField(name, self._palette, editor)
        column.addWidget(field)
        if attribute:
            self.fields[attribute] = field


def _column(holder: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return column

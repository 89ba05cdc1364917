"""The form of a signal: which events, or which change of a field, count as it; and how often the log has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.offers import counted, role_offers
from desktop.screens.process_editor.forms.shown import Matches, Shown
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.theme import Palette
from desktop.widgets.chips_edit import ChipsEdit
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from mining.journey.matching import problem_with_pattern
from mining.journey.wording import seen_words
from mining.process.editing.signals import with_signal, without_signal
from models.buyer_check import SignalEvidence
from models.label import key
from models.process_problem import Part
from models.signal import SET, Signal

ACTIVITY, FIELD = range(2)
_SIDES = ("", "buyer", "seller")


class SignalForm(Form):
    """Either an activity or the change of a field; what belongs to the other is hidden."""

    def __init__(self, palette: Palette, matches: Matches, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._matches = matches
        self._signal: Signal | None = None
        self.back_button = QPushButton("‹ All signals")
        self.seen = text(role="small", wrap=True)
        self.name = CommitEdit("Name of the signal")
        self.sort = Switch("What counts as it", ("An activity", "A changed field"))
        self.kinds = ChipsEdit("activities", "Add a kind of activity", palette.muted)
        self.subject = CommitEdit("Pattern in the subject", "(?i)proposal|quote")
        self.two_way = QCheckBox("Both sides took part")
        self.contact_role = CommitEdit("Role of the contact", "Economic buyer")
        self.role = OfferedEdit("Role of the user", "Any role")
        self.changed_field = OfferedEdit("Field that changes", "Field of the deal")
        self.becomes = CommitEdit("What it becomes", "Anything")
        self.by = Switch("Done by", ("Anyone", "The buyer", "The seller"))
        self.remove_button = QPushButton("Remove this signal")
        self._build()
        self._connect()

    @property
    def signal(self) -> Signal:
        """The signal that is shown."""
        assert self._signal is not None
        return self._signal

    def fill(self, shown: Shown) -> None:
        signal = shown.signal
        if signal is None:
            return
        same = self._signal is not None and self._signal.name == signal.name
        began = same and self._signal == signal
        self._signal, facts = signal, shown.facts
        self.show_matches()
        self.name.show_text(signal.name)
        if not began:
            self.sort.show_choice(FIELD if signal.field else ACTIVITY)
        self.kinds.offer(counted(facts.kinds))
        self.kinds.show_values(signal.kinds)
        self.subject.show_text(signal.subject)
        self.two_way.setChecked(signal.two_way)
        self.contact_role.show_text(signal.contact_role)
        self.role.offer_these(role_offers(shown.process))
        self.role.show_text(signal.role)
        self.changed_field.offer_these(counted(facts.changes))
        self.changed_field.show_text(signal.field)
        self.becomes.show_text(signal.becomes)
        self.by.show_choice(_SIDES.index(signal.by))
        self._show_sort()
        for attribute, field in self.fields.items():
            wanted = ("name", "") if attribute == "name" else (attribute,)
            field.show_problems(shown.problems_of(Part.SIGNAL, signal.name, *wanted))

    def show_matches(self) -> None:
        """Say how often the log has the signal, as far as that is known now."""
        if self._signal is not None and self._shown is not None:
            self.seen.setText(matches_words(self._matches(self._signal.name), self.shown.facts.has_log))

    def _show_sort(self) -> None:
        is_field = self.sort.choice == FIELD
        self._of_activity.setVisible(not is_field)
        self._of_field.setVisible(is_field)

    def _build(self) -> None:
        self.add_quiet_button(self.back_button, "Back to all signals")
        self.column.addWidget(self.seen)
        self.fields = {"name": self.add_field("Name", self.name)}
        self.add_field("What counts as it", self.sort)
        self._of_activity, self._of_field = QWidget(), QWidget()
        outer, parts = self.column, {
            self._of_activity: (
                ("kinds", "Called", self.kinds),
                ("subject", "Subject matches", self.subject),
                ("two_way", "", self.two_way),
                ("contact_role", "With a contact in the role", self.contact_role),
            ),
            self._of_field: (
                ("field", "Field", self.changed_field),
                ("becomes", f"Becomes (“{SET}” for any value)", self.becomes),
            ),
        }  # fmt: skip
        for holder, fields in parts.items():
            self.column = QVBoxLayout(holder)
            self.column.setContentsMargins(0, 0, 0, 0)
            self.column.setSpacing(12)
            self.fields |= {attribute: self.add_field(name, editor) for attribute, name, editor in fields}
            outer.addWidget(holder)
        self.column = outer
        self.fields |= {
            "role": self.add_field("Done by a user in the role", self.role),
            "by": self.add_field("Done by", self.by),
        }
        self.add_quiet_button(self.remove_button)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(lambda: self.selected.emit(WHOLE))
        self.name.committed.connect(self._rename)
        self.sort.chosen.connect(self._choose)
        self.kinds.added.connect(lambda new: self._change(kinds=(*self.signal.kinds, new)))
        self.kinds.removed.connect(
            lambda old: self._change(kinds=tuple(one for one in self.signal.kinds if one != old))
        )
        self.subject.textEdited.connect(self._judge_pattern)
        self.subject.committed.connect(lambda subject: self._change(subject=subject))
        self.two_way.toggled.connect(lambda both: self._change(two_way=both))
        self.contact_role.committed.connect(lambda role: self._change(contact_role=role))
        self.role.committed.connect(lambda role: self._change(role=role))
        self.changed_field.committed.connect(self._follow)
        self.becomes.committed.connect(lambda value: self._change(becomes=value))
        self.by.chosen.connect(lambda at: self._change(by=_SIDES[at]))
        self.remove_button.clicked.connect(self._remove)

    def _change(self, **fields: Any) -> None:
        if self._filling:
            return
        try:
            signal = replace(self.signal, **fields)
        except ValueError:
            self.fields["kinds"].say("Name a kind of activity, or a pattern in its subject.")
            self.kinds.show_values(self.signal.kinds)
            return
        self.fields["kinds"].say("")
        self.fields["subject"].say("")
        self.edit(f"Change signal {signal.name}", with_signal(self.shown.process, self.signal.name, signal))

    def _choose(self, choice: int) -> None:
        """What was of the other sort goes when something of this one is entered."""
        self._show_sort()
        if choice == ACTIVITY and self.signal.field:
            kinds = self.shown.facts.kinds
            self._change(field="", becomes="", kinds=(kinds[0].name if kinds else "Meeting",))
        elif choice == FIELD:
            self.changed_field.setFocus()

    def _follow(self, name: str) -> None:
        if not name:
            self.fields["field"].say("Name the field whose change is the signal.")
            return
        self.fields["field"].say("")
        becomes = self.signal.becomes or SET
        self._change(
            field=name, becomes=becomes, kinds=(), subject="", two_way=False, contact_role=""
        )  # fmt: skip

    def _judge_pattern(self, typed: str) -> None:
        problem = problem_with_pattern(typed) if typed.strip() else ""
        self.fields["subject"].say(f"{problem[:1].upper()}{problem[1:]}." if problem else "")

    def _rename(self, name: str) -> None:
        taken = {key(one.name) for one in self.shown.process.signals if one is not self.signal}
        if not name or key(name) in taken:
            self.fields["name"].say(
                f"There is a signal {name} already." if name else "A signal needs a name."
            )
            return
        self.fields["name"].say("")
        old = self.signal
        process = with_signal(self.shown.process, old.name, replace(old, name=name))
        self.edit(f"Rename signal {old.name} to {name}", process)
        self.selected.emit(Selection("signal", name))

    def _remove(self) -> None:
        name = self.signal.name
        self.edit(f"Remove signal {name}", without_signal(self.shown.process, name))
        self.selected.emit(WHOLE)


def matches_words(found: SignalEvidence | None, has_log: bool) -> str:
    """`Seen 1,204 times in 830 deals.`, or why it is not, or why that is not known."""
    if not has_log:
        return "Import a CRM export to see how often the log has it."
    return "Counting how often the log has it …" if found is None else seen_words(found)

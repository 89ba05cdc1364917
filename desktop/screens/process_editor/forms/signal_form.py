"""The form of a signal: its fields, each an edit as soon as it is entered, and how often the log has it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.offers import counted, role_offers
from desktop.screens.process_editor.forms.shown import Matches, Shown
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.signals.signal_fields import ACTIVITY, FIELD, SignalFields
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.journey.wording import seen_words
from mining.process.editing.signals import change_signal, remove_signal, rename_signal
from models.buyer_check import SignalEvidence
from models.label import key
from models.process_problem import Part
from models.signal import SET, Signal
from resources.translation import tr


class SignalForm(Form):
    """Either an activity or the change of a field; what belongs to the other goes when one of them is entered."""

    def __init__(self, palette: Palette, matches: Matches, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._matches = matches
        self._signal: Signal | None = None
        self.back_button = QPushButton(tr("‹ All signals"))
        self.seen = text(role="small", wrap=True)
        self.parts = SignalFields(palette)
        self.fields = self.parts.fields
        self.remove_button = QPushButton(tr("Remove this signal"))
        self.add_quiet_button(self.back_button, tr("Back to all signals"))
        self.column.addWidget(self.seen)
        self.column.addWidget(self.parts)
        self.add_quiet_button(self.remove_button)
        self.column.addStretch(1)
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
        if not began:
            self.parts.show_sort(FIELD if signal.field else ACTIVITY)
        self.parts.kinds.offer(counted(facts.kinds))
        self.parts.role.offer_these(role_offers(shown.process))
        self.parts.changed_field.offer_these(counted(facts.changes))
        self.parts.show_signal(signal)
        for attribute, field in self.fields.items():
            wanted = ("name", "") if attribute == "name" else (attribute,)
            field.show_problems(shown.problems_of(Part.SIGNAL, signal.name, *wanted))

    def show_matches(self) -> None:
        """Say how often the log has the signal, as far as that is known now."""
        if self._signal is not None and self._shown is not None:
            self.seen.setText(matches_words(self._matches(self._signal.name), self.shown.facts.has_log))

    def _connect(self) -> None:
        parts = self.parts
        self.back_button.clicked.connect(lambda: self.selected.emit(WHOLE))
        parts.name.committed.connect(self._rename)
        parts.sort.chosen.connect(self._choose)
        parts.kinds.added.connect(lambda new: self._change(kinds=(*self.signal.kinds, new)))
        parts.kinds.removed.connect(
            lambda old: self._change(kinds=tuple(one for one in self.signal.kinds if one != old))
        )
        parts.subject.committed.connect(lambda subject: self._change(subject=subject))
        parts.two_way.toggled.connect(lambda both: self._change(two_way=both))
        parts.contact_role.committed.connect(lambda role: self._change(contact_role=role))
        parts.role.committed.connect(lambda role: self._change(role=role))
        parts.changed_field.committed.connect(self._follow)
        parts.becomes.committed.connect(lambda value: self._change(becomes=value))
        parts.by.activated.connect(lambda _: self._change(by=self.parts.side))
        self.remove_button.clicked.connect(self._remove)

    def _change(self, **fields: Any) -> None:
        if self._filling:
            return
        try:
            signal = replace(self.signal, **fields)
        except ValueError:
            self.fields["kinds"].say(tr("Name a kind of activity, or a pattern in its subject."))
            self.parts.kinds.show_values(self.signal.kinds)
            return
        self.fields["kinds"].say("")
        self.fields["subject"].say("")
        self.edit(
            tr("Change signal {name}", name=signal.name),
            change_signal(self.shown.process, self.signal.name, signal),
        )

    def _choose(self, choice: int) -> None:
        """What was of the other sort goes when something of this one is entered."""
        if choice == ACTIVITY and self.signal.field:
            kinds = self.shown.facts.kinds
            self._change(field="", becomes="", kinds=(kinds[0].name if kinds else tr("Meeting"),))
        elif choice == FIELD:
            self.parts.changed_field.setFocus()

    def _follow(self, name: str) -> None:
        if not name:
            self.fields["field"].say(tr("Name the field whose change is the signal."))
            return
        self.fields["field"].say("")
        becomes = self.signal.becomes or SET
        self._change(
            field=name, becomes=becomes, kinds=(), subject="", two_way=False, contact_role=""
        )  # fmt: skip

    def _rename(self, name: str) -> None:
        taken = {key(one.name) for one in self.shown.process.signals if one is not self.signal}
        if not name or key(name) in taken:
            self.fields["name"].say(
                tr("There is a signal {name} already.", name=name) if name else tr("A signal needs a name.")
            )
            return
        self.fields["name"].say("")
        old = self.signal
        process = rename_signal(self.shown.process, old.name, name)
        self.edit(tr("Rename signal {name} to {name_2}", name=old.name, name_2=name), process)
        self.selected.emit(Selection("signal", name))

    def _remove(self) -> None:
        name = self.signal.name
        self.edit(tr("Remove signal {name}", name=name), remove_signal(self.shown.process, name))
        self.selected.emit(WHOLE)


def matches_words(found: SignalEvidence | None, has_log: bool) -> str:
    """`Seen 1,204 times in 830 deals.`, or why it is not, or why that is not known."""
    if not has_log:
        return tr("Import a CRM export to see how often the log has it.")
    return tr("Counting how often the log has it …") if found is None else seen_words(found)

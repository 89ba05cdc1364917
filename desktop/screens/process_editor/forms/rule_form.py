"""The form of a rule: what it asks of which events, for which deals, and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.screens.process_editor.forms.condition_field import ConditionField
from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.offers import event_offers
from desktop.screens.process_editor.forms.shown import Shown
from desktop.screens.process_editor.forms.time_field import TimeField
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.theme import Palette
from desktop.widgets.calm_boxes import CalmComboBox
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from mining.process.editing.rules import of_kind, with_rule, without_rule
from mining.rules.wording import rule_words
from models.condition import Condition
from models.label import key
from models.process_problem import Part
from models.rule import Rule, RuleKind, Severity, Within
from resources.translation import tr

KINDS = {
    RuleKind.PRECEDENCE: tr("Only after"),
    RuleKind.RESPONSE: tr("Is followed by"),
    RuleKind.NOT_TOGETHER: tr("Not both"),
    RuleKind.ABSENCE: tr("Never"),
    RuleKind.EXACTLY_ONCE: tr("Exactly once"),
}
_NAMES = {
    RuleKind.PRECEDENCE: (tr("First"), tr("Only then")),
    RuleKind.RESPONSE: (tr("After"), tr("Comes")),
    RuleKind.NOT_TOGETHER: (tr("One"), tr("The other")),
    RuleKind.ABSENCE: (tr("Never"), ""),
    RuleKind.EXACTLY_ONCE: (tr("Once"), ""),
}
_SEVERITIES = tuple(Severity)


class RuleForm(Form):
    """The rule in words on top, and under it what it is made of."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._rule: Rule | None = None
        self.back_button = QPushButton(tr("‹ All rules"))
        self.sentence = text(wrap=True)
        self.kind = CalmComboBox(tr("What the rule asks for"))
        self.first, self.second = OfferedEdit(tr("First event")), OfferedEdit(tr("Second event"))
        self.within = TimeField(tr("Within"))
        self.severity = Switch(tr("Severity"), (tr("Low"), tr("Medium"), tr("High")))
        self.why = CommitEdit(tr("Reason"), tr("Why deals are to keep it"))
        self.when = ConditionField(
            tr("Only for deals with"), palette, tr("Condition on the deals of the rule")
        )
        self.ident = CommitEdit(tr("Id of the rule"))
        self.remove_button = QPushButton(tr("Remove this rule"))
        self._build()
        self._connect()

    @property
    def rule(self) -> Rule:
        """The rule that is shown."""
        assert self._rule is not None
        return self._rule

    def fill(self, shown: Shown) -> None:
        rule = shown.rule
        if rule is None:
            return
        self._rule = rule
        self.sentence.setText(f"{rule_words(rule)}.")
        self.kind.show_entries([(kind.value, words) for kind, words in KINDS.items()], rule.kind.value)
        offers = event_offers(shown.process, shown.facts)
        for edit, name in ((self.first, rule.first), (self.second, rule.second or "")):
            edit.offer_these(offers)
            edit.show_text(name)
        one, other = _NAMES[rule.kind]
        self.fields["first"].heading.setText(one)
        self.fields["second"].heading.setText(other)
        self.fields["second"].setVisible(rule.kind.names_two)
        self.fields["within"].setVisible(rule.kind.may_be_timed)
        self.within.show_time(rule.within)
        self.severity.show_choice(_SEVERITIES.index(rule.severity))
        self.why.show_text(rule.why)
        self.ident.show_text(rule.id)
        self.when.show_condition(rule.when, shown.facts)
        for attribute, field in self.fields.items():
            wanted = {"second": ("names", ""), "first": ()}.get(attribute, (attribute,))
            if attribute == "first":
                field.show_problems(
                    () if rule.kind.names_two else shown.problems_of(Part.RULE, rule.id, "names", "")
                )
            else:
                field.show_problems(shown.problems_of(Part.RULE, rule.id, *wanted))

    def _build(self) -> None:
        self.add_quiet_button(self.back_button, tr("Back to all rules"))
        self.column.addWidget(self.sentence)
        self.fields = {
            "kind": self.add_field(tr("The rule"), self.kind),
            "first": self.add_field(tr("First"), self.first),
            "second": self.add_field(tr("Only then"), self.second),
            "within": self.add_field(tr("Within"), self.within),
            "severity": self.add_field(tr("When it is broken, that is"), self.severity),
            "why": self.add_field(tr("Reason"), self.why),
        }
        self.column.addWidget(self.when)
        self.fields["when"] = self.when
        self.fields["id"] = self.add_field(tr("Id"), self.ident)
        self.add_quiet_button(self.remove_button)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.back_button.clicked.connect(lambda: self.selected.emit(WHOLE))
        self.kind.activated.connect(self._ask_for)
        self.first.committed.connect(lambda name: self._name("first", name))
        self.second.committed.connect(lambda name: self._name("second", name))
        self.within.changed.connect(self._time)
        self.severity.chosen.connect(lambda at: self._change(tr("Severity of"), severity=_SEVERITIES[at]))
        self.why.committed.connect(lambda why: self._change(tr("Reason of"), why=why))
        self.when.changed.connect(self._limit)
        self.ident.committed.connect(self._rename)
        self.remove_button.clicked.connect(self._remove)

    def _change(self, verb: str, **fields: Any) -> None:
        if not self._filling:
            rule = replace(self.rule, **fields)
            self.edit(
                tr("{verb} rule {id}", verb=verb, id=self.rule.id),
                with_rule(self.shown.process, self.rule.id, rule),
            )

    def _ask_for(self, _: int) -> None:
        names = [stage.name for stage in self.shown.process.stages if key(stage.name) != key(self.rule.first)]
        rule = of_kind(self.rule, RuleKind(self.kind.currentData()), names[-1] if names else tr("Won"))
        self.edit(tr("Change rule {id}", id=rule.id), with_rule(self.shown.process, rule.id, rule))

    def _name(self, attribute: str, name: str) -> None:
        if not name:
            self.fields[attribute].say(tr("Name a stage, an end, a signal or another event of the log."))
            return
        self.fields[attribute].say("")
        self._change(tr("Event of"), **{attribute: name})

    def _time(self, within: Within | None) -> None:
        self._change(tr("Time of"), within=within)

    def _limit(self, condition: Condition | None) -> None:
        self._change(tr("Deals of"), when=condition)

    def _rename(self, ident: str) -> None:
        taken = {key(rule.id) for rule in self.shown.process.rules if rule is not self.rule}
        if not ident or key(ident) in taken:
            self.fields["id"].say(
                tr("There is a rule {ident} already.", ident=ident) if ident else tr("A rule needs an id.")
            )
            return
        self.fields["id"].say("")
        self._change(tr("Call it {ident}:", ident=ident), id=ident)
        self.selected.emit(Selection("rule", ident))

    def _remove(self) -> None:
        rule = self.rule
        self.edit(tr("Remove rule {id}", id=rule.id), without_rule(self.shown.process, rule.id))
        self.selected.emit(WHOLE)

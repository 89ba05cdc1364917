"""The form of a stage: what the CRM calls it, how it is worked, and what has to be done before it is left."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.offers import label_offers, role_offers, signal_offers
from desktop.screens.process_editor.forms.optional_field import OptionalField
from desktop.screens.process_editor.forms.repeat_field import RepeatField
from desktop.screens.process_editor.forms.shown import Shown
from desktop.screens.process_editor.forms.time_field import TimeField
from desktop.screens.process_editor.forms.typical_list import TypicalList
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.theme import Palette
from desktop.widgets.calm_boxes import CalmComboBox
from desktop.widgets.check_list import CheckList
from desktop.widgets.chips_edit import ChipsEdit
from desktop.widgets.commit_edit import CommitEdit
from mining.journey.signal_words import signal_words
from mining.number_format import number
from mining.process.days import days_of
from mining.process.editing.change import change_stage
from mining.process.editing.remove import remove
from mining.process.editing.rename import rename_stage
from mining.process.editing.signals import with_exit_criterion
from mining.process.editing.tree import place_of
from mining.process.editing.ways_back import possible_targets
from mining.process.roles import roles_of
from models.condition import Condition
from models.label import key
from models.process_problem import Part
from models.rule import Within
from models.sales_process import SalesProcess, Stage
from resources.translation import tr

_EFFORTS = ("", "low", "medium", "high")


class StageForm(Form):
    """Every field is one step to undo."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._stage: Stage | None = None
        self.name = CommitEdit(tr("Name of the stage"))
        self.labels = ChipsEdit(tr("CRM labels"), tr("Add a label of the CRM"), palette.muted)
        self.optional = OptionalField(palette)
        self.repeat = RepeatField()
        self.back_to = CheckList(tr("Goes back to"))
        self.owners = ChipsEdit("owners", tr("Add a role"), palette.muted)
        self.allowed = TimeField(tr("Allowed time"))
        self.effort = CalmComboBox(tr("Effort"))
        self.exit = ChipsEdit(tr("exit criteria"), tr("Add a signal"), palette.muted)
        self.typical = TypicalList(palette)
        self.buyer = CalmComboBox(tr("Buyer step"))
        self.remove_button = QPushButton(tr("Remove this stage"))
        self._build()
        self._connect()

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""
        assert self._stage is not None
        return self._stage

    def fill(self, shown: Shown) -> None:
        stage = shown.stage
        if stage is None:
            return
        same = self._stage is not None and self._stage.name == stage.name
        self._stage, process, facts = stage, shown.process, shown.facts
        self.name.show_text(stage.name)
        self.labels.offer(label_offers(process, facts))
        self.labels.show_values(stage.labels, [_deals(label, shown) for label in stage.labels])
        self.optional.show_value(stage.optional, facts, same)
        self.repeat.show_repeat(stage.repeat)
        self._fill_ways_back(process, stage)
        roles = roles_of(process)
        self.owners.offer(role_offers(process))
        self.owners.show_values(stage.owners, [roles.get(owner, "") for owner in stage.owners])
        self.allowed.show_time(days_of(stage.allowed))
        self.effort.show_entries([(e, e.capitalize() or tr("Not said")) for e in _EFFORTS], stage.effort)
        described = {signal.name: signal_words(signal) for signal in process.signals}
        self.exit.offer(signal_offers(process))
        self.exit.show_values(stage.exit_evidence, [described.get(n, "") for n in stage.exit_evidence])
        self.typical.show_stage(stage.labels, facts)
        steps = process.journey.steps if process.journey else ()
        self.buyer.show_entries([("", tr("None")), *((step.name, step.shown) for step in steps)], stage.buyer)
        for attribute, field in self.fields.items():
            wanted = ("name", "") if attribute == "name" else (attribute,)
            field.show_problems(shown.problems_of(Part.STAGE, stage.name, *wanted))

    def set_palette_colors(self, palette: Palette) -> None:
        super().set_palette_colors(palette)
        self.typical.set_palette_colors(palette)

    def _fill_ways_back(self, process: SalesProcess, stage: Stage) -> None:
        names = dict.fromkeys((*possible_targets(process, stage.name), *stage.back_to))
        if self.back_to.names != tuple(names) or self.back_to.checked != frozenset(stage.back_to):
            row = self.back_to.currentRow()
            self.back_to.show_rows([(name, name) for name in names], stage.back_to)
            self.back_to.setCurrentRow(row if self.back_to.hasFocus() else -1)
        self.fields["back_to"].setVisible(bool(names))

    def _build(self) -> None:
        self.fields = {
            "name": self.add_field(tr("Name"), self.name),
            "labels": self.add_field(tr("Labels in the CRM"), self.labels),
        }
        self.add_section(tr("How it is worked"))
        self.column.addWidget(self.optional)
        self.fields |= {
            "optional": self.optional.field,
            "repeat": self.add_field(tr("In a row"), self.repeat),
            "back_to": self.add_field(tr("Goes back to"), self.back_to),
            "owners": self.add_field(tr("Owner"), self.owners),
            "allowed": self.add_field(tr("Allowed time"), self.allowed),
            "effort": self.add_field(tr("Effort"), self.effort),
        }
        self.add_section(tr("Before it is left"))
        self.fields["exit_evidence"] = self.add_field(tr("Exit criteria"), self.exit)
        self.add_field(tr("Typical activities"), self.typical)
        self.add_section(tr("The buyer"))
        self.fields["buyer"] = self.add_field(tr("Works on"), self.buyer)
        self.add_quiet_button(self.remove_button)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._judge_name)
        self.name.committed.connect(self._rename)
        self.labels.added.connect(lambda new: self._add(tr("Add label {name} to {stage}"), "labels", new))
        self.labels.removed.connect(
            lambda old: self._drop(tr("Remove label {name} from {stage}"), "labels", old)
        )
        self.optional.changed.connect(self._leave_out)
        self.repeat.changed.connect(lambda repeat: self._change(tr("Repeat {stage}"), repeat=repeat))
        self.back_to.changed.connect(self._go_back)
        self.owners.added.connect(lambda new: self._add(tr("Add owner {name} to {stage}"), "owners", new))
        self.owners.removed.connect(
            lambda old: self._drop(tr("Remove owner {name} from {stage}"), "owners", old)
        )
        self.allowed.changed.connect(self._allow)
        self.effort.activated.connect(
            lambda _: self._change(tr("Effort of {stage}"), effort=self.effort.currentData())
        )
        self.exit.added.connect(
            lambda new: self._add(tr("Add exit criterion {name} to {stage}"), "exit_evidence", new)
        )
        self.exit.removed.connect(
            lambda old: self._drop(tr("Remove exit criterion {name} from {stage}"), "exit_evidence", old)
        )
        self.typical.chosen.connect(self._ask_for)
        self.remove_button.clicked.connect(self._remove)
        self.buyer.activated.connect(
            lambda _: self._change(tr("Buyer step of {stage}"), buyer=self.buyer.currentData())
        )

    def _remove(self) -> None:
        stage, place = self.stage, place_of(self.shown.process.flow, self.stage.name)
        assert place is not None
        self.edit(tr("Remove stage {name}", name=stage.name), remove(self.shown.process, place).process)
        self.selected.emit(WHOLE)

    def _change(self, verb: str, **fields: Any) -> None:
        """Edit the stage; `verb` names it as `{stage}`."""
        self._edit(verb.format(stage=self.stage.name), **fields)

    def _edit(self, verb: str, **fields: Any) -> None:
        if not self._filling:
            self.edit(verb, change_stage(self.shown.process, self.stage.name, **fields).process)

    def _add(self, verb: str, attribute: str, new: str) -> None:
        there: tuple[str, ...] = getattr(self.stage, attribute)
        self._edit(verb.format(name=new, stage=self.stage.name), **{attribute: (*there, new)})

    def _drop(self, verb: str, attribute: str, old: str) -> None:
        kept = tuple(one for one in getattr(self.stage, attribute) if one != old)
        self._edit(verb.format(name=old, stage=self.stage.name), **{attribute: kept})

    def _judge_name(self, typed: str) -> None:
        others = {key(stage.name) for stage in self.shown.process.stages if stage is not self.stage}
        others |= {key(end.title) for end in self.shown.process.ends}
        said = "" if key(typed) else tr("A stage needs a name.")
        if key(typed) in others:
            said = tr("{typed} is the name of another stage or end already.", typed=typed.strip())
        self.fields["name"].say(said)

    def _rename(self, name: str) -> None:
        self.fields["name"].say("")
        if not name:
            self.name.show_text(self.stage.name)
            self.name.take_back()
            return
        old, place = self.stage, self.shown.selection.place
        seen = {key(one.name) for one in self.shown.facts.labels}
        edited = rename_stage(self.shown.process, old.name, name, key(old.name) not in seen)
        self.edit(tr("Rename {name} to {name_2}", name=old.name, name_2=name), edited.process)
        self.selected.emit(Selection("stage", name, edited.place or place))

    def _leave_out(self, optional: bool | Condition) -> None:
        verb = (
            tr("Never leave out {stage}")
            if optional is False
            else tr("Leave out {stage}")
            if optional is True
            else tr("Sometimes leave out {stage}")
        )
        self._change(verb, optional=optional)

    def _go_back(self) -> None:
        checked = self.back_to.checked
        wanted = tuple(name for name in self.back_to.names if name in checked)
        self._change(tr("Ways back from {stage}"), back_to=wanted)

    def _allow(self, time: Within | None) -> None:
        self._change(tr("Allowed time of {stage}"), allowed=str(time or ""))

    def _ask_for(self, kind: str) -> None:
        process = with_exit_criterion(self.shown.process, self.stage.name, kind)
        self.edit(tr("Ask for {kind} at the exit of {name}", kind=kind, name=self.stage.name), process)


def _deals(label: str, shown: Shown) -> str:
    found = next((one for one in shown.facts.labels if key(one.name) == key(label)), None)
    if not shown.facts.has_log:
        return ""
    return tr("{deals} deals in this log", deals=number(found.deals)) if found else tr("No deal in this log")

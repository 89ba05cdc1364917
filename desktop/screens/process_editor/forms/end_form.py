"""The form of an end: what the CRM calls it, which stages a deal can end so from, and what has to be there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.offers import (
    counted,
    label_offers,
    signal_offers,
)
from desktop.screens.process_editor.forms.shown import Shown
from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.theme import Palette
from desktop.widgets.check_list import CheckList
from desktop.widgets.chips_edit import ChipsEdit, Offer
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.switch import Switch
from desktop.widgets.text import text
from mining.journey.signal_words import signal_words
from mining.process.editing.change import change_end
from mining.process.editing.remove import remove_end
from models.label import key
from models.process_problem import Part
from models.sales_process import End
from resources.translation import tr

ANY, THESE = range(2)
_WON = tr("A deal is won after the whole flow.")


class EndForm(Form):
    """The end `won` comes after the whole flow, whatever stages it names."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._end: End | None = None
        self.name = CommitEdit(tr("Name of the end"), tr("won, lost, recycle …"))
        self.labels = ChipsEdit(tr("CRM labels"), tr("Add a label of the CRM"), palette.muted)
        self.anywhere = Switch(tr("Ends so from"), (tr("Any stage"), tr("These stages")))
        self.sources = CheckList(tr("Stages from which a deal ends so"))
        self.sentence = text(_WON, "small", wrap=True)
        self.requires = ChipsEdit(tr("required evidence"), tr("Add a signal"), palette.muted)
        self.required_field = ChipsEdit(tr("required field"), tr("Choose a field of the deal"), palette.muted)
        self.remove_button = QPushButton(tr("Remove this end"))
        self._build()
        self._connect()

    @property
    def end(self) -> End:
        """The end that is shown."""
        assert self._end is not None
        return self._end

    def fill(self, shown: Shown) -> None:
        end = shown.end
        if end is None:
            return
        same = self._end is not None and self._end.name == end.name
        began = same and self.anywhere.choice == THESE and end.sources is None
        self._end, process = end, shown.process
        self.name.show_text(end.name)
        self.labels.offer(label_offers(process, shown.facts))
        self.labels.show_values(end.labels)
        self.anywhere.show_choice(THESE if end.sources is not None or began else ANY)
        names = [stage.name for stage in process.stages]
        wanted = [*names, *(one for one in end.sources or () if one not in names)]
        if self.sources.names != tuple(wanted) or self.sources.checked != frozenset(end.sources or ()):
            self.sources.show_rows([(name, name) for name in wanted], end.sources or ())
        is_won = end.name == "won"
        self.anywhere.setVisible(not is_won)
        self.sources.setVisible(not is_won and self.anywhere.choice == THESE)
        self.sentence.setVisible(is_won)
        described = {signal.name: signal_words(signal) for signal in process.signals}
        self.requires.offer(signal_offers(process))
        self.requires.show_values(end.requires, [described.get(name, "") for name in end.requires])
        fields = [Offer(field.name) for field in shown.facts.fields]
        changed = [
            o for o in counted(shown.facts.changes) if key(o.text) not in {key(f.text) for f in fields}
        ]
        self.required_field.offer([*fields, *changed])
        self.required_field.show_values([end.requires_field] if end.requires_field else [])
        for attribute, field in self.fields.items():
            wanted_fields = ("name", "") if attribute == "name" else (attribute,)
            field.show_problems(shown.problems_of(Part.END, end.name, *wanted_fields))

    def _build(self) -> None:
        self.fields = {
            "name": self.add_field(tr("Name"), self.name),
            "labels": self.add_field(tr("Labels in the CRM"), self.labels),
            "sources": self.add_field(tr("A deal ends so from"), self.sentence, self.anywhere, self.sources),
        }
        self.add_section(tr("What has to be there"))
        self.fields |= {
            "requires": self.add_field(tr("Required evidence"), self.requires),
            "requires_field": self.add_field(tr("Required field"), self.required_field),
        }
        self.add_quiet_button(self.remove_button)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.name.committed.connect(self._rename)
        self.labels.added.connect(
            lambda n: self._change(
                tr("Add label {name} to {end}", name=n, end=self.end.title), labels=(*self.end.labels, n)
            )
        )
        self.labels.removed.connect(
            lambda o: self._change(
                tr("Remove label {name} from {end}", name=o, end=self.end.title),
                labels=_without(self.end.labels, o),
            )
        )
        self.anywhere.chosen.connect(self._choose)
        self.sources.changed.connect(self._come_from)
        self.requires.added.connect(
            lambda n: self._change(
                tr("Require {name} for {end}", name=n, end=self.end.title), requires=(*self.end.requires, n)
            )
        )
        self.requires.removed.connect(
            lambda o: self._change(
                tr("No longer require {name} for {end}", name=o, end=self.end.title),
                requires=_without(self.end.requires, o),
            )
        )
        self.required_field.added.connect(
            lambda n: self._change(
                tr("Require {name} for {end}", name=n, end=self.end.title), requires_field=n
            )
        )
        self.required_field.removed.connect(
            lambda o: self._change(
                tr("No longer require {name} for {end}", name=o, end=self.end.title), requires_field=""
            )
        )
        self.remove_button.clicked.connect(self._remove)

    def _change(self, verb: str, **fields: Any) -> None:
        if not self._filling:
            self.edit(verb, change_end(self.shown.process, self.end.name, **fields).process)

    def _rename(self, name: str) -> None:
        taken = [end.name for end in self.shown.process.ends if end is not self.end]
        if not name or key(name) in map(key, taken):
            said = tr("There is an end {name} already.", name=name) if name else tr("An end needs a name.")
            self.fields["name"].say(said)
            return
        self.fields["name"].say("")
        old = self.end
        ends = tuple(replace(end, name=name) if end is old else end for end in self.shown.process.ends)
        self.edit(
            tr("Rename {title} to {name}", title=old.title, name=name.capitalize()),
            replace(self.shown.process, ends=ends),
        )
        self.selected.emit(Selection("end", name))

    def _choose(self, choice: int) -> None:
        self.sources.setVisible(choice == THESE)
        if choice == ANY:
            self._change(tr("From any stage to {end}", end=self.end.title), sources=None)

    def _come_from(self) -> None:
        checked = self.sources.checked
        self._change(
            tr("Stages before {end}", end=self.end.title),
            sources=tuple(n for n in self.sources.names if n in checked),
        )

    def _remove(self) -> None:
        end = self.end
        self.edit(
            tr("Remove the end {title}", title=end.title), remove_end(self.shown.process, end.name).process
        )
        self.selected.emit(WHOLE)


def _without(names: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in names if one != name)

"""The form of the process as a whole: its name and dates, its rules, its signals and its roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.process_editor.forms.calendar_part import CalendarPart
from desktop.screens.process_editor.forms.form import Form
from desktop.screens.process_editor.forms.part_list import PartList, Row
from desktop.screens.process_editor.forms.roles_table import RolesTable
from desktop.screens.process_editor.forms.shown import Matches, Shown
from desktop.screens.process_editor.forms.signal_form import matches_words
from desktop.screens.process_editor.selection import Selection
from desktop.theme import Palette
from desktop.widgets.commit_edit import CommitEdit
from desktop.widgets.switch import Switch
from mining.journey.signal_words import signal_words
from mining.process.editing.header import with_calendar, with_role_renamed, with_roles
from mining.process.editing.rules import new_rule, with_rule
from mining.process.editing.signals import new_signal, with_signal
from mining.process.roles import roles_of
from mining.rules.wording import rule_words
from models.process_problem import Part
from resources.translation import tr

GENERAL, RULES, SIGNALS, ROLES = range(4)
_RULES = tr("Rules hold beside the flow, such as “Proposal only after Discovery”.")
_SIGNALS = tr("A signal says what in the CRM counts as evidence, such as a meeting with the economic buyer.")
_DAY = tr("Write a date such as 2026-03-31, or nothing.")


class ProcessForm(Form):
    """Four pages, one shown at a time; which one stays when another part was looked at meanwhile."""

    def __init__(self, palette: Palette, matches: Matches, parent: QWidget | None = None) -> None:
        super().__init__(palette, parent)
        self._matches = matches
        self.pages = Switch(
            tr("What of the process"), (tr("General"), tr("Rules"), tr("Signals"), tr("Roles"))
        )
        self.name, self.version = (
            CommitEdit(tr("Name of the process")),
            CommitEdit(tr("Version"), tr("Not said")),
        )
        self.since = CommitEdit(tr("Valid from"), tr("Always, or 2026-01-01"))
        self.until = CommitEdit(tr("Valid until"), tr("For ever, or 2026-12-31"))
        self.calendar = CalendarPart()
        self.rules = PartList(tr("Add a rule"), _RULES, palette)
        self.signals = PartList(tr("Add a signal"), _SIGNALS, palette)
        self.roles = RolesTable(palette)
        self._build()
        self._connect()

    def fill(self, shown: Shown) -> None:
        process = shown.process
        self.name.show_text(process.name)
        self.version.show_text(process.version)
        self.since.show_text(str(process.valid_from or ""))
        self.until.show_text(str(process.valid_until or ""))
        self.calendar.show_process(process)
        self.rules.show_rows([
            Row(rule.id, f"{rule_words(rule)}.", shown.problems_of(Part.RULE, rule.id)) for rule in process.rules
        ])  # fmt: skip
        self.show_matches()
        self.roles.show_roles(roles_of(process))
        for attribute, field in self.fields.items():
            field.show_problems(shown.problems_of(Part.PROCESS, "", attribute))

    def show_matches(self) -> None:
        """The signals with how often the log has each, as far as that is known now."""
        if self._shown is None:
            return
        shown, has_log = self.shown, self.shown.facts.has_log
        self.signals.show_rows([
            Row(
                one.name,
                signal_words(one) + (f". {matches_words(self._matches(one.name), True)}" if has_log else ""),
                shown.problems_of(Part.SIGNAL, one.name),
            )
            for one in shown.process.signals
        ])  # fmt: skip

    def show_page(self, page: int) -> None:
        """Show one of the four pages."""
        self.pages.show_choice(page)
        for at, holder in enumerate(self._holders):
            holder.setVisible(at == page)

    def set_palette_colors(self, palette: Palette) -> None:
        super().set_palette_colors(palette)
        for part in (self.rules, self.signals, self.roles):
            part.set_palette_colors(palette)

    def _build(self) -> None:
        outer = self.column
        outer.addWidget(self.pages)
        self._holders = [QWidget() for _ in range(4)]
        columns = []
        for holder in self._holders:
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(12)
            columns.append(column)
            outer.addWidget(holder)
        outer.addStretch(1)
        self.column = columns[GENERAL]
        self.fields = {
            "name": self.add_field(tr("Name"), self.name),
            "version": self.add_field(tr("Version"), self.version),
            "valid_from": self.add_field(tr("Valid from"), self.since),
            "valid_until": self.add_field(tr("Valid until"), self.until),
        }
        self.fields["flow"] = self.add_field("")
        self.add_section(tr("Working time"))
        self.fields["header"] = self.add_field("", self.calendar)
        self.column = columns[RULES]
        self.fields["rules"] = self.add_field("", self.rules)
        columns[SIGNALS].addWidget(self.signals)
        columns[ROLES].addWidget(self.roles)
        self.column = outer
        self.show_page(GENERAL)

    def _connect(self) -> None:
        self.pages.chosen.connect(self.show_page)
        self.name.committed.connect(self._rename)
        self.version.committed.connect(
            lambda version: self.edit(tr("Change the version"), replace(self.shown.process, version=version))
        )
        for attribute, line in (("valid_from", self.since), ("valid_until", self.until)):
            line.textEdited.connect(lambda typed, a=attribute: self.fields[a].say(_day_problem(typed)))
            line.committed.connect(lambda typed, a=attribute: self._date(a, typed))
        self.calendar.changed.connect(
            lambda calendar: self.edit(
                tr("Change the working time"), with_calendar(self.shown.process, calendar)
            )
        )
        self.calendar.refused.connect(self.fields["header"].say)
        self.rules.opened.connect(lambda ident: self.selected.emit(Selection("rule", ident)))
        self.rules.more_wanted.connect(self._add_rule)
        self.signals.opened.connect(lambda name: self.selected.emit(Selection("signal", name)))
        self.signals.more_wanted.connect(self._add_signal)
        self.roles.added.connect(
            lambda name: self._set_roles(tr("Add the role {name}", name=name), {name: ""})
        )
        self.roles.titled.connect(
            lambda name, title: self._set_roles(tr("Title of {name}", name=name), {name: title})
        )
        self.roles.removed.connect(
            lambda name: self._set_roles(tr("Remove the role {name}", name=name), {}, name)
        )
        self.roles.renamed.connect(self._rename_role)

    def _rename(self, name: str) -> None:
        self.fields["name"].say("" if name else tr("A process needs a name."))
        if name:
            self.edit(tr("Rename the process to {name}", name=name), replace(self.shown.process, name=name))

    def _date(self, attribute: str, typed: str) -> None:
        problem = _day_problem(typed)
        self.fields[attribute].say(problem)
        if not problem:
            day = date.fromisoformat(typed) if typed else None
            process = (
                replace(self.shown.process, valid_from=day)
                if attribute == "valid_from"
                else replace(self.shown.process, valid_until=day)
            )
            self.edit(tr("Change the validity"), process)

    def _add_rule(self) -> None:
        rule = new_rule(self.shown.process)
        self.edit(tr("Add rule {id}", id=rule.id), with_rule(self.shown.process, "", rule))
        self.selected.emit(Selection("rule", rule.id))

    def _add_signal(self) -> None:
        kinds = self.shown.facts.kinds
        signal = new_signal(self.shown.process, kinds[0].name if kinds else tr("Meeting"))
        self.edit(tr("Add signal {name}", name=signal.name), with_signal(self.shown.process, signal))
        self.selected.emit(Selection("signal", signal.name))

    def _set_roles(self, verb: str, more: dict[str, str], gone: str = "") -> None:
        roles = {n: t for n, t in roles_of(self.shown.process).items() if n != gone} | more
        self.edit(verb, with_roles(self.shown.process, roles))

    def _rename_role(self, old: str, new: str) -> None:
        self.edit(
            tr("Rename the role {old} to {new}", old=old, new=new),
            with_role_renamed(self.shown.process, old, new),
        )


def _day_problem(typed: str) -> str:
    try:
        date.fromisoformat(typed.strip() or "2000-01-01")
    except ValueError:
        return _DAY
    return ""

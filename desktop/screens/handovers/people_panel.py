"""Who has which role of the process: what the CRM says, what counts, and what the user says instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.screens.handovers.figures import Ground
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import text
from desktop.widgets.whole_rows import WholeRows
from mining.areas.roles_of_people import NO_ROLE, roles_of_people, said_of
from mining.number_format import number, plural
from mining.process.roles import roles_of
from resources.translation import tr

_ROOMS = (
    Room(220, 140),
    Room(320, 130, gives_way=2, filling=True),
    Room(190, 120),
    Room(140, 110, gives_way=1),
    Room(84, 64),
)
_AS_CRM = tr("As the CRM says")
NOBODY = tr("Nobody in this log is known to have a role of the process. Select people and give them one.")


@dataclass(frozen=True)
class Person:
    """Somebody in the log: what the CRM says, the role that counts (short name, empty for none), and how often seen."""

    name: str
    said: str
    role: str
    is_chosen: bool
    events: int


def people_of(ground: Ground) -> tuple[Person, ...]:
    """Everybody who did something in the log, those first of whom the CRM says no role, then by how much they did."""
    log, roles = ground.log, list(roles_of(ground.process))
    said, by_crm = said_of(log), roles_of_people(log, ground.process, {})
    unsaid = {
        name for name, role in zip(log.resource.labels, by_crm.tolist(), strict=True) if role == NO_ROLE
    }
    counts = np.bincount(log.resource.codes[log.resource.codes >= 0], minlength=len(log.resource.labels))
    people = [
        Person(name, said[at], "" if role == NO_ROLE else roles[role], name in ground.areas, int(counts[at]))
        for at, (name, role) in enumerate(
            zip(log.resource.labels, ground.role_of_person.tolist(), strict=True)
        )
        if counts[at]
    ]
    return tuple(sorted(people, key=lambda one: (one.name not in unsaid, -one.events, one.name)))


class PeoplePanel(QWidget):
    """Rows are selected, of which the role is then chosen; Enter in the table goes to the roles."""

    role_given = Signal(object, str)
    """The names of the people, and the short name of their role; empty for what the CRM says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people: tuple[Person, ...] = ()
        self._roles: tuple[str, ...] = ()
        self.hint, self.summary = text(role="small", wrap=True), text(wrap=True)
        self.table = Table(tr("People and their roles"))
        self.role = QComboBox()
        self.role.setAccessibleName(tr("Role of the selected people"))
        self.role.setMinimumWidth(220)
        self.selected = text("", "small")
        self._build()
        self.table.current_changed.connect(lambda _: self._show_role())
        self.table.selectionModel().selectionChanged.connect(lambda: self._show_role())
        self.table.row_opened.connect(lambda _: self.role.setFocus(Qt.FocusReason.OtherFocusReason))
        self.role.activated.connect(self._give)

    def show_people(self, people: Sequence[Person], titles: Mapping[str, str]) -> None:
        """Show these; who was selected stays so."""
        before = set(self.chosen_names)
        is_other = tuple(titles) != self._roles
        self.people, self._roles = tuple(people), tuple(titles)
        if is_other:
            self.role.clear()
            self.role.addItem(_AS_CRM)
            self.role.addItems(
                [f"{short}: {title}" if title != short else short for short, title in titles.items()]
            )
        known = sum(bool(one.role) for one in people)
        self.summary.setText(
            NOBODY
            if people and not known
            else tr(
                "{known} of {people} people have a role.", known=number(known), people=number(len(people))
            )
            if len(people) != 1
            else ""
        )
        self.table.show_columns(_columns(self.people, titles))
        self.table.share_room(_ROOMS)
        rows = [at for at, one in enumerate(self.people) if one.name in before]
        self.table.make_current(rows[0] if rows else (0 if people else -1))
        for row in rows[1:]:
            place = self.table.table.row_of(row)
            if place is not None:
                also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
                self.table.selectionModel().select(self.table.table.index(place, 0), also)
        self._show_role()

    @property
    def chosen_names(self) -> list[str]:
        """The people who are selected."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        return [self.people[self.table.table.source_row(row)].name for row in sorted(rows)]

    def _give(self, at: int) -> None:
        if self.chosen_names:
            self.role_given.emit(self.chosen_names, self._roles[at - 1] if at else "")

    def _show_role(self) -> None:
        """The role that the selected people were given, if they were given one and the same."""
        chosen = [one for one in self.people if one.name in set(self.chosen_names)]
        self.role.setEnabled(bool(chosen))
        self.selected.setText(
            chosen[0].name if len(chosen) == 1 else plural(len(chosen), "person") if chosen else ""
        )
        given = {one.role if one.is_chosen else "" for one in chosen}
        role = given.pop() if len(given) == 1 else ""
        self.role.setCurrentIndex(1 + self._roles.index(role) if role in self._roles else 0)

    def _build(self) -> None:
        self.hint.setText(
            tr(
                "A role comes from the title, role, department or team that the CRM has of a person. "
                "Give one here where it says none, or a wrong one."
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        label = text(tr("Role of"), "muted")
        row.addWidget(label)
        row.addWidget(self.selected)
        row.addWidget(self.role)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(self.hint)
        column.addLayout(row)
        column.addWidget(WholeRows(self.table), 1)


def _columns(people: Sequence[Person], titles: Mapping[str, str]) -> tuple[Column, ...]:
    return (
        Column(tr("Person"), [one.name for one in people]),
        Column(
            tr("In the CRM"),
            [one.said.replace(";", ", ") for one in people],
            tooltip=tr("Title, role, department and team"),
        ),
        Column(
            tr("Role"), [titles.get(one.role, one.role) for one in people], tooltip=tr("What counts here")
        ),
        Column(
            tr("From"),
            [tr("given here") if one.is_chosen else tr("the CRM") if one.role else "" for one in people],
            tooltip=tr("Where the role comes from"),
        ),
        Column(
            tr("Events"),
            np.array([one.events for one in people], dtype=np.float64),
            Kind.NUMBER,
            tr("What the person did"),
        ),
    )

"""The first part of the editor: what is done, how far it is, by which area, and who answers for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop.icons import icon
from desktop.screens.plan.looks import ICONS
from desktop.screens.plan.part import EditorPart
from desktop.screens.plan.shown import Shown
from desktop.theme import Palette
from desktop.widgets.chips_edit import Offer
from desktop.widgets.commit_text import CommitText
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.form_field import FormField
from desktop.widgets.offered_edit import OfferedEdit
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.text import text
from mining.number_format import day
from mining.plan.plan_tables import STATES
from mining.plan.service_levels import area_title
from models.change_plan import ActionState, ChangeAction
from resources.translation import tr

_STATES = tuple(ActionState)


class WhatPart(EditorPart):
    """A click on a state only says which one is wanted: to begin, a day is asked for."""

    state_wanted = Signal(object)
    """The `ActionState`."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(tr("What is done"), palette, parent)
        self.what = CommitText(
            tr("What is done"), tr("Rewrite the exit criteria of Discovery with both teams")
        )
        self.states = [QPushButton(STATES[state]) for state in _STATES]
        self.since = text(role="small")
        self.area = OfferedEdit(tr("Functional area"), tr("Account executive"))
        self.owner = OfferedEdit(tr("Who answers for it"), tr("Head of sales"))
        self.finding = text(role="small", wrap=True)
        self._build()
        self.what.committed.connect(lambda typed: self.change(tr("Change what is done"), what=typed))
        self.area.committed.connect(self._take_area)
        self.owner.committed.connect(lambda typed: self.change(tr("Change who answers for it"), owner=typed))
        self.set_palette_colors(palette)

    def fill(self, action: ChangeAction, shown: Shown) -> None:
        self.what.show_text(action.what)
        mark_chip(self.states, _STATES.index(action.state))
        began = action.started
        self.since.setText(tr("Under way since {day}", day=day(began)) if began is not None else "")
        self.since.setVisible(began is not None)
        self.area.offer_these([Offer(title or role, role) for role, title in shown.roles()])
        self.area.show_text(area_title(action.area, shown.project.process))
        self.owner.offer_these([Offer(one.who, one.function) for one in shown.stakeholders()])
        self.owner.show_text(action.owner)
        self.finding.setText(
            tr("From the finding: {finding}", finding=action.finding) if action.finding else ""
        )
        self.finding.setVisible(bool(action.finding))

    def commit(self) -> None:
        for field in (self.what, self.area, self.owner):
            field.commit()

    def set_palette_colors(self, palette: Palette) -> None:
        super().set_palette_colors(palette)
        for state, button in zip(_STATES, self.states, strict=True):
            button.setIcon(icon(ICONS[state], palette.muted))

    def _take_area(self, typed: str) -> None:
        """An area that is a role of the process is kept by its short name, so that it stays when it is called anew."""
        roles = dict(self.shown.roles()) if self.shown is not None else {}
        role = next((role for role, title in roles.items() if typed and typed in (role, title)), typed)
        self.change(tr("Change the functional area"), area=role)

    def _want(self, at: int, _: bool = False) -> None:
        if self.action is not None:
            mark_chip(self.states, _STATES.index(self.action.state))
            self.state_wanted.emit(_STATES[at])

    def _build(self) -> None:
        states = FlowLayout(6)
        for at, button in enumerate(self.states):
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            button.clicked.connect(partial(self._want, at))
            states.addWidget(button)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.addWidget(FormField(tr("Functional area"), self.palette_, self.area), 0, 0)
        grid.addWidget(FormField(tr("Who answers for it"), self.palette_, self.owner), 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addWidget(self.what)
        self.column.addLayout(states)
        self.column.addWidget(self.since)
        self.column.addLayout(grid)
        self.column.addWidget(self.finding)

"""What the screen of the plan gives to take away: the whole plan on a page, and its actions and levels as tables."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.screens.plan.levels_panel import ROOMS, level_columns
from desktop.screens.plan.shown import Shown
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.widgets.table import Table
from desktop.widgets.text import frame, text
from mining.number_format import day
from mining.plan.metrics import baseline_words, level_words, metric_words
from mining.plan.plan_tables import STATES, informed_words, plan_tables, shown_plan
from mining.plan.service_levels import area_title, level_rows
from models.change_plan import ChangeAction
from resources.translation import tr


def taken_away(shown: Shown) -> TakeAway:
    """The plan as it stands."""
    plan, process = shown_plan(shown.project.plan, shown.stand_ins), shown.project.process
    rows = level_rows(process, plan, shown.counts)

    def fill(sheet: Sheet) -> None:
        sheet.add_head(plan.title or tr("Change plan"), plan.purpose)
        for action in plan.actions:
            sheet.add(_action(action, area_title(action.area, process)))
        if rows:
            table = Table(tr("Service levels"))
            table.show_columns(level_columns(rows))
            sheet.add(text(tr("Service levels between areas"), "heading"))
            sheet.add_table(table)
            table.share_room(ROOMS)

    return TakeAway(
        tr("Change plan"), picture_of(fill), plan_tables(shown.project, shown.stand_ins, shown.counts)
    )


def _action(action: ChangeAction, area: str) -> QWidget:
    card = frame("card")
    grid = QGridLayout(card)
    grid.setContentsMargins(16, 12, 16, 12)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    grid.addWidget(text(action.what, "strong", wrap=True), 0, 0, 1, 2)
    who = action.person or action.group
    measured = metric_words(action.metric) if action.metric else ""
    lines = (
        (tr("State"), STATES[action.state]),
        (tr("Area"), area),
        (tr("Answers for it"), action.owner),
        (
            tr("Measured by"),
            tr("{metric} ({who})", metric=measured, who=who) if measured and who else measured,
        ),
        (tr("Baseline"), baseline_words(action.baseline.value, action.metric) if action.baseline else ""),
        (tr("Target"), level_words(action.target, action.metric)),
        (tr("Due"), day(action.due) if action.due is not None else ""),
        (tr("Verifiable outcome"), action.outcome),
        (tr("Kept informed"), "; ".join(map(informed_words, action.stakeholders))),
        (tr("From the finding"), action.finding),
        (tr("Note"), action.note),
    )
    for at, (title, words) in enumerate((line for line in lines if line[1]), start=1):
        grid.addWidget(text(title, "small"), at, 0)
        grid.addWidget(text(words, wrap=True), at, 1)
    return card

"""Targets against what was reached: for everybody on cards, for teams and reps in a table in order of names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.column_room import Room
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column, Kind
from desktop.widgets.text import frame, text
from desktop.widgets.whole_rows import WholeRows
from mining.kpis.objectives import Level, Objective, ObjectiveRow, Objectives, Reached, Standing
from mining.kpis.wording import interval_words, tick, value_words, written
from mining.number_format import number, plural
from mining.words_of_values import word_of
from models.kpi_series import KpiUnit, KpiValue
from resources.translation import tr

NO_TARGETS = tr(
    "No target was set. Set some on the screen Strategy: win rate, cycle, discount, amount or velocity."
)
RULES = tr(
    "✓ the interval lies on the better side of the target, ✕ on the other side, ? it holds the "
    "target: cannot tell. Order is that of the names: this is no league table. A group of "
    "fewer than 30 deals, or a team of fewer than five people, is not judged. Intervals hold "
    "19 times in 20: of twenty groups that are on target, one looks otherwise by chance. What "
    "was reached goes along with many things; it says nothing of why."
)
_SHARED = tr("The target is one for everybody together, to which this adds its part.")
_SIGNS = {Standing.REACHED: "✓", Standing.MISSED: "✕", Standing.CANNOT_TELL: "?"}


class ObjectivesPanel(QWidget):
    """Reps have stand-ins unless their names are asked for."""

    strategy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Objectives | None = None
        self._names: Mapping[str, str] | None = None
        self.nothing = text(NO_TARGETS, "muted", wrap=True)
        self.strategy_button = QPushButton(tr("Set targets"))
        self.strategy_button.setProperty("kind", "primary")
        self.strategy_button.clicked.connect(self.strategy_wanted)
        self.cards = QWidget()
        self._flow = FlowLayout(12, self.cards)
        self.table = Table(tr("Targets and what was reached"))
        self.table.setSortingEnabled(False)
        self.rows = WholeRows(self.table)
        self.rules = text(RULES, "small", wrap=True)
        head = QHBoxLayout()
        head.addWidget(self.nothing, 1)
        head.addWidget(self.strategy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.cards)
        column.addWidget(self.rows, 1)
        column.addWidget(self.rules)
        column.addStretch(0)

    def show_objectives(self, found: Objectives, names: Mapping[str, str] | None) -> None:
        """Show these; `names` has the stand-ins for reps, None shows their names."""
        self._found, self._names = found, names
        self.rules.setText(" ".join(part for part in (found.said_of_money, RULES) if part))
        is_set = bool(found.objectives)
        self.nothing.setVisible(not is_set)
        self.strategy_button.setVisible(not is_set)
        for part in (self.cards, self.rows, self.rules):
            part.setVisible(is_set)
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if is_set and found.rows:
            for one, reached in zip(found.objectives, found.rows[0].reached, strict=True):
                self._flow.addWidget(_card(one, reached, found.currency))
        self.table.show_columns(objective_columns(found, names))
        rooms = [Room(190, 150), Room(70, 55, gives_way=2), Room(70, 55)]
        self.table.share_room([*rooms, *(Room(260, 166, filling=True) for _ in found.objectives)])


def _card(one: Objective, reached: Reached, currency: str) -> QWidget:
    card = frame("card")
    card.setMinimumWidth(210)
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 8, 14, 8)
    column.setSpacing(2)
    aim = tr("Target {aim}", aim=aim_words(one, currency))
    sign = f"{_SIGNS[reached.standing]} {word_of(reached.standing)}" if reached.standing is not None else ""
    lines = (
        (one.name, "strong"),
        (aim, "small"),
        (f"{written(reached.value.value, one.unit, currency)}  {sign}".strip(), "heading"),
    )
    for words, role in lines:
        column.addWidget(text(words, role))
    column.addWidget(text(_range(one, reached), "small", wrap=not reached.value.is_told))
    card.setAccessibleName(". ".join(words for words, _ in lines))
    return card


def _range(one: Objective, reached: Reached) -> str:
    if not reached.value.is_told:
        return reached.value.why_none
    return tr(
        "{interval}, {n} deals", interval=interval_words(reached.value, one.unit), n=number(reached.value.n)
    )


def objective_columns(found: Objectives, names: Mapping[str, str] | None) -> tuple[Column, ...]:
    """Who, how many people and deals, and a column a target; reps as `names` call them, None for their names."""
    rows = found.rows
    ordered = in_order(rows, names)
    return (
        Column(tr("Who"), [_who(row, names) for row in ordered], tip=lambda at: _tip(ordered[at])),
        Column(tr("People"), np.array([row.people for row in ordered]), Kind.NUMBER),
        Column(tr("Deals"), np.array([row.deals for row in ordered]), Kind.NUMBER),
        *(
            Column(
                one.name,
                [cell_words(one, row.reached[at], row) for row in ordered],
                tooltip=tr("Target {aim}", aim=aim_words(one, found.currency)),
                tip=partial(_cell_tip, found, ordered, at),
            )
            for at, one in enumerate(found.objectives)
        ),
    )  # fmt: skip


def aim_words(one: Objective, currency: str) -> str:
    """`28 % or more`."""
    aim = written(one.aim, one.unit, currency)
    return tr("{aim} or less", aim=aim) if one.less_is_better else tr("{aim} or more", aim=aim)


def cell_words(one: Objective, reached: Reached, row: ObjectiveRow) -> str:
    """`✕ 22 % (20–24 %)`; without a judgement the value alone, or that there is none."""
    if not reached.value.is_told:
        return f"– ({plural(reached.value.n, 'deal')})"
    value = f"{_short(reached.value.value, one)} ({_short_interval(reached.value, one)})"
    if reached.standing is not None:
        return f"{_SIGNS[reached.standing]} {value}"
    return tr("not judged: {value}", value=value) if row.why_not_judged else value


def _short(value: float | None, one: Objective) -> str:
    """Money as short as on an axis."""
    is_money = one.unit in (KpiUnit.MONEY, KpiUnit.MONEY_A_DAY)
    return (
        tick(float(f"{value:.3g}"), one.unit) if is_money and value is not None else written(value, one.unit)
    )


def _short_interval(value: KpiValue, one: Objective) -> str:
    if one.unit not in (KpiUnit.MONEY, KpiUnit.MONEY_A_DAY):
        return interval_words(value, one.unit)
    return f"{_short(value.low, one)}–{_short(value.high, one)}"


def _cell_tip(found: Objectives, rows: Sequence[ObjectiveRow], at: int, place: int) -> str:
    """The whole of a cell in words, and why it is not judged."""
    one, row = found.objectives[at], rows[place]
    told = value_words(row.reached[at].value, one.unit, found.currency)
    shared = _SHARED if one.adds_up and row.level is not Level.ALL else ""
    return " ".join(
        part for part in (f"{one.name}: {told}.".replace("..", "."), row.why_not_judged, shared) if part
    )


def in_order(rows: Sequence[ObjectiveRow], names: Mapping[str, str] | None) -> list[ObjectiveRow]:
    """Everybody, teams, reps; each by the name that is shown."""
    levels = (Level.ALL, Level.TEAM, Level.REP)
    return sorted(rows, key=lambda row: (levels.index(row.level), _who(row, names).casefold()))


def _who(row: ObjectiveRow, names: Mapping[str, str] | None) -> str:
    if row.level is Level.REP and names is not None:
        return names.get(row.name, row.name)
    return row.name


def _tip(row: ObjectiveRow) -> str:
    return row.why_not_judged or (
        tr("In {team}", team=row.team) if row.level is Level.REP and row.team else ""
    )

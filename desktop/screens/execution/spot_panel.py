"""The sweet spot: the scatter, the sides of it compared, and the deals outside."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.screens.execution.spot_chart import AMOUNT, EFFORT, SpotChart
from desktop.theme import Palette
from desktop.widgets.column_room import Room
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column
from desktop.widgets.text import frame, text
from mining.kpis.sweet_spot import INSIDE, OUTSIDE, FitSide, SpotFound
from mining.kpis.wording import interval_words, tick, value_words, written
from mining.number_format import number, plural
from models.event_log import EventLog
from models.kpi_series import KpiUnit, KpiValue
from resources.translation import tr

NAMES = {INSIDE: tr("Inside"), OUTSIDE: tr("Outside")}
UNKNOWN_NAME = tr("Fit unknown")
ROOMS = (
    Room(110, 76), Room(70, 50), Room(190, 112, gives_way=2), Room(190, 112, gives_way=1), Room(210, 198),
    Room(240, 232, filling=True),
)  # fmt: skip

DEAL_ROOMS = (
    Room(260, 124, filling=True), Room(150, 104, gives_way=3), Room(150, 124, gives_way=5), Room(120, 92, gives_way=6),
    Room(120, 100), Room(84, 70), Room(112, 96, gives_way=4), Room(64, 52, gives_way=2), Room(72, 60, gives_way=7),
)  # fmt: skip
"""Of the columns of the deals, which share the width with the scatter."""


class SpotPanel(QWidget):
    """Beside each other where there is room."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._log: EventLog | None = None
        self._found: SpotFound | None = None
        self.chart, self.deals = SpotChart(palette), DealsTable(palette)
        self.sides = Table(tr("In and outside of the sweet spot"))
        self.sides.setSortingEnabled(False)
        self.chips = [QPushButton(tr("By amount")), QPushButton(tr("By effort"))]
        self.said, self.nothing = text(role="small", wrap=True), text(role="muted", wrap=True)
        self.title = text(tr("Deals outside the sweet spot"), "heading")
        self._build()
        self.chart.deal_chosen.connect(self.deal_chosen)
        self.deals.deal_chosen.connect(self.deal_chosen)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.chart.set_palette_colors(palette)
        self.deals.set_palette_colors(palette)

    def show_spot(self, log: EventLog, found: SpotFound | None, why_none: str) -> None:
        """Show these deals; where there are none, say why."""
        self._log, self._found = log, found
        self.nothing.setText(why_none)
        self.nothing.setVisible(found is None)
        self.content.setVisible(found is not None)
        if found is None:
            return
        self.sides.show_columns(side_columns(found))
        self.sides.share_room(ROOMS)
        rows, head = len(found.sides), self.sides.horizontalHeader().sizeHint().height()
        self.sides.setFixedHeight(head + rows * 34 + 6)
        self.deals.show_cases(log, found.case[found.fit < found.least - 1e-9])
        self.deals.table.share_room(DEAL_ROOMS)
        self.show_by(AMOUNT if np.isfinite(found.amount).any() else EFFORT)

    def show_by(self, by: int) -> None:
        """Amount or effort upwards."""
        mark_chip(self.chips, by)
        if self._found is not None and self._log is not None:
            self.chart.show_spot(self._log, self._found, by)
            self.said.setText(self.chart.said)

    def _build(self) -> None:
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for at, chip in enumerate(self.chips):
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.show_by, at))
            chips.addWidget(chip)
        chips.addStretch(1)
        left = frame("card")
        drawn = QVBoxLayout(left)
        drawn.setContentsMargins(14, 10, 14, 8)
        drawn.setSpacing(6)
        drawn.addLayout(chips)
        drawn.addWidget(self.chart, 1)
        drawn.addWidget(self.said)
        right = QWidget()
        listed = QVBoxLayout(right)
        listed.setContentsMargins(10, 0, 0, 0)
        listed.setSpacing(8)
        listed.addWidget(self.title)
        listed.addWidget(self.deals, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(right)
        right.setMinimumWidth(450)
        split.setSizes([540, 480])
        self.content = QWidget()
        inner = QVBoxLayout(self.content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self.sides)
        inner.addWidget(split, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addWidget(self.content, 1)


def side_columns(found: SpotFound) -> tuple[Column, ...]:
    """One row a side: deals, their share, their share of the effort, winning and amount."""
    sides = found.sides

    def shares(values: Iterable[KpiValue]) -> list[str]:
        return [
            f"{written(one.value, KpiUnit.SHARE)} ({interval_words(one, KpiUnit.SHARE)})"
            if one.is_told
            else one.why_none
            for one in values
        ]

    return (
        Column(tr("Side"), [NAMES.get(one.side, UNKNOWN_NAME) for one in sides]),
        Column(tr("Deals"), [number(one.deals) for one in sides]),
        Column(tr("Share of deals"), shares(one.share for one in sides)),
        Column(tr("Share of effort"), shares(one.effort for one in sides)),
        Column(
            tr(

"Won within {horizon} days", horizon=found.horizon), [value_words(one.winning, KpiUnit.SHARE) for one in sides],
            tooltip=tr("Open deals included, once they are old enough"),
        ),
        Column(tr("Amount of a won deal"), [_amount(one, found.currency) for one in sides]),
    )  # fmt: skip


def _amount(side: FitSide, currency: str) -> str:
    told = side.amount
    if told.value is None or told.low is None or told.high is None:
        return told.why_none
    short = [tick(float(f"{one:.3g}"), KpiUnit.MONEY) for one in (told.value, told.low, told.high)]
    deals = plural(told.n, "deal")
    return f"{short[0]} {currency} ({short[1]}–{short[2]}, {deals})".replace("  ", " ")

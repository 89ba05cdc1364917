"""The two cards on top: how many deals follow the process, and how the deals ended."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.theme import Palette
from desktop.widgets.stacked_bar import Part, StackedBar
from desktop.widgets.text import set_tip, text
from mining.intervals import wilson
from mining.number_format import UNKNOWN, number, percent, percent_range, plural
from models.analysis import Analysis, View
from models.case_table import Outcome
from resources.translation import tr


class FollowCard(QFrame):
    """The share of deals that follow the process, as a figure, in words and as a bar with its legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.figure = text(role="figure")
        self.words, self.interval = text(role="heading", wrap=True), text(role="small", wrap=True)
        self.bar = StackedBar(16)
        self._legend = [_Legend() for _ in range(4)]
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addStretch(1)
        beside.addWidget(self.words)
        beside.addWidget(self.interval)
        beside.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(20)
        top.addWidget(self.figure)
        top.addLayout(beside, 1)
        legend = QHBoxLayout()
        legend.setSpacing(16)
        for entry in self._legend[:-1]:
            legend.addWidget(entry)
        legend.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 20, 20)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.bar)
        column.addLayout(legend)
        column.addWidget(self._legend[-1], 0, Qt.AlignmentFlag.AlignLeft)

    def show_view(self, view: View, palette: Palette) -> None:
        """Show the counts of the filtered deals."""
        judged = view.conforming + view.deviating
        self.figure.setText(percent(view.conforming / judged) if judged else "–")
        self.words.setText(tr("of the deals follow the documented process"))
        self.interval.setText(_certainty(view))
        parts = (
            (Part(tr("follow it"), view.conforming, palette.flow), view.conforming),
            (Part(tr("depart from it"), view.deviating, palette.deviation), view.deviating),
            (Part(tr("open, on track"), view.pending, palette.flow, hatched=True), view.pending),
            (Part(tr("not checked in time"), view.unchecked, palette.muted, hatched=True), view.unchecked),
        )
        self._legend[-1].setVisible(bool(view.unchecked))
        for entry, (part, count) in zip(self._legend, parts, strict=True):
            entry.show_part(part, count)
        self.bar.show_parts(
            [part for part, _ in parts],
            ", ".join(f"{number(count)} {part.name}" for part, count in parts[: 4 if view.unchecked else 3]),
        )


def _certainty(view: View) -> str:
    judged = view.conforming + view.deviating
    interval = wilson(view.conforming, judged)
    if interval is not None:
        told = plural(judged, "deal")
        return tr(
            "95\u00a0% interval {range}, of the {told} that can tell",
            range=percent_range(*interval),
            told=told,
        )
    if view.unchecked:
        return tr(
            "Cannot tell: every deal here is open and on track so far, or could not be checked in time."
        )
    return tr("Cannot tell: every deal here is open and on track so far.")


class _Legend(QWidget):
    """A small sample of a part, its count and its name."""

    def __init__(self) -> None:
        super().__init__()
        self._swatch = StackedBar(10)
        self._swatch.setFixedWidth(14)
        self._count, self._name = text(role="strong"), text(role="muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self._swatch, self._count, self._name):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_part(self, part: Part, count: int) -> None:
        self._swatch.show_parts([Part(part.name, 1, part.colour, part.hatched)], part.name)
        self._count.setText(number(count))
        self._name.setText(part.name)


class OutcomeCard(QFrame):
    """How many deals were won, lost and are open, how often deals win, and how well the steps fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.bar = StackedBar(6)
        self.numbers: dict[Outcome, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for column, (outcome, name) in enumerate(_OUTCOMES.items()):
            self.numbers[outcome] = text(role="number")
            grid.addWidget(self.numbers[outcome], 0, column)
            grid.addWidget(text(name, "muted"), 1, column)
            grid.setColumnStretch(column, 1)
        self.win_rate, self.fit = text(role="small", wrap=True), text(role="small", wrap=True)
        set_tip(
            self.fit,
            tr(
                "One less the steps that were left out or added, relative to the most that could have been: "
                "100 % means that every deal took exactly the documented steps."
            ),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addLayout(grid)
        layout.addWidget(self.bar)
        layout.addStretch(1)
        layout.addWidget(self.win_rate)
        layout.addWidget(self.fit)

    def show_view(self, analysis: Analysis, view: View, palette: Palette) -> None:
        """Show the filtered deals of the analysis."""
        outcomes = analysis.log.cases.outcome[view.mask]
        counts = {outcome: int(np.count_nonzero(outcomes == outcome)) for outcome in _OUTCOMES}
        colours = (palette.won, palette.lost, palette.open)
        for outcome, count in counts.items():
            self.numbers[outcome].setText(number(count) if any(counts.values()) else UNKNOWN)
        parts = [
            Part(name, counts[outcome], colour, hatched=outcome == Outcome.OPEN)
            for (outcome, name), colour in zip(_OUTCOMES.items(), colours, strict=True)
        ]
        self.bar.show_parts(parts, ", ".join(f"{number(part.amount)} {part.name}" for part in parts))
        self.win_rate.setText(_win_rate(counts[Outcome.WON], counts[Outcome.LOST], counts[Outcome.OPEN]))
        self.fit.setVisible(view.fitness is not None)
        self.fit.setText(tr("{share} of all steps fit the documented process.", share=percent(view.fitness)))


def _win_rate(won: int, lost: int, still_open: int) -> str:
    interval = wilson(won, won + lost)
    if interval is None and not still_open:
        return tr("How these deals ended is not known; a documented process with its ends can tell.")
    if interval is None:
        return tr("No deal is closed yet, so there is no win rate.")
    closed = plural(won + lost, "closed deal")
    return tr(
        "{share} of the {closed} were won (95\u00a0% interval {range}).",
        share=percent(won / (won + lost)),
        closed=closed,
        range=percent_range(*interval),
    )


_OUTCOMES = {Outcome.WON: tr("won"), Outcome.LOST: tr("lost"), Outcome.OPEN: tr("open")}

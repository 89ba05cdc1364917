"""Other measures of the same deals, computed when they are asked for: a replay beside our fit, and unusual times."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.screens.conformance.time_columns import FAR, ROOMS, columns_of
from desktop.widgets.table import Table
from desktop.widgets.text import frame, text
from desktop.widgets.whole_rows import WholeRows
from mining.measures.comparison import Comparison
from mining.measures.wording import replay_sentence, times_sentence
from mining.number_format import percent
from resources.translation import tr

OFFER = tr(
    "Two other methods look at the deals that pass the filter. A replay sends every won deal "
    "through the process and counts what it misses there: a second opinion on the fit. And for "
    "every two stages: how long it usually takes from one to the other, and which deals are "
    "far from that. It takes some seconds and can be cancelled."
)
COMPARE = tr("Compare with other measures")
WAITING = tr("Comparing…")


class ComparePanel(QStackedWidget):
    """A button that asks for the comparison, or its result."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_asked = False
        self.comparison: Comparison | None = None
        self.button = QPushButton(COMPARE)
        self.button.setProperty("kind", "primary")
        self.button.clicked.connect(self._ask)
        self.theirs, self.ours = text(role="number"), text(role="number")
        self.replay, self.times = text(wrap=True), text(wrap=True)
        self.table = Table(tr("Times between stages"))
        self._figures = QWidget()
        self.offer, self.result = self._offer(), self._result()
        self.addWidget(self.offer)
        self.addWidget(self.result)

    def offer_again(self) -> None:
        """Take back what is shown: it was of other deals, or was cancelled."""
        self._is_asked = False
        self.comparison = None
        self.button.setText(COMPARE)
        self.setCurrentWidget(self.offer)

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what came of it."""
        self.comparison = comparison
        replay = comparison.replay
        is_told = replay is not None and replay.fitness is not None
        self._figures.setVisible(is_told)
        if replay is None:
            self.replay.setText(tr("There is no second opinion: {without}", without=comparison.without))
        else:
            self.theirs.setText(percent(replay.fitness))
            self.ours.setText(percent(comparison.ours))
            self.replay.setText(replay_sentence(replay, comparison.ours))
        self.times.setText(times_sentence(comparison.times))
        first = not self.table.table.columns
        self.table.show_columns(columns_of(comparison.times))
        if first:
            self.table.sortByColumn(FAR, Qt.SortOrder.DescendingOrder)
        self.table.share_room(ROOMS)
        had_focus = self.button.hasFocus()
        self.setCurrentWidget(self.result)
        if had_focus:
            self.table.setFocus()

    def _ask(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            self.button.setText(WAITING)
            self.wanted.emit()

    def _offer(self) -> QWidget:
        offer = QWidget()
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(offer)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(text(tr("A second opinion"), "heading"))
        column.addWidget(text(OFFER, wrap=True))
        column.addLayout(row)
        column.addStretch(1)
        return offer

    def _result(self) -> QWidget:
        figures = QHBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(24)
        for number, name in ((self.theirs, tr("replay")), (self.ours, tr("our fit"))):
            pair = QVBoxLayout()
            pair.setSpacing(0)
            pair.addWidget(number)
            pair.addWidget(text(name, "small"))
            figures.addLayout(pair)
        card = frame("card")
        top = QHBoxLayout(card)
        top.setContentsMargins(20, 10, 20, 10)
        top.setSpacing(24)
        top.addWidget(self._figures)
        top.addWidget(self.replay, 1)
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(card)
        column.addWidget(self.times)
        column.addWidget(WholeRows(self.table, 3), 1)
        return result

"""Key figures as small multiples, and below them what changed where a marker is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSplitter, QVBoxLayout, QWidget

from desktop.over_time.change_detail import ChangeDetail
from desktop.over_time.kpi_card import KpiCard
from desktop.theme import Palette
from desktop.widgets.scrolled import scrolled
from models.event_log import EventLog
from models.kpi_series import KpiSeries
from models.strategy import Baseline

_NARROWEST = 330
_GAP = 12
_MOST_COLUMNS = 3

Group = tuple[str, Sequence[KpiSeries]]
"""A name for the chart (empty for that of its only series), and the series in it."""


class KpiPanel(QWidget):
    """A card a group, in as many columns as fit; a marker of a chart leads to what changed and the deals behind it."""

    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, name: str, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._log: EventLog | None = None
        self._groups: tuple[Group, ...] = ()
        self._columns = 0
        self.cards: list[KpiCard] = []
        self.detail = ChangeDetail(palette)
        self._content = QWidget()
        self._content.setObjectName("content")
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.area = scrolled(self._content, name)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.area)
        self.splitter.addWidget(self.detail)
        self.splitter.setSizes([420, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        self.detail.hide()
        self.detail.closed.connect(self.detail.hide)
        self.detail.deal_chosen.connect(self.deal_chosen)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.detail.set_palette_colors(palette)
        for card in self.cards:
            card.set_palette_colors(palette)

    def show_groups(self, log: EventLog, groups: Sequence[Group], baseline: Baseline | None) -> None:
        """Show these groups of series; an open detail is closed where its change is not among them any more."""
        self._log, self._groups = log, tuple(groups)
        while len(self.cards) > len(groups):
            gone = self.cards.pop()
            self._grid.removeWidget(gone)
            gone.deleteLater()
        while len(self.cards) < len(groups):
            card = KpiCard(self._palette)
            card.change_chosen.connect(partial(self._show_change, len(self.cards)))
            self.cards.append(card)
            self._columns = 0
        for card, (name, series) in zip(self.cards, groups, strict=True):
            card.show_series(series, baseline, name)
        self.detail.hide()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for; the cards of one row are of one height."""
        columns = max(1, min(_MOST_COLUMNS, (self.width() + _GAP) // (_NARROWEST + _GAP), len(self.cards)))
        if columns == self._columns:
            return
        self._columns = columns
        for at, card in enumerate(self.cards):
            self._grid.addWidget(card, at // columns, at % columns)
        for column in range(_MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        rows = (len(self.cards) + columns - 1) // columns
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 1 if row == rows else 0)

    def _show_change(self, at: int, change: int) -> None:
        series = self._groups[at][1][0]
        if self._log is not None and change < len(series.changes):
            self.detail.show_change(self._log, series, change)
            self.detail.show()
            card = self.cards[at]
            QTimer.singleShot(0, card, lambda: self.area.ensureWidgetVisible(card))  # once there is less room

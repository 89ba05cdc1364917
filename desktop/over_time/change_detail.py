"""What changed at one change point: before and after, process or mix, and the deals behind it."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.deals_table import DealsTable
from desktop.icons import icon
from desktop.theme import Palette
from desktop.widgets.screen_parts import mark_chip
from desktop.widgets.text import text
from mining.kpis.wording import change_details, change_words
from mining.number_format import p_value, plural
from models.event_log import EventLog
from models.kpi_series import KpiSeries, KpiUnit
from resources.translation import tr

BEFORE, AFTER = range(2)
_FOUND = tr(
    "p = {p} by permuting deals. Where nothing changes, about one screen in ten shows a change by chance."
)


class ChangeDetail(QFrame):
    """Shown below the cards; `closed` asks to hide it again."""

    closed = Signal()
    deal_chosen = Signal(int)
    """The index of a case."""

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._sides: tuple[NDArray[np.int32], NDArray[np.int32]] | None = None
        self._log: EventLog | None = None
        self.title, self.words = text(role="heading", wrap=True), text(wrap=True)
        self.found = text(role="small", wrap=True)
        self.close_button = QPushButton()
        self.close_button.setProperty("kind", "quiet")
        self.close_button.setAccessibleName(tr("Close what changed"))
        self.chips = [QPushButton(), QPushButton()]
        self.deals = DealsTable(palette)
        self.deals.setMinimumHeight(150)
        self.deals.deal_chosen.connect(self.deal_chosen)
        self.close_button.clicked.connect(self.closed)
        head, chips = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        for at, chip in enumerate(self.chips):
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(partial(self.show_side, at))
            chips.addWidget(chip)
        chips.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.found)
        column.addLayout(chips)
        column.addWidget(self.deals, 1)
        self.set_palette_colors(palette)

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.deals.set_palette_colors(palette)
        self.close_button.setIcon(icon("x", palette.muted))

    def show_change(self, log: EventLog, series: KpiSeries, at: int) -> None:
        """Say what changed, and list the deals after it."""
        change = series.changes[at]
        self.title.setText(change_words(series, change))
        self.words.setText(" ".join(change_details(series, change)))
        self.found.setText(_FOUND.format(p=p_value(change.p)))
        begin = series.changes[at - 1].ends if at else None
        end = series.changes[at + 1].begins if at + 1 < len(series.changes) else None
        self._log = log
        self._sides = behind(series, begin, change.begins), behind(series, change.ends, end)
        has_it = series.unit is KpiUnit.SHARE and series.key != "fitness"
        before, after = (plural(len(cases), "deal") for cases in self._sides)
        self.chips[BEFORE].setText(
            tr("{deals} with it before", deals=before) if has_it else tr("{deals} before", deals=before)
        )
        self.chips[AFTER].setText(
            tr("{deals} with it after", deals=after) if has_it else tr("{deals} after", deals=after)
        )
        self.show_side(AFTER)

    def show_side(self, side: int) -> None:
        """List the deals before or after."""
        mark_chip(self.chips, side)
        if self._sides is not None and self._log is not None:
            self.deals.show_cases(self._log, self._sides[side])


def behind(series: KpiSeries, begin: int | None, end: int | None) -> NDArray[np.int32]:
    """The deals that count from one time (None: the first) to another, sorted; of shares those that have it."""
    low = 0 if begin is None else int(np.searchsorted(series.time, begin))
    high = len(series.time) if end is None else int(np.searchsorted(series.time, end))
    case, score = series.case[low:high], series.score[low:high]
    if series.unit is KpiUnit.SHARE and series.key != "fitness":
        case = case[score > 0]
    return np.unique(case)

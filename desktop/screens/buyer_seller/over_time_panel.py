"""Buyer against seller over time: the two tracks, and what comes out, with since when each is different."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.latest_job import LatestJob
from desktop.over_time.baseline_words import baseline_words
from desktop.over_time.kpi_panel import Group, KpiPanel
from desktop.over_time.period_switch import PeriodSwitch
from desktop.theme import Palette
from desktop.widgets.text import text
from mining.aggregates.periods import Period
from mining.filtering import Mask
from mining.kpis.over_time import OverTime, sides_over_time, whole_log
from mining.kpis.since_when import with_changes
from mining.kpis.two_tracks import BUYER, SELLER
from models.analysis import Analysis
from models.event_log import EventLog
from models.kpi_series import KpiSeries
from models.progress import Report
from models.strategy import Strategy
from resources.translation import tr

TRACKS_NAME = tr("Two tracks")
_TELLING = tr("Telling the key figures…")


@dataclass(frozen=True, eq=False)
class Asked:
    """What the figures are of; `period` is None for the usual one."""

    prepared: EventLog
    analysis: Analysis
    strategy: Strategy
    mask: Mask
    period: Period | None = None

    def is_like(self, other: Asked | None) -> bool:
        """Whether the same is asked for."""
        return (
            other is not None
            and self.analysis is other.analysis
            and self.mask is other.mask
            and self.period is other.period
            and self.strategy == other.strategy
        )


@dataclass(frozen=True, eq=False)
class Told:
    """The log and the figures that were asked for."""

    asked: Asked
    log: EventLog
    over_time: OverTime


class OverTimePanel(QWidget):
    """Works only while it is in sight: figures first, the changes a moment later."""

    deal_chosen = Signal(int)
    """The index of a case."""

    failed = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked: Asked | None = None
        self._period: Period | None = None
        self._told: Told | None = None
        self.series: tuple[KpiSeries, ...] = ()
        self._telling = LatestJob(tr("Telling the key figures"), self)
        self._looking = LatestJob(tr("Looking for changes"), self)
        self.baseline, self.periods = text(role="small", wrap=True), PeriodSwitch()
        self.figures = KpiPanel(tr("Buyer and seller over time"), palette)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.baseline, 1)
        head.addWidget(self.periods)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.figures, 1)
        self.figures.deal_chosen.connect(self.deal_chosen)
        self.periods.chosen.connect(self._choose_period)
        self._telling.done.connect(self._show)
        self._looking.done.connect(self._show_changes)
        for job in (self._telling, self._looking):
            job.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether anything is worked out."""
        return self._telling.busy or self._looking.busy

    def stop(self) -> None:
        """Wait for what is worked out: before the window goes."""
        self._telling.stop()
        self._looking.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.figures.set_palette_colors(palette)

    def show_asked(self, asked: Asked) -> None:
        """Tell the figures of these deals, unless they are told already."""
        asked = Asked(asked.prepared, asked.analysis, asked.strategy, asked.mask, self._period)
        if asked.is_like(self._asked):
            return
        self._asked, self.series = asked, ()
        self._looking.cancel()
        self.baseline.setText(_TELLING)
        self._telling.start(partial(_tell, asked))

    def _choose_period(self, period: Period) -> None:
        self._period = period
        if self._asked is not None:
            self.show_asked(self._asked)

    def _show(self, told: Told) -> None:
        self._told = told
        self.periods.show_period(told.over_time.period)
        figures = [one for one in told.over_time.series if one.key not in (SELLER, BUYER)]
        self.baseline.setText(baseline_words(told.asked.strategy.baseline, figures))
        self._show_series(told.over_time.series)
        self._looking.start(partial(_look, told))

    def _show_changes(self, series: tuple[KpiSeries, ...]) -> None:
        self._show_series(series)

    def _show_series(self, series: tuple[KpiSeries, ...]) -> None:
        self.series = series
        if self._told is not None:
            asked = self._told.asked
            self.figures.show_groups(asked.analysis.log, groups_of(series), asked.strategy.baseline)


def groups_of(series: tuple[KpiSeries, ...]) -> list[Group]:
    """Both tracks in one chart, every other figure in its own."""
    tracks = [one for key in (SELLER, BUYER) for one in series if one.key == key]
    others: list[Group] = [("", (one,)) for one in series if one not in tracks]
    return [(TRACKS_NAME, tuple(tracks)), *others] if tracks else others


def _tell(asked: Asked, report: Report) -> Told:
    log = whole_log(asked.prepared, asked.analysis)
    return Told(
        asked, log, sides_over_time(log, asked.analysis, asked.strategy, asked.mask, asked.period, report)
    )


def _look(told: Told, report: Report) -> tuple[KpiSeries, ...]:
    return with_changes(told.over_time.figures, told.over_time.series, told.log, report)

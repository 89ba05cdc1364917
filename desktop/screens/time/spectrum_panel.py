"""The part with the performance spectrum: which steps, what the colours mean, and a period to look at closer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSizeF, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.latest_job import LatestJob
from desktop.screens.time.canvas import Canvas
from desktop.screens.time.colours import PACE_NAMES, pace_colours
from desktop.screens.time.controls import ZoomButtons
from desktop.screens.time.legend import Legend
from desktop.screens.time.spectrum_chart import SpectrumChart
from desktop.screens.time.taking import Page, picture_of_chart
from desktop.take_away import Picture
from desktop.theme import LIGHT, Palette
from desktop.widgets.text import set_tip, text
from mining.filtering import Mask
from mining.number_format import date, days, number, plural
from mining.timing.spectrum import Band, band_of, bands_of
from models.bottlenecks import Bottlenecks
from models.case_table import DAY
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr

_MEANING = tr("A line is a deal on its way from the upper stage to the lower: the flatter, the slower.")
HINT = tr("{meaning} Drag to pick a period.", meaning=_MEANING)
NONE = tr("No deal takes this step directly.")
_MOST_LEAVING = 6


@dataclass(frozen=True)
class Choice:
    """What to look at: the documented line (`source` None), one step, or all steps that leave a stage."""

    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, eq=False)
class _Found:
    log: EventLog
    choice: Choice
    bands: Sequence[Band]


class SpectrumPanel(QWidget):
    """Chooses the steps, shows their lines, and offers what can be done with a chosen period."""

    deal_chosen = Signal(int)
    period_wanted = Signal(object)
    """(from, to) in microseconds UTC: whole days, `to` excluded."""
    failed = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._log: EventLog | None = None
        self._mask: Mask | None = None
        self._line: Sequence[str] = ()
        self._leaving: dict[str, list[str]] = {}
        self.choice = Choice()
        self.box = QComboBox()
        self.canvas = Canvas(tr("Performance spectrum"), palette, selects=True)
        self.zoom = ZoomButtons(self.canvas, with_rows=False)
        self.legend, self.hint = Legend(), text(HINT, "small", wrap=True)
        self.period = text(role="strong")
        self.closer, self.narrow, self.clear = (QPushButton() for _ in range(3))
        self.foot = QStackedWidget()
        self._job = LatestJob(tr("Putting steps in order"), self)
        self._build()
        self._connect()

    @property
    def is_ready(self) -> bool:
        """Whether all is drawn as it is now."""
        return not self._job.busy and self.canvas.is_ready

    def stop(self) -> None:
        """Cancel what runs and wait for it."""
        self._job.stop()
        self.canvas.stop()

    def set_palette_colors(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self.canvas.set_palette_colors(palette)
        if isinstance(self.canvas.chart, SpectrumChart):
            self._show(replace(self.canvas.chart, colours=pace_colours(palette)), True)

    def show_log(self, log: EventLog, mask: Mask, line: Sequence[str], found: Bottlenecks) -> None:
        """Show the steps of the deals in `mask`; `line` are the stages of the documented line in order."""
        self._log, self._mask, self._line = log, mask, line
        self._leaving = {}
        for row in sorted(found.steps, key=lambda row: -row.times):
            self._leaving.setdefault(row.source, []).append(row.target or "")
        choices = [Choice()] if len(line) > 1 else []
        choices += [Choice(row.source, row.target) for row in found.steps]
        choices += [Choice(row.source) for row in found.stages if row.times]
        times = {(row.source, row.target): row.times for row in (*found.steps, *found.stages)}
        if self.choice not in choices:
            self.choice = choices[0] if choices else Choice()
        with QSignalBlocker(self.box):
            self.box.clear()
            for choice in choices:
                self.box.addItem(_words(choice, times), choice)
            self.box.setCurrentIndex(choices.index(self.choice) if choices else -1)
        self._find()

    def show_step(self, source: str, target: str | None) -> None:
        """Look at one step, or at all that leave a stage."""
        for at in range(self.box.count()):
            if self.box.itemData(at) == Choice(source, target):
                self.box.setCurrentIndex(at)
                return

    def picture(self) -> Picture | None:
        """What is in sight now, for a file; None before there is anything."""
        chart = self.canvas.chart
        if not isinstance(chart, SpectrumChart):
            return None
        light = replace(chart, colours=pace_colours(LIGHT))
        words = f"{self.box.currentText()}. {_MEANING}"
        size = QSizeF(self.canvas.size())
        return picture_of_chart(
            Page(
                light,
                self.canvas.window_,
                size,
                tr("Performance spectrum"),
                words,
                _entries(light),
                self.canvas.page_picture,
            )
        )

    def _chosen(self, at: int) -> None:
        choice = self.box.itemData(at)
        if isinstance(choice, Choice) and choice != self.choice:
            self.choice = choice
            self._find()

    def _find(self) -> None:
        if self._log is None or self._mask is None:
            return
        leaving = self._leaving.get(self.choice.source or "", [])[:_MOST_LEAVING]
        self._job.start(partial(_bands, self._log, self._mask, self.choice, self._line, leaving))

    def _arrived(self, found: _Found) -> None:
        chart = SpectrumChart(
            found.log, found.bands, pace_colours(self._palette), found.choice.source is None
        )
        before = self.canvas.chart
        self._show(chart, isinstance(before, SpectrumChart) and before.whole == chart.whole)

    def _show(self, chart: SpectrumChart, keep: bool) -> None:
        light = replace(chart, colours=pace_colours(LIGHT)) if self._palette.dark else None
        self.canvas.show_chart(chart, keep, light)
        self.legend.show_entries(_entries(chart))
        self.hint.setText(HINT if any(map(len, chart.bands)) else NONE)
        about = tr("The durations of a step in four equal parts.")
        if len(chart.bands) != 1:
            about += " " + tr("Quarters are those of each step by itself.")
        set_tip(self.legend, about)

    def _period_chosen(self, period: tuple[float, float] | None) -> None:
        self.foot.setCurrentIndex(0 if period is None else 1)
        if period is not None:
            first, behind = _days(period)
            self.period.setText(f"{date(first)} – {date(behind - DAY)}")

    def _closer(self) -> None:
        if self.canvas.selection is not None:
            left, right = self.canvas.selection
            self.canvas.select(None)
            self.canvas.look_at(replace(self.canvas.window_, left=left, right=max(right, left + DAY)))

    def _narrow(self) -> None:
        if self.canvas.selection is not None:
            period = _days(self.canvas.selection)
            self.canvas.select(None)
            self.period_wanted.emit(period)

    def _connect(self) -> None:
        self.box.currentIndexChanged.connect(self._chosen)
        self.canvas.deal_chosen.connect(self.deal_chosen)
        self.canvas.period_chosen.connect(self._period_chosen)
        self.canvas.failed.connect(self.failed)
        self.closer.clicked.connect(self._closer)
        self.narrow.clicked.connect(self._narrow)
        self.clear.clicked.connect(lambda: self.canvas.select(None))
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self.failed)

    def _build(self) -> None:
        self.box.setAccessibleName(tr("Steps shown"))
        self.box.setMinimumWidth(220)
        self.box.setMaximumWidth(420)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.box, 1)
        top.addStretch(1)
        top.addWidget(self.zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.legend)
        self.foot.addWidget(self.hint)
        self.foot.addWidget(self._period_bar())
        self.foot.setFixedHeight(34)
        column.addWidget(self.foot)

    def _period_bar(self) -> QWidget:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.period)
        words = (tr("Look closer"), tr("Show only deals created then"), tr("Clear"))
        for button, name in zip((self.closer, self.narrow, self.clear), words, strict=True):
            button.setText(name)
            button.setProperty("kind", "chip")
            row.addWidget(button)
        row.addStretch(1)
        return bar


def _entries(chart: SpectrumChart) -> list[tuple[str, str]]:
    """The colours of the paces, with how many lines have them, and for one step with the limits between them."""
    limits = chart.bands[0].limits if len(chart.bands) == 1 and len(chart.bands[0]) else None
    counts = [sum(band.counts[pace] for band in chart.bands) for pace in range(4)]
    hours = chart.log.day_hours
    tips = [""] * 4
    if limits is not None:
        tips = [" " + tr("(up to {time})", time=days(limit, hours)) for limit in limits] + [
            " " + tr("(more than {time})", time=days(limits[2], hours))
        ]
    named = zip(chart.colours, PACE_NAMES, tips, counts, strict=True)
    return [(colour, f"{name}{tip}: {number(n)}") for colour, name, tip, n in named]


def _bands(
    log: EventLog, mask: Mask, choice: Choice, line: Sequence[str], leaving: Sequence[str], report: Report
) -> _Found:
    if choice.source is None:
        return _Found(log, choice, bands_of(log, mask, line))
    targets = leaving if choice.target is None else [choice.target]
    return _Found(log, choice, [band_of(log, mask, choice.source, target) for target in targets])


def _words(choice: Choice, times: dict[tuple[str, str | None], int]) -> str:
    if choice.source is None:
        return tr("All stages, one below the other")
    count = plural(times.get((choice.source, choice.target), 0), "time")
    name = (
        tr("Everything that leaves {source}", source=choice.source)
        if choice.target is None
        else f"{choice.source} → {choice.target}"
    )
    return f"{name}  ({count})"


def _days(period: tuple[float, float]) -> tuple[int, int]:
    """The whole days that a period touches."""
    return int(period[0] // DAY) * DAY, (int(period[1] // DAY) + 1) * DAY

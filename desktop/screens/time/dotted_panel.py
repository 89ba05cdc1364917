"""The part with the dotted chart: how its rows are sorted, what its colours say, and since when time counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QSignalBlocker, QSizeF, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.latest_job import LatestJob
from desktop.screens.time.canvas import Canvas
from desktop.screens.time.colours import dot_colours
from desktop.screens.time.controls import ZoomButtons
from desktop.screens.time.dotted_chart import DottedChart, dots_words
from desktop.screens.time.legend import Legend
from desktop.screens.time.taking import Page, picture_of_chart
from desktop.take_away import Picture
from desktop.theme import LIGHT, Palette
from desktop.widgets.text import text
from mining.export.stand_ins import stand_ins_of
from mining.filtering import Mask
from mining.number_format import number
from mining.timing.dotted import DotColour, Dots, RowOrder, dots_of
from models.analysis import Analysis
from models.event_log import EventLog
from models.progress import Report
from resources.translation import mid_sentence, tr

_MEANING = tr("A row is a deal, a dot an event.")
HINT = tr(
    "{meaning} The wheel zooms in time, with Ctrl in rows; drag to move, click a dot to open its deal.",
    meaning=_MEANING,
)
_SHARING = 4
"""So many undocumented steps or more, which have one colour, are told together."""
_MOST_ENTRIES = 18
"""The legend shows at most so many colours beside the chart; a tool tip has the others."""
_ORDERS = {
    RowOrder.BEGIN: tr("Sorted by start"),
    RowOrder.DURATION: tr("Sorted by duration"),
    RowOrder.OWNER: tr("Sorted by owner"),
    RowOrder.TEAM: tr("Sorted by team"),
    RowOrder.OUTCOME: tr("Sorted by outcome"),
}
_COLOURS = {
    DotColour.STAGE: tr("Colours: stages"),
    DotColour.OUTCOME: tr("Colours: outcomes"),
    DotColour.KIND: tr("Colours: kinds of events"),
}
_CLOCKS = {False: tr("Real time"), True: tr("Time since the deal began")}


@dataclass(frozen=True, eq=False)
class _Found:
    log: EventLog
    dots: Dots
    order: RowOrder
    colour: DotColour
    documented: Sequence[str]
    ends: Sequence[str]


class DottedPanel(QWidget):
    """Chooses and shows."""

    deal_chosen = Signal(int)
    failed = Signal(object)

    def __init__(self, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._analysis: Analysis | None = None
        self._prepared: EventLog | None = None
        self._mask: Mask | None = None
        self._stages: Sequence[str] = ()
        self._found: _Found | None = None
        self.orders, self.colours, self.clocks = QComboBox(), QComboBox(), QComboBox()
        self.canvas = Canvas(tr("Dotted chart"), palette, selects=False)
        self.zoom = ZoomButtons(self.canvas, with_rows=True)
        self.legend, self.count = Legend(), text(role="small")
        self.hint = text(HINT, "small", wrap=True)
        self._job = LatestJob(tr("Placing dots"), self)
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
        if self._found is not None:
            self._show(self._found, True)

    def show_log(self, analysis: Analysis, prepared: EventLog, mask: Mask, stages: Sequence[str]) -> None:
        """Show the deals in `mask`; `stages` are the names of the stages in their order."""
        self._analysis, self._prepared, self._mask, self._stages = analysis, prepared, mask, stages
        self._offer(analysis.log, prepared)
        self._find()

    def picture(self, real_names: bool) -> Picture | None:
        """What is in sight now, for a file; owners have stand-ins unless `real_names`. None before there is any."""
        chart, found = self.canvas.chart, self._found
        if not isinstance(chart, DottedChart) or found is None:
            return None
        colours = _colours(found, LIGHT)
        light = replace(chart, colours=colours)
        if found.order is RowOrder.OWNER and not real_names:
            stand_ins = stand_ins_of(found.log)
            light = replace(light, groups=[_shown(stand_ins[group.name]) for group in chart.dots.groups])
        said = (self.orders.currentText(), mid_sentence(self.clocks.currentText()), dots_words(found.dots))
        size = QSizeF(self.canvas.size())
        entries = _entries(found, colours, LIGHT)
        return picture_of_chart(
            Page(
                light,
                self.canvas.window_,
                size,
                tr("Dotted chart"),
                f"{_MEANING} {', '.join(said)}.",
                entries,
                self.canvas.page_picture,
            )
        )

    def _offer(self, log: EventLog, prepared: EventLog) -> None:
        """Only what the log can be sorted and coloured by."""
        known = {
            RowOrder.OWNER: len(log.cases.owner.labels) > 0,
            RowOrder.TEAM: len(log.cases.team.labels) > 0,
        }
        orders = [order for order in RowOrder if known.get(order, True)]
        colours = [c for c in DotColour if c is not DotColour.KIND or prepared.n_events != log.n_events]
        for box, names, shown in (
            (self.orders, _ORDERS, orders),
            (self.colours, _COLOURS, colours),
            (self.clocks, _CLOCKS, [False, True]),
        ):
            before = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                for value in shown:
                    box.addItem(names[value], value)  # type: ignore[index]  # each box has its own kind of value
                box.setCurrentIndex(max(0, box.findData(before)))

    def _find(self) -> None:
        if self._analysis is None or self._prepared is None or self._mask is None:
            return
        colour = DotColour(self.colours.currentData())
        log = self._prepared if colour is DotColour.KIND else self._analysis.log
        check = self._analysis.conformance
        known = (check.stages, check.ends) if check else (self._stages, ())
        order, since_start = RowOrder(self.orders.currentData()), bool(self.clocks.currentData())
        self._job.start(partial(_dots, log, self._mask, order, colour, since_start, self._stages, known))

    def _arrived(self, found: _Found) -> None:
        before = self._found
        same = before is not None and before.dots.since_start == found.dots.since_start
        self._show(found, same and before is not None and before.dots.n_rows == found.dots.n_rows)

    def _show(self, found: _Found, keep: bool) -> None:
        self._found = found
        colours = _colours(found, self._palette)
        groups = [_shown(group.name) for group in found.dots.groups]
        chart = DottedChart(found.log, found.dots, colours, groups)
        light = replace(chart, colours=_colours(found, LIGHT)) if self._palette.dark else None
        self.canvas.show_chart(chart, keep, light)
        self.legend.show_entries(_entries(found, colours, self._palette), _MOST_ENTRIES)
        self.count.setText(dots_words(found.dots))

    def _connect(self) -> None:
        for box in (self.orders, self.colours, self.clocks):
            box.currentIndexChanged.connect(lambda _: self._find())
        self.canvas.deal_chosen.connect(self.deal_chosen)
        self.canvas.failed.connect(self.failed)
        self._job.done.connect(self._arrived)
        self._job.failed.connect(self.failed)

    def _build(self) -> None:
        names = (tr("How the rows are sorted"), tr("What the colours say"), tr("Which time is shown"))
        top = QHBoxLayout()
        top.setSpacing(8)
        for box, name in zip((self.orders, self.colours, self.clocks), names, strict=True):
            box.setAccessibleName(name)
            top.addWidget(box)
        top.addStretch(1)
        top.addWidget(self.zoom)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.legend)
        column.addLayout(foot)


def _colours(found: _Found, palette: Palette) -> tuple[str, ...]:
    names = [one.name for one in found.dots.classes]
    return dot_colours(found.colour, names, found.documented, found.ends, palette)


def _entries(found: _Found, colours: Sequence[str], palette: Palette) -> list[tuple[str, str]]:
    """What the colours say; several steps in the one colour of what is not documented share an entry."""
    pairs = [(colour, one) for colour, one in zip(colours, found.dots.classes, strict=True) if one.events]
    beside = [one for colour, one in pairs if colour in (palette.deviation, palette.faint)]
    if found.colour is not DotColour.STAGE or len(beside) < _SHARING:
        return [(colour, f"{one.name}: {number(one.events)}") for colour, one in pairs]
    named = [(colour, f"{one.name}: {number(one.events)}") for colour, one in pairs if one not in beside]
    colour = next(colour for colour, one in pairs if one in beside)
    events = sum(one.events for one in beside)
    return [
        *named,
        (colour, tr("{beside} undocumented steps: {events}", beside=len(beside), events=number(events))),
    ]


def _dots(
    log: EventLog,
    mask: Mask,
    order: RowOrder,
    colour: DotColour,
    since_start: bool,
    stages: Sequence[str],
    known: tuple[Sequence[str], Sequence[str]],
    report: Report,
) -> _Found:
    dots = dots_of(log, mask, order, colour, since_start, stages)
    return _Found(log, dots, order, colour, *known)


def _shown(name: str) -> str:
    return name or tr("No value")

"""What stands behind a card or a line: how long its deals took, and the first of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop.widgets.histogram import HistogramData, Mark
from mining.discovery.map_shape import short_days
from mining.discovery.step_times import bins_of, quantile_of, times_at, times_between
from mining.number_format import number
from models.event_log import EventLog
from models.process_map import MapEdge, MapNode, NodeKind
from models.step_times import StepTimes
from resources.translation import tr, tr_n

FIRST_DEALS = 5


@dataclass(frozen=True)
class DealRow:
    """A deal to open: its case in the log, its name, and how long it took."""

    case: int
    name: str
    value: str


@dataclass(frozen=True)
class Behind:
    """A chart with its heading (None where nobody took time), a remark below it, and deals under a heading."""

    chart_heading: str = ""
    chart: HistogramData | None = None
    remark: str = ""
    deals_heading: str = ""
    deals: tuple[DealRow, ...] = ()


def behind_node(node: MapNode, log: EventLog, mask: NDArray[np.bool_]) -> Behind:
    """Of a stage: the days that deals stay, those that stay the longest, and how many have not left yet."""
    if node.kind in (NodeKind.START, NodeKind.END) or not node.cases:
        return Behind()
    times = times_at(log, mask, node.label)
    remark = ""
    if times.still:
        remark = tr_n(
            "{count}\u00a0open deal is still in it.",
            "{count}\u00a0open deals are still in it.",
            times.still,
            count=number(times.still),
        )
    return _behind(times, log, tr("Days in stage"), remark, tr("Longest in it"))


def behind_edge(
    edge: MapEdge, source: MapNode, target: MapNode, log: EventLog, mask: NDArray[np.bool_]
) -> Behind:
    """Of a path: the days that it takes, and the deals that take the longest; of the start and the end the latest."""
    if not edge.cases:
        return Behind()
    begins, ends = source.kind is NodeKind.START, target.kind is NodeKind.END
    times = times_between(log, mask, None if begins else source.label, None if ends else target.label)
    return _behind(
        times, log, tr("Days it takes"), "", tr("Latest deals") if begins or ends else tr("Slowest deals")
    )


def _behind(times: StepTimes, log: EventLog, heading: str, remark: str, deals_heading: str) -> Behind:
    known = times.days[np.isfinite(times.days)]
    rows = _first_of_each(times.case)
    there = np.zeros(log.n_cases, dtype=bool)
    there[times.case] = True
    deals = tuple(
        DealRow(
            int(times.case[row]),
            log.cases.name[times.case[row]] or log.cases.ids[times.case[row]],
            short_days(float(times.days[row]), log.day_hours) if np.isfinite(times.days[row]) else "",
        )
        for row in rows
    )
    all_deals = int(there.sum())
    return Behind(
        chart_heading=heading if len(known) else "",
        chart=_chart(known, log.day_hours) if len(known) else None,
        remark=remark,
        deals_heading=tr(
            "{heading}, {deals} of {all_deals}",
            heading=deals_heading,
            deals=len(deals),
            all_deals=number(all_deals),
        )
        if len(deals) < all_deals
        else deals_heading,
        deals=deals,
    )


def _first_of_each(case: NDArray[np.int64]) -> list[int]:
    """The first rows of the first few deals."""
    found: dict[int, int] = {}
    for row, one in enumerate(map(int, case)):
        found.setdefault(one, row)
        if len(found) == FIRST_DEALS:
            break
    return list(found.values())


def _chart(days: NDArray[np.float64], day_hours: float | None) -> HistogramData:
    bins = bins_of(days)
    median, slow = quantile_of(days, 0.5), quantile_of(days, 0.9)
    told = partial(short_days, day_hours=day_hours)
    marks = (Mark(median, tr("median {time}", time=told(median))), Mark(slow, f"90\u00a0%: {told(slow)}"))
    return HistogramData(
        bins.width,
        bins.counts,
        bins.beyond,
        marks,
        partial(_axis_words, day_hours=day_hours),
        partial(_bar_words, day_hours=day_hours),
    )


def _axis_words(days: float, day_hours: float | None) -> str:
    return "0" if days == 0 else short_days(days, day_hours)


def _bar_words(low: float, high: float | None, count: int, day_hours: float | None) -> str:
    begin = _axis_words(low, day_hours)
    upper = (
        tr("{begin} to {end}", begin=begin, end=_axis_words(high, day_hours))
        if high is not None
        else tr("{begin} and more", begin=begin)
    )
    return tr("{upper}: {count} times", upper=upper, count=number(count))

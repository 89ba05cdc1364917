"""Finds the bottlenecks: how long every step and stage takes, what it adds up to, and who waits there now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import NOTHING, flow_of, weigh
from mining.aggregates.steps_in_order import InOrder, steps_in_order
from mining.mann_whitney import rank_test
from mining.significance import false_discovery_rates
from mining.timing.quarters import quarter_bounds, quarter_name
from models.bottlenecks import Bottleneck, Bottlenecks, Trend, Waiting
from models.case_table import Outcome
from models.event_log import EventLog

FEWEST = 10
"""A quarter with fewer steps is not compared."""

Mask = NDArray[np.bool_]
_NOBODY = Waiting(0, None, 0)


def bottlenecks(log: EventLog, mask: Mask) -> Bottlenecks:
    """The bottlenecks of the deals in `mask` (one flag a case) of a log of stage events.

    A step counts when it has ended: the time that an open deal has been in its stage is told as waiting, in neither
    the totals nor the quantiles. See `docs/method/time.md`.
    """
    if not log.n_events or not mask.any():
        return Bottlenecks((), (), 0.0, int(mask.sum()), 0, ("", ""), log.day_hours)
    flow, ordered, weight = flow_of(log), steps_in_order(log), weigh(log, mask).cases
    labels, now = log.activity.labels, int(log.timestamp.max())
    steps, stages = _timed(log, ordered.by_step, mask), _timed(log, ordered.by_source, mask)
    total = float(stages.total.sum())
    visiting = np.zeros(flow.n_labels, dtype=np.int64)
    visiting[flow.visits.key] = flow.visits.cases(weight)
    waiting = _waiting(log, mask, stages.p90, now)
    source, target = np.divmod(flow.steps.key, max(flow.n_labels, 1))
    cases = flow.steps.cases(weight)
    step_rows = [
        steps.row(i, labels[source[i]], labels[target[i]], int(cases[i]), total, waiting[int(source[i])])
        for i in np.flatnonzero(steps.size).tolist()
    ]
    stage_rows = [
        stages.row(code, labels[code], None, int(visiting[code]), total, waiting[code])
        for code in np.flatnonzero((stages.size > 0) | np.array([w.deals > 0 for w in waiting])).tolist()
    ]
    before, begin, end = quarter_bounds(now)
    quarters = (quarter_name(before), quarter_name(begin))
    span = (before, begin, end)
    return Bottlenecks(
        steps=_ranked(step_rows, steps.trends(log, np.flatnonzero(steps.size), span)),
        stages=_ranked(stage_rows, stages.trends(log, _codes(stage_rows, log), span)),
        total_days=total,
        deals=int(mask.sum()),
        now=now,
        quarters=quarters,
        day_hours=log.day_hours,
    )


def _codes(rows: Sequence[Bottleneck], log: EventLog) -> NDArray[np.int64]:
    return np.array([log.activity.code(row.source) for row in rows], dtype=np.int64)


def _ranked(rows: Sequence[Bottleneck], trends: Sequence[Trend | None]) -> tuple[Bottleneck, ...]:
    """With their trends, those first where most would be saved."""
    told = [replace(row, trend=trend) for row, trend in zip(rows, trends, strict=True)]
    return tuple(
        sorted(told, key=lambda row: (-row.saved_days, -row.total_days, row.source, row.target or ""))
    )


@dataclass(frozen=True, eq=False)
class _Timed:
    """Groups of steps of the chosen deals, each sorted by duration: group `g` is `bounds[g]:bounds[g + 1]`."""

    bounds: NDArray[np.int64]
    days: NDArray[np.float64]
    event: NDArray[np.int32]
    size: NDArray[np.int64]
    median: NDArray[np.float64]
    p90: NDArray[np.float64]
    total: NDArray[np.float64]
    saved: NDArray[np.float64]

    def row(
        self, group: int, source: str, target: str | None, deals: int, all_days: float, waiting: Waiting
    ) -> Bottleneck:
        """One row without its trend."""
        return Bottleneck(
            source=source,
            target=target,
            deals=deals,
            times=int(self.size[group]),
            median_days=float(self.median[group]),
            p90_days=float(self.p90[group]),
            total_days=float(self.total[group]),
            share=float(self.total[group]) / all_days if all_days else 0.0,
            saved_days=float(self.saved[group]),
            waiting=waiting,
        )

    def trends(
        self, log: EventLog, groups: NDArray[np.int64], span: tuple[int, int, int]
    ) -> list[Trend | None]:
        """Of some groups: what ended in this quarter against the one before, all comparisons considered."""
        found: list[Trend | None] = []
        before, begin, end = span
        ended = log.timestamp[self.event + 1] if len(self.event) else np.zeros(0, dtype=np.int64)
        for group in groups.tolist():
            part = slice(self.bounds[group], self.bounds[group + 1])
            times, days = ended[part], self.days[part]
            old, new = (days[(times >= a) & (times < b)] for a, b in ((before, begin), (begin, end)))
            if min(len(old), len(new)) < FEWEST:
                found.append(None)
                continue
            p = float(rank_test(old, new).p[0])
            found.append(Trend(float(np.median(old)), float(np.median(new)), len(old), len(new), p))
        told = [i for i, trend in enumerate(found) if trend is not None]
        q_values = false_discovery_rates([trend.q for trend in found if trend is not None])
        for i, q in zip(told, q_values, strict=True):
            trend = found[i]
            found[i] = replace(trend, q=q) if trend is not None else None
        return found


def _timed(log: EventLog, ordered: InOrder, mask: Mask) -> _Timed:
    n = len(ordered.bounds) - 1
    group = np.repeat(np.arange(n), np.diff(ordered.bounds))
    keep = np.flatnonzero(mask[ordered.case])
    event, group = ordered.event[keep], group[keep]
    days = ordered.took(event) if len(event) else np.zeros(0)
    size = np.bincount(group, minlength=n).astype(np.int64)
    bounds = np.concatenate(([0], np.cumsum(size))).astype(np.int64)
    median, p90 = (_quantile(days, bounds, size, level) for level in (0.5, 0.9))
    total = np.bincount(group, days, n).astype(np.float64)
    saved = np.bincount(group, np.maximum(0.0, days - median[group]), n).astype(np.float64)
    return _Timed(bounds, days, event, size, median, p90, total, saved)


def _quantile(
    days: NDArray[np.float64], bounds: NDArray[np.int64], size: NDArray[np.int64], level: float
) -> NDArray[np.float64]:
    """Of every sorted group, linearly interpolated as elsewhere; NaN for an empty one."""
    found = np.full(len(size), np.nan)
    filled = np.flatnonzero(size)
    place = (size[filled] - 1) * level
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, size[filled] - 1)
    low, high = days[bounds[filled] + below], days[bounds[filled] + above]
    found[filled] = low + (high - low) * (place - below)
    return found


def _waiting(log: EventLog, mask: Mask, p90: NDArray[np.float64], now: int) -> list[Waiting]:
    """Of every label: the open deals whose last event it is."""
    last = flow_of(log).last[log.variants.of_case]
    chosen = np.flatnonzero(mask & (log.cases.outcome == Outcome.OPEN) & (last != NOTHING))
    since = log.elapsed[log.case_start[1:][chosen] - 1]
    days = (int(log.elapsed_of(np.array([now], dtype=np.int64))[0]) - since) / log.day
    found = [_NOBODY] * len(log.activity.labels)
    for code in np.unique(last[chosen]).tolist():
        here = days[last[chosen] == code]
        late = int((here > p90[code]).sum()) if not np.isnan(p90[code]) else 0
        found[code] = Waiting(len(here), float(np.median(here)), late)
    return found

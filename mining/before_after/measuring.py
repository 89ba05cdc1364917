"""Measures every metric over a stretch of time, added up in cells of deals that are alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.before_after.metrics import Told, told_metrics
from mining.before_after.spread import spread_of
from mining.decay.story import start_of
from models.analysis import Analysis
from models.case_table import CaseTable
from models.categorical import MISSING, Categorical
from models.event_log import EventLog
from models.progress import Report
from models.project import ProcessModel
from models.snapshot import Cell, Measured

BANDS = 3
"""Amounts are cut into so many parts with as many deals each, within every currency."""

MOST_LEVELS = 25
"""So many segments and teams at most are told apart, the largest; the others are one."""

OTHERS = "…"

Edges = tuple[tuple[str, tuple[float, ...]], ...]


def measure(
    analysis: Analysis,
    prepared: EventLog,
    process: ProcessModel | None,
    window: tuple[date, date],
    report: Report,
    edges: Edges | None = None,
    horizons: Mapping[str, int] | None = None,
    wanted: Iterable[str] = (),
    mask: NDArray[np.bool_] | None = None,
) -> tuple[Measured, ...]:
    """Every metric over the deals that tell it within the days of `window`, both included.

    `edges` and `horizons` are those of an earlier snapshot, so that both are measured alike; None for this log's own.
    `mask` (one flag a case) leaves out deals.
    """
    cases = prepared.cases
    kinds = _Kinds(cases, edges_of(cases) if edges is None else edges)
    found = []
    for at, told in enumerate(told_metrics(analysis, prepared, process, horizons or {}, wanted)):
        report(min(0.9, at / 40), told.name)
        found.append(_measured(told, kinds, _rows(told, window, mask)))
    return tuple(found)


def measure_told(
    told: Told, prepared: EventLog, windows: Iterable[tuple[date, date]], mask: NDArray[np.bool_]
) -> tuple[Measured, ...]:
    """One metric over the deals in `mask` that tell it within each of the windows."""
    kinds = _Kinds(prepared.cases, edges_of(prepared.cases))
    return tuple(_measured(told, kinds, _rows(told, window, mask)) for window in windows)


def _rows(told: Told, window: tuple[date, date], mask: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    begin, end = start_of(window[0]), start_of(window[1] + timedelta(days=1))
    keep = (told.time >= begin) & (told.time < end) & np.isfinite(told.value)
    return np.flatnonzero(keep if mask is None else keep & mask[told.case])


def edges_of(cases: CaseTable) -> Edges:
    """The amounts at which the bands part, by currency."""
    known, found = np.isfinite(cases.amount), []
    for code in np.unique(cases.currency.codes[known]).tolist():
        here = known & (cases.currency.codes == code)
        cuts = np.quantile(cases.amount[here], np.arange(1, BANDS) / BANDS)
        name = "" if code == MISSING else cases.currency.labels[code]
        found.append((name, tuple(float(cut) for cut in cuts)))
    return tuple(sorted(found))


def last_day(log: EventLog) -> date:
    """The day of the last event; raises ValueError where there is none."""
    return datetime.fromtimestamp(int(log.timestamp.max()) / 1e6, UTC).date()


class _Kinds:
    """What every deal is alike in, as codes with their labels."""

    def __init__(self, cases: CaseTable, edges: Edges) -> None:
        self.segment, self.segments = _levels(cases.segment)
        self.team, self.teams = _levels(cases.team)
        self.band = _bands(cases, edges)
        self.rep = cases.owner.codes.astype(np.int64)

    def key(self, case: NDArray[np.int32], month: NDArray[np.int64]) -> NDArray[np.int64]:
        """One number for everything that is held equal."""
        kind = (self.segment[case] * len(self.teams) + self.team[case]) * (BANDS + 1) + self.band[case] + 1
        return np.asarray(kind * _MONTHS + month, dtype=np.int64)

    def cell(self, key: int, n: int, total: float, squares: float) -> Cell:
        """The cell of a key."""
        kind, month = divmod(key, _MONTHS)
        kind, band = divmod(kind, BANDS + 1)
        segment, team = divmod(kind, len(self.teams))
        named = str(band) if band else ""
        return Cell(self.segments[segment], named, self.teams[team], month, n, total, squares)


_MONTHS = 12 * 400


def _measured(told: Told, kinds: _Kinds, rows: NDArray[np.int64]) -> Measured:
    case, value = told.case[rows], told.value[rows]
    month = np.maximum(told.time[rows].astype("datetime64[us]").astype("datetime64[M]").astype(np.int64), 0)
    key, place = np.unique(kinds.key(case, month), return_inverse=True)
    n = np.bincount(place.ravel(), minlength=len(key))
    total, squares = (np.bincount(place.ravel(), part, len(key)) for part in (value, value * value))
    cells = tuple(
        kinds.cell(int(one), int(count), float(added), float(squared))
        for one, count, added, squared in zip(key, n, total, squares, strict=True)
    )
    spread, freedom = spread_of(value, kinds.rep[case], month // 3)
    return Measured(
        told.metric, told.name, told.unit, told.falls, cells, spread, freedom, told.horizon, told.currency,
        told.why_none,
    )  # fmt: skip


def _levels(column: Categorical) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """A code for every deal and what it stands for; the smallest levels are one where there are too many."""
    labels = (*column.labels, "")
    codes = np.where(column.codes == MISSING, len(labels) - 1, column.codes).astype(np.int64)
    sizes = np.bincount(codes, minlength=len(labels))
    if int((sizes > 0).sum()) <= MOST_LEVELS:
        return codes, labels
    small = np.argsort(-sizes, kind="stable")[MOST_LEVELS - 1 :]
    return np.where(np.isin(codes, small), len(labels), codes), (*labels, OTHERS)


def _bands(cases: CaseTable, edges: Edges) -> NDArray[np.int64]:
    """The band of every amount from 0, -1 where it or its currency is not known."""
    band = np.full(len(cases), -1, dtype=np.int64)
    cuts = dict(edges)
    for code, name in ((-1, ""), *enumerate(cases.currency.labels)):
        here = np.isfinite(cases.amount) & (cases.currency.codes == code)
        if name in cuts:
            band[here] = np.searchsorted(np.array(cuts[name]), cases.amount[here], side="left")
    return band

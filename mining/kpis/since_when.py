"""Since when a key figure is different: its change points, and whether the process or the mix of deals changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from mining.drift.series import changes_in
from mining.intervals import Z_95
from mining.kpis.figure import EARLIEST, LATEST, Figure
from models.case_table import CaseTable
from models.drift import DriftChange, DriftKind
from models.event_log import EventLog
from models.kpi_series import KpiChange, KpiSeries
from models.progress import Report
from resources.translation import tr

MOST = 20_000
"""Of more deals every second, third, ... is looked at: so many find what matters, and permuting takes time."""

_BANDS = (0.25, 0.5, 0.75)


def with_changes(
    figures: Sequence[Figure], told: Sequence[KpiSeries], log: EventLog, report: Report
) -> tuple[KpiSeries, ...]:
    """The series with their change points; `told` are those of the `figures`, in the same order."""
    found = []
    strata = mix_of(log.cases)
    for at, (figure, series) in enumerate(zip(figures, told, strict=True)):
        report(at / max(1, len(figures)), tr("Looking for changes"))
        if series.is_told and np.isfinite(figure.score).any():
            series = replace(series, changes=_changes(figure, strata, report))
        found.append(series)
    return tuple(found)


def mix_of(cases: CaseTable) -> NDArray[np.int64]:
    """What kind of deal every case is, as a number: its segment, source and the quarter of the amounts it is in."""
    amount = np.nan_to_num(cases.amount, nan=-1.0)
    known = cases.amount[~np.isnan(cases.amount)]
    bands = (
        np.searchsorted(np.quantile(known, _BANDS), amount) if len(known) else np.zeros(len(cases), dtype=int)
    )
    bands = np.where(np.isnan(cases.amount), len(_BANDS) + 1, bands)
    number = (
        (cases.segment.codes.astype(np.int64) + 1) * (len(cases.source.labels) + 1) + cases.source.codes + 1
    )
    return np.asarray(number * (len(_BANDS) + 2) + bands, dtype=np.int64)


def _changes(figure: Figure, strata: NDArray[np.int64], report: Report) -> tuple[KpiChange, ...]:
    """The change points of the scored entries, one a deal."""
    known = figure.part(figure.known_from, figure.known_until)
    known = known[np.isfinite(figure.score[known])]
    known = known[:: max(1, -(-len(known) // MOST))]
    case, score, time = figure.case[known], figure.score[known], figure.time[known]

    def quietly(fraction: float, message: str) -> None:
        report(0.0, message)

    points = changes_in(score, time, figure.name, quietly)
    edges = [EARLIEST, *((one.begins + one.ends) // 2 for one in points), LATEST]
    found = []
    for at, point in enumerate(points):
        before = figure.between(edges[at], point.begins, False)
        after = figure.between(point.ends, edges[at + 2], False)
        if before.is_told and after.is_told:
            kind = _kind(score, strata[case], *_sides(time, point, edges[at], edges[at + 2]))
            found.append(KpiChange(point.begins, point.ends, before, after, kind, point.p))
    return tuple(found)


def _sides(
    time: NDArray[np.int64], point: DriftChange, begin: int, end: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    return (time >= begin) & (time < point.begins), (time >= point.ends) & (time < end)


def _kind(
    score: NDArray[np.float64],
    stratum: NDArray[np.int64],
    before: NDArray[np.bool_],
    after: NDArray[np.bool_],
) -> DriftKind | None:
    """Process where deals of the same kind differ as well, mix where they do not and the kinds have changed.

    Differences within the kinds of deals, weighted as by Mantel and Haenszel; None where no kind is on both sides.
    """
    kinds, place = np.unique(stratum, return_inverse=True)
    n = [np.bincount(place[side], minlength=len(kinds)).astype(np.float64) for side in (before, after)]
    sums = [np.bincount(place[side], score[side], minlength=len(kinds)) for side in (before, after)]
    squares = [np.bincount(place[side], score[side] ** 2, minlength=len(kinds)) for side in (before, after)]
    shared = (n[0] > 1) & (n[1] > 1)
    if not shared.any():
        return None
    means = [total[shared] / count[shared] for total, count in zip(sums, n, strict=True)]
    variances = [
        np.maximum(square[shared] / count[shared] - mean**2, 0.0) / (count[shared] - 1)
        for square, count, mean in zip(squares, n, means, strict=True)
    ]
    weight = n[0][shared] * n[1][shared] / (n[0][shared] + n[1][shared])
    weight /= weight.sum()
    within = float((weight * (means[1] - means[0])).sum())
    error = sqrt(float((weight**2 * (variances[0] + variances[1])).sum()))
    if abs(within) > Z_95 * error:
        return DriftKind.PROCESS
    return DriftKind.MIX if len(kinds) > 1 else None

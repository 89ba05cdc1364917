"""The paths of the deals that pass a filter as rows, and several rows taken together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.quantiles import quantiles
from mining.deals.days import days_to_close
from mining.variant_rows.explained_paths import ExplainedPaths, explained_paths
from models.case_table import Outcome
from models.conformance import Conformance, Status
from models.event_log import EventLog
from models.variant_rows import FOLLOWS, NOT_CHECKED, OUTSIDE, PathGroup, PathTotals, VariantRows

_DEPARTS = 0
_STATUSES = {
    FOLLOWS: frozenset({Status.CONFORMS, Status.PENDING}),
    NOT_CHECKED: frozenset({Status.UNCHECKED}),
    _DEPARTS: frozenset({Status.DEVIATES}),
}
MEDIAN, MOST = 0.5, 0.9
"""The quantiles of the days that are told."""


def variant_rows(
    log: EventLog, conformance: Conformance | None, mask: NDArray[np.bool_], together: bool = False
) -> VariantRows:
    """The distinct paths of the cases in `mask` (one flag a case), counted; see `explained_paths` for `together`.

    `log` is the checked log where there is a `conformance`.
    """
    paths = explained_paths(log, conformance, together)
    n, outcomes = len(paths), len(Outcome)
    cell = paths.of_case[mask] * np.int64(outcomes) + log.cases.outcome[mask]
    counts = np.bincount(cell, minlength=n * outcomes).reshape(n, outcomes).astype(np.int64)
    deals = counts.sum(axis=1)
    order = np.lexsort((paths.variants[paths.variant_start[:-1]], -deals))
    order = order[: int((deals > 0).sum())]
    timed, days = _days(log, paths, mask)
    row_of_path = np.full(n, OUTSIDE, dtype=np.int32)
    row_of_path[order] = np.arange(len(order), dtype=np.int32)
    start, shown = _taken(paths.start, paths.shown, order)
    variant_start, variants = _taken(paths.variant_start, paths.variants, order)
    return VariantRows(
        variants=variants,
        variant_start=variant_start,
        closing=paths.closing,
        example=paths.example[order],
        deals=deals[order],
        won=counts[order, Outcome.WON],
        lost=counts[order, Outcome.LOST],
        open=counts[order, Outcome.OPEN],
        timed=timed[order],
        median_days=days[order, 0],
        p90_days=days[order, 1],
        deviations=paths.deviations,
        start=start,
        shown=shown,
        main=paths.main[order],
        of_case=np.where(mask, row_of_path[paths.of_case], np.int32(OUTSIDE)),
        day_hours=log.day_hours,
    )


def _taken(
    start: NDArray[np.int64], entries: NDArray[np.int32], order: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The entries of some paths in another order: where those of each begin, and they themselves."""
    lengths = np.diff(start)[order]
    begin = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    return begin, entries[np.arange(begin[-1]) + np.repeat(start[order] - begin[:-1], lengths)]


def totals(log: EventLog, rows: VariantRows, chosen: NDArray[np.integer]) -> PathTotals:
    """What some rows (indices) of the paths of a log amount to."""
    days = days_to_close(log)[rows.cases_of(chosen)]
    days = days[~np.isnan(days)]
    median, most = np.quantile(days, (MEDIAN, MOST)).tolist() if len(days) else (np.nan, np.nan)
    return PathTotals(
        rows=len(chosen),
        deals=int(rows.deals[chosen].sum()),
        won=int(rows.won[chosen].sum()),
        lost=int(rows.lost[chosen].sum()),
        open=int(rows.open[chosen].sum()),
        timed=len(days),
        median_days=median,
        p90_days=most,
        day_hours=log.day_hours,
    )


def by_deviation(log: EventLog, rows: VariantRows, chosen: NDArray[np.int64]) -> list[PathGroup]:
    """Some rows (indices) by their main deviation: first what follows the process, then the most frequent."""
    main = rows.main[chosen]
    groups = []
    for which in np.unique(main).tolist():
        members = chosen[main == which]
        groups.append(PathGroup(which, members, totals(log, rows, members)))
    return sorted(groups, key=lambda group: (group.main >= 0, -group.totals.deals, group.main))


def covering(rows: VariantRows, share: float) -> int:
    """How many rows from the first on it takes to hold at least this share (0 to 1) of the deals."""
    up_to = np.cumsum(rows.deals)
    return min(int(np.searchsorted(up_to, share * rows.total - 1e-9)) + 1, len(rows)) if len(rows) else 0


def telling_statuses(rows: VariantRows, chosen: NDArray[np.int64]) -> frozenset[Status]:
    """The statuses that tell some rows from the others with the same paths; none where that is not needed."""
    sharing = np.isin(rows.variants, rows.variants_of(chosen))
    others = np.setdiff1d(rows.row_of_variant[sharing], chosen)
    mine = {_kind(main) for main in rows.main[chosen].tolist()}
    if not len(others) or len(mine) > 1:
        return frozenset()
    return _STATUSES[mine.pop()]


def _kind(main: int) -> int:
    return min(main, _DEPARTS)


def _days(
    log: EventLog, paths: ExplainedPaths, mask: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How many deals of each path have the days from creation to close, and their quantiles."""
    cases = paths.by_days[mask[paths.by_days]]
    sizes = np.bincount(paths.of_case[cases], minlength=len(paths)).astype(np.int64)
    before = (np.cumsum(sizes) - sizes)[:, None]
    days = days_to_close(log)[cases]

    def at(rank: NDArray[np.int64]) -> NDArray[np.float64]:
        return days[np.clip(before + rank, 0, len(days) - 1)] if len(days) else np.zeros(rank.shape)

    return sizes, quantiles(sizes, (MEDIAN, MOST), at)

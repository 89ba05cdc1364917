"""Change points of one number that every deal has: for screens that show how a measure moves and mark since when."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.drift.gradual import span
from mining.drift.rows import Feature, Rows, told_apart
from mining.drift.segments import changes
from mining.drift.telling import features_changed
from models.drift import DriftChange, DriftKind
from models.progress import Report, silent
from resources.translation import tr

_QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)

SEED = 20260105
"""The same log is permuted in the same way every time: two runs never differ."""


def changes_in(
    values: NDArray[np.float64], times: NDArray[np.int64], words: str = "", report: Report = silent
) -> tuple[DriftChange, ...]:
    """Since when a number is different: its change points in order of time, none where chance explains all.

    `values` (float64, NaN where a deal says nothing) and `times` (int64 microseconds UTC) have one entry a deal in any
    order. Numbers of 0 and 1 are compared as shares, others by the shares above their 10th, 25th, 50th, 75th and 90th
    percentile, all in one test. `words` say what a deal has that has a 1 ("is won"), or what the number is ("days to
    close"). `index` counts the deals with a value, in order of `times`. Raises ValueError where the lengths differ.
    """
    if len(values) != len(times):
        raise ValueError("values and times have different lengths")
    known = np.flatnonzero(np.isfinite(values))
    order = known[np.argsort(times[known], kind="stable")]
    number = np.arange(len(order), dtype=np.int64)
    features, flags = _flags(values[order], words)
    rows = [told_apart(Rows(features, flags, number, order.astype(np.int32)), 0.0)]
    dice = np.random.default_rng(SEED)
    told = []
    for found in changes(rows, dice, report):
        at, low, high = span(found.scores, found.at, dice)
        shown = tuple(moved.told for moved in features_changed(rows, found))
        begins, ends = around(times[order], low, high)
        told.append(DriftChange(at, begins, ends, shown, DriftKind.PROCESS, found.p))
    return tuple(told)


def around(times: NDArray[np.int64], low: int, high: int) -> tuple[int, int]:
    """The moments that hold a change between rows `low` and `high`: of the last row before and the first one after."""
    return int(times[max(0, low - 1)]), int(times[min(high, len(times) - 1)])


def _flags(values: NDArray[np.float64], words: str) -> tuple[tuple[Feature, ...], NDArray[np.uint8]]:
    if np.isin(values, (0.0, 1.0)).all():
        return (Feature(words, words),), (values == 1).astype(np.uint8)[:, None]
    limits = np.unique(np.quantile(values, _QUANTILES))
    features = tuple(
        Feature(
            f"{words} > {limit:g}",
            tr("has {words} above {limit}", words=words or tr("a value"), limit=f"{limit:g}"),
        )
        for limit in limits
    )
    return features, (values[:, None] > limits).astype(np.uint8)

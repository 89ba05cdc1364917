"""From a change that was found to what is told of it: the features that changed, the strongest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt

import numpy as np

from mining.drift.ratio import likelihood_ratio
from mining.drift.rows import Feature, Rows
from mining.drift.segments import Found
from mining.significance import false_discovery_rates
from models.drift import DriftFeature

_AS_GOOD = 0.95
"""A feature whose likelihood ratio is this part of the strongest says it as well: the simplest of them comes first."""

_MOST = 12
"""So many features are told, at most, of one change."""

_Q = 0.05

_SMALL = 0.02
"""A share that moves by less than two points is not told, however sure."""


@dataclass(frozen=True, eq=False)
class Moved:
    """A feature on both sides of a change: its likelihood ratio, and the rows it is a column of."""

    feature: Feature
    told: DriftFeature
    ratio: float
    rows: Rows


def features_changed(parts: Sequence[Rows], found: Found) -> tuple[Moved, ...]:
    """What differs between the segments before and after a change, the strongest first, the one that says it simply.

    Kept are features with q of at most 0.05 (Benjamini-Hochberg over all; p of the likelihood ratio by Wilks) that
    moved by two points or more; the strongest in any case.
    """
    every = [moved for part in parts for moved in _sides(part, found)]
    if not every:
        return ()
    q = false_discovery_rates([erfc(sqrt(max(0.0, moved.ratio) / 2)) for moved in every])
    best = max(moved.ratio for moved in every)
    sure = [
        moved
        for moved, rate in zip(every, q, strict=True)
        if rate <= _Q and abs(moved.told.after - moved.told.before) >= _SMALL
    ]
    # sorting keeps the order of what is as good as the best: simple features come before those that are made of them
    ordered = sorted(sure or every, key=lambda moved: -min(moved.ratio, _AS_GOOD * best))
    return tuple(ordered[: _MOST if sure else 1])


def _sides(part: Rows, found: Found) -> list[Moved]:
    first, middle, last = part.sides(found.begin, found.at, found.end)
    if not first < middle < last:
        return []
    until = part.until.astype(np.int64)[[first, middle, last]]
    before, total = until[1] - until[0], until[2] - until[0]
    n_before, n_after = middle - first, last - middle
    ratios = likelihood_ratio(before, np.int64(n_before), total, np.int64(last - first))
    shares = zip(part.features, before / n_before, (total - before) / n_after, ratios.tolist(), strict=True)
    return [
        Moved(one, DriftFeature(one.name, one.words, float(b), float(a), n_before, n_after), ratio, part)
        for one, b, a, ratio in shares
    ]

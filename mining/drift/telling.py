"""From a change that was found to what is told of it: the features that changed, the strongest first."""

from __future__ import annotations

from collections.abc import Sequence
from math import erfc, sqrt

import numpy as np

from mining.drift.rows import Feature, Rows
from mining.drift.scan import likelihood_ratio
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


def features_changed(parts: Sequence[Rows], found: Found) -> tuple[tuple[Feature, DriftFeature], ...]:
    """What differs between the segments before and after a change, the strongest first, the one that says it simply.

    Kept are features with q of at most 0.05 (Benjamini-Hochberg over all; p of the likelihood ratio by Wilks), at
    least the strongest.
    """
    ratios: list[float] = []
    told: list[tuple[Feature, DriftFeature]] = []
    for part in parts:
        first, middle, last = part.sides(found.begin, found.at, found.end)
        if not first < middle < last:
            continue
        until = part.until.astype(np.int64)[[first, middle, last]]
        before, total = until[1] - until[0], until[2] - until[0]
        n_before, n = middle - first, last - first
        ratios += likelihood_ratio(before, np.int64(n_before), total, np.int64(n)).tolist()
        for feature, hits, all_hits in zip(part.features, before.tolist(), total.tolist(), strict=True):
            shares = hits / n_before, (all_hits - hits) / (n - n_before)
            one = DriftFeature(feature.name, feature.words, *shares, n_before, n - n_before)
            told.append((feature, one))
    if not told:
        return ()
    q = false_discovery_rates([erfc(sqrt(max(0.0, ratio) / 2)) for ratio in ratios])
    best = max(ratios)
    order = sorted(
        range(len(told)),
        key=lambda i: (ratios[i] < _AS_GOOD * best, i if ratios[i] >= _AS_GOOD * best else -ratios[i]),
    )
    moved = [i for i in order if q[i] <= _Q and abs(told[i][1].after - told[i][1].before) >= _SMALL]
    return tuple(told[i] for i in (moved or order[:1])[:_MOST])

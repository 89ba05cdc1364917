"""The mix of deals: strata of the same segment and size, and what a rep's deals would show at the others' rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable
from models.categorical import MISSING

Mask = NDArray[np.bool_]

BANDS = 3
"""Deals are small, middling or large: thirds of the known amounts in their currency."""
MOST_SEGMENTS = 12
"""Of more segments the rarest are one stratum together."""
_WEIGHT = 5.0
"""The rate of a stratum is drawn to that of all deals as if so many more deals had been seen in it."""


def strata_of(cases: CaseTable, mask: Mask) -> NDArray[np.int32]:
    """The stratum of every case, from 0 on: its segment and its amount band; unknown ones are strata of their own.

    Amounts of different currencies are never compared: the bands are those of each currency, among the deals in
    `mask`.
    """
    segment = cases.segment.codes.astype(np.int64)
    counts = np.bincount(segment[mask & (segment != MISSING)], minlength=len(cases.segment.labels))
    if len(counts) > MOST_SEGMENTS:
        rare = np.argsort(-counts, kind="stable")[MOST_SEGMENTS:]
        segment[np.isin(segment, rare)] = rare[0]
    pairs = (segment + 1) * (BANDS + 1) + _bands(cases, mask)
    found, number = np.unique(pairs, return_inverse=True)
    return number.ravel().astype(np.int32) if len(found) else np.zeros(len(mask), dtype=np.int32)


def _bands(cases: CaseTable, mask: Mask) -> NDArray[np.int64]:
    band = np.full(len(cases), BANDS, dtype=np.int64)
    known = ~np.isnan(cases.amount)
    for currency in np.unique(cases.currency.codes):
        same = known & (cases.currency.codes == currency)
        seen = cases.amount[same & mask]
        if len(seen) >= BANDS:
            edges = np.quantile(seen, np.arange(1, BANDS) / BANDS)
            band[same] = np.searchsorted(edges, cases.amount[same], side="right")
    return band


def expected_rates(
    hits: NDArray[np.float64], of: NDArray[np.float64], weight: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What every group would show at its mix with the others' rates: indirect standardisation, leaving itself out.

    `hits` and `of` have a row a group and a column a stratum; `weight` (0 to 1, a group each) says how far a group
    counts as one of the others. The rate of a stratum among the others is drawn to their overall rate.
    """
    weighted_hits, weighted_of = hits * weight[:, None], of * weight[:, None]
    other_hits = weighted_hits.sum(axis=0) - weighted_hits
    other_of = weighted_of.sum(axis=0) - weighted_of
    total = other_of.sum(axis=1)
    overall = (other_hits.sum(axis=1) + 0.5) / (total + 1)
    rate = (other_hits + _WEIGHT * overall[:, None]) / (other_of + _WEIGHT)
    own = of.sum(axis=1)
    return np.asarray((rate * of).sum(axis=1) / np.maximum(own, 1))

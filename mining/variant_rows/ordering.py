"""In which order rows of paths and their groups stand; few deals are not ranked by a rate or a time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.variant_rows import FOLLOWS, PathGroup, VariantRows

FEWEST = 30
"""Rows with fewer deals to judge by stand after the others, the most frequent first."""


class Order(StrEnum):
    """By what the rows are sorted, in the words of the interface."""

    DEALS = "Most deals"
    WON_MOST = "Highest win rate"
    WON_LEAST = "Lowest win rate"
    QUICKEST = "Shortest time"
    SLOWEST = "Longest time"


_LARGEST_FIRST = (Order.WON_MOST, Order.SLOWEST)
_BY_RATE = (Order.WON_MOST, Order.WON_LEAST)


def ordered_rows(rows: VariantRows, chosen: NDArray[np.int64], order: Order) -> NDArray[np.int64]:
    """Some rows (indices, the most frequent first) in that order."""
    won, closed = rows.won[chosen], rows.closed[chosen]
    return chosen[_places(won, closed, rows.timed[chosen], rows.median_days[chosen], order)]


def ordered_groups(
    rows: VariantRows, groups: Sequence[PathGroup], order: Order
) -> list[tuple[PathGroup, NDArray[np.int64]]]:
    """The groups in that order and the rows of each; what follows the process stays first, to compare with."""
    ordered = list(groups)
    if order is not Order.DEALS:
        sums = [group.totals for group in groups]
        won, closed, timed = (
            np.array([getattr(one, name) for one in sums], dtype=np.int64)
            for name in ("won", "closed", "timed")
        )
        days = np.array([one.median_days for one in sums], dtype=np.float64)
        ordered = [groups[place] for place in _places(won, closed, timed, days, order).tolist()]
        ordered.sort(key=lambda group: group.main != FOLLOWS)
    return [(group, ordered_rows(rows, group.rows, order)) for group in ordered]


def _places(
    won: NDArray[np.int64],
    closed: NDArray[np.int64],
    timed: NDArray[np.int64],
    days: NDArray[np.float64],
    order: Order,
) -> NDArray[np.int64]:
    if order is Order.DEALS:
        return np.arange(len(won))
    judged, value = (closed, won / np.maximum(closed, 1)) if order in _BY_RATE else (timed, days)
    ranked = judged >= FEWEST
    sign = -1.0 if order in _LARGEST_FIRST else 1.0
    return np.lexsort((np.where(ranked, sign * value, 0.0), ~ranked))

"""Process or mix: whether a change is still there among deals of the same kind."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.drift.deal_mix import mix_of
from models.categorical import Categorical
from models.event_log import EventLog
from resources.translation import tr

STAYS = 0.5
"""A change of which less than this part is left among deals of the same kind is one of the mix."""


@dataclass(frozen=True)
class Explained:
    """The kind of deal (a field, as words) that explains a change best, and which part of the change it leaves."""

    field: str
    words: str
    before: float
    after: float
    left: float

    @property
    def is_mix(self) -> bool:
        return self.left < STAYS


def explained(
    log: EventLog, cases: NDArray[np.int32], has: NDArray[np.uint8], is_after: NDArray[np.bool_]
) -> Explained | None:
    """Which field of the deals explains best that `has` differs before and after; None where there is no field.

    For every field the differences within its values are averaged, each weighed as in Mantel and Haenszel (1959) by
    n_before n_after / (n_before + n_after). `left` is that average divided by the plain difference, 0 where no
    value has deals on both sides: then kinds and time cannot be told apart. Deals without a value are a kind, too.
    """
    raw = float(has[is_after].mean() - has[~is_after].mean())
    best: Explained | None = None
    for name, column, words in mix_of(log):
        kind = column.codes[cases].astype(np.int64) + 1
        within = _within(kind, has, is_after)
        left = abs(within / raw) if raw else 1.0
        if best is None or left < best.left:
            best = Explained(name, *_moved_most(name, column, words, kind, is_after), left)
    return best


def _within(kind: NDArray[np.int64], has: NDArray[np.uint8], is_after: NDArray[np.bool_]) -> float:
    n = np.bincount(kind)
    n_after = np.bincount(kind, weights=is_after)
    hits = np.bincount(kind, weights=has)
    hits_after = np.bincount(kind, weights=has * is_after)
    both = (n_after > 0) & (n_after < n)
    if not both.any():
        return 0.0
    n, n_after, hits, hits_after = n[both], n_after[both], hits[both], hits_after[both]
    gap = hits_after / n_after - (hits - hits_after) / (n - n_after)
    return float(np.average(gap, weights=n_after * (n - n_after) / n))


def _moved_most(
    name: str, column: Categorical, words: str, kind: NDArray[np.int64], is_after: NDArray[np.bool_]
) -> tuple[str, float, float]:
    """The value whose share of the deals moved most: its words, and its share before and after."""
    size = len(column.labels) + 1
    after = np.bincount(kind[is_after], minlength=size) / is_after.sum()
    before = np.bincount(kind[~is_after], minlength=size) / (~is_after).sum()
    most = int(np.argmax(np.abs(after - before)))
    told = words.format(column.labels[most - 1]) if most else tr("has no {name} recorded", name=name)
    return told, float(before[most]), float(after[most])

"""The bootstrap over reps: weighted medians and means of many draws at once."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.cells import Cells
from mining.diagnosis.effects.difference import Difference
from mining.diagnosis.effects.seeds import seeded

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DRAWS = 400
GROUPS = 200
"""Deals that stand for themselves are drawn in so many groups at most, which are dealt out at random."""

PARTS = 256
"""Of more distinct values than this, medians of the draws are interpolated within so many equal parts."""

_MOST_UNKNOWN = 0.05
"""No interval is told where a larger share of the draws has no value."""


@dataclass(frozen=True, eq=False)
class Draws:
    """How often every group of deals is drawn (a row a draw), and the group of every deal; `freedom` is groups - 1."""

    times: NDArray[np.float32]
    group: Ints

    @property
    def groups(self) -> int:
        """How many groups."""
        return int(self.times.shape[1])

    @classmethod
    def of(cls, cells: Cells, *names: str) -> Draws:
        """Reps are drawn with all of their deals; `names` seed the draws."""
        dice = seeded("draws", *names)
        if cells.clustered and cells.rep is not None:
            group = cells.rep[cells.of_deal]
            groups = cells.clusters
        else:
            groups = min(GROUPS, len(cells.of_deal))
            group = dice.permutation(len(cells.of_deal)) % groups
        times = dice.multinomial(groups, np.full(groups, 1 / groups), DRAWS)
        return cls(times.astype(np.float32), group.astype(np.int64))

    def sums(self, values: Floats) -> Floats:
        """The sum of the values (one a deal) in all deals and then in every draw."""
        of_group = np.bincount(self.group, values, self.groups)
        return np.concatenate(([of_group.sum()], self.times.astype(np.float64) @ of_group))

    def medians(self, values: Floats, weight: Floats, total: Floats | None = None) -> Floats:
        """The weighted median in all deals and then in every draw.

        Values without weight do not count. `total` are weights of which half is to be reached (those of `weight`
        where it is None): what is missing in `weight` lies beyond all values. NaN where the median does.
        """
        used = np.flatnonzero(weight > 0)
        if not len(used):
            return np.full(DRAWS + 1, np.nan)
        exact = median(values[used], weight[used], float((weight if total is None else total).sum()))
        edges = np.unique(values[used])
        stepped = len(edges) <= PARTS
        if not stepped:
            edges = np.unique(np.quantile(edges_sample(values[used]), np.linspace(0, 1, PARTS + 1)))
            edges[-1] = values[used].max()
        part = np.minimum(np.searchsorted(edges, values[used], side="left"), len(edges) - 1)
        counted = np.bincount(
            self.group[used] * len(edges) + part, weight[used], self.groups * len(edges)
        ).reshape(self.groups, len(edges))
        up_to = np.asarray(self.times @ np.cumsum(counted, axis=1).astype(np.float32), dtype=np.float64)
        half = (up_to[:, -1] if total is None else self.sums(total)[1:]) / 2
        drawn = _crossing(up_to, half, edges, stepped)
        return np.concatenate(([exact], drawn))

    def difference(self, drawn: Floats, n: int) -> Difference | None:
        """The first value with the spread of the others; None where these have none, or too many are not known."""
        known = drawn[1:][np.isfinite(drawn[1:])]
        if not np.isfinite(drawn[0]) or len(known) < (1 - _MOST_UNKNOWN) * (len(drawn) - 1):
            return None
        error = float(known.std(ddof=1)) * sqrt(self.groups / (self.groups - 1)) if self.groups > 1 else 0.0
        if not error > 0:
            return None
        return Difference(float(drawn[0]), error, n, self.groups - 1 if self.groups < GROUPS else inf)


def edges_sample(values: Floats) -> Floats:
    """At most some thousand of the values, evenly taken, from which parts are cut."""
    return values[:: max(1, len(values) // 8192)]


def median(values: Floats, weight: Floats, total: float) -> float:
    """The value at which half of the total is reached, each value standing for the middle of its own weight.

    It is the usual median where no value comes twice, and lies between values where many share one: Ma, Genton and
    Parzen (2011), Annals of the Institute of Statistical Mathematics 63, 227-243. NaN where half is never reached.
    """
    distinct, place = np.unique(values, return_inverse=True)
    of_value = np.bincount(place.ravel(), weight)
    up_to = np.cumsum(of_value)
    if not len(distinct) or total / 2 > up_to[-1] * (1 + 1e-9):
        return float("nan")
    return float(np.interp(total / 2, up_to - of_value / 2, distinct))


def _crossing(up_to: Floats, half: Floats, edges: Floats, stepped: bool) -> Floats:
    """Where the rows pass `half`, as `median` has it for values and evenly within parts; NaN where they never do."""
    rows = np.arange(len(up_to))
    reach = up_to
    if stepped:
        reach = up_to - np.diff(up_to, axis=1, prepend=0.0) / 2
    at = np.minimum((reach < half[:, None]).sum(axis=1), len(edges) - 1)
    earlier = np.maximum(at - 1, 0)
    before = np.where(at > 0, reach[rows, earlier], 0.0)
    inside = np.maximum(reach[rows, at] - before, 1e-300)
    low = edges[earlier]
    value = low + (edges[at] - low) * np.clip((half - before) / inside, 0.0, 1.0)
    return np.where((half > up_to[:, -1] * (1 + 1e-6)) | (half <= 0), np.nan, value)

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

_PRODUCTS_AT_ONCE = 1 << 18
"""Matrix products up to this size are done by one thread: several would wait for each other on a busy machine."""

_SAMPLE = 8192
"""Parts are cut from about so many of the values, evenly taken."""

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

    def medians(self, values: Binned, weight: Floats, total: Floats | None = None) -> Floats:
        """The weighted median in all deals and then in every draw.

        Values without weight do not count. `total` are weights of which half is to be reached (those of `weight`
        where it is None): what is missing in `weight` lies beyond all values. NaN where the median does.
        """
        n = len(values.edges)
        if not n or not (weight > 0).any():
            return np.full(DRAWS + 1, np.nan)
        counted = np.bincount(self.group * n + values.part, weight, self.groups * n).reshape(self.groups, n)
        all_of_it = float((weight if total is None else total).sum())
        exact = values.median(weight, counted.sum(axis=0), all_of_it)
        up_to = self._drawn(np.cumsum(counted, axis=1).astype(np.float32))
        half = (up_to[:, -1] if total is None else self.sums(total)[1:]) / 2
        return np.concatenate(([exact], _crossing(up_to, half, values.edges, values.stepped)))

    def _drawn(self, of_group: NDArray[np.float32]) -> Floats:
        """The sums of every draw, of what every group has (a row a group)."""
        step = max(1, _PRODUCTS_AT_ONCE // max(1, of_group.size))
        found = np.empty((len(self.times), of_group.shape[1]), dtype=np.float64)
        for first in range(0, len(found), step):
            found[first : first + step] = self.times[first : first + step] @ of_group
        return found

    def difference(self, drawn: Floats, n: int) -> Difference | None:
        """The first value with the spread of the others; None where these have none, or too many are not known."""
        known = drawn[1:][np.isfinite(drawn[1:])]
        if not np.isfinite(drawn[0]) or len(known) < (1 - _MOST_UNKNOWN) * (len(drawn) - 1):
            return None
        error = float(known.std(ddof=1)) * sqrt(self.groups / (self.groups - 1)) if self.groups > 1 else 0.0
        if not error > 0:
            return None
        return Difference(float(drawn[0]), error, n, self.groups - 1 if self.groups < GROUPS else inf)


@dataclass(frozen=True, eq=False)
class Binned:
    """Values (one a deal; those that are not known have no weight), and the part of their range that each lies in.

    Part `i` ends with `edges[i]`, included. With `stepped` every part is one value.
    """

    values: Floats
    edges: Floats
    part: Ints
    stepped: bool

    @classmethod
    def of(cls, values: Floats) -> Binned:
        """The parts have about as many values each."""
        known = values[np.isfinite(values)]
        if not len(known):
            return cls(values, known, np.zeros(len(values), dtype=np.int64), True)
        sample = known[:: max(1, len(known) // _SAMPLE)]
        edges = np.unique(sample)
        if len(edges) <= PARTS:
            part = np.minimum(np.searchsorted(edges, values), len(edges) - 1)
            if bool((edges[part] == values)[np.isfinite(values)].all()):
                return cls(values, edges, part.astype(np.int64), True)
        edges = np.unique(np.quantile(sample, np.linspace(0, 1, PARTS + 1)))
        edges[-1] = known.max()
        part = np.minimum(np.searchsorted(edges, values), len(edges) - 1)
        return cls(values, edges, part.astype(np.int64), False)

    def median(self, weight: Floats, of_part: Floats, total: float) -> float:
        """The exact weighted median; `of_part` is the weight of every part."""
        up_to = np.cumsum(of_part)
        at = int(np.searchsorted(up_to, total / 2 * (1 - 1e-9)))
        around = np.flatnonzero((self.part >= at - 2) & (self.part <= at + 2) & (weight > 0))
        before = float(up_to[at - 3]) if at > 2 else 0.0
        return median(self.values[around], weight[around], total - 2 * before)

    def mostly_one(self, weight: Floats) -> bool:
        """Whether one value has half of the weight, so that a median says nothing of the others."""
        of_part = np.bincount(self.part, weight, len(self.edges))
        at = int(of_part.argmax())
        if of_part[at] < weight.sum() / 2:
            return False
        inside = np.flatnonzero((self.part == at) & (weight > 0))
        place = np.unique(self.values[inside], return_inverse=True)[1].ravel()
        return bool(np.bincount(place, weight[inside]).max() >= weight.sum() / 2)


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

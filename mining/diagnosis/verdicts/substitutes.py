"""What deals do in place of a stage that they leave out: one way that most of them take, or many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from models.conformance import Conformance
from models.deviation import DeviationKey
from resources.translation import tr

Way = tuple[str, ...]
_START, _END = tr("the start"), tr("the end")


@dataclass(frozen=True)
class Substitutes:
    """The ways around a stage, the most frequent first, with their deals.

    A way is the documented stage before, what is not documented in between, and the documented stage after.
    """

    ways: tuple[tuple[Way, int], ...]

    @property
    def deals(self) -> int:
        """How many deals."""
        return sum(count for _, count in self.ways)

    @property
    def share(self) -> float:
        """The share of the most frequent way, 0.0 without deals."""
        return self.ways[0][1] / self.deals if self.ways else 0.0

    @property
    def scatter(self) -> float:
        """Shannon's entropy of the ways over the highest that so many can have: 0 for one way, 1 for equal ones."""
        if len(self.ways) < 2:
            return 0.0
        shares = [count / self.deals for _, count in self.ways]
        return -sum(share * log(share) for share in shares) / log(len(shares))


def substitutes(found: Conformance, key: DeviationKey, cases: NDArray[np.int32]) -> Substitutes:
    """The ways of the deals with these indices around the stage of `key`, as far as they show any."""
    rank = {stage: number for number, stage in enumerate(found.stages)}
    place = rank.get(key.stage)
    if place is None:
        return Substitutes(())
    variants = found.log.variants
    labels = found.log.activity.labels
    used, deals = np.unique(variants.of_case[cases], return_counts=True)
    ways: Counter[Way] = Counter()
    for variant, count in zip(used.tolist(), deals.tolist(), strict=True):
        trace = [labels[code] for code in variants.sequence(variant)]
        ways[_way(trace, rank, place)] += count
    return Substitutes(tuple(sorted(ways.items(), key=lambda item: (-item[1], item[0]))))


def _way(trace: list[str], rank: dict[str, int], place: int) -> Way:
    """From the last documented stage before the place to the first behind it."""
    after = next((at for at, name in enumerate(trace) if rank.get(name, -1) > place), len(trace))
    before = next((at for at in range(after - 1, -1, -1) if trace[at] in rank), -1)
    first = trace[before] if before >= 0 else _START
    last = trace[after] if after < len(trace) else _END
    between = [name for name in trace[before + 1 : after] if name not in rank]
    return (first, *between, last)


def way_words(way: Way) -> str:
    """`from Demo straight to Proposal`, or with what is done in between."""
    if len(way) == 2:
        return tr("from {way} straight to {way_2}", way=way[0], way_2=way[1])
    return tr("from {way} over {way_2} to {way_3}", way=way[0], way_2=", ".join(way[1:-1]), way_3=way[-1])

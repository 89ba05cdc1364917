"""What is judged of deals at the same moment: a row a deal, in order of that moment, a flag a feature."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

LEAST = 20
"""So many deals, at least, a feature must have been judged for on either side of a change."""

LASTING = 0.05
"""What is called a way of working lasts for this part of the deals at least, if nothing else is said."""

Flags = NDArray[np.uint8]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Feature:
    """A feature of a deal: `words` say it in the middle of a sentence ("goes from Discovery straight to Proposal").

    `is_mix` says that it is about which deals come, not about what is done with them.
    """

    name: str
    words: str
    is_mix: bool = False


@dataclass(frozen=True, eq=False)
class Rows:
    """Deals judged at one moment: `has` (uint8 of 0 and 1, a row a deal, a column a feature), in order of `at`.

    `at` (int64, never falling) is the place of every row on the axis that is searched for changes: the number of the
    case, or the time of the moment in microseconds UTC. `case` (int32) is the case of every row. What is called a
    change lasts on either side for `lasting_part` of the rows at least.
    """

    features: tuple[Feature, ...]
    has: Flags
    at: Places
    case: NDArray[np.int32]
    lasting_part: float = LASTING

    @cached_property
    def until(self) -> NDArray[np.int32]:
        """How many of the rows before each place have each feature: one row more than there are."""
        sums = np.zeros((len(self.has) + 1, len(self.features)), dtype=np.int32)
        np.cumsum(self.has, axis=0, dtype=np.int32, out=sums[1:])
        return sums

    @property
    def lasting(self) -> int:
        """How many rows there must be, at least, on either side of a change: a passing mood is none."""
        return max(LEAST, int(self.lasting_part * len(self.at)))

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """The first row at or after `begin`, and the first one at or after `end`."""
        first, last = np.searchsorted(self.at, (begin, end))
        return int(first), int(last)

    def sides(self, begin: int, at: int, end: int) -> tuple[int, int, int]:
        """The first row at or after `begin`, the first one at or after `at`, the first one at or after `end`."""
        first, middle, last = np.searchsorted(self.at, (begin, at, end))
        return int(first), int(middle), int(last)

    def with_features(self, keep: Sequence[int] | Places) -> Rows:
        """Only these features, in this order."""
        at = [int(i) for i in keep]
        return Rows(
            tuple(self.features[i] for i in at), self.has[:, at], self.at, self.case, self.lasting_part
        )


def told_apart(rows: Rows, least_share: float) -> Rows:
    """Without features that nearly all or nearly no deals have, and without those that say the same as an earlier one.

    Kept is what at least `least_share` of the deals have and as many have not, and at least one. Two columns
    say the same where they are equal, or the one is what the other is not.
    """
    n, total = len(rows.has), rows.has.sum(axis=0, dtype=np.int64)
    least = max(1.0, least_share * n)
    enough = np.flatnonzero((total >= least) & (n - total >= least))
    if not len(enough):
        return rows.with_features(())
    columns = rows.has[:, enough]
    packed = np.packbits(np.where(columns[0] == 1, 1 - columns, columns), axis=0)
    first: dict[bytes, int] = {}
    for number, column in zip(enough.tolist(), np.ascontiguousarray(packed.T), strict=True):
        first.setdefault(column.tobytes(), number)
    return rows.with_features(list(first.values()))


def pooled(parts: Iterable[Rows], begin: int, end: int) -> Places:
    """The places of all rows from `begin` to before `end`, in order."""
    found = [part.at[slice(*part.span(begin, end))] for part in parts]
    return np.sort(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)

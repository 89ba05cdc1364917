"""The cumulative incidence of several ends at once: open deals are censored, and a lost deal can no longer be won."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.intervals import Z_95

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

OPEN = 0
"""The code of a deal that has not ended when it was last seen; the ends are numbered from 1."""


@dataclass(frozen=True, eq=False)
class CumulativeIncidence:
    """The estimator of Aalen and Johansen (1978), Scandinavian Journal of Statistics 5, 141-150, for some deals.

    `times` are the distinct times at which a deal ended or was last seen, `at_risk` how many had not ended before.
    `of_end` has a row an end and a column a time: the share that has ended so by then. `surviving` is the share that
    had not ended right before each time. Ends come before censorings of the same time; no tie is broken.
    """

    times: Floats
    at_risk: Floats
    ended: Floats
    surviving: Floats
    of_end: Floats
    place: Ints
    end: Ints

    def by(self, time: float, end: int = 1) -> float:
        """The share of deals that has ended so by this time, this time included; 0.0 without deals."""
        at = self._place(time)
        return float(self.of_end[end - 1, at]) if at >= 0 else 0.0

    def influence(self, time: float, end: int = 1) -> Floats:
        """What every deal adds to that share: its derivative by the weight of the deal; the sum is zero.

        The infinitesimal jackknife: squares of the sums over independent clusters add up to the variance. Without
        censoring it is (ended so - share) / deals.
        """
        at = self._place(time)
        if at < 0:
            return np.zeros(len(self.place))
        so_far = slice(0, at + 1)
        at_risk, any_end = self.at_risk[so_far], self.ended[:, so_far].sum(axis=0) / self.at_risk[so_far]
        this_end = self.ended[end - 1, so_far] / at_risk
        to_come = self.of_end[end - 1, at] - self.of_end[end - 1, so_far]
        left = 1.0 - any_end
        ends = self.surviving[so_far] / at_risk
        lets_end = np.divide(to_come, left * at_risk, out=np.zeros(at + 1), where=left > 0)
        expected = np.cumsum(ends * this_end - lets_end * any_end)
        seen = np.minimum(self.place, at)
        reached = self.place <= at
        found = -expected[seen]
        found += np.where(reached & (self.end == end), ends[seen], 0.0)
        found -= np.where(reached & (self.end != OPEN), lets_end[seen], 0.0)
        return found

    def pseudo_values(self, time: float, end: int = 1) -> Floats:
        """One value a deal with the mean `by(time, end)`, which stands for whether it ended so by then.

        Where nothing is censored they are 0 and 1: Parner, Andersen and Overgaard (2023), Scandinavian Journal of
        Statistics 50, 1413-1436.
        """
        return self.by(time, end) + len(self.place) * self.influence(time, end)

    def weights(self, time: float, end: int = 1) -> Floats:
        """What every deal that ended so by then stands for, in deals; the sum is deals x `by(time, end)`.

        A deal that ended late stands for some of those that were censored before.
        """
        at = self._place(time)
        stands_for = len(self.place) * self.surviving / self.at_risk if len(self.times) else self.times
        counts = (self.end == end) & (self.place <= at)
        return np.where(counts, stands_for[self.place], 0.0) if len(self.times) else np.zeros(0)

    def interval(self, time: float, end: int = 1) -> tuple[float, float] | None:
        """The 95 % interval of `by(time, end)` on the log-log scale; None where the share is 0 or 1.

        Of independent deals. Kalbfleisch and Prentice (2002), The statistical analysis of failure time data, 1.4.
        """
        share = self.by(time, end)
        if not 0.0 < share < 1.0:
            return None
        spread = float(np.sqrt(np.square(self.influence(time, end)).sum()))
        away = Z_95 * spread / (share * abs(np.log(share)))
        return float(share ** np.exp(away)), float(share ** np.exp(-away))

    @cached_property
    def followed_to(self) -> float:
        """Up to which time the shares are known: any where all ended at last, else the last time."""
        if not len(self.times):
            return 0.0
        all_ended = self.ended[:, -1].sum() == self.at_risk[-1]
        return np.inf if all_ended else float(self.times[-1])

    def _place(self, time: float) -> int:
        return int(np.searchsorted(self.times, time, side="right")) - 1


def aalen_johansen(time: Floats, end: Ints, ends: int = 2) -> CumulativeIncidence:
    """From the time of every deal and how it ended: `OPEN`, or from 1 to `ends` (won, lost, recycled).

    Exact, with ties. Raises ValueError where a time is negative or not known, or the lengths differ.
    """
    if len(time) != len(end):
        raise ValueError("every time needs an end")
    if len(time) and not (np.isfinite(time).all() and time.min() >= 0):
        raise ValueError("a time is negative or not known")
    times, place = np.unique(time, return_inverse=True)
    place = place.ravel().astype(np.int64)
    counted = np.bincount(end * len(times) + place, minlength=(ends + 1) * len(times))
    leaving = counted.reshape(ends + 1, len(times)).astype(np.float64)
    total = leaving.sum(axis=0)
    at_risk = len(time) - np.cumsum(total) + total
    ended = leaving[1:]
    stays = 1.0 - ended.sum(axis=0) / np.maximum(at_risk, 1.0)
    surviving = np.concatenate(([1.0], np.cumprod(stays)[:-1])) if len(times) else stays
    of_end = np.cumsum(surviving * ended / np.maximum(at_risk, 1.0), axis=1)
    return CumulativeIncidence(times, at_risk, ended, surviving, of_end, place, np.asarray(end, np.int64))

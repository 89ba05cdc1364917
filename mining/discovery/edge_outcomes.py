"""How the deals that take an edge end, against the other deals at its source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.discovery.steps import END, START, Groups, Steps
from models.case_table import Outcome


@dataclass(frozen=True)
class Tally:
    """Deals, and those of them that were won and that were closed (won or lost)."""

    cases: int
    won: int
    closed: int

    def rate(self) -> float | None:
        """Won of the closed ones, None where none is closed."""
        return self.won / self.closed if self.closed else None

    def without(self, other: Tally) -> Tally:
        """Those that are not among the others."""
        return Tally(self.cases - other.cases, self.won - other.won, self.closed - other.closed)


@dataclass(frozen=True)
class EdgeOutcomes:
    """Tallies by edge (source, target) and by the activity that deals visit and leave; codes as in the graph."""

    taking: dict[tuple[int, int], Tally]
    visiting: dict[int, Tally]
    staying: dict[int, int]

    def of(self, source: int, target: int) -> tuple[Tally, Tally]:
        """The deals that take the edge, and the others that visit its source."""
        taking = self.taking[source, target]
        return taking, self.visiting[source].without(taking)

    def leaving(self, source: int) -> int:
        """How many deals leave an activity at least once."""
        return self.visiting[source].cases - self.staying.get(source, 0)


def edge_outcomes(steps: Steps, outcome: NDArray[np.int8], n_cases: int) -> EdgeOutcomes:
    """Tally the deals of every edge; `outcome` is int8 `Outcome`, one entry a case of the log."""
    tally = _Tallier(outcome)
    n = max(steps.n_labels, 1)
    inner = tally.by_group(*steps.inner.distinct_cases, len(steps.inner.key))
    taking = {(int(key) // n, int(key) % n): found for key, found in zip(steps.inner.key, inner, strict=True)}
    begin = tally.by_group(steps.first, steps.first_case, steps.n_labels)
    end = tally.by_group(steps.last, steps.last_case, steps.n_labels)
    taking |= {(START, code): found for code, found in enumerate(begin)}
    taking |= {(code, END): found for code, found in enumerate(end)}
    visits = tally.by_group(*steps.visits.distinct_cases, len(steps.visits.key))
    visiting = dict(zip(steps.visits.key.tolist(), visits, strict=True))
    (everything,) = tally.by_group(np.zeros(len(steps.first_case), dtype=np.int64), steps.first_case, 1)
    visiting[START] = everything
    return EdgeOutcomes(taking, visiting, _staying(steps.visits, steps, n_cases))


class _Tallier:
    """Counts deals group by group."""

    def __init__(self, outcome: NDArray[np.int8]) -> None:
        self._won = outcome == Outcome.WON
        self._closed = self._won | (outcome == Outcome.LOST)

    def by_group(self, group: NDArray[np.integer], case: NDArray[np.int32], n_groups: int) -> list[Tally]:
        """One tally a group from (group, case) pairs."""
        counts = [
            np.bincount(chosen, minlength=n_groups).tolist()
            for chosen in (group, group[self._won[case]], group[self._closed[case]])
        ]
        return [Tally(*row) for row in zip(*counts, strict=True)]


def _staying(visits: Groups, steps: Steps, n_cases: int) -> dict[int, int]:
    """How many deals stand at an activity that they visited only once, so that they never left it."""
    if not len(steps.stop):
        return {}
    group, case = visits.distinct_cases
    key = visits.key[group] * n_cases + case
    changes = np.flatnonzero(np.diff(np.repeat(visits.key, visits.sizes) * n_cases + visits.case)) + 1
    times = np.diff(np.concatenate(([0], changes, [len(visits.case)])))
    at = np.searchsorted(key, steps.stop.astype(np.int64) * n_cases + steps.stop_case)
    once = steps.stop[times[at] == 1]
    codes, counts = np.unique(once, return_counts=True)
    return dict(zip(codes.tolist(), counts.tolist(), strict=True))

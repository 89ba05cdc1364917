"""How the deals that take an edge end, against the other deals at its source."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import END, NOTHING, START, Flow, Weights


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


def edge_outcomes(flow: Flow, weights: Weights) -> EdgeOutcomes:
    """Tally the chosen deals of every edge; the last event of an open one leads nowhere."""
    n = max(flow.n_labels, 1)
    three = np.stack((weights.cases, weights.won, weights.closed))
    ended = np.stack((weights.cases - weights.open, weights.won, weights.closed))
    taking = {
        (key // n, key % n): found
        for key, found in zip(flow.steps.key.tolist(), _tallies(flow.steps.cases(three)), strict=True)
    }
    taking |= {(START, code): one for code, one in enumerate(_tallies(flow.by_activity(flow.first, three)))}
    taking |= {(code, END): one for code, one in enumerate(_tallies(flow.by_activity(flow.last, ended)))}
    visiting = dict(zip(flow.visits.key.tolist(), _tallies(flow.visits.cases(three)), strict=True))
    (visiting[START],) = _tallies(three[:, flow.first != NOTHING].sum(axis=1, keepdims=True))
    staying = flow.by_activity(flow.last, np.where(flow.last_is_only, weights.open, 0))
    return EdgeOutcomes(taking, visiting, dict(enumerate(staying.tolist())))


def _tallies(counts: NDArray[np.int64]) -> list[Tally]:
    """One tally a column of cases, won and closed ones."""
    return [Tally(*column) for column in counts.T.tolist()]

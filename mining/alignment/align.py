"""Exact optimal alignments of all distinct paths: shortest ways through the product of path and automaton.

For every prefix one row holds the cheapest cost of explaining it and standing in each state of the automaton.
With standard costs an extra event and a left-out visible step cost 1, a step done in both costs nothing: pm4py's
costs / 10,000. The product and its shortest path are the alignment of A. Adriansyah, "Aligning Observed and
Modeled Behavior" (2014); rows are shared over common prefixes and relaxed with the distances between states.
Of a small model few rows are different once the least cell is taken from all: there, a row is looked up by the one
before it and the event, and paths need no order (`known_loop`).

Of equally cheap explanations the one is told in which the most left-out steps are steps that the deal did at
another time: a moved stage rather than a skip and an insertion. Of these, read from the end, an extra event is
preferred to a followed one and that to a left-out step, and of several left-out steps the first in the alphabet.
So a stage counts as done where it is first done, a later visit is the extra one, and a stage that comes late is
the one that moved. Neither the numbering of states nor the order of the log has a say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mining.alignment.compiled import align_compiled
from mining.alignment.explain import align_plain
from mining.alignment.machine import Machine, machine_of, stops_of
from mining.alignment.requests import Requests
from models.alignment import Alignments
from models.automaton import Automaton
from models.case_table import Outcome
from models.costs import Costs
from models.progress import Report
from resources.translation import tr

MESSAGE = tr("Comparing paths with the documented process")


def align(
    automaton: Automaton, labels: Sequence[str], requests: Requests, costs: Costs, report: Report
) -> Alignments:
    """An explanation of every request, in the given order.

    `labels` names the codes of the paths and holds the labels of the automaton, see `alphabet`. The cost is
    always the optimum for the outcome. The moves are a cheapest explanation, chosen as the module says; where
    the request names the stage it `reached`, a cheapest one that gets there. Raises Cancelled from `report`.
    """
    machine = machine_of(automaton, labels, costs)
    stops = stops_of(machine, requests)
    tell = partial(report, message=MESSAGE)
    found = align_compiled(machine, requests, stops, tell)
    return align_plain(machine, requests, stops, tell) if found is None else found


class Labelled(Protocol):
    """An automaton or a model."""

    @property
    def labels(self) -> tuple[str, ...]: ...


def alphabet(labels: Iterable[str], models: Iterable[Labelled]) -> tuple[str, ...]:
    """The labels of a log, and after them those that only the models have."""
    return tuple(dict.fromkeys((*labels, *(label for one in models for label in one.labels))))


def shortest_ways(machine: Machine) -> dict[Outcome, int]:
    """What the cheapest documented way to each kind of end costs when all of it is left out."""
    from_start = machine.distance[machine.automaton.initial]
    accepting = machine.automaton.accepting
    return {outcome: int(from_start[states].min()) for outcome, states in accepting.items()}


def worst_costs(machine: Machine, requests: Requests) -> NDArray[np.int32]:
    """Nothing in common: every event is extra and the cheapest documented way is left out; one entry a request."""
    paths = requests.paths
    price = np.concatenate(([0], np.cumsum(machine.extra[paths.codes], dtype=np.int64)))
    shortest = shortest_ways(machine)
    by_outcome = np.array([shortest[outcome] for outcome in Outcome])
    events = price[paths.start[1:]] - price[paths.start[:-1]]
    worst: NDArray[np.int64] = events[requests.path] + by_outcome[requests.outcome]
    return worst.astype(np.int32)

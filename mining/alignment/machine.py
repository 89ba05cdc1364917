"""The automaton with its costs as the arrays that the aligner walks over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.requests import NONE, Requests
from models.automaton import Automaton
from models.case_table import Outcome
from models.costs import STANDARD, Costs

FAR = 2**30
"""Stands for a state to which no way leads; with any cost added to it, it still fits an int32."""

FEW_STATES = 200
"""Up to here numpy finds all distances in milliseconds, and scipy, slow to load, is spared."""


@dataclass(frozen=True, eq=False)
class Machine:
    """Edges and costs over the labels of the paths; `n` states, `L` labels, `E` edges.

    `distance` (n x n) is the least cost of going from one state to another by leaving steps out, `FAR` for no
    way. The edges are sorted by label for `from_state`, `to_state` (label `l` has `of_label[l]:of_label[l + 1]`)
    and by target for `source`, `label` (state `s` is entered by `into[s]:into[s + 1]`). `extra` and `left_out`
    are the costs of the labels, `rank` their place in the alphabet.
    """

    automaton: Automaton
    labels: tuple[str, ...]
    distance: NDArray[np.int32]
    of_label: NDArray[np.int32]
    from_state: NDArray[np.int32]
    to_state: NDArray[np.int32]
    into: NDArray[np.int32]
    source: NDArray[np.int32]
    label: NDArray[np.int32]
    extra: NDArray[np.int32]
    left_out: NDArray[np.int32]
    rank: NDArray[np.int32]

    @property
    def n_states(self) -> int:
        """How many states."""
        return self.automaton.n_states


def machine_of(automaton: Automaton, labels: Sequence[str], costs: Costs) -> Machine:
    """Prepare an automaton; `labels` names the codes of the paths and holds every label of the automaton."""
    code = {label: i for i, label in enumerate(labels)}
    of_edge = np.array([code[label] for label in automaton.labels], dtype=np.int32)[automaton.label]
    left_out = np.array([costs.left_out.get(label, STANDARD) for label in labels], dtype=np.int32)
    by_label = np.argsort(of_edge, kind="stable")
    by_target = np.lexsort((automaton.source, of_edge, automaton.target))
    return Machine(
        automaton=automaton,
        labels=tuple(labels),
        distance=distances_between(automaton, left_out[of_edge]),
        of_label=_bounds(of_edge, len(labels)),
        from_state=automaton.source[by_label],
        to_state=automaton.target[by_label],
        into=_bounds(automaton.target, automaton.n_states),
        source=automaton.source[by_target],
        label=of_edge[by_target],
        extra=np.array([costs.extra.get(label, STANDARD) for label in labels], dtype=np.int32),
        left_out=left_out,
        rank=np.argsort(np.argsort(np.array(labels, dtype=object))).astype(np.int32),
    )


def distances_between(automaton: Automaton, price: NDArray[np.int32]) -> NDArray[np.int32]:
    """The least cost of visible steps from every state to every other; `price` has one entry an edge."""
    if automaton.n_states <= FEW_STATES:
        return _few_distances(automaton, price)
    from scipy.sparse import csr_array  # late: the first window does not need it
    from scipy.sparse.csgraph import shortest_path

    n = automaton.n_states
    order = np.lexsort((price, automaton.target, automaton.source))
    source, target = automaton.source[order], automaton.target[order]
    first = np.ones(len(order), dtype=bool)  # of parallel edges the cheapest: scipy would add them up
    first[1:] = (np.diff(source) != 0) | (np.diff(target) != 0)
    edges = csr_array((price[order][first].astype(float), (source[first], target[first])), shape=(n, n))
    distances = shortest_path(edges, method="D")
    return np.where(np.isfinite(distances), distances, FAR).astype(np.int32)


def _few_distances(automaton: Automaton, price: NDArray[np.int32]) -> NDArray[np.int32]:
    """The same by Floyd and Warshall: over one state after another."""
    n = automaton.n_states
    distance = np.full((n, n), FAR, dtype=np.int64)
    np.minimum.at(distance, (automaton.source, automaton.target), price)
    np.fill_diagonal(distance, 0)
    for over in range(n):
        np.minimum(distance, distance[:, over, None] + distance[over], out=distance)
    return np.minimum(distance, FAR).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Stops:
    """Where explanations may end: `sets` has one row of flags over the states a set.

    `cost_set` gives for every request the set over which its cost is the optimum, `stop_set` the one in which
    its explanation ends. `cut` flags the requests whose last event closes the deal and is told by itself, after
    the explanation of the others.
    """

    sets: NDArray[np.bool_]
    cost_set: NDArray[np.int32]
    stop_set: NDArray[np.int32]
    cut: NDArray[np.bool_]


def stops_of(machine: Machine, requests: Requests) -> Stops:
    """The sets of states for the outcomes, and for the stages that requests reached."""
    automaton = machine.automaton
    sets = [automaton.accepting[outcome] for outcome in Outcome]
    stop_set = requests.outcome.astype(np.int32)
    for code in np.unique(requests.reached).tolist():
        if code != NONE:
            entered = machine.to_state[machine.of_label[code] : machine.of_label[code + 1]]
            beyond = (machine.distance[entered] < FAR).any(axis=0) & automaton.accepting[Outcome.OPEN]
            if beyond.any():
                stop_set[requests.reached == code] = len(sets)
                sets.append(beyond)
    return Stops(np.stack(sets), requests.outcome.astype(np.int32), stop_set, _closed(machine, requests))


def _closed(machine: Machine, requests: Requests) -> NDArray[np.bool_]:
    """The requests with a stage that end in an event which closes the deal."""
    paths = requests.paths
    closing = np.array([label in machine.automaton.ends for label in machine.labels])
    cut: NDArray[np.bool_] = (paths.lengths[requests.path] > 0) & (requests.reached != NONE)
    cut[cut] = closing[paths.codes[paths.start[requests.path[cut] + 1] - 1]]
    return cut


def _bounds(key: NDArray[np.int32], n: int) -> NDArray[np.int32]:
    return np.concatenate(([0], np.cumsum(np.bincount(key, minlength=n)))).astype(np.int32)

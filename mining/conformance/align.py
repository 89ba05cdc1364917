"""Exact optimal alignments of all variants at once: shortest paths in the product of their trie and the automaton.

For every node of the trie one row holds the cheapest cost of explaining that prefix and standing in each state
of the automaton. An extra event and a left-out visible step cost 1, a step done in both costs nothing: pm4py's
standard costs / 10,000. The product and its shortest path are the alignment of A. Adriansyah, "Aligning Observed
and Modeled Behavior" (2014); rows are shared over common prefixes and relaxed with the distances between states.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mining.conformance.explain import Stop, explain
from mining.conformance.trie import Trie
from models.alignment import Alignment
from models.automaton import Automaton
from models.case_table import Outcome
from models.progress import Report

BATCH_BYTES = 256 * 2**20
"""The rows of one batch of variants stay within this."""

FAR = 2**30
"""Stands for a state to which no way leads; twice this still fits an int32."""


@dataclass(frozen=True)
class Request:
    """A trace as label codes, how the deals with it ended, and the furthest documented stage they `reached`.

    With `reached`, the explanation has the deal stand at or beyond that stage. A lost or open deal may stop
    anywhere, so the cheapest explanation of Qualify > Negotiation is that Negotiation is one extra event,
    whatever lies between; a person says that the deal skipped everything between.
    """

    trace: tuple[int, ...]
    outcome: Outcome
    reached: str | None = None


def align(
    automaton: Automaton, labels: Sequence[str], requests: Sequence[Request], report: Report
) -> list[Alignment]:
    """An explanation of every request, in the given order; `labels` names the codes of the traces.

    The cost is always the optimum for the outcome. The moves are a cheapest explanation, chosen as `explain`
    says; where the request names the stage it `reached`, a cheapest one that gets there.
    """
    known = {label: code for code, label in enumerate(automaton.labels)}
    code_of = [known.get(label, -1) for label in labels]
    traces = [tuple(code_of[step] for step in request.trace) for request in requests]
    distances = distances_between(automaton)
    found: dict[int, Alignment] = {}
    for batch in _batches(traces, automaton.n_states):
        tick = partial(report, len(found) / len(requests), "Comparing paths with the documented process")
        trie = Trie.of([traces[i] for i in batch])
        rows = _rows(trie, automaton, distances, tick)
        stops = [_stop(trie, trie.leaf[k], automaton, distances, requests[i]) for k, i in enumerate(batch)]
        told = explain(trie, rows, automaton, stops)
        for i, leaf, walk in zip(batch, trie.leaf, told, strict=True):
            cost = int(rows[leaf, automaton.accepting[requests[i].outcome]].min())
            names = [labels[step] for step in requests[i].trace]
            found[i] = Alignment(tuple(walk.moves(automaton, names)), cost)
    return [found[i] for i in range(len(requests))]


def _stop(
    trie: Trie, leaf: int, automaton: Automaton, distances: NDArray[np.int32], request: Request
) -> Stop:
    """Where the explanation of one request ends; the closing event of a lost deal is told by itself."""
    accepting = automaton.accepting[request.outcome]
    if request.reached is None:
        return Stop(leaf, accepting)
    steps = automaton.target[automaton.label == automaton.labels.index(request.reached)]
    beyond = (distances[steps] < FAR).any(axis=0) & automaton.accepting[Outcome.OPEN]
    last = int(trie.label[leaf])
    closing = automaton.labels[last] in automaton.ends if last >= 0 else False
    return Stop(int(trie.parent[leaf]) if closing else leaf, beyond, last if closing else None)


def shortest_ways(automaton: Automaton) -> dict[Outcome, int]:
    """How many steps the shortest documented way to each kind of end has."""
    from_start = distances_between(automaton, automaton.initial)
    return {outcome: int(from_start[accepting].min()) for outcome, accepting in automaton.accepting.items()}


def distances_between(automaton: Automaton, source: int | None = None) -> NDArray[np.int32]:
    """The least number of visible steps from every state (or only `source`) to every other, `FAR` for no way."""
    from scipy.sparse import coo_array  # late: the first window does not need it
    from scipy.sparse.csgraph import shortest_path

    n = automaton.n_states
    edges = coo_array((np.ones(len(automaton.source)), (automaton.source, automaton.target)), shape=(n, n))
    distances = shortest_path(edges.tocsr(), unweighted=True, indices=source)
    return np.where(np.isfinite(distances), distances, FAR).astype(np.int32)


def _batches(traces: Sequence[tuple[int, ...]], n_states: int) -> Iterator[list[int]]:
    """Indices in lexicographic order, so that common prefixes meet in one batch of bounded memory."""
    batch: list[int] = []
    size = 0
    for i in sorted(range(len(traces)), key=traces.__getitem__):
        need = (len(traces[i]) + 1) * n_states * 4
        if batch and size + need > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(i)
        size += need
    if batch:
        yield batch


def _rows(
    trie: Trie, automaton: Automaton, distances: NDArray[np.int32], tick: Callable[[], None]
) -> NDArray[np.int32]:
    """The cost rows of all prefixes, level by level, all prefixes that end in one label together."""
    steps = _steps(automaton)
    rows = np.empty((len(trie), automaton.n_states), dtype=np.int32)
    rows[0] = distances[automaton.initial]
    for level in trie.levels():
        tick()
        cuts = np.flatnonzero(np.diff(trie.label[level])) + 1
        for nodes in np.split(level, cuts):
            before = rows[trie.parent[nodes]]
            now = before + 1
            for target, sources in steps.get(int(trie.label[nodes[0]]), {}).items():
                followed = before[:, sources].min(axis=1)
                np.minimum(now, followed[:, None] + distances[target], out=now)
            rows[nodes] = now
    return rows


def _steps(automaton: Automaton) -> dict[int, dict[int, list[int]]]:
    """For every label the states it leads to, and for each of these the states it leads from."""
    steps: dict[int, dict[int, list[int]]] = {}
    for source, label, target in zip(automaton.source, automaton.label, automaton.target, strict=True):
        steps.setdefault(int(label), {}).setdefault(int(target), []).append(int(source))
    return steps

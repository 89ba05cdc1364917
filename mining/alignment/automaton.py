"""From a Petri net to a finite automaton: its reachability graph, with the silent steps removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.alignment.reachability import Graph, reachable, too_large
from mining.alignment.silent_steps import without_silent
from models.automaton import Automaton
from models.case_table import Outcome
from models.petri_net import PetriNet
from models.sales_process import End

MAX_VISIBLE_STATES = 4_000
"""The distances between all states are kept: 4,000 states are 64 MB."""


def automaton_of(net: PetriNet, ends: Sequence[End] = (), lost_anywhere: bool = False) -> Automaton:
    """Compile a net, and add the `ends` other than the won one, which the net itself contains.

    A won deal has to reach the final marking (its own Won event may be missing from the log). An open one may
    stand anywhere on the way there, and so may a lost one where a lost end is documented or `lost_anywhere` is
    set. States from which the end cannot be reached are left out. Raises UserError where the model can never
    finish or is too large to be explored.
    """
    labels = net.labels
    graph = without_silent(reachable(net, labels))
    if graph.n_states > MAX_VISIBLE_STATES:
        raise too_large(net, MAX_VISIBLE_STATES)
    return _with_ends(graph, labels, ends, lost_anywhere)


def _with_ends(graph: Graph, labels: tuple[str, ...], ends: Sequence[End], lost_anywhere: bool) -> Automaton:
    """Add one state an end, entered from the stages it is documented from, and say who may stop where."""
    n_states = graph.n_states + len(ends)
    finished = _flags(n_states, graph.final)
    after_won = _flags(n_states, _after(graph, labels, ["Won"]))
    lost = _flags(n_states, (graph.n_states + i for i, end in enumerate(ends) if end.name == "lost"))
    ended = finished | _flags(n_states, range(graph.n_states, n_states))
    edges = list(graph.edges)
    for i, end in enumerate(ends):
        sources = np.flatnonzero(~ended) if end.sources is None else _after(graph, labels, end.sources)
        edges += [(int(state), len(labels) + i, graph.n_states + i) for state in sources]
    source, label, target = np.array(edges, dtype=np.int32).reshape(-1, 3).T.copy()
    return Automaton(
        labels=(*labels, *(end.title for end in ends)),
        n_states=n_states,
        initial=0,
        source=source,
        label=label,
        target=target,
        accepting={
            Outcome.WON: finished | _only_won_left(graph, labels, n_states),
            Outcome.LOST: np.ones(n_states, dtype=bool) if lost_anywhere or lost.any() else finished,
            Outcome.OPEN: ~after_won & ~lost,
            Outcome.UNKNOWN: ended,
        },
        ends=frozenset(end.title for end in ends),
    )


def _flags(length: int, which: Iterable[int]) -> NDArray[np.bool_]:
    flags = np.zeros(length, dtype=bool)
    flags[list(which)] = True
    return flags


def _after(graph: Graph, labels: tuple[str, ...], stages: Sequence[str]) -> list[int]:
    """The states in which one of the stages was the last step."""
    wanted = {labels.index(stage) for stage in stages if stage in labels}
    return sorted({target for _, label, target in graph.edges if label in wanted})


def _only_won_left(graph: Graph, labels: tuple[str, ...], n_states: int) -> NDArray[np.bool_]:
    """The states from which the Won event alone leads to the end: a deal can be won without an event for it."""
    won = labels.index("Won") if "Won" in labels else None
    return _flags(n_states, (s for s, label, t in graph.edges if label == won and t in graph.final))

"""From a Petri net to a finite automaton: its reachability graph, with the silent steps removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.automaton import Automaton
from models.case_table import Outcome
from models.errors import UserError
from models.petri_net import PetriNet
from models.sales_process import End

MAX_STATES = 20_000
"""More distinct situations than this are not explored: the model is refused with a sentence."""

MAX_VISIBLE_STATES = 4_000
"""The distances between all states are kept: 4,000 states are 64 MB."""

Edge = tuple[int, int, int]
"""(source, label, target); label -1 is silent."""


@dataclass(frozen=True)
class _Graph:
    """A reachability graph: states from 0 (the initial marking) to n - 1."""

    n_states: int
    edges: tuple[Edge, ...]
    final: frozenset[int]


def automaton_of(net: PetriNet, ends: Sequence[End] = (), lost_anywhere: bool = False) -> Automaton:
    """Compile a net, and add the `ends` other than the won one, which the net itself contains.

    A won deal has to reach the final marking (its own Won event may be missing from the log). An open one may
    stand anywhere on the way there, and so may a lost one where a lost end is documented or `lost_anywhere` is
    set. States from which the end cannot be reached are left out. Raises UserError where the model can never
    finish or is too large to be explored.
    """
    labels = net.labels
    graph = _without_silent(_alive(_explore(net, labels), net))
    if graph.n_states > MAX_VISIBLE_STATES:
        raise _too_large(net, MAX_VISIBLE_STATES)
    return _with_ends(graph, labels, ends, lost_anywhere)


def _explore(net: PetriNet, labels: Sequence[str]) -> _Graph:
    """Breadth first over the markings, transitions in the order of the file: always the same numbering."""
    place = {name: i for i, name in enumerate(net.places)}
    code = {label: i for i, label in enumerate(labels)}
    steps = [
        (-1 if t.label is None else code[t.label], _tokens(t.takes, place), _tokens(t.puts, place))
        for t in net.transitions
    ]
    initial = tuple(net.initial.get(name, 0) for name in net.places)
    final = tuple(net.final.get(name, 0) for name in net.places)
    number = {initial: 0}
    queue = [initial]
    edges: list[Edge] = []
    for marking in queue:
        for label, takes, puts in steps:
            if any(marking[p] < n for p, n in takes):
                continue
            reached = list(marking)
            for p, n in takes:
                reached[p] -= n
            for p, n in puts:
                reached[p] += n
            after = tuple(reached)
            if after not in number:
                if len(number) >= MAX_STATES:
                    raise _too_large(net, MAX_STATES)
                number[after] = len(number)
                queue.append(after)
            edges.append((number[marking], label, number[after]))
    return _Graph(
        len(number), tuple(dict.fromkeys(edges)), frozenset({number[final]} if final in number else ())
    )


def _tokens(arcs: Iterable[tuple[str, int]], place: dict[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple((place[name], weight) for name, weight in arcs)


def _too_large(net: PetriNet, limit: int) -> UserError:
    return UserError(
        f"The process '{net.name}' allows more than {limit:,} distinct situations, which is too many to check "
        "exactly; use fewer parallel branches, or make sure that no step can pile up work without bound."
    )


def _alive(graph: _Graph, net: PetriNet) -> _Graph:
    """Only the states from which the end can still be reached, renumbered in the same order."""
    before: dict[int, list[int]] = {}
    for source, _, target in graph.edges:
        before.setdefault(target, []).append(source)
    alive = _closure(graph.final, before)
    if 0 not in alive:
        raise UserError(f"The process '{net.name}' can never finish: no way leads from its start to its end.")
    number = {state: i for i, state in enumerate(sorted(alive))}
    edges = tuple((number[s], a, number[t]) for s, a, t in graph.edges if s in number and t in number)
    return _Graph(len(number), edges, frozenset(number[state] for state in graph.final))


def _closure(start: Iterable[int], following: dict[int, list[int]]) -> set[int]:
    seen = set(start)
    queue = list(seen)
    for state in queue:
        for other in following.get(state, ()):
            if other not in seen:
                seen.add(other)
                queue.append(other)
    return seen


def _without_silent(graph: _Graph) -> _Graph:
    """Keep the start and what a visible step leads to; a visible step may be preceded by silent ones.

    Of several situations that one step leads to, those are left out that others come to by silent steps: whatever
    can be done there can be done from the others as well, at the same cost.
    """
    silent: dict[int, list[int]] = {}
    visible: dict[int, list[tuple[int, int]]] = {}
    for source, label, target in graph.edges:
        if label < 0:
            silent.setdefault(source, []).append(target)
        else:
            visible.setdefault(source, []).append((label, target))
    number = {0: 0}
    queue = [0]
    edges: list[Edge] = []
    final: set[int] = set()
    reaching = _Reaching(silent)
    for state in queue:
        reach = reaching[state]
        if reach & graph.final:
            final.add(number[state])
        targets: dict[int, set[int]] = {}
        for other in reach:
            for label, target in visible.get(other, ()):
                targets.setdefault(label, set()).add(target)
        for label, target in _first_reached(targets, reaching):
            if target not in number:
                number[target] = len(number)
                queue.append(target)
            edges.append((number[state], label, number[target]))
    return _Graph(len(number), tuple(edges), frozenset(final))


class _Reaching(dict[int, set[int]]):
    """The states that silent steps lead to from each state, found when they are first asked for."""

    def __init__(self, silent: dict[int, list[int]]) -> None:
        self._silent = silent

    def __missing__(self, state: int) -> set[int]:
        self[state] = _closure([state], self._silent)
        return self[state]


def _first_reached(targets: dict[int, set[int]], reaching: _Reaching) -> Iterator[tuple[int, int]]:
    """(label, target) in order, without targets that another one comes to silently; of a circle the lowest stays."""
    for label in sorted(targets):
        found = targets[label]
        for target in sorted(found):
            others = (other for other in found if other != target and target in reaching[other])
            if not any(other < target or other not in reaching[target] for other in others):
                yield label, target


def _with_ends(graph: _Graph, labels: tuple[str, ...], ends: Sequence[End], lost_anywhere: bool) -> Automaton:
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


def _after(graph: _Graph, labels: tuple[str, ...], stages: Sequence[str]) -> list[int]:
    """The states in which one of the stages was the last step."""
    wanted = {labels.index(stage) for stage in stages if stage in labels}
    return sorted({target for _, label, target in graph.edges if label in wanted})


def _only_won_left(graph: _Graph, labels: tuple[str, ...], n_states: int) -> NDArray[np.bool_]:
    """The states from which the Won event alone leads to the end: a deal can be won without an event for it."""
    won = labels.index("Won") if "Won" in labels else None
    return _flags(n_states, (s for s, label, t in graph.edges if label == won and t in graph.final))

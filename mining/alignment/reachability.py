"""The situations of a Petri net: its reachability graph, as far as the end can be reached from there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mining.number_format import number
from models.errors import UserError
from models.petri_net import PetriNet
from resources.translation import tr

MAX_STATES = 20_000
"""More distinct situations than this are not explored: the model is refused with a sentence."""

Edge = tuple[int, int, int]
"""(source, label, target); label -1 is silent."""


@dataclass(frozen=True)
class Graph:
    """States from 0 (the initial marking) to `n_states` - 1."""

    n_states: int
    edges: tuple[Edge, ...]
    final: frozenset[int]


def reachable(net: PetriNet, labels: Sequence[str]) -> Graph:
    """Breadth first over the markings, transitions in the order of the file: always the same numbering.

    Raises UserError where the model can never finish or has more than `MAX_STATES` situations.
    """
    code: dict[str | None, int] = {label: i for i, label in enumerate(labels)}
    code[None] = -1
    found = _over_bits(net, code)
    return _alive(_over_counts(net, code) if found is None else found, net)


class TooLarge(UserError):
    """The situations are too many to list; a search may still explain deals, see `mining.alignment.model`."""


def too_large(net: PetriNet, limit: int) -> TooLarge:
    """The refusal of a model."""
    return TooLarge(
        tr(
            "The process '{name}' allows more than {limit} distinct situations, which is too many to "
            "check exactly; use fewer parallel branches, or make sure that no step can pile up work "
            "without bound.",
            name=net.name,
            limit=number(limit),
        )
    )


def _over_bits(net: PetriNet, code: dict[str | None, int]) -> Graph | None:
    """Markings as bits, one a place; None where some place would hold a second token."""
    bit = {name: 1 << i for i, name in enumerate(net.places)}
    initial, final = _bits(net.initial.items(), bit), _bits(net.final.items(), bit)
    if initial is None or final is None:
        return None
    steps = []
    for t in net.transitions:
        takes, puts = _bits(t.takes, bit), _bits(t.puts, bit)
        if takes is None or puts is None:
            return None
        steps.append((takes, puts, code[t.label]))
    number = {initial: 0}
    queue = [initial]
    edges: dict[Edge, None] = {}
    for source, marking in enumerate(queue):
        for takes, puts, label in [step for step in steps if marking & step[0] == step[0]]:
            left = marking ^ takes
            if left & puts:
                return None
            after = left | puts
            target = number.get(after)
            if target is None:
                target = number[after] = len(queue)
                if target >= MAX_STATES:
                    raise too_large(net, MAX_STATES)
                queue.append(after)
            edges[source, label, target] = None
    return Graph(len(queue), tuple(edges), frozenset({number[final]} if final in number else ()))


def _bits(tokens: Iterable[tuple[str, int]], bit: dict[str, int]) -> int | None:
    """A set of places as one number; None where a place counts twice."""
    bits = 0
    for place, n in tokens:
        if n > 1 or (n and bits & bit[place]):
            return None
        bits |= bit[place] if n else 0
    return bits


def _over_counts(net: PetriNet, code: dict[str | None, int]) -> Graph:
    """The same for any number of tokens."""
    place = {name: i for i, name in enumerate(net.places)}
    steps = [(code[t.label], _tokens(t.takes, place), _tokens(t.puts, place)) for t in net.transitions]
    initial = tuple(net.initial.get(name, 0) for name in net.places)
    final = tuple(net.final.get(name, 0) for name in net.places)
    number = {initial: 0}
    queue = [initial]
    edges: dict[Edge, None] = {}
    for source, marking in enumerate(queue):
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
                    raise too_large(net, MAX_STATES)
                number[after] = len(number)
                queue.append(after)
            edges[source, label, number[after]] = None
    return Graph(len(number), tuple(edges), frozenset({number[final]} if final in number else ()))


def _tokens(arcs: Iterable[tuple[str, int]], place: dict[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple((place[name], weight) for name, weight in arcs)


def _alive(graph: Graph, net: PetriNet) -> Graph:
    """Only the states from which the end can still be reached, renumbered in the same order."""
    before: list[list[int]] = [[] for _ in range(graph.n_states)]
    for source, _, target in graph.edges:
        before[target].append(source)
    alive = set(graph.final)
    queue = [*alive]
    for state in queue:
        fresh = [other for other in before[state] if other not in alive]
        alive.update(fresh)
        queue += dict.fromkeys(fresh)
    if 0 not in alive:
        raise UserError(
            tr(
                "The process '{name}' can never finish: no way leads from its start to its end.",
                name=net.name,
            )
        )
    if len(alive) == graph.n_states:
        return graph
    number = {state: i for i, state in enumerate(sorted(alive))}
    edges = tuple((number[s], a, number[t]) for s, a, t in graph.edges if s in number and t in number)
    return Graph(len(number), edges, frozenset(number[state] for state in graph.final))

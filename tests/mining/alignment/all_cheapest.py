"""An oracle of the choice: every cheapest alignment of a small net and trace, and the one that the rule prefers."""

from collections.abc import Iterator, Sequence

from models.alignment import MoveKind
from models.case_table import Outcome
from models.costs import STANDARD, Costs
from models.petri_net import PetriNet

Node = tuple[tuple[int, ...], int]
"""A marking, and how many events are explained."""
Told = tuple[MoveKind, str]
Edge = tuple[int, Told | None, Node]
"""What it costs, what it tells (None where silent), and where it leads."""


def all_cheapest(
    net: PetriNet, trace: Sequence[str], outcome: Outcome, costs: Costs
) -> set[tuple[Told, ...]]:
    """All of them; an open deal may stop in any marking (of which all lead to the end in a process tree)."""
    start: Node = (tuple(net.initial.get(p, 0) for p in net.places), 0)
    final = tuple(net.final.get(p, 0) for p in net.places)
    edges: dict[Node, list[Edge]] = {}
    queue = [start]
    for node in queue:
        if node not in edges:
            edges[node] = [*_edges(net, trace, costs, node)]
            queue += [there for _, _, there in edges[node]]
    ends = {node for node in edges if node[1] == len(trace) and (outcome == Outcome.OPEN or node[0] == final)}
    to_go = _to_go(edges, ends)
    return set(_ways(edges, ends, to_go, frozenset([start]), to_go[start]))


def preferred(ways: set[tuple[Told, ...]], trace: Sequence[str]) -> tuple[Told, ...]:
    """As the module `align` says, word for word."""

    def order(way: tuple[Told, ...]) -> tuple[int, list[tuple[int, str]]]:
        elsewhere = sum(kind == MoveKind.MODEL and label in trace for kind, label in way)
        place = {MoveKind.LOG: 0, MoveKind.SYNC: 1, MoveKind.MODEL: 2}
        return -elsewhere, [(place[kind], label) for kind, label in reversed(way)]

    return min(ways, key=order)


def _edges(net: PetriNet, trace: Sequence[str], costs: Costs, node: Node) -> Iterator[Edge]:
    marking, at = node
    if at < len(trace):
        yield costs.extra.get(trace[at], STANDARD), (MoveKind.LOG, trace[at]), (marking, at + 1)
    for t in net.transitions:
        tokens = dict(zip(net.places, marking, strict=True))
        if any(tokens[p] < n for p, n in t.takes):
            continue
        for p, n in t.takes:
            tokens[p] -= n
        for p, n in t.puts:
            tokens[p] += n
        after = tuple(tokens.values())
        if t.label is None:
            yield 0, None, (after, at)
            continue
        yield costs.left_out.get(t.label, STANDARD), (MoveKind.MODEL, t.label), (after, at)
        if at < len(trace) and t.label == trace[at]:
            yield 0, (MoveKind.SYNC, t.label), (after, at + 1)


def _to_go(edges: dict[Node, list[Edge]], ends: set[Node]) -> dict[Node, int]:
    """The least cost to an end, improved until nothing changes."""
    far = 10**9
    cost = {node: 0 if node in ends else far for node in edges}
    changed = True
    while changed:
        changed = False
        for node, leading in edges.items():
            least = min([price + cost[there] for price, _, there in leading], default=far)
            if least < cost[node]:
                cost[node], changed = least, True
    return cost


def _ways(
    edges: dict[Node, list[Edge]], ends: set[Node], to_go: dict[Node, int], nodes: frozenset[Node], left: int
) -> Iterator[tuple[Told, ...]]:
    """What can be told from any of the nodes at exactly the cost that is left."""
    closed = {node for node in nodes if to_go[node] == left}
    queue = [*closed]
    for node in queue:
        silent = {there for _, told, there in edges[node] if told is None and to_go[there] == left} - closed
        closed |= silent
        queue += silent
    if closed & ends and left == 0:
        yield ()
    following: dict[Told, tuple[int, set[Node]]] = {}
    for node in closed:
        for price, told, there in edges[node]:
            if told is not None and price + to_go[there] == left:
                following.setdefault(told, (price, set()))[1].add(there)
    for told, (price, targets) in following.items():
        for rest in _ways(edges, ends, to_go, frozenset(targets), left - price):
            yield (told, *rest)

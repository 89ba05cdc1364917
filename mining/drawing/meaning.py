"""What a drawn BPMN model means, as a Petri net, and whether two nets allow the same."""

from __future__ import annotations

from mining.alignment.reachability import Graph, reachable
from mining.alignment.silent_steps import without_silent
from mining.process.soundness.exploring import explore, is_explorable
from models.errors import UserError
from models.model_graph import ModelGraph, ShapeKind
from models.petri_net import PetriNet, Transition

_MOST_PAIRS = 50_000


def meaning(graph: ModelGraph) -> PetriNet:
    """The net of a BPMN model with one start and one end event, without inclusive gateways: a place a flow."""
    place = [f"flow {at}" for at in range(len(graph.flows))]
    ins: dict[str, list[str]] = {shape.key: [] for shape in graph.shapes}
    outs: dict[str, list[str]] = {shape.key: [] for shape in graph.shapes}
    for name, flow in zip(place, graph.flows, strict=True):
        outs[flow.source].append(name)
        ins[flow.target].append(name)
    transitions: list[Transition] = []

    def add(key: str, label: str | None, takes: list[str], puts: list[str]) -> None:
        sides = tuple((name, 1) for name in takes), tuple((name, 1) for name in puts)
        transitions.append(Transition(f"{key} #{len(transitions)}", label, *sides))

    for shape in graph.shapes:
        if shape.kind is ShapeKind.TASK:
            for one in ins[shape.key]:
                add(shape.key, shape.label, [one], outs[shape.key])
        elif shape.kind is ShapeKind.PARALLEL:
            add(shape.key, None, ins[shape.key], outs[shape.key])
        elif shape.kind is ShapeKind.CHOICE:
            for one in ins[shape.key]:
                for other in outs[shape.key]:
                    add(shape.key, None, [one], [other])
    (start,) = (outs[shape.key] for shape in graph.shapes if shape.kind is ShapeKind.START)
    (end,) = (ins[shape.key] for shape in graph.shapes if shape.kind is ShapeKind.END)
    return PetriNet(
        graph.name, tuple(place), tuple(transitions), dict.fromkeys(start, 1), dict.fromkeys(end, 1)
    )


def can_always_finish(net: PetriNet) -> bool:
    """Whether work never gets stuck before the end; False, too, where that cannot be told."""
    if not is_explorable(net):
        return False
    reached = explore(net)
    if reached.growth is not None or not reached.complete:
        return False
    final = {place: count for place, count in net.final.items() if count}
    return all(reached.tokens(state) == final for state in reached.dead)


def allow_the_same(one: PetriNet, other: PetriNet) -> bool:
    """Whether two nets have the same language; False, too, where they are too large to tell or never finish."""
    labels = tuple(dict.fromkeys((*one.labels, *other.labels)))
    try:
        graphs = [without_silent(reachable(net, labels)) for net in (one, other)]
    except UserError:
        return False
    steps = [_steps(graph) for graph in graphs]
    first = frozenset({0}), frozenset({0})
    seen, waiting = {first}, [first]
    while waiting:
        pair = waiting.pop()
        ended = [bool(states & graph.final) for states, graph in zip(pair, graphs, strict=True)]
        if ended[0] != ended[1]:
            return False
        for label in range(len(labels)):
            after = tuple(
                frozenset(goal for state in states for goal in step.get((state, label), ()))
                for states, step in zip(pair, steps, strict=True)
            )
            if bool(after[0]) != bool(after[1]):
                return False
            following = after[0], after[1]
            if after[0] and following not in seen:
                if len(seen) >= _MOST_PAIRS:
                    return False
                seen.add(following)
                waiting.append(following)
    return True


def _steps(graph: Graph) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for source, label, target in graph.edges:
        found.setdefault((source, label), []).append(target)
    return found

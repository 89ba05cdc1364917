"""A Petri net as it is drawn: its places, transitions and arcs, and the way through it that is drawn straight."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappop, heappush

from models.model_graph import ModelFlow, ModelGraph, ModelShape, Notation, ShapeKind
from models.petri_net import PetriNet, Transition

_SILENT = 50.0
"""A silent transition costs the main way as much as so many visible ones: it goes where something happens."""


def net_graph(
    net: PetriNet, counts: Mapping[str, int] | None = None, notes: tuple[str, ...] = ()
) -> ModelGraph:
    """The net's places and transitions as shapes; `counts` (deals by activity) say which way is the main one."""
    main = main_way(net, counts or {})
    shapes = [
        ModelShape(
            place_key(place),
            ShapeKind.PLACE,
            main=place_key(place) in main,
            tokens=net.initial.get(place, 0),
            final=net.final.get(place, 0),
        )
        for place in net.places
    ]
    shapes += [
        ModelShape(
            transition_key(t),
            ShapeKind.SILENT if t.label is None else ShapeKind.TRANSITION,
            t.label or "",
            main=transition_key(t) in main,
        )
        for t in net.transitions
    ]
    order = {key: at for at, key in enumerate(main)}
    shapes.sort(key=lambda shape: order.get(shape.key, len(order)))
    flows = [
        ModelFlow(place_key(p), transition_key(t), weight=n) for t in net.transitions for p, n in t.takes
    ]
    flows += [
        ModelFlow(transition_key(t), place_key(p), weight=n) for t in net.transitions for p, n in t.puts
    ]
    return ModelGraph(net.name, Notation.NET, tuple(shapes), tuple(flows), notes)


def place_key(place: str) -> str:
    """The key of a place's shape."""
    return f"place:{place}"


def transition_key(transition: Transition) -> str:
    """The key of a transition's shape."""
    return f"transition:{transition.name}"


def main_way(net: PetriNet, counts: Mapping[str, int]) -> list[str]:
    """The keys of one way from an initial to a final place, through few silent and through frequent transitions.

    Empty where no path of arcs leads there.
    """
    most = max(counts.values(), default=0) or 1
    following: dict[str, list[Transition]] = {}
    for t in net.transitions:
        for place, _ in t.takes:
            following.setdefault(place, []).append(t)
    best: dict[str, float] = dict.fromkeys(net.initial, 0.0)
    came: dict[str, tuple[Transition, str]] = {}
    waiting = [(0.0, place) for place in sorted(net.initial)]
    while waiting:
        cost, place = heappop(waiting)
        if place in net.final:
            return _back(place, came)
        if cost > best[place]:
            continue
        for t in following.get(place, ()):
            step = _SILENT if t.label is None else 1 + 5 * (1 - counts.get(t.label, 0) / most)
            for goal, _ in t.puts:
                if cost + step < best.get(goal, float("inf")):
                    best[goal] = cost + step
                    came[goal] = t, place
                    heappush(waiting, (cost + step, goal))
    return []


def _back(place: str, came: Mapping[str, tuple[Transition, str]]) -> list[str]:
    way = [place_key(place)]
    while place in came:
        transition, place = came[place]
        way += [transition_key(transition), place_key(place)]
    return way[::-1]

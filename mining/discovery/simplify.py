"""Shows less of a map: the most frequent activities and paths."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import replace

from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap

_CALM = 45
"""More paths than that are no map any more that is taken in at a glance."""


def simplify(full: ProcessMap, activity_share: float, path_share: float) -> ProcessMap:
    """Keep that share (0 to 1) of the activities and of the paths, the most frequent first.

    Start, end, the spine, and everything documented always stay, with the documented steps that no deal
    takes. Where a kept activity would lose its last way in or out, the most frequent one stays, with the
    activity at its other side.
    """
    kept = _kept_nodes(full, activity_share)
    real = [edge for edge in full.edges if edge.kind is not EdgeKind.NOT_TAKEN]
    inside = [edge for edge in real if edge.source in kept and edge.target in kept]
    chosen = set(inside[: math.ceil(path_share * len(inside))])
    waiting = sorted(kept)
    while waiting:
        key = waiting.pop()
        for edge in _missing_ways(key, real, chosen, kept):
            chosen.add(edge)
            for end in (edge.source, edge.target):
                if end not in kept:
                    kept.add(end)
                    waiting.append(end)
    shown = tuple(edge for edge in full.edges if edge in chosen or edge.kind is EdgeKind.NOT_TAKEN)
    return replace(full, nodes=tuple(node for node in full.nodes if node.key in kept), edges=shown)


def _kept_nodes(full: ProcessMap, share: float) -> set[str]:
    fixed = {node.key for node in full.nodes if _is_fixed(node, full.documented)}
    free = [node for node in full.nodes if node.key not in fixed]
    free.sort(key=lambda node: -node.cases)
    return fixed | {node.key for node in free[: math.ceil(share * len(free))]}


def _is_fixed(node: MapNode, documented: bool) -> bool:
    return (
        node.on_spine
        or node.kind in (NodeKind.START, NodeKind.END)
        or (documented and node.kind is NodeKind.DOCUMENTED)
    )


def _missing_ways(
    key: str, edges: list[MapEdge], chosen: Collection[MapEdge], kept: Collection[str]
) -> list[MapEdge]:
    """The most frequent way in and way out of a node that has none among the chosen, from kept nodes if possible."""
    missing = []
    for inwards in (True, False):
        ways = [e for e in edges if (e.target if inwards else e.source) == key and e.source != e.target]
        if ways and not any(way in chosen for way in ways):
            known = [way for way in ways if (way.source if inwards else way.target) in kept]
            missing.append((known or ways)[0])
    return missing


def first_look(full: ProcessMap) -> tuple[float, float]:
    """The shares of activities and paths to show of a map at first: all of a small one, of a rich one what is calm.

    Of all maps with at most 45 paths it is the one that shows the most steps of the deals. The shares are
    whole percents.
    """
    if len(full.edges) <= _CALM:
        return 1.0, 1.0
    best, shares = -1, (0.0, 0.0)
    for activities in range(100, -1, -10):
        low, high = 0, 100
        while low < high:
            paths = (low + high + 1) // 2
            if len(simplify(full, activities / 100, paths / 100).edges) <= _CALM:
                low = paths
            else:
                high = paths - 1
        shown = simplify(full, activities / 100, low / 100)
        steps = sum(edge.events for edge in shown.edges)
        if len(shown.edges) <= _CALM and steps > best:
            best, shares = steps, (activities / 100, low / 100)
    return shares

"""Shapes that nearly stand on one line with the shape before or behind them are put on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.model_drawing import ShapeBox
from models.model_graph import ModelFlow, ModelGraph

_NEAR = 20.0
_ROOM = 14.0
"""Pixels that stay free between two shapes of a column."""


def aligned(graph: ModelGraph, boxes: Mapping[str, ShapeBox]) -> dict[str, ShapeBox]:
    """The boxes with small steps taken out of the flows; nothing on the main way moves, and nothing overlaps."""
    fixed = {shape.key for shape in graph.shapes if shape.main}
    found = dict(boxes)
    columns: dict[float, list[str]] = {}
    for key, box in boxes.items():
        columns.setdefault(round(box.x, 1), []).append(key)
    before, behind = _only(graph.flows, source=True), _only(graph.flows, source=False)
    order = sorted((key for key in boxes if key not in fixed), key=lambda key: (boxes[key].x, boxes[key].y))
    for partners, keys in ((before, order), (behind, order[::-1]), (before, order)):
        for key in keys:
            partner = partners.get(key)
            if partner is None or not 0 < abs(found[partner].y - found[key].y) <= _NEAR:
                continue
            moved = replace(found[key], y=found[partner].y)
            others = [found[other] for other in columns[round(moved.x, 1)] if other != key]
            if all(abs(o.y - moved.y) >= (o.height + moved.height) / 2 + _ROOM for o in others):
                found[key] = moved
    return found


def _only(flows: tuple[ModelFlow, ...], source: bool) -> dict[str, str]:
    """The only shape before (`source`) or behind every shape that has only one there."""
    found: dict[str, list[str]] = {}
    for flow in flows:
        key, partner = (flow.target, flow.source) if source else (flow.source, flow.target)
        found.setdefault(key, []).append(partner)
    return {key: partners[0] for key, partners in found.items() if len(partners) == 1}

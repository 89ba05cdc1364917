"""Decides what stands where in a picture of the map: cards, lines, the words on both, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import ceil, sqrt

from mining.discovery import picture_look as look
from mining.discovery.picture_labels import Box, box_around, place_labels, sampled
from mining.discovery.simplify import simplify
from mining.layout import layout
from mining.number_format import NBSP, number, percent, plural
from models.layout import Layout, LayoutEdge, LayoutNode, Point
from models.process_map import MapEdge, MapNode, NodeKind, ProcessMap
from models.progress import Report

_MOST_ACTIVITIES, _MOST_PATHS = 40, 60
_THIN, _WIDE = 1.4, 6.0
_WORTH_A_CHIP = 0.01
_ASIDE = 40.0  # how far beside the spine a step straight back runs


@dataclass(frozen=True)
class Card:
    """A node with its box (left, top, right, bottom) and its words, already cut to fit."""

    node: MapNode
    box: Box
    title: str
    subtitle: str
    chip: str
    bar: float


@dataclass(frozen=True)
class Line:
    """An edge with its path (joined cubic curves), its width, and its words where there is room for them."""

    edge: MapEdge
    path: tuple[Point, ...]
    width: float
    label: str
    label_at: Point | None


@dataclass(frozen=True)
class Plan:
    """The whole picture, `size` in pixels without the footer; `footer` says what is not shown."""

    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    size: tuple[float, float]
    footer: str
    documented: bool


def plan_of(full: ProcessMap, report: Report) -> Plan:
    """Lay the map out; of a very rich one only the most frequent activities and paths."""
    shown = simplify(full, _share(_MOST_ACTIVITIES, len(full.nodes)), _share(_MOST_PATHS, len(full.edges)))
    nodes, edges = shown.map.nodes, shown.map.edges
    width = _card_width(nodes)
    sizes = {node.key: _size(node, width) for node in nodes}
    found = layout(_layout_nodes(shown.map, sizes), _layout_edges(nodes, edges), report)
    boxes = {key: box_around(at, *sizes[key]) for key, at in found.positions.items()}
    most = max((node.cases for node in nodes if not _is_terminal(node)), default=1)
    cards = tuple(_card(node, boxes[node.key], most) for node in nodes)
    lines = _lines(edges, _straightened(found, nodes, edges, boxes), boxes)
    return Plan(
        cards, lines, found.size, _footer(full, shown.hidden_activities, shown.hidden_paths), full.documented
    )


def _share(most: int, count: int) -> float:
    return min(1.0, most / count) if count else 1.0


def _is_terminal(node: MapNode) -> bool:
    return node.kind in (NodeKind.START, NodeKind.END)


def _size(node: MapNode, width: float) -> tuple[float, float]:
    return (look.TERMINAL_WIDTH, look.TERMINAL_HEIGHT) if _is_terminal(node) else (width, look.CARD_HEIGHT)


def _card_width(nodes: tuple[MapNode, ...]) -> float:
    """One width for all cards, so that the spine has straight sides."""
    cards = [node for node in nodes if not _is_terminal(node)]
    words = [look.width_of(node.label[:60], look.TITLE, True) for node in cards]
    words += [_subtitle_room(node) for node in cards]
    return min(max([look.CARD_MIN, *(ceil(width + 34) for width in words)]), look.CARD_MAX)


def _subtitle_room(node: MapNode) -> float:
    chip = _chip(node)
    beside = look.width_of(chip, look.CHIP, True) + 22 if chip else 0
    return look.width_of(_subtitle(node), look.SUBTITLE) + beside


def _subtitle(node: MapNode) -> str:
    if not node.cases:
        return "never reached"
    wait = "" if node.dwell_days is None else f" · {_days(node.dwell_days)}"
    return plural(node.cases, "deal") + wait


def _days(days: float) -> str:
    if days >= 0.95:
        return f"{days:.1f}{NBSP}d" if days < 9.95 else f"{days:,.0f}{NBSP}d"
    return f"{days * 24:.0f}{NBSP}h" if days * 24 >= 0.5 else f"<{NBSP}1{NBSP}h"


def _chip(node: MapNode) -> str:
    if node.kind is NodeKind.UNDOCUMENTED:
        return "not documented"
    if node.skipped is not None and node.skipped >= _WORTH_A_CHIP:
        return f"skipped {percent(node.skipped)}"
    return ""


def _card(node: MapNode, box: Box, most: int) -> Card:
    room = box[2] - box[0] - 30
    return Card(
        node=node,
        box=box,
        title=look.elided(node.label, look.TITLE, True, room),
        subtitle="" if _is_terminal(node) else _subtitle(node),
        chip=_chip(node),
        bar=node.cases / most if most else 0.0,
    )


def _layout_nodes(shown: ProcessMap, sizes: dict[str, tuple[float, float]]) -> list[LayoutNode]:
    """The documented ends that are not on the spine stand beside the one that is."""
    ends = [n for n in shown.nodes if shown.documented and n.kind is NodeKind.DOCUMENTED]
    last = next((node.key for node in reversed(ends) if node.on_spine), None)
    others = {node.key for node in ends if not node.on_spine}
    return [
        LayoutNode(n.key, *sizes[n.key], spine=n.on_spine, beside=last if n.key in others else None)
        for n in shown.nodes
    ]


def _layout_edges(nodes: tuple[MapNode, ...], edges: tuple[MapEdge, ...]) -> list[LayoutEdge]:
    along = set(pairwise(node.key for node in nodes if node.on_spine))
    most = max((edge.cases for edge in edges), default=1) or 1
    return [
        LayoutEdge(e.source, e.target, 1 + 9 * e.cases / most, on_spine=(e.source, e.target) in along)
        for e in edges
    ]


def _straightened(
    found: Layout, nodes: tuple[MapNode, ...], edges: tuple[MapEdge, ...], boxes: dict[str, Box]
) -> list[tuple[Point, ...]]:
    """The paths, those along the spine vertical, and those straight back beside them, where nothing is in the way."""
    along = set(pairwise(node.key for node in nodes if node.on_spine))
    taken = {(edge.source, edge.target) for edge in edges}
    paths = []
    for edge, path in zip(edges, found.paths, strict=True):
        forward, backward = (edge.source, edge.target) in along, (edge.target, edge.source) in along
        upper, lower = (edge.source, edge.target) if forward else (edge.target, edge.source)
        x = found.positions[upper][0]
        if backward and (upper, lower) in taken:
            x += _ASIDE if path[len(path) // 2][0] >= x else -_ASIDE
        top, bottom = boxes[upper][3], boxes[lower][1]
        foreign = [box for key, box in boxes.items() if key not in (upper, lower)]
        blocked = any(b[0] - 8 < x < b[2] + 8 and b[1] < bottom and b[3] > top for b in foreign)
        inside = all(boxes[key][0] + 8 < x < boxes[key][2] - 8 for key in (upper, lower))
        if not (forward or backward) or blocked or not inside or bottom <= top:
            paths.append(path)
            continue
        ends = (top, bottom) if forward else (bottom, top)
        paths.append(tuple((x, ends[0] + (ends[1] - ends[0]) * part / 3) for part in range(4)))
    return paths


def _lines(
    edges: tuple[MapEdge, ...], paths: list[tuple[Point, ...]], boxes: dict[str, Box]
) -> tuple[Line, ...]:
    most = max((edge.cases for edge in edges), default=1) or 1
    labels = [number(edge.cases) if edge.cases else "" for edge in edges]
    sizes = [(look.width_of(text, look.LABEL, True) + 11, 15.0) if text else (0.0, 0.0) for text in labels]
    places = place_labels([sampled(path) for path in paths], sizes, list(boxes.values()))
    return tuple(
        Line(edge, path, _THIN + (_WIDE - _THIN) * sqrt(edge.cases / most) if edge.cases else 1.8, text, at)
        for edge, path, text, at in zip(edges, paths, labels, places, strict=True)
    )


def _footer(full: ProcessMap, hidden_activities: int, hidden_paths: int) -> str:
    parts = [plural(full.cases, "deal")]
    if hidden_activities:
        parts.append(
            f"{number(len(full.nodes) - 2 - hidden_activities)} of {number(len(full.nodes) - 2)} activities"
        )
    if hidden_paths:
        parts.append(f"{number(len(full.edges) - hidden_paths)} of {plural(len(full.edges), 'path')}")
    return " · ".join(parts)

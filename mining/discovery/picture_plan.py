"""Decides what stands where in a picture of the map: cards, lines, the words on both, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mining.discovery import picture_look as look
from mining.discovery.map_shape import (
    badge,
    beside_of,
    directions,
    is_terminal,
    line_width,
    spine_of,
    subtitle,
)
from mining.discovery.simplify import first_look, simplify
from mining.layout import draw
from mining.layout.boxes import Box, boxes_of
from mining.layout.labels import Line as Labelled
from mining.layout.labels import place_labels
from mining.number_format import number, percent, plural
from models.layout import LayoutEdge, LayoutNode, Point
from models.process_map import MapEdge, MapNode, ProcessMap
from models.progress import Report
from resources.translation import tr


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


def plan_of(full: ProcessMap, all_cases: int, report: Report) -> Plan:
    """Lay the map out; of a rich one what the window, too, shows at first. `all_cases` are those without a filter."""
    shown = simplify(full, *first_look(full))
    width = _card_width(shown.nodes)
    nodes = _layout_nodes(shown, width)
    edges = _layout_edges(shown)
    found = draw(nodes, edges, report)
    boxes = boxes_of(nodes, found.positions)
    most = max((node.cases for node in shown.nodes if not is_terminal(node)), default=1)
    cards = tuple(_card(node, boxes[node.key], most) for node in shown.nodes)
    lines = _lines(shown.edges, edges, found.paths, boxes)
    return Plan(cards, lines, found.size, _footer(full, shown, all_cases), full.documented)


def _card_width(nodes: tuple[MapNode, ...]) -> float:
    """One width for all cards, so that the spine has straight sides."""
    cards = [node for node in nodes if not is_terminal(node)]
    words = [look.width_of(node.label[:60], look.TITLE, True) for node in cards]
    words += [_subtitle_room(node) for node in cards]
    return min(max([look.CARD_MIN, *(float(round(width + 29)) for width in words)]), look.CARD_MAX)


def _subtitle_room(node: MapNode) -> float:
    chip = badge(node)
    beside = look.width_of(chip, look.CHIP, True) + 22 if chip else 0
    return look.width_of(subtitle(node), look.SUBTITLE) + beside


def _card(node: MapNode, box: Box, most: int) -> Card:
    room = box.right - box.left - 29
    return Card(
        node=node,
        box=box,
        title=look.elided(node.label, look.TITLE, True, room),
        subtitle=subtitle(node),
        chip=badge(node),
        bar=node.cases / most if most else 0.0,
    )


def _layout_nodes(shown: ProcessMap, width: float) -> list[LayoutNode]:
    spine, beside = spine_of(shown.nodes), beside_of(shown.nodes, shown.documented)
    card, pill = (width, look.CARD_HEIGHT), (look.TERMINAL_WIDTH, look.TERMINAL_HEIGHT)
    return [
        LayoutNode(n.key, *(pill if is_terminal(n) else card), n.key in spine, beside.get(n.key))
        for n in shown.nodes
    ]


def _layout_edges(shown: ProcessMap) -> list[LayoutEdge]:
    most = max((edge.cases for edge in shown.edges), default=1) or 1
    down = directions(shown.edges, spine_of(shown.nodes), beside_of(shown.nodes, shown.documented))
    return [
        LayoutEdge(e.source, e.target, 1 + 3 * e.cases / most, way == 1, way >= 0, line_width(e, most))
        for e, way in zip(shown.edges, down.values(), strict=True)
    ]


def _lines(
    edges: tuple[MapEdge, ...],
    laid: list[LayoutEdge],
    paths: tuple[tuple[Point, ...], ...],
    boxes: Mapping[str, Box],
) -> tuple[Line, ...]:
    labels = [number(edge.cases) if edge.cases else "" for edge in edges]
    wanted = [
        Labelled(
            path, look.width_of(text, look.LABEL, True) + 12 if text else 0.0, look.LABEL_HEIGHT, edge.cases
        )
        for edge, path, text in zip(edges, paths, labels, strict=True)
    ]
    places = place_labels(wanted, np.array(list(boxes.values()), dtype=float))
    return tuple(
        Line(edge, path, line.width, text, at)
        for edge, line, path, text, at in zip(edges, laid, paths, labels, places, strict=True)
    )


def _footer(full: ProcessMap, shown: ProcessMap, all_cases: int) -> str:
    """How many deals, of how many if filtered, and what is not shown."""
    parts = [plural(full.cases, "deal")]
    if full.cases != all_cases:
        parts = [
            tr(
                "{cases} of {deals} ({share})",
                cases=number(full.cases),
                deals=plural(all_cases, "deal"),
                share=percent(full.cases / all_cases),
            )
        ]
    if len(shown.nodes) != len(full.nodes):
        parts.append(
            tr(
                "{nodes} of {nodes_2} activities",
                nodes=number(len(shown.nodes) - 2),
                nodes_2=number(len(full.nodes) - 2),
            )
        )
    if len(shown.edges) != len(full.edges):
        parts.append(
            tr("{edges} of {paths}", edges=number(len(shown.edges)), paths=plural(len(full.edges), "path"))
        )
        steps = sum(edge.events for edge in full.edges)
        kept = sum(edge.events for edge in shown.edges)
        parts.append(tr("{share} of steps", share=percent(kept / max(steps, 1))))
    return " · ".join(parts)

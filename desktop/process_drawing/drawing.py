"""Turns a process map into what is drawn of it: cards, lines, widths, words."""

from __future__ import annotations

from desktop.map.graph import DrawnEdge, DrawnGraph, DrawnNode, EdgeStyle, NodeStyle
from desktop.process_drawing.words import Labelling, edge_label, edge_story, node_story
from mining.discovery.map_shape import (
    badge,
    beside_of,
    directions,
    is_terminal,
    line_width,
    spine_of,
    subtitle,
)
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap

_STYLES = {
    EdgeKind.CONFORMING: EdgeStyle.CONFORMING,
    EdgeKind.DEVIATION: EdgeStyle.DEVIATION,
    EdgeKind.NOT_TAKEN: EdgeStyle.NOT_TAKEN,
}


def drawn_graph(shown: ProcessMap, overlay: bool, labelling: Labelling) -> DrawnGraph:
    """What is drawn; without the overlay only what happened, in one colour."""
    nodes = [node for node in shown.nodes if overlay or node.cases or is_terminal(node)]
    keys = {node.key for node in nodes}
    edges = [
        edge
        for edge in shown.edges
        if {edge.source, edge.target} <= keys and (overlay or edge.kind is not EdgeKind.NOT_TAKEN)
    ]
    most = max((node.cases for node in nodes if not is_terminal(node)), default=1)
    widest = max((edge.cases for edge in edges), default=1)
    by_key = {node.key: node for node in nodes}
    spine, beside = spine_of(nodes), beside_of(nodes, shown.documented)
    down = directions(edges, spine, beside)
    return DrawnGraph(
        tuple(
            _card(node, shown.cases, most, overlay, node.key in spine, beside.get(node.key)) for node in nodes
        ),
        tuple(
            _line(edge, by_key, widest, overlay, labelling, down[edge.source, edge.target]) for edge in edges
        ),
    )


def _card(node: MapNode, total: int, most: int, overlay: bool, spine: bool, beside: str | None) -> DrawnNode:
    return DrawnNode(
        key=node.key,
        title=node.label,
        subtitle=subtitle(node),
        bar=None if is_terminal(node) or node.cases == 0 else node.cases / max(most, 1),
        style=_node_style(node, overlay),
        badge=badge(node) if overlay else "",
        story=node_story(node, total),
        spine=spine,
        beside=beside,
    )


def _node_style(node: MapNode, overlay: bool) -> NodeStyle:
    if is_terminal(node):
        return NodeStyle.TERMINAL
    if node.cases == 0:
        return NodeStyle.NEVER_REACHED
    unexpected = overlay and node.kind is NodeKind.UNDOCUMENTED
    return NodeStyle.UNDOCUMENTED if unexpected else NodeStyle.SPINE


def _line(
    edge: MapEdge, nodes: dict[str, MapNode], widest: int, overlay: bool, labelling: Labelling, down: float
) -> DrawnEdge:
    return DrawnEdge(
        source=edge.source,
        target=edge.target,
        label=edge_label(edge, labelling),
        width=line_width(edge, widest),
        style=_STYLES[edge.kind] if overlay else EdgeStyle.PLAIN,
        weight=float(edge.cases),
        story=edge_story(edge, nodes[edge.source], nodes[edge.target]),
        on_spine=down == 1,
        constraint=down >= 0,
    )

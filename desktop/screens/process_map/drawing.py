"""From a process map to what is drawn of it: cards, lines, widths, words."""

from __future__ import annotations

from math import sqrt

from desktop.map.graph import DrawnEdge, DrawnGraph, DrawnNode, EdgeStyle, NodeStyle
from desktop.screens.process_map.words import Labelling, edge_label, edge_story, node_story, node_subtitle
from mining.number_format import percent
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap

_THIN, _WIDE = 1.3, 6.5
_WORTH_A_BADGE = 0.1
"""Skips by fewer of the deals are told on hover and in the panel, not on the card."""

_STYLES = {
    EdgeKind.CONFORMING: EdgeStyle.CONFORMING,
    EdgeKind.DEVIATION: EdgeStyle.DEVIATION,
    EdgeKind.NOT_TAKEN: EdgeStyle.NOT_TAKEN,
}


def drawn_graph(shown: ProcessMap, overlay: bool, labelling: Labelling) -> DrawnGraph:
    """What is drawn; without the overlay only what happened, in one colour."""
    nodes = [node for node in shown.nodes if overlay or node.cases or _is_terminal(node)]
    keys = {node.key for node in nodes}
    edges = [
        edge
        for edge in shown.edges
        if {edge.source, edge.target} <= keys and (overlay or edge.kind is not EdgeKind.NOT_TAKEN)
    ]
    most = max((node.cases for node in nodes if not _is_terminal(node)), default=1)
    widest = max((edge.cases for edge in edges), default=1)
    spine = [node.key for node in nodes if _on_spine(node)]
    by_key = {node.key: node for node in nodes}
    last = _last_documented(nodes) if shown.documented else None
    return DrawnGraph(
        tuple(_card(node, shown.cases, most, overlay, last) for node in nodes),
        tuple(_line(edge, by_key, widest, overlay, labelling, spine) for edge in edges),
    )


def _is_terminal(node: MapNode) -> bool:
    return node.kind in (NodeKind.START, NodeKind.END)


def _on_spine(node: MapNode) -> bool:
    return node.on_spine or _is_terminal(node)


def _last_documented(nodes: list[MapNode]) -> str | None:
    """The last card of the spine before the end: other ends stand beside it."""
    return next((n.key for n in reversed(nodes) if n.on_spine and not _is_terminal(n)), None)


def _card(node: MapNode, total: int, most: int, overlay: bool, last: str | None) -> DrawnNode:
    terminal = _is_terminal(node)
    aside = node.kind is NodeKind.DOCUMENTED and not node.on_spine
    return DrawnNode(
        key=node.key,
        title=node.label,
        subtitle="" if terminal else node_subtitle(node),
        bar=None if terminal or node.cases == 0 else node.cases / max(most, 1),
        style=_node_style(node, overlay),
        badge=_badge(node) if overlay else "",
        story=node_story(node, total),
        spine=_on_spine(node),
        beside=last if aside else None,
    )


def _node_style(node: MapNode, overlay: bool) -> NodeStyle:
    if _is_terminal(node):
        return NodeStyle.TERMINAL
    if node.cases == 0:
        return NodeStyle.NEVER_REACHED
    unexpected = overlay and node.kind is NodeKind.UNDOCUMENTED
    return NodeStyle.UNDOCUMENTED if unexpected else NodeStyle.SPINE


def _badge(node: MapNode) -> str:
    if node.kind is NodeKind.UNDOCUMENTED:
        return "not documented"
    if node.skipped is not None and node.skipped >= _WORTH_A_BADGE:
        return f"skipped {percent(node.skipped)}"
    return ""


def _line(
    edge: MapEdge,
    nodes: dict[str, MapNode],
    widest: int,
    overlay: bool,
    labelling: Labelling,
    spine: list[str],
) -> DrawnEdge:
    source, target = nodes[edge.source], nodes[edge.target]
    both = edge.source in spine and edge.target in spine
    down = spine.index(edge.target) - spine.index(edge.source) if both else 0
    return DrawnEdge(
        source=edge.source,
        target=edge.target,
        label=edge_label(edge, labelling),
        width=_THIN + (_WIDE - _THIN) * sqrt(edge.cases / max(widest, 1)) if edge.cases else 1.6,
        style=_STYLES[edge.kind] if overlay else EdgeStyle.PLAIN,
        weight=float(edge.cases),
        story=edge_story(edge, source, target),
        on_spine=down == 1,
        constraint=down >= 0,
    )

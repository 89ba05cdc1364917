"""Turns a comparison into maps: one of the differences, and one of each side with the same cards and lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from desktop.map.graph import DrawnEdge, DrawnGraph, DrawnNode, EdgeStyle, NodeStyle
from desktop.map.scene import Target
from mining.comparing.wording import counted, sentence
from mining.discovery.map_shape import beside_of, directions, is_terminal, spine_of, subtitle, width_of
from mining.discovery.simplify import first_look, simplify
from mining.number_format import NBSP, number, percent
from mining.wording import tells_apart
from models.comparison import About, Difference, GroupComparison, Path, Topic
from models.deviation import Effect
from models.process_map import MapEdge, MapNode, NodeKind, ProcessMap
from resources.translation import tr

LETTERS = ("A", "B")
_WIDEST_WITHIN_CHANCE = 2.2
"""Pixels: what may be chance never looks large."""

_WIDE_FROM = 0.3
"""A difference of shares as large as this is drawn as wide as lines get, unless there are larger ones."""

_EDGES = (EdgeStyle.FIRST, EdgeStyle.SECOND)
_NODES = (NodeStyle.FIRST, NodeStyle.SECOND)


def shown_map(found: GroupComparison) -> ProcessMap:
    """What is drawn of the joint map: what deals really do, as much as is calm, and every path that tells apart."""
    joint = found.joint
    keys = {node.key for node in joint.nodes if node.cases or is_terminal(node)}
    nodes = tuple(node for node in joint.nodes if node.key in keys)
    edges = tuple(edge for edge in joint.edges if edge.cases and {edge.source, edge.target} <= keys)
    whole = replace(joint, nodes=nodes, edges=edges)
    calm = simplify(whole, *first_look(whole))
    drawn = {node.key for node in calm.nodes}
    kept = {(edge.source, edge.target) for edge in calm.edges}
    told = {
        (edge.source, edge.target)
        for edge in edges
        if {edge.source, edge.target} <= drawn and _is_told(row_of_edge(edge, found))
    }
    return replace(calm, edges=tuple(edge for edge in edges if (edge.source, edge.target) in kept | told))


def row_of_edge(edge: MapEdge, found: GroupComparison) -> Difference | None:
    """What is known of a line, None where nothing was compared."""
    return found.by_path.get(path_of((edge.source, edge.target), found.joint.nodes))


def path_of(ends: tuple[str, str], nodes: Sequence[MapNode]) -> Path:
    """The activities at the ends of a line, None for the start and the end."""
    label = {node.key: None if is_terminal(node) else node.label for node in nodes}
    return label[ends[0]], label[ends[1]]


def target_of(about: About, nodes: Sequence[MapNode]) -> Target:
    """The card or line of what a row is about, None where it has none."""
    key = {node.label: node.key for node in nodes if not is_terminal(node)}
    start, end = (
        next((node.key for node in nodes if node.kind is kind), "") for kind in (NodeKind.START, NodeKind.END)
    )
    if about.path is not None:
        source, target = about.path
        ends = key.get(source, "") if source else start, key.get(target, "") if target else end
        return ends if all(ends) else None
    stage = about.stage or (about.deviation.stage if about.deviation else "")
    return key.get(stage)


def difference_graph(found: GroupComparison, shown: ProcessMap, ends: Collection[str]) -> DrawnGraph:
    """Lines in the colour of the side that takes them more, wide by how much; faint where that may be chance."""
    rows = {(edge.source, edge.target): row_of_edge(edge, found) for edge in shown.edges}
    reach = max([_WIDE_FROM, *(abs(row.effect.estimate) for row in rows.values() if row and row.effect)])
    spine, beside = spine_of(shown.nodes), beside_of(shown.nodes, shown.documented)
    down = directions(shown.edges, spine)
    lines = []
    for edge in shown.edges:
        row = rows[edge.source, edge.target]
        told = row.effect if row is not None and _is_told(row) else None
        width = width_of(abs(row.effect.estimate) / reach) if row is not None and row.effect else 0.0
        step = down[edge.source, edge.target]
        lines.append(
            DrawnEdge(
                edge.source,
                edge.target,
                label=points_label(told) if told else "",
                width=width if told else min(max(width, width_of(0.0)), _WIDEST_WITHIN_CHANCE),
                style=_EDGES[_more(told)] if told else EdgeStyle.FAINT,
                weight=float(edge.cases),
                story=_edge_story(edge, row, found, ends),
                on_spine=step == 1,
                constraint=step >= 0,
            )
        )
    cards = [_difference_card(n, found, n.key in spine, beside.get(n.key), ends) for n in shown.nodes]
    return DrawnGraph(tuple(cards), tuple(lines))


def side_graph(found: GroupComparison, shown: ProcessMap, which: int, ends: Collection[str]) -> DrawnGraph:
    """The first (0) or the second (1) side: lines wide by the share of its deals, on one scale for both."""
    sides, maps = (found.first, found.second), found.maps
    total = max(sides[which].cases, 1)
    widest = max(
        (e.cases / max(s.cases, 1) for s, m in zip(sides, maps, strict=True) for e in m.edges), default=1.0
    )
    mine = {(edge.source, edge.target): edge for edge in maps[which].edges if edge.cases}
    own = {node.key: node for node in maps[which].nodes}
    spine, beside = spine_of(shown.nodes), beside_of(shown.nodes, shown.documented)
    down = directions(shown.edges, spine)
    lines = []
    for edge in shown.edges:
        taken = mine.get((edge.source, edge.target))
        row = row_of_edge(edge, found)
        told = row is not None and _is_told(row)
        step = down[edge.source, edge.target]
        lines.append(
            DrawnEdge(
                edge.source,
                edge.target,
                label=_share_label(row, which) if taken else "",
                width=width_of(taken.cases / total / widest) if taken else width_of(0.0),
                style=(_EDGES[which] if told else EdgeStyle.CONFORMING) if taken else EdgeStyle.FAINT,
                weight=float(edge.cases),
                story=_edge_story(edge, row, found, ends),
                on_spine=step == 1,
                constraint=step >= 0,
            )
        )
    cards = [
        _side_card(
            own.get(node.key, replace(node, cases=0)),
            found,
            which,
            node.key in spine,
            beside.get(node.key),
            ends,
        )
        for node in shown.nodes
    ]
    return DrawnGraph(tuple(cards), tuple(lines))


def absent(found: GroupComparison, shown: ProcessMap, which: int) -> set[Target]:
    """The lines and cards that no deal of a side takes or comes to."""
    taken = {(edge.source, edge.target) for edge in found.maps[which].edges if edge.cases}
    reached = {node.key for node in found.maps[which].nodes if node.cases or is_terminal(node)}
    gone: set[Target] = {node.key for node in shown.nodes if node.key not in reached}
    return gone | {(e.source, e.target) for e in shown.edges if (e.source, e.target) not in taken}


def points_label(effect: Effect) -> str:
    """Which side does it more, and by how many points: `A +12`."""
    size = 100 * abs(effect.estimate)
    return f"{LETTERS[_more(effect)]}{NBSP}+{round(size) if size >= 0.95 else f'{size:.1f}'}"


def _more(effect: Effect) -> int:
    """The side that does it more."""
    return 0 if effect.estimate > 0 else 1


def _is_told(row: Difference | None) -> bool:
    return row is not None and tells_apart(row.effect)


def _share_label(row: Difference | None, which: int) -> str:
    """The share that was compared, so that both maps tell the same; nothing where nothing was."""
    return percent((row.first, row.second)[which].value) if row is not None else ""


def _edge_story(edge: MapEdge, row: Difference | None, found: GroupComparison, ends: Collection[str]) -> str:
    if row is None:
        taken = [{(e.source, e.target): e.cases for e in one.edges} for one in found.maps]
        sides = zip(LETTERS, (found.first, found.second), taken, strict=True)
        counts = ", ".join(
            tr(
                "{get} of {cases} on side {letter}",
                get=number(cases.get((edge.source, edge.target), 0)),
                cases=number(side.cases),
                letter=letter,
            )
            for letter, side, cases in sides
        )
        return tr(
            "{counts}. A step into an end: the sides are chosen by how they end, so it is not compared.",
            counts=counts,
        )
    time = next(
        (r for r in found.rows if r.about.topic is Topic.STEP_TIME and r.about.path == row.about.path), None
    )
    told = f" {sentence(time, found, ends)}" if time is not None and _is_told(time) else ""
    return f"{sentence(row, found, ends)} {counted(row)}.{told}"


def node_story(node: MapNode, found: GroupComparison, ends: Collection[str]) -> str:
    """What is known of a stage: how many come to it, and how long they stay."""
    if is_terminal(node):
        return ""
    stay = (r for r in found.rows if r.about.topic is Topic.STAGE_TIME and r.about.stage == node.label)
    rows = [row for row in (found.by_stage.get(node.label), next(stay, None)) if row is not None]
    return " ".join(sentence(row, found, ends) for row in rows)


def _difference_card(
    node: MapNode, found: GroupComparison, spine: bool, beside: str | None, ends: Collection[str]
) -> DrawnNode:
    row = found.by_stage.get(node.label)
    told = row.effect if row is not None and _is_told(row) else None
    words = ""
    if row is not None and not is_terminal(node):
        words = " · ".join(
            f"{letter}{NBSP}{percent(figure.value)}"
            for letter, figure in zip(LETTERS, (row.first, row.second), strict=True)
        )
    style = NodeStyle.TERMINAL if is_terminal(node) else _NODES[_more(told)] if told else NodeStyle.NEITHER
    return DrawnNode(
        node.key,
        node.label,
        words,
        style=style,
        badge=points_label(told) if told and not is_terminal(node) else "",
        story=node_story(node, found, ends),
        spine=spine,
        beside=beside,
    )


def _side_card(
    node: MapNode,
    found: GroupComparison,
    which: int,
    spine: bool,
    beside: str | None,
    ends: Collection[str],
) -> DrawnNode:
    total = max((found.first, found.second)[which].cases, 1)
    return DrawnNode(
        node.key,
        node.label,
        subtitle(node),
        bar=None if is_terminal(node) else node.cases / total,
        style=NodeStyle.TERMINAL if is_terminal(node) else _NODES[which],
        story=node_story(node, found, ends),
        spine=spine,
        beside=beside,
    )

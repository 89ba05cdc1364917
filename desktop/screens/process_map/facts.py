"""What the side panel says of a stage, a path, or of the whole map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.map.graph import EdgeKey
from desktop.process_drawing.words import edge_story, node_story, title_of
from mining.discovery.map_shape import short_days
from mining.intervals import newcombe, wilson
from mining.number_format import UNKNOWN, number, percent, percent_range, plural, points, signed
from mining.path_query.write import query_text
from mining.wording import sentence
from models.deviation import DeviationKey, DeviationRow, DeviationType
from models.path_query import Steps
from models.process_map import EdgeKind, MapEdge, MapNode, NodeKind, ProcessMap
from resources.translation import tr

_LINKS = 6

Path = tuple[str | None, str | None]
"""Labels of two activities that follow each other, None for the start and the end of a deal."""


@dataclass(frozen=True)
class Link:
    """A row that leads to a card or a line; `odd` where it departs from the process, `share` the reach of its bar."""

    title: str
    value: str
    target: str | EdgeKey
    odd: bool = False
    share: float | None = None


@dataclass(frozen=True)
class Subject:
    """What the panel shows; `path` or `deviation` is what its button filters by, `visits` what the other one asks."""

    title: str
    story: str
    mark: str = ""
    numbers: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    button: str = ""
    path: Path | None = None
    deviation: DeviationKey | None = None
    visits: str = ""


def about_map(shown: ProcessMap, overlay: bool) -> Subject:
    """The whole map, with the paths that many deals take against the process, or at all."""
    nodes = {node.key: node for node in shown.nodes}
    odd = [edge for edge in shown.edges if edge.kind is EdgeKind.DEVIATION] if overlay else []
    inner = [e for e in shown.edges if e.cases and NodeKind.START not in _kinds(e, nodes)]
    heading = tr("Most frequent departures") if odd else tr("Most frequent paths")
    rows = tuple(_edge_link(edge, title_of(*_ends(edge, nodes)), overlay) for edge in (odd or inner)[:_LINKS])
    return Subject(
        title=plural(shown.cases, "deal"),
        story=tr("Point at a stage or a path to see what is connected with it, click it for its numbers."),
        links=((heading, rows),) if rows else (),
    )


def about_node(node: MapNode, shown: ProcessMap, rows: Sequence[DeviationRow], overlay: bool) -> Subject:
    """A stage: how many reach it, how long they stay, where they come from and go to."""
    nodes = {other.key: other for other in shown.nodes}
    row = next((row for row in rows if overlay and row.key == node.deviation), None)
    numbers = [
        (tr("Deals"), number(node.cases)),
        (tr("Share of all deals"), percent(node.cases / max(shown.cases, 1))),
    ]
    if node.events != node.cases:
        numbers.append((tr("Visits"), number(node.events)))
    if node.dwell_days is not None:
        numbers.append((tr("Median time in it"), short_days(node.dwell_days, node.day_hours)))
    if overlay and node.skipped is not None:
        numbers.append((tr("Skipped by"), percent(node.skipped)))
    story = sentence(row) if row else node_story(node, shown.cases)
    into = [e for e in shown.edges if e.target == node.key and e.cases and e.source != node.key]
    out = [e for e in shown.edges if e.source == node.key and e.cases]
    links = (
        (tr("Where deals go next"), _bars(out, [nodes[e.target].label for e in out], overlay)),
        (tr("Where they come from"), _bars(into, [nodes[e.source].label for e in into], overlay)),
    )
    found = node.deviation if overlay else None
    is_step = node.kind not in (NodeKind.START, NodeKind.END)
    return Subject(
        title=node.label,
        story=story,
        mark=_node_mark(node) if overlay else "",
        numbers=tuple(numbers) if is_step else (),
        links=tuple((heading, rows) for heading, rows in links if rows),
        button=_node_button(found),
        deviation=found,
        visits=query_text(Steps((node.label,))) if is_step and node.cases else "",
    )


def about_edge(edge: MapEdge, shown: ProcessMap, overlay: bool) -> Subject:
    """A path: how many take it, how they end, how long it takes."""
    nodes = {node.key: node for node in shown.nodes}
    source, target = _ends(edge, nodes)
    taken = edge.cases > 0
    numbers: list[tuple[str, str]] = []
    if taken:
        numbers = [
            (tr("Deals"), number(edge.cases)),
            (tr("Share of those that leave {label}", label=source.label), percent(edge.share)),
        ]
        if edge.events != edge.cases:
            numbers.append((tr("Times taken"), number(edge.events)))
        if target.kind is not NodeKind.END:
            numbers += _win_rates(edge)
        if edge.median_days is not None:
            numbers.append((tr("Median time"), short_days(edge.median_days, edge.day_hours)))
            numbers.append((tr("Nine in ten within"), short_days(edge.p90_days, edge.day_hours) or UNKNOWN))
    path: Path = (
        None if source.kind is NodeKind.START else source.label,
        None if target.kind is NodeKind.END else target.label,
    )
    marks = {EdgeKind.DEVIATION: tr("not documented"), EdgeKind.NOT_TAKEN: tr("documented, not taken")}
    return Subject(
        title=title_of(source, target),
        story=edge_story(edge, source, target),
        mark=marks.get(edge.kind, "") if overlay else "",
        numbers=tuple(numbers),
        links=(
            (
                tr("Between"),
                tuple(Link(node.label, number(node.cases), node.key) for node in (source, target)),
            ),
        ),
        button=tr("Show only these deals") if taken else "",
        path=path if taken else None,
    )


def _win_rates(edge: MapEdge) -> list[tuple[str, str]]:
    """How the deals of a path end, how the others end, and how sure that is."""
    rows: list[tuple[str, str]] = []
    for words, won, closed in (
        (tr("Won, of {} closed"), edge.won, edge.closed),
        (tr("Others won, of {}"), edge.won_others, edge.closed_others),
    ):
        interval = wilson(won, closed)
        rows.append((words.format(number(closed)), percent(won / closed) if closed else UNKNOWN))
        if interval is not None:
            rows.append((tr("95\u00a0% interval"), percent_range(*interval)))
    if edge.closed and edge.closed_others:
        difference = edge.won / edge.closed - edge.won_others / edge.closed_others
        low, high = newcombe(edge.won, edge.closed, edge.won_others, edge.closed_others)
        rows.append((tr("Difference"), points(difference)))
        rows.append(
            (
                tr("95\u00a0% interval"),
                tr("{points} to {points_2}", points=signed(low), points_2=signed(high)),
            )
        )
    return rows


def _edge_link(edge: MapEdge, title: str, overlay: bool) -> Link:
    odd = overlay and edge.kind is EdgeKind.DEVIATION
    return Link(title, number(edge.cases), (edge.source, edge.target), odd)


def _bars(edges: Sequence[MapEdge], titles: Sequence[str], overlay: bool) -> tuple[Link, ...]:
    """The most frequent of some paths as rows whose bars can be compared."""
    most = max((edge.cases for edge in edges), default=1)
    rows = zip(edges[:_LINKS], titles, strict=False)
    return tuple(replace(_edge_link(edge, title, overlay), share=edge.cases / most) for edge, title in rows)


def _ends(edge: MapEdge, nodes: dict[str, MapNode]) -> tuple[MapNode, MapNode]:
    return nodes[edge.source], nodes[edge.target]


def _kinds(edge: MapEdge, nodes: dict[str, MapNode]) -> set[NodeKind]:
    return {node.kind for node in _ends(edge, nodes)}


def _node_mark(node: MapNode) -> str:
    if node.kind is NodeKind.UNDOCUMENTED:
        return tr("not documented")
    return tr("skipped {share}", share=percent(node.skipped)) if node.skipped and node.deviation else ""


def _node_button(found: DeviationKey | None) -> str:
    if found is None:
        return ""
    return (
        tr("Show the deals that skip it")
        if found.type is DeviationType.SKIPPED
        else tr("Show only these deals")
    )

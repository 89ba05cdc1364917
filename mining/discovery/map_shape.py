"""What every picture of a process map has in common: its spine, the width of its lines, the words on its cards."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from mining.number_format import decimal, number, percent, plural
from models.process_map import MapEdge, MapNode, NodeKind
from resources.translation import tr

_THIN, _WIDE, _UNTAKEN = 1.3, 6.5, 1.6
_WORTH_A_BADGE = 0.1
"""Skips by fewer of the deals are told on hover and in the panel, not on the card."""


def is_terminal(node: MapNode) -> bool:
    """Whether it is the start or the end, drawn as a pill."""
    return node.kind in (NodeKind.START, NodeKind.END)


def spine_of(nodes: Sequence[MapNode]) -> list[str]:
    """The keys of the spine from the start to the end."""
    return [node.key for node in nodes if node.on_spine or is_terminal(node)]


def beside_of(nodes: Sequence[MapNode], documented: bool) -> Mapping[str, str]:
    """The documented ends that are not on the spine, by key, and the stage that each stands beside: the last one."""
    line = [node.key for node in nodes if node.on_spine and not is_terminal(node)]
    if not documented or not line:
        return {}
    return {n.key: line[-1] for n in nodes if n.kind is NodeKind.DOCUMENTED and not n.on_spine}


class _Pull(NamedTuple):
    """A line of a stage aside: where it would be next to the line's other end, which is above or below it."""

    place: float
    cases: int
    from_above: bool

    def is_down_at(self, place: float) -> bool:
        """Whether the line leads down if the stage is there."""
        return place >= self.place if self.from_above else place <= self.place


def _place(pulls: Sequence[_Pull]) -> float:
    """The place at which most deals go down; of equal ones the nearest to where the lines pull on the whole."""
    total = sum(pull.cases for pull in pulls)
    middle = sum(pull.place * pull.cases for pull in pulls) / total if total else pulls[0].place

    def worth(place: float) -> tuple[int, float, float]:
        return sum(p.cases for p in pulls if p.is_down_at(place)), -abs(place - middle), place

    return max((pull.place for pull in pulls), key=worth)


def directions(
    edges: Sequence[MapEdge], spine: Sequence[str], beside: Collection[str] = ()
) -> dict[tuple[str, str], float]:
    """How many rows each line leads down (up: negative): whole rows of the spine, or half a row for other lines.

    A stage that is not on the spine is placed so that most of its deals go down, between those that they come from
    and those that they go on to; without neighbours on the spine it has no place, nor have the ends in `beside`: 0.
    """
    row: dict[str, float] = {key: float(i) for i, key in enumerate(spine)}
    pulls: dict[str, list[_Pull]] = {}
    for edge in edges:
        if edge.source in row and edge.target not in row:
            pulls.setdefault(edge.target, []).append(
                _Pull(row[edge.source] + 0.5, edge.cases, from_above=True)
            )
        elif edge.target in row and edge.source not in row:
            pulls.setdefault(edge.source, []).append(
                _Pull(row[edge.target] - 0.5, edge.cases, from_above=False)
            )
    aside = {key: _place(found) for key, found in pulls.items() if key not in beside}
    places = row | aside
    found: dict[tuple[str, str], float] = {}
    for edge in edges:
        if edge.source in row and edge.target in row:
            found[edge.source, edge.target] = row[edge.target] - row[edge.source]
        elif edge.source in places and edge.target in places:
            down = places[edge.target] - places[edge.source]
            found[edge.source, edge.target] = 0.5 * ((down > 0) - (down < 0))
        else:
            found[edge.source, edge.target] = 0.0
    return found


def line_width(edge: MapEdge, most: int) -> float:
    """Pixels, by the square root of the deals; `most` are those of the busiest line."""
    return width_of(edge.cases / max(most, 1)) if edge.cases else _UNTAKEN


def width_of(part: float) -> float:
    """Pixels of a line that stands for so much (0 to 1) of the widest one, by the square root."""
    return _THIN + (_WIDE - _THIN) * sqrt(part)


def short_days(value: float | None, day_hours: float | None = None) -> str:
    """A time for a label: `6.2 d`, `45 min`, in working days of so many hours `6.2 wd`; empty where there is none."""
    if value is None:
        return ""
    a_day = day_hours or 24
    if value < 1 / a_day:
        return tr("{minutes}\u00a0min", minutes=number(value * a_day * 60))
    if value < 1:
        return tr("{hours}\u00a0h", hours=number(value * a_day))
    written = decimal(value) if value < 10 and round(value, 1) != round(value) else number(value)
    return tr("{days}\u00a0d", days=written) if day_hours is None else tr("{days}\u00a0wd", days=written)


def subtitle(node: MapNode) -> str:
    """`812 deals · 7.2 d`; nothing for the start and the end."""
    if is_terminal(node):
        return ""
    if node.cases == 0:
        return tr("never reached")
    dwell = short_days(node.dwell_days, node.day_hours)
    return plural(node.cases, "deal") + (f" · {dwell}" if dwell else "")


def badge(node: MapNode) -> str:
    """The warning on a card, where there is one."""
    if node.kind is NodeKind.UNDOCUMENTED:
        return tr("not documented")
    if node.skipped is not None and node.skipped >= _WORTH_A_BADGE:
        return tr("skipped {share}", share=percent(node.skipped))
    return ""

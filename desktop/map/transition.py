"""The single steps of a change of the map: an item that fades, one that moves, a line that takes another way."""

from __future__ import annotations

from PySide6.QtCore import QPointF

from desktop.map.edge_item import EdgeItem
from desktop.map.item import MapItem
from desktop.map.morph import Step
from desktop.map.route import Route, route_through
from models.layout import Point


def fading(item: MapItem, to: float) -> Step:
    """From the opacity that the item has now to another one."""
    before = item.opacity()

    def step(fraction: float) -> None:
        item.setOpacity(before + (to - before) * fraction)

    return step


def moving(item: MapItem, to: Point) -> Step:
    """From where the item is now to another place."""
    before, after = item.pos(), QPointF(*to)

    def step(fraction: float) -> None:
        item.setPos(after if fraction >= 1 else before + (after - before) * fraction)

    return step


def rerouting(item: EdgeItem, route: Route) -> Step:
    """From the line's present way to another one, point by point."""
    if item.route.is_like(route):
        return _no_step
    before, after = item.points, route.points

    def step(fraction: float) -> None:
        item.set_route(
            route if fraction >= 1 else route_through(before + (after - before) * fraction, item.edge.width)
        )

    return step


def _no_step(_: float) -> None:
    """What is where it belongs stays there."""

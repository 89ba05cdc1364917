"""Which card comes next in a direction, for the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping

from models.layout import Point


def neighbour(places: Mapping[str, Point], current: str | None, direction: tuple[int, int]) -> str | None:
    """The nearest place in the direction, those straight ahead preferred; the topmost where none is current.

    None where there is nothing further in that direction.
    """
    if not places:
        return None
    if current is None or current not in places:
        return min(places, key=lambda key: (places[key][1], places[key][0]))
    x, y = places[current]
    best: tuple[float, str] | None = None
    for key, (to_x, to_y) in places.items():
        ahead = (to_x - x) * direction[0] + (to_y - y) * direction[1]
        aside = abs((to_x - x) * direction[1]) + abs((to_y - y) * direction[0])
        if key != current and ahead > 1 and (best is None or ahead + 2.5 * aside < best[0]):
            best = (ahead + 2.5 * aside, key)
    return best[1] if best else None

"""Where the numbers on the lines of a picture go: on their line, clear of cards and of each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.layout import Point

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_STEPS = 16


def box_around(centre: Point, width: float, height: float) -> Box:
    """The box of that size round a point."""
    x, y = centre
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def sampled(path: Sequence[Point]) -> NDArray[np.float64]:
    """Points along joined cubic curves, evenly in length."""
    control = np.array(path, dtype=float)
    t = np.linspace(0, 1, _STEPS + 1)[:, None]
    curves = [
        (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * d
        for a, b, c, d in (control[i : i + 4] for i in range(0, len(control) - 1, 3))
    ]
    points = np.vstack(curves)
    run = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    wanted = np.linspace(0, run[-1], 61)
    return np.column_stack([np.interp(wanted, run, points[:, axis]) for axis in (0, 1)])


def place_labels(
    routes: Sequence[NDArray[np.float64]], sizes: Sequence[tuple[float, float]], cards: Sequence[Box]
) -> list[Point | None]:
    """The centre of every label, the first lines choosing first; None where there is no free place.

    A label wants the middle of its line and no other line under it.
    """
    taken: list[Box] = list(cards)
    every = np.stack(routes) if routes else np.empty((0, 61, 2))
    found: list[Point | None] = []
    for i, (route, (width, height)) in enumerate(zip(routes, sizes, strict=True)):
        best = (
            _best(route, np.delete(every, i, axis=0).reshape(-1, 2), width, height, taken) if width else None
        )
        found.append(best)
        if best is not None:
            taken.append(box_around(best, width + 4, height + 3))
    return found


def _best(
    route: NDArray[np.float64], others: NDArray[np.float64], width: float, height: float, taken: Sequence[Box]
) -> Point | None:
    half = np.array([width, height]) / 2
    inner = route[4:-8] if len(route) > 20 else route
    boxes = np.array(taken)
    low, high = inner - half, inner + half
    apart = (
        (low[:, None, 0] > boxes[None, :, 2] + 2)
        | (high[:, None, 0] < boxes[None, :, 0] - 2)
        | (low[:, None, 1] > boxes[None, :, 3] + 2)
        | (high[:, None, 1] < boxes[None, :, 1] - 2)
    )
    free = np.flatnonzero(apart.all(axis=1))
    if not len(free):
        return None
    gap = np.abs(others[None] - inner[free][:, None]) if len(others) else np.full((len(free), 1, 2), np.inf)
    crossed = (gap < half + 1).all(axis=2).sum(axis=1)
    middle = np.abs(free - len(inner) / 2) / len(inner)
    x, y = inner[free[int(np.argmin(middle + 0.12 * np.minimum(crossed, 6)))]]
    return float(x), float(y)

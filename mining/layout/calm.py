"""Takes the ripples out of the lines that dot draws, and keeps them clear of foreign boxes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mining.layout.boxes import Box
from mining.layout.curves import Path, Points, length, sampled, through
from models.layout import LayoutEdge

CLEARANCE = 9.0
_SPACING = 14.0
_ROUNDS = 8
_FIXED = 2
_CALM = (1.0, 0.1, 0.01)
"""How stiff a way may be, from calm to nearly as dot drew it."""

_THINNED = 3
"""A calm way is as smooth through every third of its points, and a third as much to carry about."""

_CHECKED = 200


def calmed(edge: LayoutEdge, path: Path, boxes: Mapping[str, Box]) -> Path:
    """The way without its short waves, its ends kept, and pushed off the boxes it comes too close to.

    Where that leads through a foreign box the way is calmed less, or, if that does not do, left as it is.
    """
    if edge.source == edge.target:
        return path
    foreign = [box for key, box in boxes.items() if key not in (edge.source, edge.target)]
    sides = np.array(foreign, dtype=np.float64).reshape(-1, 4)
    best, fewest = path, _crossed(path, sides)
    for share in _CALM:
        way = _calmed(edge, path, boxes, share)
        crossed = _crossed(way, sides)
        if crossed == 0:
            return way
        if crossed < fewest:
            best, fewest = way, crossed
    return best


def _crossed(path: Path, boxes: Points) -> int:
    """How many of the boxes a way leads through."""
    points = sampled(path, _CHECKED)
    x, y = points[:, 0:1], points[:, 1:2]
    inside = (x > boxes[:, 0]) & (x < boxes[:, 2]) & (y > boxes[:, 1]) & (y < boxes[:, 3])
    return int(inside.any(axis=0).sum())


def _calmed(edge: LayoutEdge, path: Path, boxes: Mapping[str, Box], share: float) -> Path:
    """The way with that share of the full stiffness."""
    count = int(np.clip(length(sampled(path, 65)) / _SPACING, 9, 120))
    points = sampled(path, count)
    weight = np.ones(count)
    weight[0] = weight[-1] = 1e5
    wanted = points.copy()
    for gap, cap in ((CLEARANCE + edge.width / 2, 60.0), (2.0, 2000.0)):
        obstacles = _obstacles(edge, boxes, gap)
        for _ in range(_ROUNDS):
            points = _smoothed(wanted, weight, share)
            push = _push(points, obstacles)
            touched = np.flatnonzero(np.abs(push).sum(axis=1) > 0.5)
            if not len(touched):
                break
            wanted[touched] = points[touched] + 1.2 * push[touched]
            weight[touched] = np.minimum(weight[touched] * 3, cap)
    kept = np.rint(np.linspace(0, count - 1, max(count // _THINNED, 8))).astype(np.int64)
    return through(points[kept])


def _obstacles(edge: LayoutEdge, boxes: Mapping[str, Box], gap: float) -> Points:
    """Every box, the foreign ones with room around them."""
    gaps = np.array([-1.0 if key in (edge.source, edge.target) else gap for key in boxes])
    sides = np.array(list(boxes.values()), dtype=np.float64)
    return np.array(sides + gaps[:, None] * np.array([-1, -1, 1, 1]), dtype=np.float64)


def _smoothed(wanted: Points, weight: NDArray[np.float64], share: float) -> Points:
    """The curve near the wanted points with the least bending (Whittaker, 1923, with second differences).

    Waves of up to about 300 pixels vanish, long arches stay; of a short way nearly everything stays.
    """
    count = len(wanted)
    stiffness = share * min(1200.0, count**4 / 4850)
    x, y = _solved((weight[:, None] * wanted).T.tolist(), weight.tolist(), stiffness)
    return np.array([x, y], dtype=np.float64).T


def _solved(right: list[list[float]], weight: list[float], stiffness: float) -> list[list[float]]:
    """Solve (diag(weight) + stiffness * B'B) x = r for every row r; B takes second differences: five bands.

    A band at a time and without a matrix: a general solver spends most of its time on the zeros, and where others
    compute as well on waiting for its threads. The rows are at least four long.
    """
    n = len(weight)
    ends = (stiffness, 5 * stiffness)
    main = [6 * stiffness + w for w in weight]
    for i, band in enumerate(ends):
        main[i] = weight[i] + band
        main[n - 1 - i] = weight[n - 1 - i] + band
    near = [0.0, -2 * stiffness, *[-4 * stiffness] * (n - 3), -2 * stiffness]
    first, second, pivot = [0.0] * n, [0.0] * n, [0.0] * n
    for i in range(n):  # the factors of L D L'
        if i > 1:
            second[i] = stiffness / pivot[i - 2]
        if i:
            first[i] = (near[i] - second[i] * pivot[i - 2] * first[i - 1]) / pivot[i - 1]
        pivot[i] = main[i] - first[i] ** 2 * pivot[i - 1] - second[i] ** 2 * pivot[i - 2]
    found = []
    for row in right:
        z = row[:]
        z[1] -= first[1] * z[0]
        for i in range(2, n):
            z[i] -= first[i] * z[i - 1] + second[i] * z[i - 2]
        z[n - 1] /= pivot[n - 1]
        z[n - 2] = z[n - 2] / pivot[n - 2] - first[n - 1] * z[n - 1]
        for i in range(n - 3, -1, -1):
            z[i] = z[i] / pivot[i] - first[i + 1] * z[i + 1] - second[i + 2] * z[i + 2]
        found.append(z)
    return found


def _push(points: Points, boxes: Points) -> Points:
    """For every inner point that is in a box, the shortest way out; zero elsewhere."""
    push = np.zeros_like(points)
    left, top = points[:, 0:1] - boxes[:, 0], points[:, 1:2] - boxes[:, 1]
    right, bottom = boxes[:, 2] - points[:, 0:1], boxes[:, 3] - points[:, 1:2]
    depth = np.stack([left, right, top, bottom])
    inside: NDArray[np.bool_] = np.asarray((depth > 0).all(axis=0), dtype=bool)
    inside[:_FIXED] = inside[-_FIXED:] = False
    ways = np.array([[-1.0, 0.0], [1.0, 0.0], [0.0, -1.0], [0.0, 1.0]])
    for b in np.flatnonzero(inside.any(axis=0)):
        within = np.flatnonzero(inside[:, b])
        way = depth[:, within, b].argmin(axis=0)
        if _runs_down_through(points, within, boxes[b]):
            way[:] = 0 if points[:, 0].mean() < (boxes[b, 0] + boxes[b, 2]) / 2 else 1
        push[within] += ways[way] * depth[way, within, b][:, None]
    return push


def _runs_down_through(points: Points, within: NDArray[np.intp], box: NDArray[np.float64]) -> bool:
    """Whether the way enters the box above and leaves it below, or the other way round."""
    before, after = sorted((points[within[0] - 1, 1], points[within[-1] + 1, 1]))
    return bool(before <= box[1] and after >= box[3])

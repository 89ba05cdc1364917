"""Where the buyer's steps and the seller's stages stand: rectangles and ways only, to be tested without a window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from models.buyer_journey import BuyerJourney, BuyerStep
from models.sales_process import SalesProcess

EDGE, HEAD = 24.0, 26.0
"""The room around the picture, and that of the words above each of its two sides."""
GAP, COLUMN_GAP, NARROW_GAP = 22.0, 56.0, 30.0
STEP_HEIGHT, BAND, STAGE_HEIGHT = 64.0, 34.0, 46.0
_STEP_LEAST, _STEP_MOST = 136.0, 236.0
_STAGE_LEAST, _STAGE_MOST, _STAGE_GAP = 62.0, 150.0, 6.0
_BETWEEN, _BETWEEN_MOST = 104.0, 260.0
"""The least and the most room for the lines between buyer and seller."""
_GAP_MOST, _ABOVE_MOST = 44.0, 70.0


@dataclass(frozen=True)
class Link:
    """A line from one box to another, and its way."""

    source: str
    target: str
    path: QPainterPath
    end: QPointF


@dataclass(frozen=True)
class JourneyPicture:
    """Boxes by name; `after` leads from an earlier step to a later one, `presumes` from a stage to its step.

    `columns` are the steps that have a place in the order, from left to right.
    """

    steps: Mapping[str, QRectF]
    bands: Mapping[str, QRectF]
    stages: Mapping[str, QRectF]
    after: tuple[Link, ...]
    presumes: tuple[Link, ...]
    columns: tuple[tuple[str, ...], ...]
    width: float
    height: float
    seller_top: float

    def box(self, name: str) -> QRectF | None:
        """The box of a buyer step, whether it has a place in the order or is always on."""
        return self.steps.get(name) or self.bands.get(name)


def columns_of(journey: BuyerJourney) -> tuple[tuple[str, ...], ...]:
    """The steps by how many come before them at most; those in a circle come last, those always on nowhere."""
    ordered = {step.name: step for step in journey.steps if not step.always_on}
    depth: dict[str, int] = {}
    while len(depth) < len(ordered):
        ready = [
            step
            for step in ordered.values()
            if step.name not in depth and all(name in depth for name in step.after if name in ordered)
        ]
        if not ready:
            last = max(depth.values(), default=-1) + 1
            depth.update((name, last) for name in ordered if name not in depth)
        for step in ready:
            depth[step.name] = max((depth[name] + 1 for name in step.after if name in ordered), default=0)
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for name in ordered:
        columns[depth[name]].append(name)
    return tuple(
        tuple(_beside(column, columns[at - 1], ordered) if at else column)
        for at, column in enumerate(columns)
    )


def _beside(column: list[str], before: list[str], steps: Mapping[str, BuyerStep]) -> list[str]:
    """The steps of a column in the order in which those that they come after stand, so that few lines cross."""
    place = {name: row for row, name in enumerate(before)}

    def middle(name: str) -> float:
        rows = [place[one] for one in steps[name].after if one in place]
        return sum(rows) / len(rows) if rows else len(before) / 2

    return sorted(column, key=middle)


def lay_out(process: SalesProcess, room: float, height: float) -> JourneyPicture:
    """Place everything in a room of that size in pixels, or in more where it needs more."""
    journey = process.journey or BuyerJourney(())
    columns = columns_of(journey)
    served = {stage.buyer for stage in process.stages}
    always = sorted((one.name for one in journey.steps if one.always_on), key=lambda name: name in served)
    stages = [stage.name for stage in process.stages]
    width = max(room, _least_width(len(columns), len(stages)))
    top = EDGE + HEAD
    bands = {
        name: QRectF(EDGE, top + at * (BAND + 8), width - 2 * EDGE, BAND) for at, name in enumerate(always)
    }
    top += len(always) * (BAND + 8) + (GAP - 8 if always else 0)
    rows = max(max((len(column) for column in columns), default=0), 1)
    least = top + rows * (STEP_HEIGHT + GAP) - GAP + _BETWEEN + STAGE_HEIGHT + HEAD + EDGE
    gap, between, lower = _shared(height - least, rows)
    order_height = rows * (STEP_HEIGHT + gap) - gap
    steps = _place_steps(columns, width, top + lower, gap, order_height)
    seller_top = top + lower + order_height + between
    boxes = _place_stages(stages, width, seller_top)
    return JourneyPicture(
        steps, bands, boxes, _after(journey, steps), _presumes(process, steps, bands, boxes),
        columns, width, max(height, seller_top + STAGE_HEIGHT + HEAD + EDGE), seller_top,
    )  # fmt: skip


def _shared(spare: float, rows: int) -> tuple[float, float, float]:
    """The gap between rows, the room between buyer and seller, and the room above, of what height there is to spare."""
    if spare <= 0:
        return GAP, _BETWEEN, 0.0
    gap = min(_GAP_MOST, GAP + spare * 0.15)
    spare -= (gap - GAP) * (rows - 1)
    between = min(_BETWEEN_MOST, _BETWEEN + spare * 0.7)
    return gap, between, min(_ABOVE_MOST, (spare - (between - _BETWEEN)) / 2)


def _least_width(columns: int, stages: int) -> float:
    buyer = columns * (_STEP_LEAST + NARROW_GAP) - NARROW_GAP
    seller = stages * (_STAGE_LEAST + _STAGE_GAP) - _STAGE_GAP
    return max(buyer, seller) + 2 * EDGE


def _place_steps(
    columns: tuple[tuple[str, ...], ...], width: float, top: float, gap: float, height: float
) -> dict[str, QRectF]:
    """Every column in the middle of its share of the width, its boxes in the middle of the height."""
    if not columns:
        return {}
    room = width - 2 * EDGE
    aside = NARROW_GAP
    if len(columns) > 1:
        aside = min(
            COLUMN_GAP, max(NARROW_GAP, (room - len(columns) * _STEP_LEAST) / (len(columns) - 1) * 0.5)
        )
    share = (room + aside) / len(columns)
    wide = min(_STEP_MOST, share - aside)
    placed = {}
    for at, column in enumerate(columns):
        left = EDGE + at * share + (share - aside - wide) / 2
        first = top + (height - len(column) * (STEP_HEIGHT + gap) + gap) / 2
        for row, name in enumerate(column):
            placed[name] = QRectF(left, first + row * (STEP_HEIGHT + gap), wide, STEP_HEIGHT)
    return placed


def _place_stages(stages: list[str], width: float, top: float) -> dict[str, QRectF]:
    if not stages:
        return {}
    share = (width - 2 * EDGE + _STAGE_GAP) / len(stages)
    wide = min(_STAGE_MOST, share - _STAGE_GAP)
    return {
        name: QRectF(EDGE + at * share + (share - _STAGE_GAP - wide) / 2, top, wide, STAGE_HEIGHT)
        for at, name in enumerate(stages)
    }


def _after(journey: BuyerJourney, steps: Mapping[str, QRectF]) -> tuple[Link, ...]:
    """From the right edge of the earlier step to the left edge of the later one."""
    links = []
    for step in journey.steps:
        for name in step.after:
            if name in steps and step.name in steps:
                begin, end = _right(steps[name]), _left(steps[step.name])
                links.append(Link(name, step.name, curve(begin, end, sideways=True), end))
    return tuple(links)


def _presumes(
    process: SalesProcess,
    steps: Mapping[str, QRectF],
    bands: Mapping[str, QRectF],
    boxes: Mapping[str, QRectF],
) -> tuple[Link, ...]:
    """From the top of a stage to the lower edge of its step, several of them side by side as their stages are."""
    coming: dict[str, list[str]] = {}
    for stage in process.stages:
        if stage.buyer in steps or stage.buyer in bands:
            coming.setdefault(stage.buyer, []).append(stage.name)
    links = []
    for name, names in coming.items():
        box = steps.get(name) or bands[name]
        for at, source in enumerate(names, start=1):
            begin = QPointF(boxes[source].center().x(), boxes[source].top())
            port = QPointF(box.left() + box.width() * at / (len(names) + 1), box.bottom())
            if name in bands:
                path = _past_all_steps(begin, box.bottom(), at, steps)
                port = path.currentPosition()
            else:
                path = _upward(begin, port, at, box, steps)
            links.append(Link(source, name, path, port))
    return tuple(links)


def _upward(begin: QPointF, end: QPointF, at: int, box: QRectF, steps: Mapping[str, QRectF]) -> QPainterPath:
    """Straight up to a lowest step; beside the steps below it to a higher one, so that no line crosses a box.

    `at` counts the lines to the same step from 1, so that they run beside each other.
    """
    below = [
        other
        for other in steps.values()
        if other.top() > box.bottom() and other.left() < end.x() < other.right()
    ]
    if not below:
        return curve(begin, end, sideways=False)
    under, comes_from_left = max(other.bottom() for other in below), begin.x() <= end.x()
    edge = min(other.left() for other in below) if comes_from_left else max(o.right() for o in below)
    aside = edge + (-1 if comes_from_left else 1) * (6 + 6 * at)
    turn = box.bottom() + 14
    path = curve(begin, QPointF(aside, under), sideways=False)
    path.lineTo(QPointF(aside, turn + 8))
    path.quadTo(QPointF(aside, turn), QPointF(aside + (8 if comes_from_left else -8), turn))
    path.lineTo(QPointF(end.x() + (-6 if comes_from_left else 6), turn))
    path.quadTo(QPointF(end.x(), turn), end)
    return path


def _past_all_steps(begin: QPointF, top: float, at: int, steps: Mapping[str, QRectF]) -> QPainterPath:
    """Up to a band above the steps: straight where no step stands in the way, else along its right side."""
    in_the_way = [box for box in steps.values() if box.left() - 2 < begin.x() < box.right() + 2]
    if not in_the_way:
        return curve(begin, QPointF(begin.x(), top), sideways=False)
    beside = max(box.right() for box in in_the_way) + 6 + 6 * at
    path = curve(begin, QPointF(beside, max(box.bottom() for box in in_the_way)), sideways=False)
    path.lineTo(QPointF(beside, top))
    return path


def curve(begin: QPointF, end: QPointF, sideways: bool) -> QPainterPath:
    """A smooth way that leaves and arrives sideways, or upright."""
    path = QPainterPath(begin)
    if sideways:
        half = max(18.0, abs(end.x() - begin.x()) / 2)
        path.cubicTo(QPointF(begin.x() + half, begin.y()), QPointF(end.x() - half, end.y()), end)
    else:
        half = (end.y() - begin.y()) / 2
        path.cubicTo(QPointF(begin.x(), begin.y() + half), QPointF(end.x(), end.y() - half), end)
    return path


def _right(box: QRectF) -> QPointF:
    return QPointF(box.right(), box.center().y())


def _left(box: QRectF) -> QPointF:
    return QPointF(box.left(), box.center().y())

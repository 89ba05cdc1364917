"""The borders of shapes: where a flow that runs towards the middle of one meets it."""

from __future__ import annotations

from math import hypot

from mining.layout.curves import Path
from models.layout import Outline, Point
from models.model_drawing import ShapeBox
from models.model_graph import ShapeKind

OUTLINES = {
    ShapeKind.TASK: Outline.BOX,
    ShapeKind.START: Outline.ELLIPSE,
    ShapeKind.END: Outline.ELLIPSE,
    ShapeKind.CHOICE: Outline.DIAMOND,
    ShapeKind.PARALLEL: Outline.DIAMOND,
    ShapeKind.SOME: Outline.DIAMOND,
    ShapeKind.PLACE: Outline.ELLIPSE,
    ShapeKind.TRANSITION: Outline.BOX,
    ShapeKind.SILENT: Outline.BOX,
    ShapeKind.OPERATOR: Outline.ELLIPSE,
    ShapeKind.LEAF: Outline.BOX,
    ShapeKind.NOTHING: Outline.BOX,
}


def border_point(box: ShapeBox, kind: ShapeKind, towards: Point) -> Point:
    """Where the line from the middle of the shape to a point outside crosses its border."""
    dx, dy = towards[0] - box.x, towards[1] - box.y
    if dx == dy == 0:
        return box.right, box.y
    half_w, half_h = box.width / 2, box.height / 2
    outline = OUTLINES[kind]
    if outline is Outline.ELLIPSE:
        share = 1 / hypot(dx / half_w, dy / half_h)
    elif outline is Outline.DIAMOND:
        share = 1 / (abs(dx) / half_w + abs(dy) / half_h)
    else:
        share = 1 / max(abs(dx) / half_w, abs(dy) / half_h)
    return box.x + dx * share, box.y + dy * share


def to_border(
    path: Path, source: ShapeBox, source_kind: ShapeKind, target: ShapeBox, target_kind: ShapeKind
) -> Path:
    """The curve with its two ends put exactly on the borders: the layout engine works in whole points."""
    first = border_point(source, source_kind, path[0])
    last = border_point(target, target_kind, path[-1])
    return (first, *path[1:-1], last)

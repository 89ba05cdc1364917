"""What is under the mouse in a drawn process, and where something that it carries would go."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from desktop.screens.process_editor.selection import WHOLE, Selection
from desktop.screens.process_editor.stage_item import HANDLE, HANDLES
from mining.layout.flow_sizes import HEAD
from mining.process.editing.place import Place
from models.flow_drawing import DrawnGap, DrawnLane, DrawnStage, FlowDrawing, Path

_INNER = 0.36
"""So far from the middle of a card, in its widths, something is dropped on it and not beside it."""
_UNDER = 34.0
_FAR = 260.0


@dataclass(frozen=True)
class IntoGap:
    """Into the gap before this place."""

    place: Place


@dataclass(frozen=True)
class Beside:
    """Side by side with the stage at this place."""

    place: Place
    name: str


Target = IntoGap | Beside


def selection_at(drawing: FlowDrawing, x: float, y: float) -> Selection:
    """The stage, end, lane or block there; `WHOLE` where there is none."""
    stage = next((stage for stage in drawing.stages if stage.box.holds(x, y)), None)
    if stage is not None:
        return Selection("stage", stage.name, Place(stage.path))
    end = next((end for end in drawing.ends if end.box.holds(x, y)), None)
    if end is not None:
        return Selection("end", end.name)
    for block in reversed(drawing.blocks):
        if block.box.holds(x, y):
            lane = next((lane for lane in block.lanes if lane.box.holds(x, y)), None)
            if block.is_choice and lane is not None and y <= lane.box.top + HEAD:
                return Selection("block", "branch", Place(lane.path))
            return Selection("block", "choice" if block.is_choice else "parallel", Place(block.path))
    return WHOLE


def handle_at(stage: DrawnStage, x: float, y: float) -> str:
    """The handle of a card there, empty where there is none."""
    middle_x, middle_y = stage.box.middle
    for kind, at in HANDLES.items():
        if hypot(x - middle_x - at.x(), y - middle_y - at.y()) <= HANDLE + 2:
            return kind
    return ""


def target_at(drawing: FlowDrawing, x: float, y: float, carried: Place | None) -> Target | None:
    """Where something dropped there goes; `carried` is the place of what is moved, None for something new.

    Over the middle of a card it goes side by side with it, elsewhere into the nearest gap of the lane.
    """
    box = drawing.box
    if not (box.left - _FAR <= x <= box.right + _FAR and box.top - _FAR <= y <= box.bottom + _FAR):
        return None
    lane = _lane_at(drawing, x, y, carried)
    within: Path = lane.path if lane is not None else ()
    for stage in drawing.stages:
        aside, down = abs(x - stage.box.middle[0]), y - stage.box.middle[1]
        is_over = aside <= _INNER * stage.box.width and -8 <= down <= stage.box.height / 2 + _UNDER
        if is_over and stage.path[:-1] == within and not _is_part(stage.path, carried):
            return Beside(Place(stage.path), stage.name)
    gaps = [gap for gap in drawing.gaps if gap.path[:-1] == within and not _is_part(gap.path, carried, True)]
    nearest = min(gaps, key=lambda gap: _far(gap, x, y), default=None)
    return IntoGap(Place(nearest.path)) if nearest is not None else None


def _lane_at(drawing: FlowDrawing, x: float, y: float, carried: Place | None) -> DrawnLane | None:
    """The innermost lane there that is not carried itself."""
    lanes = [
        lane
        for block in drawing.blocks
        for lane in block.lanes
        if lane.box.holds(x, y) and not _is_part(lane.path, carried)
    ]
    return max(lanes, key=lambda lane: len(lane.path), default=None)


def _is_part(path: Path, carried: Place | None, inside_only: bool = False) -> bool:
    """Whether a path is that of what is carried, or inside it."""
    if carried is None or path[: len(carried.path)] != carried.path:
        return False
    return len(path) > len(carried.path) or not inside_only


def _far(gap: DrawnGap, x: float, y: float) -> float:
    return abs(gap.at[0] - x) + 0.2 * abs(gap.at[1] - y)

"""What is selected after an edit: what was edited, where it stands now."""

from __future__ import annotations

from desktop.screens.process_editor.selection import WHOLE, Selection
from mining.process.editing.edited import Edited
from mining.process.editing.place import Place
from mining.process.editing.tree import place_of
from models.flow_drawing import FlowDrawing


def selection_after(edited: Edited, drawing: FlowDrawing, before: Selection) -> Selection:
    """The edited part as `drawing` shows it; where it is gone, what was selected `before`, if that is still there."""
    process, place = edited.process, edited.place
    if place is not None:
        return _at(place, drawing)
    if before.kind == "stage":
        there = place_of(process.flow, before.name)
        return WHOLE if there is None else Selection("stage", before.name, there)
    if before.kind == "end":
        return WHOLE if process.end(before.name) is None else before
    return before if before.kind in ("rule", "signal") else WHOLE


def _at(place: Place, drawing: FlowDrawing) -> Selection:
    for stage in drawing.stages:
        if stage.path == place.path:
            return Selection("stage", stage.name, place)
    for block in drawing.blocks:
        if block.path == place.path:
            return Selection("block", "choice" if block.is_choice else "parallel", place)
        if any(lane.path == place.path for lane in block.lanes):
            return Selection("block", "branch", place)
    return WHOLE

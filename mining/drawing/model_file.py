"""A model as a file that other tools open: BPMN and PNML with the layout of the window, PTML for a process tree."""

from __future__ import annotations

from mining.drawing.drawings import (
    discovered_drawing,
    discovered_tree,
    documented_drawing,
    documented_net,
    documented_tree,
)
from mining.process.bpmn_writer import bpmn_of
from mining.process.pnml_writer import write_pnml
from mining.process.ptml import write_ptml
from models.discovered_model import DiscoveredModel
from models.errors import UserError
from models.model_graph import Notation
from models.progress import Report, silent
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

ENDINGS = {Notation.BPMN: ".bpmn", Notation.NET: ".pnml", Notation.TREE: ".ptml"}
"""The file that each notation is written to."""


def documented_file(process: ProcessModel, suffix: str, report: Report = silent) -> bytes:
    """A documented process as .bpmn, .pnml or .ptml; UserError for another ending, or where that cannot hold it."""
    notation = _notation(suffix)
    if notation is Notation.TREE:
        return write_ptml(documented_tree(process), process.name)
    drawing = documented_drawing(process, notation, report)
    if notation is Notation.BPMN:
        return bpmn_of(drawing, process if isinstance(process, SalesProcess) else None)
    return write_pnml(documented_net(process), drawing)


def discovered_file(model: DiscoveredModel, suffix: str, report: Report = silent) -> bytes:
    """A discovered model as .bpmn, .pnml or .ptml; UserError as above."""
    notation = _notation(suffix)
    if notation is Notation.TREE:
        return write_ptml(discovered_tree(model), model.net.name)
    drawing = discovered_drawing(model, notation, report)
    return bpmn_of(drawing) if notation is Notation.BPMN else write_pnml(model.net, drawing)


def _notation(suffix: str) -> Notation:
    found = next((notation for notation, ending in ENDINGS.items() if ending == suffix.lower()), None)
    if found is None:
        raise UserError(
            tr(
                "A model is written as {values}, not as “{suffix}”.",
                values=", ".join(ENDINGS.values()),
                suffix=suffix,
            )
        )
    return found

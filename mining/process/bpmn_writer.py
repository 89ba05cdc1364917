"""BPMN 2.0 with diagram interchange, from our own drawing, for any modelling tool."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from mining.drawing.arrange import arranged
from mining.drawing.net_bpmn import net_bpmn
from mining.drawing.process_graph import process_graph
from mining.process.bpmn_elements import write_model
from mining.process.bpmn_extension import MODEL
from models.model_drawing import ModelDrawing, ShapeBox
from models.model_graph import Notation, ShapeKind
from models.project import ProcessModel
from models.sales_process import SalesProcess

DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"

for _prefix, _space in (("bpmndi", DIAGRAM), ("dc", SHAPES), ("di", EDGES)):
    register_namespace(_prefix, _space)


def write_bpmn(process: ProcessModel) -> bytes:
    """A documented process as a BPMN file, laid out from left to right.

    Nothing of it is lost: what BPMN has no sign for stands in elements of our own (see `bpmn_extension`), and ends
    other than won are annotations as well. Raises UserError for a Petri net that BPMN cannot say (see `net_bpmn`).
    """
    if isinstance(process, SalesProcess):
        return bpmn_of(arranged(process_graph(process)), process)
    return bpmn_of(arranged(net_bpmn(process)))


def bpmn_of(drawing: ModelDrawing, process: SalesProcess | None = None) -> bytes:
    """The BPMN file of a drawn BPMN model; the same drawing gives the same bytes.

    `process` is the documented process that is drawn, where it is one: the file then holds all of it. Raises
    ValueError for a drawing in another notation.
    """
    if drawing.graph.notation is not Notation.BPMN:
        raise ValueError(f"a {drawing.graph.notation} is not drawn in BPMN")
    root = Element(
        _tag(MODEL, "definitions"), id="definitions", targetNamespace="urn:lanekeeper", exporter="Lanekeeper"
    )
    names = write_model(root, drawing.graph, process)
    _write_diagram(root, drawing, names)
    indent(root)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _tag(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _write_diagram(root: Element, drawing: ModelDrawing, names: dict[str, str]) -> None:
    diagram = SubElement(root, _tag(DIAGRAM, "BPMNDiagram"), id="diagram")
    plane = SubElement(diagram, _tag(DIAGRAM, "BPMNPlane"), id="plane", bpmnElement="process")
    for shape in drawing.graph.shapes:
        marked = {"isMarkerVisible": "true"} if shape.kind is ShapeKind.CHOICE else {}
        _write_shape(plane, names[shape.key], drawing.boxes[shape.key], marked)
    for number, box in enumerate(drawing.notes, 1):
        _write_shape(plane, f"note_{number}", box, {})
    for number, (way, flow) in enumerate(zip(drawing.waypoints, drawing.graph.flows, strict=True), 1):
        edge = SubElement(
            plane, _tag(DIAGRAM, "BPMNEdge"), id=f"flow_{number}_edge", bpmnElement=f"flow_{number}"
        )
        for x, y in way:
            SubElement(edge, _tag(EDGES, "waypoint"), x=_number(x), y=_number(y))
        at, size = drawing.labels[number - 1], drawing.label_sizes[number - 1]
        if flow.label and at is not None:
            _write_bounds(SubElement(edge, _tag(DIAGRAM, "BPMNLabel")), ShapeBox(*at, *size))


def _write_shape(plane: Element, ident: str, box: ShapeBox, marked: dict[str, str]) -> None:
    names = {"id": f"{ident}_shape", "bpmnElement": ident} | marked
    _write_bounds(SubElement(plane, _tag(DIAGRAM, "BPMNShape"), names), box)


def _write_bounds(parent: Element, box: ShapeBox) -> None:
    sides = {"x": box.left, "y": box.top, "width": box.width, "height": box.height}
    SubElement(parent, _tag(SHAPES, "Bounds"), {side: _number(value) for side, value in sides.items()})


def _number(value: float) -> str:
    return f"{value:.2f}"

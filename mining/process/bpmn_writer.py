"""BPMN 2.0 with diagram interchange, from our own drawing, for any modelling tool."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from mining.drawing.arrange import arranged
from mining.drawing.net_bpmn import net_bpmn
from mining.drawing.process_graph import process_graph
from models.model_drawing import ModelDrawing, ShapeBox
from models.model_graph import Notation, ShapeKind
from models.project import ProcessModel
from models.sales_process import SalesProcess

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"

for _prefix, _space in (("bpmn", MODEL), ("bpmndi", DIAGRAM), ("dc", SHAPES), ("di", EDGES)):
    register_namespace(_prefix, _space)

_TAGS = {
    ShapeKind.TASK: "task",
    ShapeKind.START: "startEvent",
    ShapeKind.END: "endEvent",
    ShapeKind.CHOICE: "exclusiveGateway",
    ShapeKind.PARALLEL: "parallelGateway",
    ShapeKind.SOME: "inclusiveGateway",
}


def write_bpmn(process: ProcessModel) -> bytes:
    """A documented process as a BPMN file, laid out from left to right.

    What BPMN has no sign for: ends other than won become annotations, rules and who does what are left out.
    Raises UserError for a Petri net that BPMN cannot say (see `net_bpmn`).
    """
    graph = process_graph(process) if isinstance(process, SalesProcess) else net_bpmn(process)
    return bpmn_of(arranged(graph))


def bpmn_of(drawing: ModelDrawing) -> bytes:
    """The BPMN file of a drawn BPMN model; the same drawing gives the same bytes.

    Raises ValueError for a drawing in another notation.
    """
    if drawing.graph.notation is not Notation.BPMN:
        raise ValueError(f"a {drawing.graph.notation} is not drawn in BPMN")
    root = Element(
        _tag(MODEL, "definitions"), id="definitions", targetNamespace="urn:lanekeeper", exporter="Lanekeeper"
    )
    names = {
        shape.key: f"{_TAGS[shape.kind]}_{number}" for number, shape in enumerate(drawing.graph.shapes, 1)
    }
    _write_model(root, drawing, names)
    _write_diagram(root, drawing, names)
    indent(root)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _tag(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _write_model(root: Element, drawing: ModelDrawing, names: dict[str, str]) -> None:
    graph = drawing.graph
    process = SubElement(root, _tag(MODEL, "process"), id="process", name=graph.name, isExecutable="false")
    flows = {flow: f"flow_{number}" for number, flow in enumerate(graph.flows, 1)}
    for shape in graph.shapes:
        attributes = {"id": names[shape.key]} | ({"name": shape.label} if shape.label else {})
        element = SubElement(process, _tag(MODEL, _TAGS[shape.kind]), attributes)
        for flow, ident in flows.items():
            if flow.target == shape.key:
                SubElement(element, _tag(MODEL, "incoming")).text = ident
        for flow, ident in flows.items():
            if flow.source == shape.key:
                SubElement(element, _tag(MODEL, "outgoing")).text = ident
    for flow, ident in flows.items():
        ends = {"id": ident, "sourceRef": names[flow.source], "targetRef": names[flow.target]}
        SubElement(process, _tag(MODEL, "sequenceFlow"), ends | ({"name": flow.label} if flow.label else {}))
    for number, note in enumerate(graph.notes, 1):
        annotation = SubElement(process, _tag(MODEL, "textAnnotation"), id=f"note_{number}")
        SubElement(annotation, _tag(MODEL, "text")).text = note


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

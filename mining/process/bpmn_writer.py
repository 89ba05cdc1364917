"""The documented process as BPMN 2.0 with diagram interchange, for any modelling tool."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from mining.process.bpmn_drawing import GAP_Y, Drawing, Link, Shape, drawing_of
from models.errors import UserError
from models.project import ProcessModel
from models.sales_process import SalesProcess

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"

for _prefix, _space in (("bpmn", MODEL), ("bpmndi", DIAGRAM), ("dc", SHAPES), ("di", EDGES)):
    register_namespace(_prefix, _space)


def write_bpmn(process: ProcessModel) -> bytes:
    """The process as a BPMN file, laid out from left to right.

    Conditions stand as names on the flows. BPMN has no bounded loop: a stage that may come three times is
    drawn as a loop with that name. Nor has it rules: those of the process are left out. A way back into or
    out of a parallel block goes around the whole block.
    Raises UserError for an imported Petri net, which has no stages to draw.
    """
    if not isinstance(process, SalesProcess):
        raise UserError(
            f"{process.name} is a Petri net and cannot be drawn as BPMN; export it as PNML instead."
        )
    drawing = drawing_of(process)
    root = Element(_tag(MODEL, "definitions"), id="definitions", targetNamespace="urn:lanekeeper")
    _model(root, drawing, process.name)
    _diagram(root, drawing)
    indent(root)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _tag(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _model(root: Element, drawing: Drawing, name: str) -> None:
    process = SubElement(root, _tag(MODEL, "process"), id="process", name=name, isExecutable="false")
    for shape in drawing.shapes:
        attributes = {"id": shape.ident} | ({"name": shape.name} if shape.name else {})
        element = SubElement(process, _tag(MODEL, shape.tag), attributes)
        for number, link in enumerate(drawing.links, 1):
            if link.target == shape.ident:
                SubElement(element, _tag(MODEL, "incoming")).text = f"flow_{number}"
        for number, link in enumerate(drawing.links, 1):
            if link.source == shape.ident:
                SubElement(element, _tag(MODEL, "outgoing")).text = f"flow_{number}"
    for number, link in enumerate(drawing.links, 1):
        attributes = {"id": f"flow_{number}", "sourceRef": link.source, "targetRef": link.target}
        SubElement(
            process, _tag(MODEL, "sequenceFlow"), attributes | ({"name": link.name} if link.name else {})
        )


def _diagram(root: Element, drawing: Drawing) -> None:
    diagram = SubElement(root, _tag(DIAGRAM, "BPMNDiagram"), id="diagram")
    plane = SubElement(diagram, _tag(DIAGRAM, "BPMNPlane"), id="plane", bpmnElement="process")
    for shape in drawing.shapes:
        element = SubElement(
            plane, _tag(DIAGRAM, "BPMNShape"), id=f"{shape.ident}_shape", bpmnElement=shape.ident
        )
        box = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height}
        SubElement(element, _tag(SHAPES, "Bounds"), {side: str(value) for side, value in box.items()})
    shapes = {shape.ident: shape for shape in drawing.shapes}
    lane = drawing.bottom
    for number, link in enumerate(drawing.links, 1):
        lane += GAP_Y if link.back else 0
        edge = SubElement(
            plane, _tag(DIAGRAM, "BPMNEdge"), id=f"flow_{number}_edge", bpmnElement=f"flow_{number}"
        )
        for x, y in _waypoints(link, shapes[link.source], shapes[link.target], lane):
            SubElement(edge, _tag(EDGES, "waypoint"), x=str(x), y=str(y))


def _waypoints(link: Link, source: Shape, target: Shape, lane: int) -> list[tuple[int, int]]:
    """A straight line on one row, a step between rows, and for a way back a detour in a lane of its own."""
    from_y, to_y = source.y + source.height // 2, target.y + target.height // 2
    from_x, to_x = source.x + source.width, target.x
    if link.back:
        left, right = target.x + target.width // 2, source.x + source.width // 2
        return [
            (right, source.y + source.height),
            (right, lane),
            (left, lane),
            (left, target.y + target.height),
        ]
    if from_y == to_y and link.name and to_x - from_x > 100:  # around what lies between
        below, middle = from_y + GAP_Y + 35, source.x + source.width // 2
        end = target.x + target.width // 2
        return [
            (middle, source.y + source.height),
            (middle, below),
            (end, below),
            (end, target.y + target.height),
        ]
    if from_y == to_y:
        return [(from_x, from_y), (to_x, to_y)]
    turn = from_x + 20 if source.y < target.y else to_x - 20
    return [(from_x, from_y), (turn, from_y), (turn, to_y), (to_x, to_y)]

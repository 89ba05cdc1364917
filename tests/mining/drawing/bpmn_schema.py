"""Checks a BPMN file against the structure of the BPMN 2.0 schema, diagram interchange included."""

from math import hypot
from xml.etree.ElementTree import Element, fromstring

MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
EDGE = "{http://www.omg.org/spec/DD/20100524/DI}"

NODES = {"task", "startEvent", "endEvent", "exclusiveGateway", "parallelGateway", "inclusiveGateway"}
OURS = "{urn:lanekeeper:process:1}"
_ORDER = ["documentation", "extensionElements", "incoming", "outgoing", "performer"]
ROUND = {"startEvent", "endEvent"}


def check_structure(data: bytes) -> Element:
    """Fails where the file breaks the schema; returns its root."""
    root = fromstring(data)
    assert root.tag == f"{MODEL}definitions"
    assert root.get("targetNamespace")
    assert [child.tag for child in root] == [f"{MODEL}process", f"{DI}BPMNDiagram"]
    process, diagram = root
    idents = [e.get("id") for e in root.iter() if e.get("id") is not None]
    assert len(set(idents)) == len(idents)
    assert all(ident[0].isalpha() and " " not in ident and ":" not in ident for ident in idents)
    nodes, flows, notes = _check_process(process)
    _check_diagram(diagram, process, nodes, flows, notes)
    return root


def _check_process(process: Element) -> tuple[dict[str, Element], dict[str, Element], dict[str, Element]]:
    assert process.get("id")
    assert process.get("isExecutable") == "false"
    kinds = [child.tag.removeprefix(MODEL) for child in process]
    kinds = kinds[1:] if kinds[0] == "extensionElements" else kinds
    assert set(kinds) <= NODES | {"sequenceFlow", "textAnnotation"}
    after_artifacts = kinds[kinds.index("textAnnotation") :] if "textAnnotation" in kinds else []
    assert set(after_artifacts) <= {"textAnnotation"}, "artifacts come after all flow elements"
    nodes = {e.get("id"): e for e in process if e.tag.removeprefix(MODEL) in NODES}
    flows = {e.get("id"): e for e in process if e.tag == f"{MODEL}sequenceFlow"}
    notes = {e.get("id"): e for e in process if e.tag == f"{MODEL}textAnnotation"}
    for ident, flow in flows.items():
        assert flow.get("sourceRef") in nodes
        assert flow.get("targetRef") in nodes
        assert ident in _texts(nodes[flow.get("sourceRef")], "outgoing")
        assert ident in _texts(nodes[flow.get("targetRef")], "incoming")
    for node in nodes.values():
        tags = [child.tag.removeprefix(MODEL) for child in node]
        kind = node.tag.removeprefix(MODEL)
        places = [_ORDER.index(tag) for tag in tags]
        assert places == sorted(places), "the schema wants this order"
        assert all(tags.count(tag) <= 1 for tag in ("documentation", "extensionElements"))
        assert kind == "task" or set(tags) <= {"incoming", "outgoing"}
        assert all(performer.get("name") for performer in node.iter(f"{MODEL}performer"))
        default = node.get("default")
        assert default is None or (kind.endswith("Gateway") and default in _texts(node, "outgoing"))
        assert default is None or flows[default].find(f"{MODEL}conditionExpression") is None
        assert ("incoming" in tags) == (kind != "startEvent")
        assert ("outgoing" in tags) == (kind != "endEvent")
        assert all(flow in flows for flow in _texts(node, "incoming") + _texts(node, "outgoing"))
        assert kind != "task" or node.get("name")
    for flow in flows.values():
        tags = [child.tag.removeprefix(MODEL) for child in flow]
        assert tags in (
            [],
            ["extensionElements"],
            ["conditionExpression"],
            ["extensionElements", "conditionExpression"],
        )
    own = [inner for element in process.iter(f"{MODEL}extensionElements") for inner in element]
    assert all(element.tag.startswith(OURS) for element in own), "extensions have a namespace of their own"
    assert all([child.tag for child in note] == [f"{MODEL}text"] for note in notes.values())
    return nodes, flows, notes


def _check_diagram(
    diagram: Element,
    process: Element,
    nodes: dict[str, Element],
    flows: dict[str, Element],
    notes: dict[str, Element],
) -> None:
    (plane,) = diagram
    assert (plane.tag, plane.get("bpmnElement")) == (f"{DI}BPMNPlane", process.get("id"))
    shapes = [e for e in plane if e.tag == f"{DI}BPMNShape"]
    edges = [e for e in plane if e.tag == f"{DI}BPMNEdge"]
    assert len(shapes) + len(edges) == len(plane)
    boxes = {e.get("bpmnElement"): _bounds(e[0]) for e in shapes}
    assert sorted(boxes) == sorted([*nodes, *notes])
    for shape in shapes:
        is_choice = nodes.get(shape.get("bpmnElement"), process).tag == f"{MODEL}exclusiveGateway"
        assert (shape.get("isMarkerVisible") == "true") == is_choice
    assert sorted(e.get("bpmnElement") for e in edges) == sorted(flows)
    for edge in edges:
        flow = flows[edge.get("bpmnElement")]
        points = [(float(e.get("x")), float(e.get("y"))) for e in edge if e.tag == f"{EDGE}waypoint"]
        tags = [e.tag for e in edge]
        assert tags in (
            [f"{EDGE}waypoint"] * len(points),
            [*[f"{EDGE}waypoint"] * len(points), f"{DI}BPMNLabel"],
        )
        assert len(points) >= 2
        source, target = flow.get("sourceRef"), flow.get("targetRef")
        for point, ident in ((points[0], source), (points[-1], target)):
            kind = nodes[ident].tag.removeprefix(MODEL)
            assert off_border(point, boxes[ident], kind) < 0.05, (edge.get("id"), point, boxes[ident])


def off_border(point: tuple[float, float], box: tuple[float, float, float, float], kind: str) -> float:
    """How far a point is from the border of a shape, in pixels, about."""
    left, top, width, height = box
    dx, dy = point[0] - left - width / 2, point[1] - top - height / 2
    if kind in ROUND:
        return abs(hypot(dx / (width / 2), dy / (height / 2)) - 1) * width / 2
    if kind.endswith("Gateway"):
        return abs(abs(dx) / (width / 2) + abs(dy) / (height / 2) - 1) * width / 2
    return abs(max(abs(dx) / (width / 2), abs(dy) / (height / 2)) - 1) * height / 2


def _texts(node: Element, tag: str) -> list[str]:
    return [e.text or "" for e in node if e.tag == f"{MODEL}{tag}"]


def _bounds(element: Element) -> tuple[float, float, float, float]:
    assert element.tag == f"{DC}Bounds"
    left, top, width, height = (float(element.get(side)) for side in ("x", "y", "width", "height"))
    assert left >= 0
    assert top >= 0
    assert width > 0
    assert height > 0
    return left, top, width, height

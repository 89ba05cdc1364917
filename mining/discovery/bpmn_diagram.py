"""A process tree as BPMN 2.0: tasks, gateways and flows, with a diagram laid out from left to right."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from mining.layout import layout
from models.layout import LayoutEdge, LayoutNode, Point
from models.process_tree import Operator, ProcessTree
from models.progress import Report, silent

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DIAGRAM = "http://www.omg.org/spec/BPMN/20100524/DI"
SHAPES = "http://www.omg.org/spec/DD/20100524/DC"
EDGES = "http://www.omg.org/spec/DD/20100524/DI"

for _prefix, _space in (("bpmn", MODEL), ("bpmndi", DIAGRAM), ("dc", SHAPES), ("di", EDGES)):
    register_namespace(_prefix, _space)

_SIZES = {
    "task": (110.0, 60.0), "startEvent": (36.0, 36.0), "endEvent": (36.0, 36.0), "exclusiveGateway": (44.0, 44.0),
    "parallelGateway": (44.0, 44.0), "inclusiveGateway": (44.0, 44.0),
}  # fmt: skip
_GATEWAYS = {
    Operator.XOR: "exclusiveGateway", Operator.PARALLEL: "parallelGateway", Operator.OR: "inclusiveGateway"
}  # fmt: skip
_MARGIN = 20.0


def bpmn_of(tree: ProcessTree, report: Report = silent) -> bytes:
    """The BPMN file of a process tree; the same tree gives the same bytes."""
    graph = _Graph()
    start = graph.add("startEvent")
    last = graph.flow_through(tree, start)
    graph.connect(last, graph.add("endEvent"))
    root = Element(_tag(MODEL, "definitions"), id="definitions", targetNamespace="urn:lanekeeper")
    _write_model(root, graph)
    _write_diagram(root, graph, report)
    indent(root)
    data: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


@dataclass
class _Graph:
    """Elements (tag and name; their number is their identity) and the flows between them, as they are drawn."""

    elements: list[tuple[str, str]] = field(default_factory=list)
    flows: list[tuple[int, int]] = field(default_factory=list)

    def add(self, tag: str, name: str = "") -> int:
        self.elements.append((tag, name))
        return len(self.elements) - 1

    def connect(self, source: int, target: int) -> None:
        self.flows.append((source, target))

    def flow_through(self, tree: ProcessTree, source: int) -> int:
        """Draw a tree after an element, and return the last element of it; nothing for a silent step."""
        if tree.operator is None:
            if tree.label is None:
                return source
            task = self.add("task", tree.label)
            self.connect(source, task)
            return task
        if tree.operator is Operator.SEQUENCE:
            for child in tree.children:
                source = self.flow_through(child, source)
            return source
        if tree.operator is Operator.LOOP:
            return self._loop(tree, source)
        split = self.add(_GATEWAYS[tree.operator])
        self.connect(source, split)
        ends = [self.flow_through(child, split) for child in tree.children]
        join = self.add(_GATEWAYS[tree.operator])
        for end in ends:
            self.connect(end, join)
        return join

    def _loop(self, tree: ProcessTree, source: int) -> int:
        """The first child between two gateways, the others on the way from the second back to the first."""
        entry = self.add("exclusiveGateway")
        self.connect(source, entry)
        done = self.flow_through(tree.children[0], entry)
        leave = self.add("exclusiveGateway")
        self.connect(done, leave)
        for child in tree.children[1:]:
            self.connect(self.flow_through(child, leave), entry)
        return leave


def _write_model(root: Element, graph: _Graph) -> None:
    process = SubElement(
        root, _tag(MODEL, "process"), id="process", name="Discovered process", isExecutable="false"
    )
    for number, (tag, name) in enumerate(graph.elements):
        element = SubElement(
            process, _tag(MODEL, tag), {"id": f"element_{number}"} | ({"name": name} if name else {})
        )
        for end, word in ((1, "incoming"), (0, "outgoing")):
            for flow, ends in enumerate(graph.flows):
                if ends[end] == number:
                    SubElement(element, _tag(MODEL, word)).text = f"flow_{flow}"
    for flow, (source, target) in enumerate(graph.flows):
        names = {"id": f"flow_{flow}", "sourceRef": f"element_{source}", "targetRef": f"element_{target}"}
        SubElement(process, _tag(MODEL, "sequenceFlow"), names)


def _write_diagram(root: Element, graph: _Graph, report: Report) -> None:
    """Shapes and waypoints: the layout runs downwards, so it is made with swapped sizes and read swapped."""
    nodes = [LayoutNode(str(i), _SIZES[tag][1], _SIZES[tag][0]) for i, (tag, _) in enumerate(graph.elements)]
    found = layout(nodes, [LayoutEdge(str(source), str(target)) for source, target in graph.flows], report)
    diagram = SubElement(root, _tag(DIAGRAM, "BPMNDiagram"), id="diagram")
    plane = SubElement(diagram, _tag(DIAGRAM, "BPMNPlane"), id="plane", bpmnElement="process")
    for number, (tag, _) in enumerate(graph.elements):
        y, x = found.positions[str(number)]
        width, height = _SIZES[tag]
        names = {"id": f"element_{number}_shape", "bpmnElement": f"element_{number}"}
        box = {"x": x - width / 2, "y": y - height / 2, "width": width, "height": height}
        shape = SubElement(plane, _tag(DIAGRAM, "BPMNShape"), names)
        SubElement(shape, _tag(SHAPES, "Bounds"), {
            side: _number(value + (_MARGIN if side in "xy" else 0)) for side, value in box.items()
        })  # fmt: skip
    for flow, path in enumerate(found.paths):
        names = {"id": f"flow_{flow}_edge", "bpmnElement": f"flow_{flow}"}
        edge = SubElement(plane, _tag(DIAGRAM, "BPMNEdge"), names)
        for y, x in _waypoints(path):
            SubElement(edge, _tag(EDGES, "waypoint"), x=_number(x + _MARGIN), y=_number(y + _MARGIN))


def _waypoints(path: tuple[Point, ...]) -> tuple[Point, ...]:
    """The ends and the joints of a curve: tools draw straight lines between them."""
    return path[::3]


def _tag(space: str, name: str) -> str:
    return f"{{{space}}}{name}"


def _number(value: float) -> str:
    return f"{value:.1f}"

"""The elements of a BPMN process from a drawn model: what BPMN has a place for in its place, the rest beside it."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, register_namespace

from mining.process.bpmn_extension import MODEL, write_end, write_meaning, write_sections, write_stage
from models.flow_meaning import Again, Skip, Way
from models.model_graph import ModelFlow, ModelGraph, ModelShape, ShapeKind
from models.sales_process import SalesProcess, Stage

INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
CONDITION = "urn:lanekeeper:condition:1"
"""The language of a condition on deals, for tools that ask."""

for _prefix, _space in (("bpmn", MODEL), ("xsi", INSTANCE)):
    register_namespace(_prefix, _space)

_TAGS = {
    ShapeKind.TASK: "task",
    ShapeKind.START: "startEvent",
    ShapeKind.END: "endEvent",
    ShapeKind.CHOICE: "exclusiveGateway",
    ShapeKind.PARALLEL: "parallelGateway",
    ShapeKind.SOME: "inclusiveGateway",
}


def write_model(root: Element, graph: ModelGraph, process: SalesProcess | None) -> dict[str, str]:
    """Add the process to the definitions; returns the id of every shape by its key.

    `process` is the documented process that the graph draws, None for any other model.
    """
    names = {shape.key: f"{_TAGS[shape.kind]}_{number}" for number, shape in enumerate(graph.shapes, 1)}
    parent = _add(root, "process", id="process", name=graph.name, isExecutable="false")
    if process is not None:
        write_sections(parent, process)
    flows = {f"flow_{number}": flow for number, flow in enumerate(graph.flows, 1)}
    ins: dict[str, list[str]] = {key: [] for key in names}
    outs: dict[str, list[str]] = {key: [] for key in names}
    for ident, flow in flows.items():
        ins[flow.target].append(ident)
        outs[flow.source].append(ident)
    for shape in graph.shapes:
        default = [ident for ident in outs[shape.key] if _is_default(flows[ident])]
        words = {"id": names[shape.key], "name": shape.label, "default": "".join(default[:1])}
        element = _add(parent, _TAGS[shape.kind], **{name: text for name, text in words.items() if text})
        stage = _stage_of(shape, process)
        if stage is not None:
            _write_summary(element, stage)
            write_stage(element, stage)
        elif process is not None and shape.kind is ShapeKind.TASK:
            write_end(element, "won")
        for tag, idents in (("incoming", ins[shape.key]), ("outgoing", outs[shape.key])):
            for ident in idents:
                _add(element, tag).text = ident
        for number, owner in enumerate(stage.owners if stage is not None else (), 1):
            _add(element, "performer", id=f"{names[shape.key]}_performer_{number}", name=owner)
    for ident, flow in flows.items():
        _write_flow(parent, flow, ident, names)
    for number, note in enumerate(graph.notes, 1):
        _add(_add(parent, "textAnnotation", id=f"note_{number}"), "text").text = note
    return names


def _stage_of(shape: ModelShape, process: SalesProcess | None) -> Stage | None:
    """The stage that a task draws; none for the task of the won end, and where no documented process is drawn."""
    if process is None or shape.kind is not ShapeKind.TASK:
        return None
    return next((stage for stage in process.stages if stage.name == shape.label), None)


def _add(parent: Element, tag: str, **attributes: str) -> Element:
    return SubElement(parent, f"{{{MODEL}}}{tag}", attributes)


def _write_summary(element: Element, stage: Stage) -> None:
    """Who works on it, until when and what it leaves with, for people who read the model elsewhere."""
    said = {
        "Owner": ", ".join(stage.owners),
        "Allowed time": stage.allowed,
        "Leaves with": ", ".join(stage.exit_evidence),
        "The buyer's step": stage.buyer,
    }
    lines = [f"{what}: {words}" for what, words in said.items() if words]
    if lines:
        _add(element, "documentation").text = "\n".join(lines)


def _write_flow(parent: Element, flow: ModelFlow, ident: str, names: dict[str, str]) -> None:
    words = {"name": flow.label} if flow.label else {}
    element = _add(
        parent, "sequenceFlow", id=ident, sourceRef=names[flow.source], targetRef=names[flow.target], **words
    )
    write_meaning(element, flow.means)
    condition = _condition(flow)
    if condition:
        written = _add(element, "conditionExpression", language=CONDITION)
        written.set(f"{{{INSTANCE}}}type", "bpmn:tFormalExpression")
        written.text = condition
    for one in flow.means:
        if isinstance(one, Again) and one.most is not None:
            _add(element, "conditionExpression").text = flow.label


def _condition(flow: ModelFlow) -> str:
    """The condition under which a deal takes the flow, empty where there is none or another way says it."""
    asked = [one.when for one in flow.means if isinstance(one, Way | Skip)]
    return "" if not all(asked) else " or ".join(dict.fromkeys(asked))


def _is_default(flow: ModelFlow) -> bool:
    return any(isinstance(one, Way) and one.otherwise for one in flow.means)

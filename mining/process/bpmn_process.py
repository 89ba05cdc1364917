"""A BPMN file that holds a documented process of ours as that process, whatever another tool has changed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element

from mining.process.blocks.reducing import blocks_of
from mining.process.blocks.stages import Drawn, flow_of
from mining.process.blocks.tree import NotInBlocks
from mining.process.bpmn_extension import end_in, meaning_in, owners_of, sections_in, stage_in
from mining.process.bpmn_graph import Graph, Node
from mining.process.conditions import parse_condition
from mining.process.editing.mentions import stage_mentions_renamed
from mining.process.validate import validate
from mining.process.xml_source import local
from mining.process.yaml_format import parse_yaml
from models.errors import UserError
from models.flow_meaning import Back, Way
from models.label import key, tidy
from models.sales_process import Flow, SalesProcess, Stage, stages_of
from resources.translation import tr

_BOUND = re.compile(r"up to ([1-9][0-9]{0,3}) times", re.IGNORECASE)


def documented_process(graph: Graph, where: str) -> SalesProcess | None:
    """The process of a graph that carries what Lanekeeper keeps in BPMN files; None where there is none.

    The order of stages, and what is optional, repeated or a choice, is as it is drawn now. What a stage is beside that
    is kept by its task: new tasks are plain stages, renamed ones take their rules and ends along. None, too, where
    the drawing is not made of blocks. Raises UserError for a condition or a section that cannot be read, and for
    stages that break the rules of a process.
    """
    sections = None if graph.element is None else sections_in(graph.element)
    if graph.element is None or sections is None:
        return None
    elements = {element.get("id", ""): element for element in _flow_elements(graph.element)}
    tasks = {ident: node for ident, node in graph.nodes.items() if node.kind == "task"}
    ends = {ident: name for ident in tasks if (name := end_in(elements[ident]))}
    stages = {ident: _stage(node.name, elements[ident]) for ident, node in tasks.items()}
    _refuse_twins([stage for ident, stage in stages.items() if ident not in ends], where)
    flows = {ident: elements[ident] for ident in graph.flows if ident in elements}
    means = {ident: meaning_in(flow) for ident, flow in flows.items()}
    ways = [ident for ident, said in means.items() if any(isinstance(one, Way) for one in said)]
    backs = [ident for ident, said in means.items() if any(isinstance(one, Back) for one in said)]
    try:
        tree = blocks_of(graph, backs, {*ways, *_conditional(flows)})
        drawn = replace(
            _conditions(flows, where), stages=stages, means=means, default=_defaults(graph, elements)
        )
        flow = flow_of(tree, drawn)
    except NotInBlocks:
        return None
    won = {stages[ident].name: name for ident, name in ends.items()}
    plain, end = _without_end(flow, won)
    if any(stage.name in won for stage in stages_of(plain)):
        return None
    return _put_together(sections, plain, end, graph, _new_names(tasks, elements), where)


def _put_together(
    sections: str, flow: Flow, end: str, graph: Graph, names: Mapping[str, str], where: str
) -> SalesProcess:
    process = parse_yaml(sections, tr("{where}, what Lanekeeper keeps in it", where=where), flow=flow)
    ends = tuple(one for one in process.ends if one.name != "won" or end == "won")
    written = tidy(graph.element.get("name", "")) if graph.element is not None else ""
    process = replace(process, name=written or process.name, ends=ends)
    process = _with_sources_that_are_there(stage_mentions_renamed(process, lambda old: names.get(old, old)))
    validate(process, where)
    return process


def _with_sources_that_are_there(process: SalesProcess) -> SalesProcess:
    """Ends come from no stage that was taken out of the picture; a rule about one may be about another event."""
    there = {stage.name for stage in process.stages}
    ends = (
        end
        if end.sources is None
        else replace(end, sources=tuple(one for one in end.sources if one in there))
        for end in process.ends
    )
    return replace(process, ends=tuple(ends))


def _flow_elements(process: Element) -> Iterator[Element]:
    """The elements of a process and of its subprocesses, which are nested no deeper than the graph allows."""
    for child in process:
        yield child
        if local(child) in ("subProcess", "transaction"):
            yield from _flow_elements(child)


def _stage(name: str, task: Element) -> Stage:
    said = stage_in(task)
    if said is None:
        return Stage(name, (name,), owners=owners_of(task))
    return Stage(
        name,
        said.labels or (name,),
        owners=owners_of(task),
        buyer=said.buyer,
        exit_evidence=said.exit_evidence,
        allowed=said.allowed,
        effort=said.effort,
    )


def _refuse_twins(stages: list[Stage], where: str) -> None:
    seen: set[str] = set()
    for stage in stages:
        if key(stage.name) in seen:
            raise UserError(
                tr(
                    "{where}: the task {name} stands there twice, and a stage has one place; give each a "
                    "name of its own.",
                    where=where,
                    name=stage.name,
                )
            )
        seen.add(key(stage.name))


def _conditional(flows: Mapping[str, Element]) -> set[str]:
    return {ident for ident, flow in flows.items() if _expression(flow).strip()}


def _expression(flow: Element) -> str:
    return next((child.text or "" for child in flow if local(child) == "conditionExpression"), "")


def _conditions(flows: Mapping[str, Element], where: str) -> Drawn:
    """What stands on the flows: conditions on deals, and how often a loop is done at most."""
    when: dict[str, str] = {}
    most: dict[str, int] = {}
    texts: dict[str, str] = {}
    for ident, flow in flows.items():
        title = tidy(flow.get("name", "")) or ident
        text = _expression(flow)
        bound = _BOUND.fullmatch(tidy(text or flow.get("name", "")))
        if bound is not None:
            most[ident] = int(bound[1])
        elif text.strip():
            when[ident] = text
            texts.setdefault(text, title)
        for one in meaning_in(flow):
            if isinstance(one, Way) and one.when:
                texts.setdefault(one.when, title)
    conditions = {
        text: parse_condition(text, tr("{where}, the flow “{title}”", where=where, title=title))
        for text, title in texts.items()
    }
    return Drawn({}, when=when, most=most, conditions=conditions)


def _defaults(graph: Graph, elements: Mapping[str, Element]) -> frozenset[str]:
    found = (elements[ident].get("default", "") for ident in graph.nodes if ident in elements)
    return frozenset(flow for flow in found if flow)


def _new_names(tasks: Mapping[str, Node], elements: Mapping[str, Element]) -> dict[str, str]:
    """The names of renamed stages by those under which we wrote them."""
    said = {ident: stage_in(elements[ident]) for ident in tasks}
    return {one.name: tasks[ident].name for ident, one in said.items() if one is not None and one.name}


def _without_end(flow: Flow, ends: Mapping[str, str]) -> tuple[Flow, str]:
    """The flow without the task of the won end, and that end where the task is the last one, certain and single."""
    last = flow[-1] if flow else None
    if (
        isinstance(last, Stage)
        and last.name in ends
        and last == replace(last, optional=False, repeat=1, back_to=())
    ):
        return flow[:-1], ends[last.name]
    return flow, ""

"""An imported net as stages, so that it can be edited like a documented process."""

from __future__ import annotations

from dataclasses import replace

from mining.conformance.reference import closing_ends
from mining.drawing.net_bpmn import NotDrawable, net_bpmn
from mining.process.blocks.reducing import blocks_of
from mining.process.blocks.stages import Drawn, flow_of
from mining.process.blocks.tree import NotInBlocks
from mining.process.bpmn_graph import Graph, Node
from mining.process.validate import validate
from mining.sources.values.outcomes import outcome_of_stage
from models.case_table import Outcome
from models.errors import UserError
from models.event_log import EventLog
from models.model_graph import ModelGraph, ShapeKind
from models.petri_net import PetriNet
from models.project import ProcessModel
from models.sales_process import End, SalesProcess, Stage
from resources.translation import tr

_KINDS = {
    ShapeKind.TASK: "task",
    ShapeKind.START: "start",
    ShapeKind.END: "end",
    ShapeKind.CHOICE: "xor",
    ShapeKind.PARALLEL: "and",
}


def as_stages(process: ProcessModel, log: EventLog | None) -> SalesProcess:
    """A net as a documented process with the same language; a documented process itself.

    Labels become stages, and the labels with which most won and lost deals of the log close become ends, as they are
    checked (`mining.conformance.reference`). A last step that is called like a won deal is that end and no stage.
    Raises UserError that says what stages cannot tell, and where.
    """
    if isinstance(process, SalesProcess):
        return process
    try:
        graph = _graph_of(net_bpmn(process))
        stages = {
            node.ident: Stage(node.name, (node.name,)) for node in graph.nodes.values() if node.kind == "task"
        }
        flow = flow_of(blocks_of(graph), Drawn(stages))
    except NotDrawable as error:
        raise _cannot(process, error.reason) from error
    except NotInBlocks as error:
        raise _cannot(process, str(error)) from error
    ends = () if log is None else closing_ends(process, log)
    found = _with_won_end(SalesProcess(process.name, flow, ends))
    validate(found)
    return found


def _cannot(net: PetriNet, reason: str) -> UserError:
    return UserError(
        tr(
            "{name} cannot be edited as stages: {reason}. Change that in the tool that it was drawn "
            "with, or document the process as stages.",
            name=net.name,
            reason=reason,
        )
    )


def _graph_of(drawn: ModelGraph) -> Graph:
    graph = Graph(drawn.name)
    for shape in drawn.shapes:
        graph.nodes[shape.key] = Node(shape.key, _KINDS[shape.kind], shape.label)
    for number, flow in enumerate(drawn.flows):
        graph.connect(str(number), flow.source, flow.target)
    return graph


def _with_won_end(process: SalesProcess) -> SalesProcess:
    """The last step as the won end, where it is called like one and is neither left out nor repeated."""
    last = process.flow[-1] if len(process.flow) > 1 else None
    if not isinstance(last, Stage) or last != Stage(last.name, last.labels):
        return process
    if outcome_of_stage(last.name) != Outcome.WON:
        return process
    won = process.end("won")
    labels = (*last.labels, *(won.labels if won is not None else ()))
    others = tuple(end for end in process.ends if end.name != "won")
    return replace(process, flow=process.flow[:-1], ends=(End("won", labels), *others))

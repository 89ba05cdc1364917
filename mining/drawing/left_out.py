"""What a documented process says and a drawing of it cannot hold."""

from __future__ import annotations

from mining.number_format import plural
from models.condition import Condition
from models.model_graph import Notation
from models.project import ProcessModel
from models.sales_process import Choice, Flow, Parallel, SalesProcess, branch_flows
from resources.translation import tr


def left_out(process: ProcessModel, notation: Notation) -> tuple[str, ...]:
    """Phrases such as "4 rules" for what is not in the drawing; of the files, only BPMN holds it as well."""
    if not isinstance(process, SalesProcess):
        return ()
    stages = process.stages
    found = []
    if process.rules:
        found.append(plural(len(process.rules), "rule"))
    if notation is not Notation.BPMN and _has_conditions(process):
        found.append(tr("the conditions, which are left open"))
    if notation is Notation.TREE and any(end.name != "won" for end in process.ends):
        found.append(tr("ends other than won"))
    if any(stage.owners for stage in stages):
        found.append(tr("who works on a stage"))
    if any(stage.exit_evidence or stage.buyer for stage in stages):
        found.append(tr("evidence and buyer's steps"))
    if any(stage.allowed for stage in stages):
        found.append(tr("allowed times"))
    return tuple(found)


def not_as_documented(process: ProcessModel, notation: Notation) -> tuple[str, ...]:
    """Sentences for what the drawing allows and the process does not."""
    if notation is not Notation.BPMN or not isinstance(process, SalesProcess):
        return ()
    bounded = [stage for stage in process.stages if stage.repeat is not None and stage.repeat > 1]
    found = []
    if bounded:
        found.append(tr("BPMN has no bounded loop: how often a stage may come stands on the loop in words."))
    if any(stage.back_to for stage in process.stages) and _has_parallel(process.flow):
        found.append(tr("A way back into or out of work side by side is drawn around all of it."))
    return tuple(found)


def _has_conditions(process: SalesProcess) -> bool:
    return any(isinstance(stage.optional, Condition) for stage in process.stages) or _in_choices(process.flow)


def _in_choices(flow: Flow) -> bool:
    for step in flow:
        if isinstance(step, Choice) and any(branch.when is not None for branch in step.branches):
            return True
        if isinstance(step, Parallel | Choice) and any(_in_choices(inner) for inner in branch_flows(step)):
            return True
    return False


def _has_parallel(flow: Flow) -> bool:
    blocks = [step for step in flow if isinstance(step, Parallel | Choice)]
    return any(
        isinstance(step, Parallel) or any(_has_parallel(inner) for inner in branch_flows(step))
        for step in blocks
    )

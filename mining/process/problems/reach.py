"""Stages, branches and ends that no deal can come to, whatever its fields say."""

from __future__ import annotations

from collections.abc import Iterator

from mining.process.problems.places import Path
from mining.process.satisfiable import can_hold
from models.condition import Condition
from models.process_problem import Part, ProcessProblem
from models.sales_process import Branch, Choice, End, Flow, SalesProcess, Stage, branch_flows, stages_of
from resources.translation import tr

Conditions = tuple[Condition, ...]


def unreachable(process: SalesProcess) -> Iterator[ProcessProblem]:
    """Warnings for what is never reached; and for conditions of stages that decide nothing."""
    found = list(_in_flow(process.flow, (), (), ()))
    yield from found
    lost = {problem.where for problem in found if problem.part is Part.STAGE and problem.field == ""}
    for end in process.ends:
        yield from _end(end, lost)
    if process.stages and process.end("won") is None:
        yield ProcessProblem(
            "note",
            tr("no end is called won, so no deal has to go through the whole flow; add the end won."),
            field="ends",
        )


def _end(end: End, lost: set[str]) -> Iterator[ProcessProblem]:
    if end.sources is None:
        return
    here = (Part.END, end.name, (), "sources")
    if end.name == "won":
        yield ProcessProblem(
            "note",
            tr("end won is reached after the whole flow; the stages it comes from say nothing."),
            *here,
        )
    elif not end.sources:
        yield ProcessProblem(
            "warning",
            tr(
                "end {name} comes from no stage, so no deal can reach it; choose stages, or any.",
                name=end.name,
            ),
            *here,
        )
    elif set(end.sources) <= lost:
        yield ProcessProblem(
            "warning",
            tr(
                "end {name} cannot be reached: no deal can come to {sources}.",
                name=end.name,
                sources=tr(" or ").join(end.sources),
            ),
            *here,
        )


def _in_flow(flow: Flow, at: Path, holding: Conditions, failing: Conditions) -> Iterator[ProcessProblem]:
    """Problems of a flow that deals come to for which some conditions hold and others do not."""
    for index, step in enumerate(flow):
        path = (*at, index)
        if isinstance(step, Stage):
            yield from _optional(step, path, holding, failing)
        elif isinstance(step, Choice):
            yield from _choice(step, path, holding, failing)
        else:
            for number, inner in enumerate(branch_flows(step)):
                yield from _in_flow(inner, (*path, number), holding, failing)
            if len(step.branches) == 1 or sum(map(bool, step.branches)) == 1:
                yield ProcessProblem(
                    "note",
                    tr(
                        "a parallel block has only one branch with stages; add another, or take it out of the "
                        "block."
                    ),
                    Part.BLOCK,
                    path=path,
                    field="branches",
                )


def _optional(stage: Stage, path: Path, holding: Conditions, failing: Conditions) -> Iterator[ProcessProblem]:
    if not isinstance(stage.optional, Condition):
        return
    here = (Part.STAGE, stage.name, path, "optional")
    if not can_hold((*holding, stage.optional), failing):
        yield ProcessProblem(
            "warning",
            tr(
                "stage {name} can never be left out: “{optional}” holds for no deal that comes here; "
                "change the condition.",
                name=stage.name,
                optional=stage.optional.text,
            ),
            *here,
        )
    elif not can_hold(holding, (*failing, stage.optional)):
        yield ProcessProblem(
            "note",
            tr(
                "stage {name} may be left out by every deal: “{optional}” always holds here.",
                name=stage.name,
                optional=stage.optional.text,
            ),
            *here,
        )


def _choice(choice: Choice, path: Path, holding: Conditions, failing: Conditions) -> Iterator[ProcessProblem]:
    """The first branch whose condition holds is taken; free ones and `otherwise` only where none does."""
    conditions = tuple(branch.when for branch in choice.branches if branch.when is not None)
    earlier: Conditions = ()
    for number, branch in enumerate(choice.branches):
        if branch.when is None:
            inside = (holding, (*failing, *conditions))
        else:
            inside = ((*holding, branch.when), (*failing, *earlier))
            earlier = (*earlier, branch.when)
        if can_hold(*inside):
            yield from _in_flow(branch.flow, (*path, number), *inside)
        else:
            yield from _never(branch, path, number, holding)
    if len(choice.branches) == 1 and choice.branches[0].when is None:
        yield ProcessProblem(
            "note",
            tr("a choice has only one branch, so there is nothing to choose; add another branch."),
            Part.BLOCK,
            path=path,
            field="branches",
        )


def _never(branch: Branch, path: Path, number: int, holding: Conditions) -> Iterator[ProcessProblem]:
    why = _reason(branch, holding)
    yield ProcessProblem(
        "warning",
        tr(
            "branch {number} of a choice can never be taken: {why}; change a condition.",
            number=number + 1,
            why=why,
        ),
        Part.BLOCK,
        path=path,
        field=tr("branch {number}", number=number),
    )
    for stage in stages_of(branch.flow):
        yield ProcessProblem(
            "warning",
            tr("stage {name} cannot be reached: {why}.", name=stage.name, why=why),
            Part.STAGE,
            stage.name,
        )


def _reason(branch: Branch, holding: Conditions) -> str:
    if branch.when is None:
        return tr("one of the conditions of the other branches always holds")
    if not can_hold((branch.when,)):
        return tr("“{when}” holds for no deal at all", when=branch.when.text)
    if not can_hold((*holding, branch.when)):
        outer = next((one for one in holding if not can_hold((one, branch.when))), holding[-1])
        return tr(
            "“{when}” and “{text}” around it never hold together", when=branch.when.text, text=outer.text
        )
    return tr("every deal with “{when}” takes a branch before it", when=branch.when.text)

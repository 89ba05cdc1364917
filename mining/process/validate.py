"""What must hold in every documented process, whether it was read from a file or edited in the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mining.process.enclosing import enclosing_blocks
from models.errors import UserError
from models.label import key
from models.rule import Rule
from models.sales_process import Branch, Choice, Flow, Parallel, SalesProcess, Stage

MOST_REPEATS = 50
MOST_STAGES = 500
MOST_RULES = 500
MOST_DAYS = 3650
"""The longest time that a rule can give."""


def validate(process: SalesProcess, where: str = "") -> None:
    """Raise UserError for the first thing that is wrong; `where` (a file's name) opens its sentence."""
    problem = next(_problems(process), None)
    if problem is not None:
        raise UserError(f"{where or 'The process ' + process.name}: {problem}")


def _problems(process: SalesProcess) -> Iterator[str]:
    if not process.stages:
        yield "the process names no stage; list at least one under `flow`."
    if len(process.stages) > MOST_STAGES:
        yield f"the process has more than {MOST_STAGES} stages; leave out what is no stage of a deal."
    yield from _names(process)
    yield from _labels(process)
    yield from _ends(process)
    yield from _blocks(process.flow)
    blocks = enclosing_blocks(process.flow)
    order = {stage.name: index for index, stage in enumerate(process.stages)}
    for stage in process.stages:
        if stage.repeat is not None and not 1 <= stage.repeat <= MOST_REPEATS:
            yield f"stage {stage.name} repeats {stage.repeat} times; allow 1 to {MOST_REPEATS}, or any number."
        for target in stage.back_to:
            yield from way_back_problems(stage.name, target, order, blocks)
    yield from _rules(process.rules)


def _names(process: SalesProcess) -> Iterator[str]:
    seen: dict[str, str] = {}
    for stage in process.stages:
        if not key(stage.name):
            yield "a stage has no name; give it one."
        if key(stage.name) in seen:
            yield f"two stages are called {stage.name}; give each a name of its own."
        seen[key(stage.name)] = stage.name
    for end in process.ends:
        if not key(end.name):
            yield "an end has no name; call it won, lost or recycle."
        if key(end.title) in seen:
            yield f"{end.title} is the name of a stage and of an end; give the stage another name."
        seen[key(end.title)] = end.title


def _labels(process: SalesProcess) -> Iterator[str]:
    taken: dict[str, str] = {}
    named = [(f"stage {stage.name}", stage.labels) for stage in process.stages]
    for owner, labels in [*named, *((f"end {end.name}", end.labels) for end in process.ends)]:
        if not labels:
            yield f"{owner} has no CRM label, so no event can ever match it; list its names under crm."
        for label in labels:
            first = taken.setdefault(key(label), owner)
            if first != owner:
                yield f"the CRM label {label} belongs to {first} and to {owner}; keep it in one of them."


def _ends(process: SalesProcess) -> Iterator[str]:
    known = {stage.name for stage in process.stages}
    for end in process.ends:
        for source in end.sources or ():
            if source not in known:
                yield f"end {end.name} comes from {source}, which is no stage; name a stage or write `from: any`."


def _rules(rules: Sequence[Rule]) -> Iterator[str]:
    if len(rules) > MOST_RULES:
        yield f"the process has more than {MOST_RULES} rules; keep those that matter most."
    seen: set[str] = set()
    for rule in rules:
        if not key(rule.id):
            yield "a rule has no id; give it one, such as R1."
        if key(rule.id) in seen:
            yield f"two rules have the id {rule.id}; give each an id of its own."
        seen.add(key(rule.id))
        if not all(map(key, rule.names)):
            yield f"rule {rule.id} names nothing; name a stage, an end or another event of the log."
        if len(set(map(key, rule.names))) < len(rule.names):
            yield f"rule {rule.id} names {rule.first} twice; name two different events."
        if rule.within is not None and not 1 <= rule.within.number <= MOST_DAYS:
            yield f"rule {rule.id} gives {rule.within.number} days; allow 1 to {MOST_DAYS}."


def _blocks(flow: Flow) -> Iterator[str]:
    for step in flow:
        if isinstance(step, Stage):
            continue
        if not step.branches:
            yield "a block of branches is empty; add a branch or remove the block."
        if isinstance(step, Choice) and sum(branch.otherwise for branch in step.branches) > 1:
            yield "a choice has two `otherwise` branches; keep one."
        for branch in step.branches:
            yield from _blocks(branch.flow if isinstance(branch, Branch) else branch)
        if isinstance(step, Parallel) and not any(step.branches):
            yield "a parallel block has no stage; add one or remove the block."


def way_back_problems(
    source: str, target: str, order: dict[str, int], blocks: dict[str, tuple[tuple[int, int], ...]]
) -> Iterator[str]:
    """Why the process cannot lead back from a stage to another; `order` counts the stages as documented."""
    if target not in order:
        yield f"stage {source} goes back to {target}, which is no stage; name an earlier stage."
    elif target == source:
        yield f"stage {source} goes back to itself; write `repeat` instead."
    elif order[target] > order[source]:
        yield f"stage {source} goes back to {target}, which comes later; name an earlier stage."
    else:
        for (block, branch), (other, side) in zip(blocks[source], blocks[target], strict=False):
            if block != other:
                break
            if branch != side:
                yield f"stage {source} goes back to {target}, which is worked side by side with it; remove that."
                break

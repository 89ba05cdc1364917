"""What no deal can be checked against: names, labels and blocks of a process that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mining.process.days import MOST_DAYS
from mining.process.enclosing import enclosing_blocks
from mining.process.problems.allowed import allow_list_errors
from mining.process.problems.places import blocks_of
from mining.words_of_values import word_of
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.rule import Rule
from models.sales_process import Choice, Flow, Parallel, SalesProcess
from resources.translation import tr

MOST_REPEATS = 50
MOST_STAGES = 500
MOST_RULES = 500
MOST_SIGNALS = 500
MOST_STEPS = 200


def errors(process: SalesProcess) -> Iterator[ProcessProblem]:
    """Every error, those of the whole process first."""
    if not process.stages:
        yield _error(tr("the process names no stage; list at least one under `flow`."), field="flow")
    if len(process.stages) > MOST_STAGES:
        yield _error(
            tr(
                "the process has more than {most_stages} stages; leave out what is no stage of a deal.",
                most_stages=MOST_STAGES,
            ),
            field="flow",
        )
    if len(process.signals) > MOST_SIGNALS:
        yield _error(
            tr(
                "the process has more than {most_signals} signals; keep those that show a step.",
                most_signals=MOST_SIGNALS,
            ),
            field="signals",
        )
    if process.journey is not None and len(process.journey.steps) > MOST_STEPS:
        yield _error(
            tr(
                "the buyer's journey has more than {most_steps} steps; keep the jobs that a buyer gets done.",
                most_steps=MOST_STEPS,
            ),
            field="journey",
        )
    yield from _names(process)
    yield from _labels(process)
    yield from _ends(process)
    yield from _blocks(process.flow)
    yield from _stages(process)
    yield from _rules(process.rules)
    yield from allow_list_errors(process)


def _error(
    sentence: str, part: Part = Part.PROCESS, where: str = "", field: str = "", path: tuple[int, ...] = ()
) -> ProcessProblem:
    return ProcessProblem("error", sentence, part, where, path, field)


def _names(process: SalesProcess) -> Iterator[ProcessProblem]:
    seen: dict[str, str] = {}
    for stage in process.stages:
        here = (Part.STAGE, stage.name, "name")
        if not key(stage.name):
            yield _error(tr("a stage has no name; give it one."), *here)
        elif key(stage.name) in seen:
            yield _error(
                tr("two stages are called {name}; give each a name of its own.", name=stage.name), *here
            )
        seen[key(stage.name)] = stage.name
    for end in process.ends:
        here = (Part.END, end.name, "name")
        if not key(end.name):
            yield _error(tr("an end has no name; call it won, lost or recycle."), *here)
        elif key(end.title) in seen:
            yield _error(
                tr(
                    "{title} is the name of a stage and of an end; give the stage another name.",
                    title=end.title,
                ),
                *here,
            )
        seen[key(end.title)] = end.title


def _labels(process: SalesProcess) -> Iterator[ProcessProblem]:
    taken: dict[str, str] = {}
    stages = [(Part.STAGE, stage.name, stage.labels) for stage in process.stages]
    for part, name, labels in [*stages, *((Part.END, end.name, end.labels) for end in process.ends)]:
        owner = f"{word_of(part)} {name}"
        if not labels:
            yield _error(
                tr(
                    "{owner} has no CRM label, so no event can ever match it; list its names under crm.",
                    owner=owner,
                ),
                part,
                name,
                "labels",
            )
        for label in labels:
            first = taken.setdefault(key(label), owner)
            if first != owner:
                yield _error(
                    tr(
                        "the CRM label {label} belongs to {first} and to {owner}; keep it in one of them.",
                        label=label,
                        first=first,
                        owner=owner,
                    ),
                    part,
                    name,
                    "labels",
                )


def _ends(process: SalesProcess) -> Iterator[ProcessProblem]:
    known = {stage.name for stage in process.stages}
    for end in process.ends:
        for source in end.sources or ():
            if source not in known:
                yield _error(
                    tr(
                        "end {name} comes from {source}, which is no stage; name a stage or write `from: any`.",
                        name=end.name,
                        source=source,
                    ),
                    Part.END,
                    end.name,
                    "sources",
                )


def _blocks(flow: Flow) -> Iterator[ProcessProblem]:
    for path, step in blocks_of(flow):
        said = ""
        if not step.branches:
            said = tr("a block of branches is empty; add a branch or remove the block.")
        elif isinstance(step, Choice) and sum(branch.otherwise for branch in step.branches) > 1:
            said = tr("a choice has two `otherwise` branches; keep one.")
        elif isinstance(step, Parallel) and not any(step.branches):
            said = tr("a parallel block has no stage; add one or remove the block.")
        if said:
            yield _error(said, Part.BLOCK, field="branches", path=path)


def _stages(process: SalesProcess) -> Iterator[ProcessProblem]:
    blocks = enclosing_blocks(process.flow)
    order = {stage.name: index for index, stage in enumerate(process.stages)}
    for stage in process.stages:
        if stage.repeat is not None and not 1 <= stage.repeat <= MOST_REPEATS:
            yield _error(
                tr(
                    "stage {name} repeats {repeat} times; allow 1 to {most_repeats}, or any number.",
                    name=stage.name,
                    repeat=stage.repeat,
                    most_repeats=MOST_REPEATS,
                ),
                Part.STAGE,
                stage.name,
                "repeat",
            )
        for target in stage.back_to:
            for said in way_back_problems(stage.name, target, order, blocks):
                yield _error(said, Part.STAGE, stage.name, "back_to")


def way_back_problems(
    source: str, target: str, order: Mapping[str, int], blocks: Mapping[str, tuple[tuple[int, int], ...]]
) -> Iterator[str]:
    """Why there can be no way back from one stage to another, in sentences; none where there can be one.

    `order` gives the place of every stage in the documented order, `blocks` the parallel branches it lies in.
    """
    if target not in order:
        yield tr(
            "stage {source} goes back to {target}, which is no stage; name an earlier stage.",
            source=source,
            target=target,
        )
    elif target == source:
        yield tr("stage {source} goes back to itself; write `repeat` instead.", source=source)
    elif order[target] > order[source]:
        yield tr(
            "stage {source} goes back to {target}, which comes later; name an earlier stage.",
            source=source,
            target=target,
        )
    else:
        for (block, branch), (other, side) in zip(blocks[source], blocks[target], strict=False):
            if block != other:
                break
            if branch != side:
                yield tr(
                    "stage {source} goes back to {target}, which is worked side by side with it; remove that.",
                    source=source,
                    target=target,
                )
                break


def _rules(rules: Sequence[Rule]) -> Iterator[ProcessProblem]:
    if len(rules) > MOST_RULES:
        yield _error(
            tr(
                "the process has more than {most_rules} rules; keep those that matter most.",
                most_rules=MOST_RULES,
            ),
            field="rules",
        )
    seen: set[str] = set()
    for rule in rules:
        if not key(rule.id):
            yield _error(tr("a rule has no id; give it one, such as R1."), Part.RULE, rule.id, "id")
        if key(rule.id) in seen:
            yield _error(
                tr("two rules have the id {id}; give each an id of its own.", id=rule.id),
                Part.RULE,
                rule.id,
                "id",
            )
        seen.add(key(rule.id))
        if not all(map(key, rule.names)):
            yield _error(
                tr("rule {id} names nothing; name a stage, an end or another event of the log.", id=rule.id),
                Part.RULE,
                rule.id,
                "names",
            )
        if len(set(map(key, rule.names))) < len(rule.names):
            yield _error(
                tr("rule {id} names {first} twice; name two different events.", id=rule.id, first=rule.first),
                Part.RULE,
                rule.id,
                "names",
            )
        if rule.within is not None and not 1 <= rule.within.number <= MOST_DAYS:
            yield _error(
                tr(
                    "rule {id} gives {number} days; allow 1 to {most_days}.",
                    id=rule.id,
                    number=rule.within.number,
                    most_days=MOST_DAYS,
                ),
                Part.RULE,
                rule.id,
                "within",
            )

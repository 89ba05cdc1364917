"""Names that a process uses and does not explain: signals, roles, events of rules; with what may be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from mining.journey.changed_fields import plain_field
from mining.process.days import days_of
from mining.process.roles import roles_of
from models.editing_facts import EditingFacts
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess, Stage
from resources.translation import tr


def unexplained(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    """Evidence without a signal, roles without a title, names that no log has, days that are none."""
    signals = [signal.name for signal in process.signals]
    for stage in process.stages:
        here = tr("stage {name}", name=stage.name)
        yield from _evidence(stage.exit_evidence, signals, here, Part.STAGE, stage.name, "exit_evidence")
        yield from _stage(stage, process)
    for end in process.ends:
        yield from _evidence(
            end.requires, signals, tr("end {name}", name=end.name), Part.END, end.name, "requires"
        )
        yield from _required_field(end.name, end.requires_field, facts)
    for step in process.journey.steps if process.journey else ():
        here = tr("buyer step {shown}", shown=step.shown)
        yield from _evidence(step.evidence, signals, here, Part.BUYER_STEP, step.name, "evidence")
    yield from _rules(process, facts)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`; did you mean Enterprise?` where one of the known names is like it, else empty."""
    by_key = {key(one): one for one in known}
    near = get_close_matches(key(name), by_key, 1, 0.7)
    return tr("; did you mean {by_key}?", by_key=by_key[near[0]]) if near else ""


def _evidence(
    names: Collection[str], signals: Collection[str], here: str, part: Part, where: str, field: str
) -> Iterator[ProcessProblem]:
    for name in names:
        if name not in signals:
            hint = did_you_mean(name, signals) or tr("; describe it in the list of signals.")
            yield ProcessProblem(
                "warning",
                tr(
                    "{here} asks for the evidence {name}, which no signal describes{hint}",
                    here=here,
                    name=name,
                    hint=hint,
                ),
                part,
                where,
                field=field,
            )


def _stage(stage: Stage, process: SalesProcess) -> Iterator[ProcessProblem]:
    if stage.allowed and days_of(stage.allowed) is None:
        yield ProcessProblem(
            "warning",
            tr(
                "stage {name} allows “{allowed}”, which is no time; write 10bd for working days, or 10d.",
                name=stage.name,
                allowed=stage.allowed,
            ),
            Part.STAGE,
            stage.name,
            field="allowed",
        )
    roles = roles_of(process)
    for owner in stage.owners:
        if roles and owner not in roles:
            hint = did_you_mean(owner, roles) or tr("; add it to the roles.")
            yield ProcessProblem(
                "note",
                tr(
                    "stage {name} is owned by {owner}, which is none of the roles{hint}",
                    name=stage.name,
                    owner=owner,
                    hint=hint,
                ),
                Part.STAGE,
                stage.name,
                field="owners",
            )


def _required_field(end: str, name: str, facts: EditingFacts) -> Iterator[ProcessProblem]:
    known = [field.name for field in facts.fields] + [change.name for change in facts.changes]
    if name and facts.has_log and plain_field(name) not in map(plain_field, known):
        hint = did_you_mean(name, known) or tr("; import it, or leave it out.")
        yield ProcessProblem(
            "note",
            tr(
                "end {end} asks for the field {name}, which the deals of this log do not have{hint}",
                end=end,
                name=name,
                hint=hint,
            ),
            Part.END,
            end,
            field="requires_field",
        )


def _rules(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    """Of a rule's names only a log can tell whether they are unknown, as rules are about its other events too."""
    if not facts.has_log:
        return
    stages = [name for stage in process.stages for name in (stage.name, *stage.labels)]
    ends = [name for end in process.ends for name in (end.name, end.title, *end.labels)]
    signals = [signal.name for signal in process.signals]
    known = [*stages, *ends, *signals, *(one.name for one in (*facts.labels, *facts.kinds))]
    own = set(map(key, known))
    for rule in process.rules:
        for name in rule.names:
            if key(name) not in own:
                hint = did_you_mean(name, known) or tr("; it cannot be checked here.")
                yield ProcessProblem(
                    "warning",
                    tr(
                        "rule {id} names {name}, which is no stage, no signal and no event of this log{hint}",
                        id=rule.id,
                        name=name,
                        hint=hint,
                    ),
                    Part.RULE,
                    rule.id,
                    field="names",
                )

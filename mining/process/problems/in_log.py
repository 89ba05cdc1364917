"""What the process and the log do not share: labels, and the fields and values that conditions ask for."""

from __future__ import annotations

from collections.abc import Iterator

from mining.number_format import number, plural
from mining.process.problems.names import did_you_mean
from mining.process.problems.places import blocks_of
from mining.process.satisfiable import fields_of
from mining.process.soundness.names_in_log import likely_names
from models.condition import Condition
from models.editing_facts import EditingFacts
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.sales_process import Choice, SalesProcess

_MOST_NAMED = 4
ALWAYS = ("amount", "name", "owner", "team", "segment", "source", "product", "currency", "outcome")
"""Fields that every log has room for; where one is empty, no deal says."""

Place = tuple[Part, str, tuple[int, ...], str]


def against_log(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    """Nothing where there is no log."""
    if not facts.has_log:
        return
    yield from _labels(process, facts)
    for condition, here, place in conditions_with_places(process):
        yield from condition_against_log(condition, here, place, facts)


def conditions_with_places(process: SalesProcess) -> Iterator[tuple[Condition, str, Place]]:
    """Every condition of a process with the words for its part, and where it is."""
    for stage in process.stages:
        if isinstance(stage.optional, Condition):
            yield stage.optional, f"stage {stage.name}", (Part.STAGE, stage.name, (), "optional")
    for path, block in blocks_of(process.flow):
        for at, branch in enumerate(block.branches if isinstance(block, Choice) else ()):
            if branch.when is not None:
                yield branch.when, f"branch {at + 1} of a choice", (Part.BLOCK, "", path, f"branch {at}")
    for rule in process.rules:
        if rule.when is not None:
            yield rule.when, f"rule {rule.id}", (Part.RULE, rule.id, (), "when")
    for step in process.journey.steps if process.journey else ():
        if step.measure is not None:
            yield step.measure, f"buyer step {step.shown}", (Part.BUYER_STEP, step.name, (), "measure")
    for at, one in enumerate(process.accepted):
        if one.when is not None:
            yield one.when, f"accepted deviation {at + 1}", (Part.ACCEPTED, "", (at,), "when")


def _labels(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    deals = {one.name: one.deals for one in facts.labels}
    in_log = set(map(key, deals))
    parts = [(Part.STAGE, stage.name, stage.labels) for stage in process.stages]
    parts += [(Part.END, end.name, end.labels) for end in process.ends]
    documented = {key(label) for _, _, labels in parts for label in labels}
    unknown = [label for label in deals if key(label) not in documented]
    unseen = [part for part in parts if part[2] and in_log.isdisjoint(map(key, part[2]))]
    meant = likely_names([labels[0] for _, _, labels in unseen], unknown)
    for part, name, labels in unseen:
        near = meant.get(labels[0])
        hint = (
            f"; did you mean {near} ({plural(deals[near], 'deal')})?"
            if near
            else "; add the CRM's name for it."
        )
        yield ProcessProblem(
            "note" if part is Part.END and not near else "warning",
            f"no event in this log is called {' or '.join(labels)}, as {part} {name} is{hint}",
            part, name, field="labels",
        )  # fmt: skip
    if unknown:
        told = [f"{label} ({plural(deals[label], 'deal')})" for label in unknown[:_MOST_NAMED]]
        more = f" and {number(len(unknown) - _MOST_NAMED)} more" if len(unknown) > _MOST_NAMED else ""
        verb = "belongs" if len(unknown) == 1 else "belong"
        yield ProcessProblem(
            "note",
            f"{plural(len(unknown), 'CRM label')} of this log {verb} to no stage: {', '.join(told)}{more}; add "
            "each to a stage, or make it one.",
            field="flow",
        )  # fmt: skip


def condition_against_log(
    condition: Condition, here: str, place: Place, facts: EditingFacts
) -> Iterator[ProcessProblem]:
    """Fields and values of a condition that no deal has; `here` are the words for its part. Nothing without a log."""
    if not facts.has_log:
        return
    fields = {key(field.name): field for field in facts.fields}
    said: set[str] = set()
    for name, values, sign in fields_of(condition.expression):
        field = fields.get(key(name))
        if field is None and key(name) not in said:
            said.add(key(name))
            missing = "no deal says" if key(name) in ALWAYS else "the deals of this log do not have"
            known = [one.name for one in fields.values()]
            hint = did_you_mean(name, known) or "; without it the condition cannot be told."
            yield ProcessProblem("warning", f"{here} asks for {name}, which {missing}{hint}", *place)
        if field is None or not field.complete or not field.values or sign not in ("==", "!=", "in"):
            continue
        known = [one.name for one in field.values]
        for value in values:
            if isinstance(value, str) and key(value) not in map(key, known):
                hint = (
                    did_you_mean(value, known) or "; the values are " + ", ".join(known[:_MOST_NAMED]) + "."
                )
                yield ProcessProblem(
                    "note", f"{here} asks for {name} {value}, which no deal of this log has{hint}", *place
                )

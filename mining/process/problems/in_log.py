"""What the process and the log do not share: labels, and the fields and values that conditions ask for."""

from __future__ import annotations

from collections.abc import Iterator

from mining.number_format import number, plural
from mining.process.problems.names import did_you_mean
from mining.process.problems.places import blocks_of
from mining.process.satisfiable import fields_of
from mining.process.soundness.names_in_log import likely_names
from mining.words_of_values import word_of
from models.condition import Condition
from models.editing_facts import EditingFacts
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.sales_process import Choice, SalesProcess
from resources.translation import tr, tr_n

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
            yield (
                stage.optional,
                tr("stage {name}", name=stage.name),
                (Part.STAGE, stage.name, (), "optional"),
            )
    for path, block in blocks_of(process.flow):
        for at, branch in enumerate(block.branches if isinstance(block, Choice) else ()):
            if branch.when is not None:
                yield (
                    branch.when,
                    tr("branch {at} of a choice", at=at + 1),
                    (Part.BLOCK, "", path, tr("branch {at}", at=at)),
                )
    for rule in process.rules:
        if rule.when is not None:
            yield rule.when, tr("rule {id}", id=rule.id), (Part.RULE, rule.id, (), "when")
    for step in process.journey.steps if process.journey else ():
        if step.measure is not None:
            yield (
                step.measure,
                tr("buyer step {shown}", shown=step.shown),
                (Part.BUYER_STEP, step.name, (), "measure"),
            )
    for at, one in enumerate(process.accepted):
        if one.when is not None:
            yield one.when, tr("accepted deviation {at}", at=at + 1), (Part.ACCEPTED, "", (at,), "when")


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
            tr("; did you mean {near} ({deals})?", near=near, deals=plural(deals[near], "deal"))
            if near
            else tr("; add the CRM's name for it.")
        )
        yield ProcessProblem(
            "note" if part is Part.END and not near else "warning",
            tr(
                "no event in this log is called {labels}, as {part} {name} is{hint}",
                labels=tr(" or ").join(labels),
                part=word_of(part),
                name=name,
                hint=hint,
            ),
            part,
            name,
            field="labels",
        )
    if unknown:
        told = [f"{label} ({plural(deals[label], 'deal')})" for label in unknown[:_MOST_NAMED]]
        more = (
            tr(" and {unknown} more", unknown=number(len(unknown) - _MOST_NAMED))
            if len(unknown) > _MOST_NAMED
            else ""
        )
        yield ProcessProblem(
            "note",
            tr_n(
                "{crm_labels} of this log belongs to no stage: {told}{more}; add each to a stage, or make "
                "it one.",
                "{crm_labels} of this log belong to no stage: {told}{more}; add each to a stage, or make "
                "it one.",
                len(unknown),
                crm_labels=plural(len(unknown), "CRM label"),
                told=", ".join(told),
                more=more,
            ),
            field="flow",
        )


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
            missing = tr("no deal says") if key(name) in ALWAYS else tr("the deals of this log do not have")
            known = [one.name for one in fields.values()]
            hint = did_you_mean(name, known) or tr("; without it the condition cannot be told.")
            yield ProcessProblem(
                "warning",
                tr(
                    "{here} asks for {name}, which {missing}{hint}",
                    here=here,
                    name=name,
                    missing=missing,
                    hint=hint,
                ),
                *place,
            )
        if field is None or not field.complete or not field.values or sign not in ("==", "!=", "in"):
            continue
        known = [one.name for one in field.values]
        for value in values:
            if isinstance(value, str) and key(value) not in map(key, known):
                hint = (
                    did_you_mean(value, known)
                    or tr("; the values are ") + ", ".join(known[:_MOST_NAMED]) + "."
                )
                yield ProcessProblem(
                    "note",
                    tr(
                        "{here} asks for {name} {value}, which no deal of this log has{hint}",
                        here=here,
                        name=name,
                        value=value,
                        hint=hint,
                    ),
                    *place,
                )

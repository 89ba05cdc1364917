"""What is odd about what was agreed beside the process: dates the wrong way round, names that nothing has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from mining.process.days import days_of
from mining.process.problems.in_log import ALWAYS
from mining.process.problems.names import did_you_mean
from mining.process.roles import roles_of
from models.editing_facts import EditingFacts
from models.handoff import Handoff
from models.label import key
from models.process_problem import Part, ProcessProblem
from models.sales_process import SalesProcess
from resources.translation import tr

_SHARES = {"win_rate": tr("win rate"), "discount": tr("discount")}
_POSITIVE = {"cycle_days": tr("days to close"), "amount": tr("amount"), "velocity": tr("sales velocity")}
_LEAD = "Lead: "


def strategy_problems(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    """No deal is checked against any of it, so that all are warnings; names are looked up where there is a log."""
    yield from _sweet_spot(process, facts)
    yield from _targets(process)
    baseline = process.strategy.baseline
    if baseline is not None and baseline.ends < baseline.begins:
        yield _warning(
            tr(
                "the baseline ends on {ends}, before it begins on {begins}; change one of the days.",
                ends=baseline.ends,
                begins=baseline.begins,
            ),
            "baseline",
        )
    for ident in _twice(one.id for one in process.strategy.changes):
        yield _warning(
            tr("two changes have the id {ident}; give one of them another.", ident=ident), "changes"
        )
    for ident in _twice(one.id for one in process.handoffs):
        yield _warning(
            tr("two hand-overs have the id {ident}; give one of them another.", ident=ident), "handoffs"
        )
    for handoff in process.handoffs:
        yield from _handoff(handoff, process, facts)


def _sweet_spot(process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    spot = process.strategy.sweet_spot
    if spot is None:
        return
    if not 0 <= spot.min_score <= 1:
        yield _warning(
            tr("the least fit is {min_score}; write a share from 0 to 1.", min_score=f"{spot.min_score:g}"),
            "sweet_spot",
        )
    known = [*ALWAYS, *(field.name for field in facts.fields)]
    for rule in spot.rules:
        if facts.has_log and key(rule.field) not in set(map(key, known)):
            hint = did_you_mean(rule.field, known) or tr("; choose a field of the deals.")
            yield _warning(
                tr(
                    "the sweet spot asks for {field}, which no deal of the log has{hint}",
                    field=rule.field,
                    hint=hint,
                ),
                "sweet_spot",
            )
        if rule.low is None and rule.high is None and not rule.among:
            yield _warning(
                tr(
                    "the sweet spot does not say what {field} has to be; write values, or from and to.",
                    field=rule.field,
                ),
                "sweet_spot",
            )


def _targets(process: SalesProcess) -> Iterator[ProcessProblem]:
    targets = process.strategy.targets
    for name, words in _SHARES.items():
        value = getattr(targets, name)
        if value is not None and not 0 <= value <= 1:
            yield _warning(
                tr(
                    "the target of the {words} is {value}; write a share from 0 to 1.",
                    words=words,
                    value=f"{value:g}",
                ),
                "targets",
            )
    for name, words in _POSITIVE.items():
        value = getattr(targets, name)
        if value is not None and value <= 0:
            yield _warning(
                tr(
                    "the target of the {words} is {value}; it has to be above 0.",
                    words=words,
                    value=f"{value:g}",
                ),
                "targets",
            )


def _handoff(one: Handoff, process: SalesProcess, facts: EditingFacts) -> Iterator[ProcessProblem]:
    named, roles = tr("hand-over {id}", id=one.id), roles_of(process)
    for side, role in (("from", one.giver), ("to", one.taker)):
        if not role:
            yield _warning(
                tr("{named} does not say {side} whom it goes; name a role.", named=named, side=side),
                "handoffs",
            )
        elif roles and role not in roles:
            hint = did_you_mean(role, roles) or tr("; add it to the roles of the process.")
            yield _warning(
                tr(
                    "{named} goes {side} {role}, which is no role of the process{hint}",
                    named=named,
                    side=side,
                    role=role,
                    hint=hint,
                ),
                "handoffs",
            )
    if not one.start or not one.done:
        yield _warning(
            tr("{named} needs the event that asks for it and those that settle it.", named=named), "handoffs"
        )
    if one.within and days_of(one.within) is None:
        yield _warning(
            tr(
                "{named} allows “{within}”, which is no time; write 1bd for a working day, or 2d.",
                named=named,
                within=one.within,
            ),
            "handoffs",
        )
    if one.accept_target is not None and not 0 <= one.accept_target <= 1:
        yield _warning(
            tr(
                "{named} is to be accepted in {accept_target}; write a share from 0 to 1.",
                named=named,
                accept_target=f"{one.accept_target:g}",
            ),
            "handoffs",
        )
    known = _events(process, facts)
    for name in (one.start, *one.done):
        hint = did_you_mean(name, known) if key(name) not in set(map(key, known)) else ""
        if hint:  # without one it may be an event of the leads, which are a log of their own
            yield _warning(
                tr(
                    "{named} waits for {name}, which the log does not have{hint}",
                    named=named,
                    name=name,
                    hint=hint,
                ),
                "handoffs",
            )


def _events(process: SalesProcess, facts: EditingFacts) -> list[str]:
    """Everything that a hand-over can name."""
    logged = [one.name for one in (*facts.labels, *facts.kinds)]
    stages = [stage.name for stage in process.stages] + [end.title for end in process.ends]
    return [
        *stages,
        *(signal.name for signal in process.signals),
        *logged,
        *(name.removeprefix(_LEAD) for name in logged),
    ]


def _twice(names: Iterable[str]) -> list[str]:
    counts = Counter(map(key, names))
    return [name for name, count in counts.items() if count > 1]


def _warning(sentence: str, field: str) -> ProcessProblem:
    return ProcessProblem("warning", sentence, Part.STRATEGY, field=field)

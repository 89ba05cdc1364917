"""The verbs that change the signals of a documented process: evidence, exits, ends and rules that name one follow."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.each_stage import each_stage
from models.errors import UserError
from models.label import key, tidy
from models.rule import Rule
from models.sales_process import SalesProcess
from models.signal import Signal

MOST_SIGNALS = 500
LONGEST_PATTERN = 500
"""Characters of a subject: a longer pattern is a mistake, or meant to take long."""


def add_signal(process: SalesProcess, signal: Signal) -> SalesProcess:
    """One more signal, tried last. Raises UserError where its name is taken."""
    _refuse_taken(process, signal.name, "")
    if len(process.signals) >= MOST_SIGNALS:
        raise UserError(f"A process has at most {MOST_SIGNALS} signals; remove one first.")
    return replace(process, signals=(*process.signals, signal))


def change_signal(process: SalesProcess, name: str, signal: Signal) -> SalesProcess:
    """Another meaning for a signal, under its name or, where `signal` has another, under that. Raises UserError."""
    _signal(process, name)
    renamed = process if signal.name == name else rename_signal(process, name, signal.name)
    signals = tuple(signal if one.name == signal.name else one for one in renamed.signals)
    return replace(renamed, signals=signals)


def rename_signal(process: SalesProcess, old: str, new: str) -> SalesProcess:
    """The signal has another name, wherever it is named. Raises UserError where the name is taken."""
    signal, name = _signal(process, old), tidy(new)
    _refuse_taken(process, name, old)
    signals = tuple(replace(one, name=name) if one is signal else one for one in process.signals)
    renamed = _wherever_named(replace(process, signals=signals), old, (name,))
    rules = tuple(_renamed(rule, old, name) for rule in process.rules)
    return replace(renamed, rules=process.rules if _is_stage_or_end(process, old) else rules)


def remove_signal(process: SalesProcess, name: str) -> SalesProcess:
    """Without the signal: nothing asks for it any more, and the rules that name it are gone (see `rules_naming`)."""
    signal, gone = _signal(process, name), rules_naming(process, name)
    signals = tuple(one for one in process.signals if one is not signal)
    rules = tuple(rule for rule in process.rules if rule not in gone)
    return _wherever_named(replace(process, signals=signals, rules=rules), name, ())


def move_signal(process: SalesProcess, name: str, place: int) -> SalesProcess:
    """The signal is tried at another place, 0 for the first; an event is the first signal that fits it."""
    signal = _signal(process, name)
    others = [one for one in process.signals if one is not signal]
    others.insert(max(0, min(place, len(others))), signal)
    return replace(process, signals=tuple(others))


def rules_naming(process: SalesProcess, name: str) -> tuple[Rule, ...]:
    """The rules that are about a signal; a stage or an end of that name comes first."""
    if _is_stage_or_end(process, name):
        return ()
    return tuple(rule for rule in process.rules if key(name) in map(key, rule.names))


def _is_stage_or_end(process: SalesProcess, name: str) -> bool:
    names = (*(stage.name for stage in process.stages), *(end.title for end in process.ends))
    return key(name) in map(key, names)


def _renamed(rule: Rule, old: str, new: str) -> Rule:
    def follow(name: str) -> str:
        return new if key(name) == key(old) else name

    second = None if rule.second is None else follow(rule.second)
    return replace(rule, first=follow(rule.first), second=second)


def _wherever_named(process: SalesProcess, old: str, instead: tuple[str, ...]) -> SalesProcess:
    """Evidence of steps, exits of stages and what ends require, with other names in place of one."""

    def follow(names: tuple[str, ...]) -> tuple[str, ...]:
        return _replaced(names, old, instead)

    journey = process.journey
    if journey is not None:
        steps = tuple(replace(step, evidence=follow(step.evidence)) for step in journey.steps)
        journey = replace(journey, steps=steps)
    return replace(
        process,
        journey=journey,
        flow=each_stage(
            process.flow, lambda stage: replace(stage, exit_evidence=follow(stage.exit_evidence))
        ),
        ends=tuple(replace(end, requires=follow(end.requires)) for end in process.ends),
    )


def _replaced(names: tuple[str, ...], old: str, instead: tuple[str, ...]) -> tuple[str, ...]:
    if old not in names:
        return names
    return tuple(one for name in names for one in (instead if name == old else (name,)))


def _signal(process: SalesProcess, name: str) -> Signal:
    found = next((signal for signal in process.signals if signal.name == name), None)
    if found is None:
        raise UserError(f"The process has no signal {name}.")
    return found


def _refuse_taken(process: SalesProcess, name: str, own: str) -> None:
    if not key(name):
        raise UserError("A signal needs a name, such as economic_buyer_met.")
    if any(key(signal.name) == key(name) for signal in process.signals if signal.name != own):
        raise UserError(f"There is a signal called {name} already; choose another name.")

"""Add, change, rename and remove signals; whatever asks for one as evidence follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from mining.process.editing.each_stage import each_stage
from models.buyer_journey import BuyerJourney
from models.label import key
from models.rule import Rule
from models.sales_process import SalesProcess, Stage
from models.signal import Signal

Renaming = Callable[[str], str]


def with_signal(process: SalesProcess, old: str, signal: Signal) -> SalesProcess:
    """The process with another signal in place of that name, or with one more where it has none of that name.

    Where its name is another one, stages, ends, rules and buyer steps ask for it under that.
    """
    if all(one.name != old for one in process.signals):
        return replace(process, signals=(*process.signals, signal))
    changed = replace(process, signals=tuple(signal if one.name == old else one for one in process.signals))
    return changed if old == signal.name else _renamed(changed, lambda n: signal.name if n == old else n)


def without_signal(process: SalesProcess, name: str) -> SalesProcess:
    """The process without that signal, and with nothing in stages, ends and buyer steps that asks for it."""
    kept = replace(process, signals=tuple(one for one in process.signals if one.name != name))
    return _renamed(kept, lambda other: "" if other == name else other)


def new_signal(process: SalesProcess, kind: str = "Meeting") -> Signal:
    """A signal for whatever is called like this, under a free name of its own."""
    return Signal(_free(process, kind), kinds=(kind,))


def signal_for(process: SalesProcess, kind: str) -> Signal | None:
    """The signal that is everything of that name and nothing else, if the process has one."""
    plain = (Signal(one.name, kinds=one.kinds) for one in process.signals if one.kinds)
    found = [one for one in plain if list(map(key, one.kinds)) == [key(kind)] and one in process.signals]
    return found[0] if found else None


def with_exit_criterion(process: SalesProcess, stage: str, kind: str) -> SalesProcess:
    """The stage not left without an activity of that name; the signal for it is added where there is none."""
    signal = signal_for(process, kind) or new_signal(process, kind)
    if signal not in process.signals:
        process = replace(process, signals=(*process.signals, signal))

    def changed(one: Stage) -> Stage:
        if one.name != stage or signal.name in one.exit_evidence:
            return one
        return replace(one, exit_evidence=(*one.exit_evidence, signal.name))

    return replace(process, flow=each_stage(process.flow, changed))


def _free(process: SalesProcess, kind: str) -> str:
    """A short name as signals have them: `security_questionnaire`."""
    plain = re.sub(r"\W+", "_", kind.casefold()).strip("_") or "signal"
    taken, name, number = {one.name for one in process.signals}, plain, 2
    while name in taken:
        name, number = f"{plain}_{number}", number + 1
    return name


def _renamed(process: SalesProcess, renamed: Renaming) -> SalesProcess:
    def names(asked: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, map(renamed, asked)))

    def rule(one: Rule) -> Rule:
        second = one.second and (renamed(one.second) or one.second)
        return replace(one, first=renamed(one.first) or one.first, second=second)

    journey = process.journey
    if journey is not None:
        journey = BuyerJourney(tuple(replace(s, evidence=names(s.evidence)) for s in journey.steps))
    return replace(
        process,
        flow=each_stage(process.flow, lambda s: replace(s, exit_evidence=names(s.exit_evidence))),
        ends=tuple(replace(end, requires=names(end.requires)) for end in process.ends),
        rules=tuple(map(rule, process.rules)),
        journey=journey,
    )

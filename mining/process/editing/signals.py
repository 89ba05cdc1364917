"""Add, change, rename, move and remove signals; whatever asks for one as evidence follows."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.each_stage import each_stage
from mining.process.editing.mentions import Renaming, rule_renamed
from mining.process.editing.naming import free_short_name
from mining.process.validate import MOST_SIGNALS
from models.buyer_journey import BuyerJourney
from models.errors import UserError
from models.label import key, tidy
from models.sales_process import SalesProcess, Stage
from models.signal import Signal
from resources.translation import tr


def add_signal(process: SalesProcess, signal: Signal) -> SalesProcess:
    """One more signal, tried last. Raises UserError where its name is taken, or the process has too many."""
    _refuse_taken(process, signal.name, "")
    if len(process.signals) >= MOST_SIGNALS:
        raise UserError(
            tr("A process has at most {most_signals} signals; remove one first.", most_signals=MOST_SIGNALS)
        )
    return with_signal(process, signal)


def with_signal(process: SalesProcess, signal: Signal) -> SalesProcess:
    """One more signal, tried last; what is wrong with it there is a problem of the process."""
    return replace(process, signals=(*process.signals, signal))


def change_signal(process: SalesProcess, name: str, signal: Signal) -> SalesProcess:
    """Another meaning for the signal of that name.

    Where `signal` has another name, stages, ends, rules and buyer steps ask for it under that. Raises UserError where
    there is none of the old name, or the new one is taken.
    """
    _refuse_unknown(process, name)
    _refuse_taken(process, signal.name, name)
    changed = replace(process, signals=tuple(signal if one.name == name else one for one in process.signals))
    return changed if name == signal.name else _renamed(changed, lambda n: signal.name if n == name else n)


def rename_signal(process: SalesProcess, old: str, new: str) -> SalesProcess:
    """The signal has another name, wherever it is asked for. Raises UserError as `change_signal` does."""
    _refuse_unknown(process, old)
    signal = next(one for one in process.signals if one.name == old)
    return change_signal(process, old, replace(signal, name=tidy(new)))


def remove_signal(process: SalesProcess, name: str) -> SalesProcess:
    """Without the signal: no buyer step, stage or end asks for it any more; a rule that names it stays.

    Raises UserError where there is none of that name.
    """
    _refuse_unknown(process, name)
    kept = replace(process, signals=tuple(one for one in process.signals if one.name != name))
    return _renamed(kept, lambda other: "" if other == name else other)


def move_signal(process: SalesProcess, name: str, place: int) -> SalesProcess:
    """The signal is tried at another place, 0 for the first; an event is the first signal that fits it."""
    _refuse_unknown(process, name)
    others = [one for one in process.signals if one.name != name]
    others[max(0, place) : max(0, place)] = [one for one in process.signals if one.name == name]
    return replace(process, signals=tuple(others))


def new_signal(process: SalesProcess, kind: str = "Meeting") -> Signal:
    """A signal for whatever is called like this, under a free name of its own."""
    return Signal(
        free_short_name(kind, (one.name for one in process.signals), otherwise="signal"), kinds=(kind,)
    )


def signal_for(process: SalesProcess, kind: str) -> Signal | None:
    """The signal that is everything of that name and nothing else, if the process has one."""
    plain = (Signal(one.name, kinds=one.kinds) for one in process.signals if one.kinds)
    found = [one for one in plain if list(map(key, one.kinds)) == [key(kind)] and one in process.signals]
    return found[0] if found else None


def with_exit_criterion(process: SalesProcess, stage: str, kind: str) -> SalesProcess:
    """The stage not left without an activity of that name; the signal for it is added where there is none."""
    signal = signal_for(process, kind) or new_signal(process, kind)
    if signal not in process.signals:
        process = with_signal(process, signal)

    def changed(one: Stage) -> Stage:
        if one.name != stage or signal.name in one.exit_evidence:
            return one
        return replace(one, exit_evidence=(*one.exit_evidence, signal.name))

    return replace(process, flow=each_stage(process.flow, changed))


def _refuse_unknown(process: SalesProcess, name: str) -> None:
    if all(signal.name != name for signal in process.signals):
        raise UserError(tr("The process has no signal {name}.", name=name))


def _refuse_taken(process: SalesProcess, name: str, own: str) -> None:
    if not key(name):
        raise UserError(tr("A signal needs a name, such as economic_buyer_met."))
    if any(key(signal.name) == key(name) for signal in process.signals if signal.name != own):
        raise UserError(tr("There is a signal called {name} already; choose another name.", name=name))


def _renamed(process: SalesProcess, renamed: Renaming) -> SalesProcess:
    """The process that asks for signals by other names, or no longer where that is empty."""

    def names(asked: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(filter(None, map(renamed, asked)))

    journey = process.journey
    if journey is not None:
        journey = BuyerJourney(tuple(replace(s, evidence=names(s.evidence)) for s in journey.steps))
    return replace(
        process,
        flow=each_stage(process.flow, lambda s: replace(s, exit_evidence=names(s.exit_evidence))),
        ends=tuple(replace(end, requires=names(end.requires)) for end in process.ends),
        rules=tuple(rule_renamed(rule, lambda name: renamed(name) or name) for rule in process.rules),
        journey=journey,
    )

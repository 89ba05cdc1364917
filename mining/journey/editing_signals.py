"""The verbs for signals in the journey's editor: what `mining.process.editing.signals` does, or why it cannot be."""

from __future__ import annotations

from dataclasses import replace

from mining.process.editing.signals import with_signal, without_signal
from models.errors import UserError
from models.label import key, tidy
from models.sales_process import SalesProcess
from models.signal import Signal

MOST_SIGNALS = 500


def add_signal(process: SalesProcess, signal: Signal) -> SalesProcess:
    """One more signal, tried last. Raises UserError where its name is taken."""
    _refuse_taken(process, signal.name, "")
    if len(process.signals) >= MOST_SIGNALS:
        raise UserError(f"A process has at most {MOST_SIGNALS} signals; remove one first.")
    return replace(process, signals=(*process.signals, signal))


def change_signal(process: SalesProcess, name: str, signal: Signal) -> SalesProcess:
    """Another meaning for a signal, under its name or, where `signal` has another, under that. Raises UserError."""
    _signal(process, name)
    _refuse_taken(process, signal.name, name)
    return with_signal(process, name, signal)


def rename_signal(process: SalesProcess, old: str, new: str) -> SalesProcess:
    """The signal has another name, wherever it is named. Raises UserError where the name is taken."""
    return change_signal(process, old, replace(_signal(process, old), name=tidy(new)))


def remove_signal(process: SalesProcess, name: str) -> SalesProcess:
    """Without the signal: no step, stage or end asks for it any more; a rule that names it stays."""
    _signal(process, name)
    return without_signal(process, name)


def move_signal(process: SalesProcess, name: str, place: int) -> SalesProcess:
    """The signal is tried at another place, 0 for the first; an event is the first signal that fits it."""
    signal = _signal(process, name)
    others = [one for one in process.signals if one is not signal]
    others.insert(max(0, min(place, len(others))), signal)
    return replace(process, signals=tuple(others))


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

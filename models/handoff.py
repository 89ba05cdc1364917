"""A documented hand-over: one functional area gives a deal or a lead to another, in an agreed time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Handoff:
    """From the role `giver` to the role `taker`: asked for by `start`, settled by any of `done`.

    Both name events: a signal of the process, a stage, or an event of the log. `within` is the allowed time as it is
    written on a stage ("1bd", "4h"), empty for none. `reasons` are those that a rejection may give, `accept_target`
    is the share of hand-overs that are to be accepted (0 to 1); the first of `done` is the acceptance.
    """

    id: str
    giver: str
    taker: str
    start: str
    done: tuple[str, ...] = ()
    within: str = ""
    reasons: tuple[str, ...] = ()
    accept_target: float | None = None

"""The path of one deal beside the documented one: every step of either, in one order."""

from __future__ import annotations

from dataclasses import dataclass

from models.allow_list import Accepted
from models.case_table import NO_TIME
from models.deviation import DeviationKey, DeviationType


@dataclass(frozen=True, slots=True)
class Step:
    """A stage that was entered, or asked for, or both.

    `happened` says that the deal entered it, `asked` that the documented process has it here. `deviation` is
    None for what is as documented (and for everything where there is no process), and for what is accepted: then
    `accepted` says what it is. `begin` and `end` are
    microseconds UTC, `end` being the next step the deal took; `NO_TIME` where there is none. `in_bulk` marks
    a stage whose time was lost because several were entered at once; `is_end` the end of the deal; `pending`
    what an open deal has still before it. `days` is the time between `begin` and `end` on the clock of the log, in
    working days of `day_hours` where that is not None; None where one of them is not known.
    """

    stage: str
    happened: bool
    asked: bool
    deviation: DeviationType | None = None
    begin: int = NO_TIME
    end: int = NO_TIME
    who: str = ""
    in_bulk: bool = False
    is_end: bool = False
    pending: bool = False
    days: float | None = None
    day_hours: float | None = None
    accepted: DeviationType | None = None


@dataclass(frozen=True)
class DealPath:
    """The steps of case `case` and the deviations it has, behaviour first; `checked` without a process is False.

    `accepted` are the entries of the allow-list for what else it would have.
    """

    case: int
    steps: tuple[Step, ...]
    deviations: tuple[DeviationKey, ...]
    checked: bool
    accepted: tuple[Accepted, ...] = ()

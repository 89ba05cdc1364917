"""When each version of a process is in force, and which deals were worked under which."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from models.case_table import DAY, NO_TIME, Outcome
from models.conformance import Version
from models.errors import UserError
from models.event_log import EventLog, Times
from models.project import ProcessModel
from models.sales_process import SalesProcess
from resources.translation import tr

_FIRST_DAY = date(1970, 1, 1).toordinal()


def versions_of(processes: Sequence[ProcessModel]) -> tuple[Version, ...]:
    """The versions as they are given, each with the days on which it is in force.

    One that does not say when it begins begins where the one before it ends, and one that does not say when it ends
    ends where the next begins.
    """
    begins: list[date | None] = []
    for number, process in enumerate(processes):
        begin = process.valid_from if isinstance(process, SalesProcess) else None
        before = processes[number - 1] if number else None
        if begin is None and isinstance(before, SalesProcess) and before.valid_until is not None:
            begin = before.valid_until + timedelta(days=1)
        begins.append(begin)
    found = []
    for number, process in enumerate(processes):
        end = process.valid_until if isinstance(process, SalesProcess) else None
        after = begins[number + 1] if number + 1 < len(begins) else None
        if end is None and after is not None:
            end = after - timedelta(days=1)
        stages = process.stages if isinstance(process, SalesProcess) else ()
        names = tuple(stage.name for stage in stages)
        found.append(Version(_name(process, number), begins[number], end, names))
    return tuple(found)


def in_order(processes: Sequence[SalesProcess]) -> tuple[SalesProcess, ...]:
    """The versions by the day on which they begin, the oldest first.

    Raises UserError where one does not say when it begins or two are in force on the same day.
    """
    for process in processes:
        if process.valid_from is None:
            raise UserError(
                tr(
                    "The process {title} does not say from when it is in force; write `valid_from:` and the "
                    "day into each of several processes.",
                    title=_title(process),
                )
            )
    ordered = sorted(processes, key=lambda process: process.valid_from or date.min)
    for one, other in pairwise(ordered):
        begin = other.valid_from
        if begin is not None and (
            begin == one.valid_from or (one.valid_until is not None and one.valid_until >= begin)
        ):
            raise UserError(
                tr(
                    "The processes {title} and {title_2} are both in force on {begin}; let the older one end "
                    "before the newer one begins.",
                    title=_title(one),
                    title_2=_title(other),
                    begin=begin,
                )
            )
    return tuple(ordered)


def version_of_case(log: EventLog, versions: Sequence[Version]) -> NDArray[np.int32]:
    """For every case the version that was in force in the middle of its life; days are those of UTC.

    A life is from creation to close, or to the last event where the deal is open or its close is not known. Of
    several versions the one that began last counts; a deal from before all of them takes the first to begin, one
    between two the earlier, and one without any time the last of `versions`.
    """
    starts = np.array([_start(version.begins) for version in versions], dtype=np.int64)
    order = np.argsort(starts, kind="stable")
    middle = log.derived(middle_of_life)
    place = np.searchsorted(starts[order], middle, side="right") - 1
    found = order[np.maximum(place, 0)]
    return np.where(middle == NO_TIME, len(versions) - 1, found).astype(np.int32)


def middle_of_life(log: EventLog) -> Times:
    """The time halfway through every deal, `NO_TIME` where none of its times is known."""
    begin = created(log)
    last = np.full(log.n_cases, NO_TIME, dtype=np.int64)
    having = np.flatnonzero(np.diff(log.case_start) > 0)
    last[having] = log.timestamp[log.case_start[having + 1] - 1]
    closed = (log.cases.closed != NO_TIME) & (log.cases.outcome != Outcome.OPEN)
    end = np.where(closed, log.cases.closed, np.where(last == NO_TIME, begin, last))
    begin, end = np.where(begin == NO_TIME, end, begin), np.maximum(begin, end)
    halves: Times = begin // 2 + end // 2 + (begin % 2 + end % 2) // 2  # their sum may be too large a number
    return np.where(end == NO_TIME, NO_TIME, halves)


def _start(day: date | None) -> int:
    return NO_TIME + 1 if day is None else (day.toordinal() - _FIRST_DAY) * DAY


def _name(process: ProcessModel, number: int) -> str:
    """`2026.1`, or what else tells it from the others."""
    version = process.version if isinstance(process, SalesProcess) else ""
    return version or f"{process.name} {number + 1}"


def _title(process: SalesProcess) -> str:
    return f"{process.name} {process.version}".strip()

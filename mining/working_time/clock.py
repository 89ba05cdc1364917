"""Puts a log on the clock of a calendar, so that every duration of it is in working time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mining.process.calendar import calendar_of
from mining.working_time.shifts import shifts_of
from models.calendar import AS_DOCUMENTED, Calendar, CalendarChoice
from models.case_table import NO_TIME
from models.event_log import EventLog
from models.project import ProcessModel, Project
from models.sales_process import SalesProcess
from models.working_clock import WorkingClock


def calendar_in_force(choice: CalendarChoice, process: ProcessModel | None) -> Calendar | None:
    """The calendar that a choice means; None around the clock, as also where no process documents one.

    Raises UserError where the calendar of the process makes no sense.
    """
    if isinstance(choice, Calendar) or choice is None:
        return choice
    return documented_calendar(process)


def documented_calendar(process: ProcessModel | None) -> Calendar | None:
    """The calendar that a process names, None where it names none; only one written as YAML can.

    Raises UserError where it makes no sense.
    """
    return calendar_of(process) if isinstance(process, SalesProcess) and _written(process) else None


def calendars_alike(one: Project, other: Project) -> bool:
    """Whether the durations of both projects are counted in the same time."""
    if one.calendar != other.calendar:
        return False
    return one.calendar != AS_DOCUMENTED or _written(one.process) == _written(other.process)


def _written(process: ProcessModel | None) -> object:
    return process.header.get("calendar") if isinstance(process, SalesProcess) else None


def on_the_clock(log: EventLog, calendar: Calendar | None) -> EventLog:
    """The same log with its durations in the working time of a calendar; None: around the clock.

    Raises UserError where the calendar names a country that is not known.
    """
    if calendar is None:
        return log if log.clock is None else replace(log, clock=None)
    times = np.concatenate((log.timestamp, log.cases.created, log.cases.closed))
    known = times[times != NO_TIME]
    ends = np.array([known.min(), known.max()], dtype=np.int64) if len(known) else known
    timed = replace(log, clock=WorkingClock(calendar, shifts_of(calendar, ends)))
    if log.knows_variants:
        timed.learn_variants(log.variants)
    return timed

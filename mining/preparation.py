"""Prepares an imported log as the user chose, for every screen and command: the import itself stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from mining.documented_leads import same_leads_documented, with_documented_leads
from mining.documented_order import documented_order
from mining.prepared_amounts import converted_changes, rate_of_case
from mining.quality.day_only import Days, days_of
from mining.quality.seen import Flags, Seen
from mining.sources.values.categories import by_labels, compact
from mining.working_time.clock import calendar_in_force, calendars_alike, on_the_clock
from models.case_table import PIPELINE, CaseTable
from models.categorical import MISSING
from models.event_log import EventKind, EventLog
from models.import_summary import ImportSummary
from models.label import key, tidy
from models.preparation import Preparation
from models.project import ProcessModel, Project
from models.quality import LEFT_OUT, SWITCHES, Fault
from models.sales_process import SalesProcess

_EVENTS: Mapping[Fault, Callable[[Seen], Flags]] = {
    Fault.DUPLICATES: lambda seen: seen.duplicates,
    Fault.BULK_EDITS: lambda seen: seen.bulk_edits,
    Fault.ROBOTS: lambda seen: seen.robot_events,
}
"""The events that are left out where a fault is switched."""

_DEALS: Mapping[Fault, Callable[[Seen], Flags]] = {
    Fault.BACK_FILLED: lambda seen: seen.back_filled_deals,
    Fault.CUT_OFF: lambda seen: seen.cut_off_deals,
    Fault.OPEN_DEALS: lambda seen: seen.open_deals,
}
"""The deals that are left out where a fault is switched."""

_ORDERED = SWITCHES - LEFT_OUT


def prepared(
    log: EventLog, summary: ImportSummary | None, preparation: Preparation, process: ProcessModel | None
) -> EventLog:
    """The log as it is analysed; the same object where the choices change nothing.

    A deal of which no stage is left is left out. A stage that comes right after itself only because another was
    left out or got its name is no event of its own. Events at the same instant, or on the same day where only days
    are known, are put in the order of `process`; without one the file's order stays. Raises UserError where an
    order is wanted from a process that can never finish.
    """
    seen = Seen(log, summary, preparation)
    events, deals = _kept(seen)
    found = log.keep_events(events).keep_cases(deals)
    source = np.flatnonzero(events & deals[log.case_of_event])
    found = with_documented_leads(_renamed(found, preparation.stages), process)
    order = np.arange(found.n_events, dtype=np.int64)
    if process is not None and preparation.switched & _ORDERED:
        order = documented_order(found, _unordered(found, seen.days, source, preparation), process)
        found = _in_order(found, order)
    found = found.keep_events(~_became_repeats(log, found, source[order], order))
    cases = _converted(found.cases, preparation)
    if cases is found.cases:
        return found
    return replace(found, cases=cases, changes=converted_changes(found.changes, found.cases, preparation))


def prepared_log(project: Project) -> EventLog:
    """The log of a project as it is analysed, on the clock of its calendar, with its stand-ins for people.

    Raises ValueError where it has none, and UserError where the calendar of the process makes no sense.
    """
    if project.log is None:
        raise ValueError("the project has no log")
    log = prepared(project.log, project.summary, project.preparation, project.process).called(
        project.stand_ins
    )
    return on_the_clock(log, calendar_in_force(project.calendar, project.process))


def leads_of(project: Project) -> EventLog | None:
    """The leads of a project on the clock of its calendar, None where it has none.

    They are its log of leads, or its log where the process says that a case of it is a lead (`case: lead`). Raises
    UserError where the calendar of the process makes no sense.
    """
    leads = project.leads
    if leads is None and project.log is not None and _is_about_leads(project.process):
        return prepared_log(project)
    if leads is None:
        return None
    return on_the_clock(leads.called(project.stand_ins), calendar_in_force(project.calendar, project.process))


def _is_about_leads(process: ProcessModel | None) -> bool:
    return isinstance(process, SalesProcess) and key(str(process.header.get("case", ""))) in ("lead", "leads")


def prepares_alike(one: Project, other: Project) -> bool:
    """Whether both projects have the same prepared log on the same clock.

    The process has a say only where a log has leads, which are stages where it names them, or where events are put in
    its order; and then its stages and ends have, not the flow between them.
    """
    if (one.log, one.summary, one.preparation) != (other.log, other.summary, other.preparation):
        return False
    if not calendars_alike(one, other) or one.stand_ins != other.stand_ins:
        return False
    if one.process == other.process:
        return True
    if not isinstance(one.process, SalesProcess) or not isinstance(other.process, SalesProcess):
        return False
    if one.log is not None and not same_leads_documented(one.log, one.process, other.process):
        return False
    return not _has_a_say(one) or _named_alike(one.process, other.process)


def judged_alike(one: Project, other: Project) -> bool:
    """Whether the quality of both logs is told in the same words: those name the process."""
    if (one.log, one.summary, one.preparation) != (other.log, other.summary, other.preparation):
        return False
    names = [None if project.process is None else project.process.name for project in (one, other)]
    return names[0] == names[1]


def _has_a_say(project: Project) -> bool:
    """Whether any event of the log can stand in another place because of the order of the process."""
    log, switched = project.log, project.preparation.switched
    if log is None:
        return False
    zone = Seen(log, project.summary, project.preparation).zone
    return (Fault.TIES in switched and log.derived(_has_ties)) or (
        Fault.DAY_ONLY in switched and log.derived(_has_dates(zone))
    )


def _has_ties(log: EventLog) -> bool:
    return bool(((np.diff(log.timestamp) == 0) & (np.diff(log.case_of_event) == 0)).any())


@cache
def _has_dates(zone: str) -> Callable[[EventLog], bool]:
    """What finds whether some times of a log are only dates: one function a zone, so that a log remembers it."""

    def found(log: EventLog) -> bool:
        return bool(days_of(log, zone).is_date.any())

    return found


def _named_alike(one: SalesProcess, other: SalesProcess) -> bool:
    stages = [[(stage.name, stage.labels) for stage in process.stages] for process in (one, other)]
    return stages[0] == stages[1] and one.ends == other.ends


def _kept(seen: Seen) -> tuple[Flags, Flags]:
    """Which events and which deals stay."""
    log, chosen = seen.log, seen.preparation
    events, deals = np.ones(log.n_events, dtype=bool), np.ones(log.n_cases, dtype=bool)
    for fault in sorted(chosen.switched & _EVENTS.keys()):
        events &= ~_EVENTS[fault](seen)
    for fault in sorted(chosen.switched & _DEALS.keys()):
        deals &= ~_DEALS[fault](seen)
    pipeline = log.cases.extra.get(PIPELINE)
    if chosen.pipelines and pipeline is not None:
        deals &= pipeline.is_any_of(chosen.pipelines) | (
            (pipeline.codes == MISSING) & ("" in chosen.pipelines)
        )
    if not events.all():
        is_stage = log.kind == EventKind.STAGE
        before, after = (
            np.bincount(log.case_of_event[flags], minlength=log.n_cases)
            for flags in (is_stage, is_stage & events)
        )
        deals &= (before == 0) | (after > 0)
    return events, deals


def _renamed(log: EventLog, names: Mapping[str, str]) -> EventLog:
    """Stages under their new names; an activity that is called like a stage keeps its own."""
    labels = log.activity.labels
    wanted = [tidy(names.get(label, label)) or label for label in labels]
    if not names or wanted == list(labels):
        return log
    is_stage = (log.kind == EventKind.STAGE) & (log.activity.codes != MISSING)
    codes = np.where(is_stage, log.activity.codes + len(labels), log.activity.codes).astype(np.int32)
    return replace(log, activity=compact(by_labels(codes, [*labels, *wanted])))


def _unordered(
    log: EventLog, days: Days, source: NDArray[np.int64], preparation: Preparation
) -> NDArray[np.int64]:
    """One number an event, equal for neighbours whose order is not known; `source` is their place in `days`."""
    is_date = days.is_date[source]
    unknown = np.zeros(max(0, log.n_events - 1), dtype=bool)
    if Fault.TIES in preparation.switched:
        unknown |= (np.diff(log.timestamp) == 0) & ~is_date[1:] & ~is_date[:-1]
    if Fault.DAY_ONLY in preparation.switched:
        unknown |= (np.diff(days.day[source]) == 0) & is_date[1:] & is_date[:-1]
    unknown &= np.diff(log.case_of_event) == 0
    return np.concatenate(([0], np.cumsum(~unknown)))[: log.n_events]


def _in_order(log: EventLog, order: NDArray[np.int64]) -> EventLog:
    """The events in another order; the times stay, as events only change places where theirs are as good."""
    if (order == np.arange(len(order))).all():
        return log
    return replace(
        log,
        activity=log.activity.take(order),
        resource=log.resource.take(order),
        kind=log.kind[order],
        extra={name: column.take(order) for name, column in log.extra.items()},
    )


def _became_repeats(
    before: EventLog, log: EventLog, source: NDArray[np.int64], place: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """One flag an event: does it repeat the stage before it, and did it not before?

    `source` is the place of every event in the log `before`, `place` the one it had until it was put in order.
    """
    stages = np.flatnonzero(log.kind == EventKind.STAGE)
    same = (np.diff(log.activity.codes[stages]) == 0) & (np.diff(log.case_of_event[stages]) == 0)
    again, earlier = stages[1:][same], stages[:-1][same]
    stage_number = np.cumsum(before.kind == EventKind.STAGE)
    kept_number = np.zeros(log.n_events, dtype=np.int64)
    kept_number[place[stages]] = 1
    kept_number = np.cumsum(kept_number)
    merged = before.activity.codes[source[again]] != before.activity.codes[source[earlier]]
    apart = stage_number[source[again]] - stage_number[source[earlier]] > 1
    neighbours = kept_number[place[again]] - kept_number[place[earlier]] == 1
    flags = np.zeros(log.n_events, dtype=bool)
    flags[again[merged | (apart & neighbours)]] = True
    return flags


def _converted(cases: CaseTable, preparation: Preparation) -> CaseTable:
    """Amounts in the currency of the rates; those without a rate stay as they are."""
    known = (*cases.currency.labels, "")  # the last is what MISSING (-1) points to
    factor = rate_of_case(cases, preparation)
    has_rate = ~np.isnan(factor)
    if not has_rate.any():
        return cases
    texts = np.where(has_rate, len(known) - 1, cases.currency.codes).astype(np.int32)
    return replace(
        cases,
        amount=np.where(has_rate, cases.amount * factor, cases.amount),
        currency=compact(by_labels(texts, [*cases.currency.labels, preparation.currency])),
    )

"""Salesforce: the stages of OpportunityHistory, with Opportunity, User and UserRole beside it where they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Events, Ordered, in_order, keep, log_of, tie_notes
from mining.sources.files.origin import Origin
from mining.sources.files.table_file import read_table
from mining.sources.frame import repeats
from mining.sources.salesforce.deals import deal_table
from mining.sources.salesforce.people import People, named, read_people
from mining.sources.salesforce.tables import (
    STAGE,
    SalesforceFrame,
    SalesforceObject,
    is_list_of_records,
    object_of,
)
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised, nothing_left
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import relabel
from mining.sources.values.dates import Times, read_times, reading_of
from mining.sources.values.words import counted, listed
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.import_summary import ImportSummary, Quarantined
from models.label import tidy
from models.progress import Report

_DATE_COLUMNS = ("createddate", "systemmodstamp", "lastmodifieddate", "closedate", "validthroughdate")
_SAVED = ("Amount", "CloseDate", "Probability", "ForecastCategory", "CurrencyIsoCode")
"""What else a save records; kept as columns of the events."""


class SalesforceSource:
    """An export of OpportunityHistory: by API or Data Loader, the weekly export, or a re-save from Excel."""

    name = "salesforce"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns are those of the four objects, if the history is among them."""
        found = {
            c.path: kind
            for c in candidates
            if c.sample is not None and (kind := object_of(c.sample.columns, c.path.name)) is not None
        }
        history = [path.name for path, kind in found.items() if kind is SalesforceObject.HISTORY]
        if not history:
            return self._without_history(candidates, found)
        reason = (
            f"{listed(history, 3)} has the columns of Salesforce's OpportunityHistory: deal, stage and date."
        )
        return Recognised(self.name, reason, tuple(found))

    def _without_history(
        self, candidates: Sequence[Candidate], found: dict[Origin, SalesforceObject]
    ) -> Recognised | None:
        """Salesforce's lists alone: claimed, so that nobody takes the present stage of every deal for a log."""
        lists = [c for c in candidates if c.sample is not None and is_list_of_records(c.sample)]
        deals = [c.path for c in lists if found.get(c.path) is SalesforceObject.OPPORTUNITY]
        if not deals or len(lists) < len(candidates):
            return None
        names = listed([path.name for path in deals], 3)
        return Recognised(self.name, f"{names} has the columns of Salesforce's Opportunity.", tuple(deals))

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the history of stages; every other file adds what is known of the deals."""
        frames = _frames(files, report)
        history = frames.get(SalesforceObject.HISTORY)
        if history is None:
            raise UserError(
                f"{listed([path.name for path in files], 3)} has no history of stages; export OpportunityHistory "
                "too, with OpportunityId, CreatedDate and StageName."
            )
        report(0.7, "Reading the stages")
        opportunities = frames.get(SalesforceObject.OPPORTUNITY)
        people = read_people(frames.get(SalesforceObject.USER), frames.get(SalesforceObject.ROLE))
        if not len(history):
            raise UserError(f"{history.names} has a header but no rows; export it again with its rows.")
        times = _created_times(history, opportunities, options)
        if options.is_day_first is None:
            options = replace(options, day_first=times.day_first)
        names = tuple(table.name for frame in frames.values() for table in frame.tables)
        ordered, notes, quarantined = _events(history, opportunities, people, times, names)
        changes = len(ordered.case)
        stages = keep(ordered, _is_change(ordered))
        if changes > len(stages.case):
            saves = counted(changes - len(stages.case), "save")
            notes.append(
                f"{saves} did not change the stage (only amount, probability or close date) and are no events."
            )
        report(0.85, "Reading the deals")
        cases, deal_notes, deal_quarantined = deal_table(ordered, stages, opportunities, people, options)
        report(0.95, "Building the log")
        notes += [*people.notes, *deal_notes, *tie_notes(stages), *_robot_notes(stages, people)]
        notes += [note for frame in frames.values() for table in frame.tables for note in table.notes]
        rows = sum(len(table) + len(table.quarantined) for frame in frames.values() for table in frame.tables)
        aside = (*quarantined, *deal_quarantined, *_misfits(frames))
        return Imported(log_of(stages, cases), ImportSummary(self.name, names, rows, aside, tuple(notes)))


def _frames(files: Sequence[Origin], report: Report) -> dict[SalesforceObject, SalesforceFrame]:
    found: dict[SalesforceObject, SalesforceFrame] = {}
    for number, path in enumerate(files):

        def step(fraction: float, message: str, number: int = number) -> None:
            report(0.7 * (number + fraction) / len(files), message)

        table = read_table(path, step)
        kind = object_of(table.columns, path.name)
        if kind is not None:
            found[kind] = SalesforceFrame((*(found[kind].tables if kind in found else ()), table))
    return found


def _created_times(
    history: SalesforceFrame, opportunities: SalesforceFrame | None, options: ImportOptions
) -> Times:
    """When the rows were created; where they leave day and month open, another date of the export decides."""
    column = history.column("createddate")
    day_first = options.is_day_first
    own = reading_of(column.labels)
    if day_first is None and own is not None and own.is_ambiguous:
        day_first = _order_elsewhere([frame for frame in (history, opportunities) if frame is not None])
    return read_times(column, "CreatedDate", history.names, day_first, options.zone)


def _order_elsewhere(frames: Sequence[SalesforceFrame]) -> bool | None:
    """Whether the day comes first in the first column of dates that decides it."""
    for frame in frames:
        for name in _DATE_COLUMNS:
            reading = reading_of(frame.column(name).labels)
            if reading is not None and reading.format in ("dd/mm/yyyy", "mm/dd/yyyy"):
                return reading.format == "dd/mm/yyyy"
    return None


def _events(
    history: SalesforceFrame,
    opportunities: SalesforceFrame | None,
    people: People,
    times: Times,
    names: Sequence[str],
) -> tuple[Ordered, list[str], list[Quarantined]]:
    """Every readable save in order, notes, and the rows set aside."""
    case = history.ids("opportunityid")
    stage = relabel(history.column(*STAGE), tidy)
    column = history.column("createddate")
    reason, reasons = _reasons(history, opportunities, case, stage, column, times)
    quarantined = history.set_aside(reason, reasons)
    good = np.flatnonzero(reason == 0)
    if not len(good):
        raise nothing_left(names, ImportSummary("salesforce", tuple(names), 0, tuple(quarantined)).reasons)
    extra = {name: history.column(plain_name(name)) for name in _SAVED if history.spelling(plain_name(name))}
    events = Events(case, stage, times.micros, named(history.ids("createdbyid"), people), extra)
    return in_order(events.take(good)), list(times.notes), quarantined


def _reasons(
    history: SalesforceFrame,
    opportunities: SalesforceFrame | None,
    case: Categorical,
    stage: Categorical,
    column: Categorical,
    times: Times,
) -> tuple[NDArray[np.int64], list[str]]:
    reasons = [
        "",
        "deleted in Salesforce (IsDeleted)",
        "no OpportunityId",
        "no StageName",
        "no CreatedDate",
        "the same history row came before (equal Id)",
        "its opportunity was deleted in Salesforce",
    ]
    gone = np.zeros(len(case.labels) + 1, dtype=bool)
    if opportunities is not None:
        ids, deleted = opportunities.ids("id"), opportunities.flags("isdeleted")
        lost = {ids.text(i) for i in np.flatnonzero(deleted).tolist()}
        gone[:-1] = [label in lost for label in case.labels]
    checks = [
        history.flags("isdeleted"),
        case.codes == MISSING,
        stage.codes == MISSING,
        column.codes == MISSING,
        repeats(history.ids("id")),
        gone[case.codes],
    ]
    reason = np.select(checks, range(1, len(reasons)), 0).astype(np.int64)
    unread = (reason == 0) & (times.reason > 0)
    reason[unread] = times.reason[unread] + len(reasons) - 1
    return reason, [*reasons, *times.reasons[1:]]


def _is_change(ordered: Ordered) -> NDArray[np.bool_]:
    """Which saves changed the stage: the first of a deal, and those with another stage than the one before."""
    codes = ordered.events.activity.codes
    same = (np.diff(codes) == 0) & (np.diff(ordered.case) == 0)
    return np.append(True, ~same) if len(codes) else np.zeros(0, dtype=bool)


def _robot_notes(stages: Ordered, people: People) -> list[str]:
    made = int(stages.events.resource.is_any_of(people.robots).sum())
    if not made:
        return []
    return [
        f"{counted(made, 'event')} come from users that look like automation: {listed(people.robots, 5)}."
    ]


def _misfits(frames: dict[SalesforceObject, SalesforceFrame]) -> list[Quarantined]:
    """Rows of users and roles that did not fit their table."""
    kinds = (SalesforceObject.USER, SalesforceObject.ROLE)
    return [
        row for kind in kinds if kind in frames for table in frames[kind].tables for row in table.quarantined
    ]

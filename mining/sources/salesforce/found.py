"""Puts together what the objects of a Salesforce export say: stages, deals, and what happened around them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from mining.sources.assemble import Events, together
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, FieldChanges, changes_together
from mining.sources.crm.log import Found
from mining.sources.crm.users import robots_among
from mining.sources.salesforce import ids
from mining.sources.salesforce.activities import WHO, last_done, meetings_of, tasks_of
from mining.sources.salesforce.beginnings import created_in_report, first_of_report, first_versions
from mining.sources.salesforce.deals import Listed, deals_of, deleted_of
from mining.sources.salesforce.emails import emails_of
from mining.sources.salesforce.field_rows import of_object, rows_of
from mining.sources.salesforce.joins import Joins, roles_of
from mining.sources.salesforce.lead_log import lead_log
from mining.sources.salesforce.leads import Leads, lead_events
from mining.sources.salesforce.objects import SalesforceObject as Kind
from mining.sources.salesforce.outcomes import stage_outcomes
from mining.sources.salesforce.people import read_people
from mining.sources.salesforce.quotes import deal_of_quotes, quote_events
from mining.sources.salesforce.saves import FROM_STAGE, saves_of, times_of, versions_of
from mining.sources.salesforce.tables import Frames, Remarks, SalesforceFrame, rows_where
from mining.sources.salesforce.trail import Trail, stages_of, trail_of, without_better
from mining.sources.source import ImportOptions
from mining.sources.values.dates import UnclearDates
from mining.sources.values.words import counted
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.event_log import EventLog
from resources.translation import tr


@dataclass(frozen=True, eq=False)
class _Rows:
    """The rows of field history, by the kind of record they are about."""

    deals: FieldChanges | None = None
    leads: FieldChanges | None = None
    quotes: FieldChanges | None = None


class ExportReader:
    """Reads the objects of one export, each in the light of those before."""

    def __init__(self, frames: Frames, options: ImportOptions) -> None:
        self._frames = frames
        self._options = options
        self._remarks = Remarks()
        self._people = read_people(frames.get(Kind.USER), frames.get(Kind.ROLE))
        self._opportunities = frames.get(Kind.OPPORTUNITY) or _present(frames.get(Kind.VERSIONS))
        self._gone = deleted_of(frames.get(Kind.OPPORTUNITY)) | deleted_of(frames.get(Kind.VERSIONS))

    def found(self) -> tuple[Found, ImportOptions]:
        """Everything that the export holds, and the options with the order of day and month that it decided."""
        saves = self._saves()
        rows = self._field_rows(is_needed=saves is None)
        trail = None if rows.deals is None else trail_of(rows.deals, self._remarks)
        listed = self._deals(saves, trail)
        stages = self._stages(saves, trail, listed)
        leads = self._leads(rows, listed)
        others, activities = self._others(stages, rows, listed, leads)
        robots = self._people.robots or robots_among(stages.resource)
        changes = None if trail is None else trail.changes
        if changes is not None and saves is not None:
            better = {"Amount": AMOUNT, "Close date": CLOSE_DATE}
            changes = without_better(
                changes, frozenset(f for name, f in better.items() if name in saves.extra)
            )
        self._note_unused()
        self._remarks.misfits(list(self._frames.values()))
        lead_log = self._lead_log(rows, leads, activities)
        tables = [table for frame in self._frames.values() for table in frame.tables]
        notes = [
            *self._people.notes,
            *self._remarks.notes,
            *(note for table in tables for note in table.notes),
        ]
        return Found(
            files=tuple(dict.fromkeys(table.name for table in tables)),
            rows=sum(len(table) + len(table.quarantined) for table in tables),
            stages=stages,
            deals=listed.deals,
            others=tuple(others),
            changes=changes,
            stage_outcomes=stage_outcomes(saves, self._opportunities, self._frames.get(Kind.STAGES)),
            robots=robots,
            roles=self._people.roles,
            quarantined=tuple(self._remarks.quarantined),
            notes=tuple(notes),
            findings=tuple(self._remarks.findings),
            leads=lead_log,
        ), self._options

    def _saves(self) -> Events | None:
        """The saves of OpportunityHistory, or else the periods of a replicated Opportunity."""
        for kind in (Kind.HISTORY, Kind.VERSIONS):
            frame = self._frames.get(kind)
            if frame is None or not len(frame):
                continue
            times = times_of(frame, [f for f in (self._opportunities,) if f], self._options)
            if self._options.is_day_first is None:
                self._options = replace(self._options, day_first=times.day_first)
            self._remarks.notes += times.notes
            if kind is Kind.VERSIONS:
                return versions_of(frame, times, self._gone, self._remarks)
            return saves_of(frame, times, self._people, self._gone, self._remarks)
        return None

    def _note_unused(self) -> None:
        """Objects that were read, and beside others have nothing more to say."""
        if Kind.HISTORY in self._frames and Kind.VERSIONS in self._frames:
            self._remarks.notes.append(
                tr(
                    "The stages are those of OpportunityHistory; {names} was not needed for them.",
                    names=self._names(Kind.VERSIONS),
                )
            )
        if Kind.TRACKED_FIELDS in self._frames:
            self._remarks.notes.append(
                tr(
                    "{names} only lists which fields are tracked and was not used.",
                    names=self._names(Kind.TRACKED_FIELDS),
                )
            )

    def _field_rows(self, is_needed: bool) -> _Rows:
        own = {
            kind: self._rows_in(kind, is_needed)
            for kind in (Kind.FIELDS, Kind.LEAD_FIELDS, Kind.QUOTE_FIELDS, Kind.ENTITY_FIELDS)
        }
        entity = own[Kind.ENTITY_FIELDS]
        found, used = [], 0
        prefixes = (
            (Kind.FIELDS, ids.OPPORTUNITY),
            (Kind.LEAD_FIELDS, ids.LEAD),
            (Kind.QUOTE_FIELDS, ids.QUOTE),
        )
        for kind, prefix in prefixes:
            part = None if entity is None else of_object(entity, prefix)
            used += 0 if part is None else len(part.time)
            parts = [rows for rows in (own[kind], part) if rows is not None and len(rows.time)]
            found.append(changes_together(parts) if parts else None)
        if entity is not None and used < len(entity.time):
            self._remarks.notes.append(
                tr(
                    "{changes} of accounts, contacts and other records in {names} not used.",
                    changes=counted(len(entity.time) - used, "change"),
                    names=self._frames[Kind.ENTITY_FIELDS].names,
                )
            )
        return _Rows(*found)

    def _rows_in(self, kind: Kind, is_needed: bool) -> FieldChanges | None:
        """The rows of one file of field history; one that can be done without is noted where its dates are unclear."""
        frame = self._frames.get(kind)
        if frame is None or not len(frame):
            return None
        try:
            times = times_of(frame, [f for f in (self._opportunities,) if f], self._options)
        except UnclearDates as error:
            if is_needed and kind in (Kind.FIELDS, Kind.ENTITY_FIELDS):
                raise
            self._remarks.notes.append(error.not_used)
            return None
        if self._options.is_day_first is None:
            self._options = replace(self._options, day_first=times.day_first)
        self._remarks.notes += times.notes
        return rows_of(frame, times, self._people, self._remarks)

    def _deals(self, saves: Events | None, trail: Trail | None) -> Listed:
        created = dict(trail.created) if trail is not None else {}
        history = self._frames.get(Kind.HISTORY)
        if history is not None:
            created = {**created_in_report(history, self._options, self._remarks), **created}
        return deals_of(
            self._opportunities,
            self._frames.get(Kind.RECORD_TYPE),
            self._frames.get(Kind.ACCOUNT),
            saves,
            created,
            self._people,
            self._options,
            self._remarks,
        )

    def _stages(self, saves: Events | None, trail: Trail | None, listed: Listed) -> Events:
        """The enterings of stages: of the saves, and from field history of deals that have none."""
        parts = []
        if saves is not None:
            if Kind.HISTORY in self._frames and FROM_STAGE in saves.extra:
                parts.append(first_of_report(saves, listed.deals, self._remarks))
            elif Kind.VERSIONS in self._frames and Kind.HISTORY not in self._frames:
                first_versions(saves, listed.deals, self._remarks)
            extra = {name: column for name, column in saves.extra.items() if name != FROM_STAGE}
            parts.append(replace(saves, extra=extra))
        if trail is not None and trail.has_stages:
            known = frozenset(saves.case.labels) if saves is not None else frozenset()
            told = stages_of(trail, listed.deals, listed.present, known, self._remarks)
            if saves is not None and len(told):
                number = len(np.unique(told.case.codes))
                self._remarks.notes.append(
                    tr(
                        "The stages of {deals} that OpportunityHistory does not have were taken from the field "
                        "history.",
                        deals=counted(number, "deal"),
                    )
                )
            parts.append(told)
        elif saves is None:
            raise UserError(
                tr(
                    "{names} has no change of StageName (the stage is no tracked field); export "
                    "OpportunityHistory too, with OpportunityId, CreatedDate and StageName.",
                    names=self._names(Kind.FIELDS, Kind.ENTITY_FIELDS),
                )
            )
        return together([part for part in parts if len(part)] or parts)

    def _leads(self, rows: _Rows, listed: Listed) -> Leads:
        frame, created = self._frames.get(Kind.LEAD), _times_by_id(listed)
        return lead_events(frame, rows.leads, created, self._people, self._options, self._remarks)

    def _lead_log(self, rows: _Rows, leads: Leads, activities: Events | None) -> EventLog | None:
        """The log of leads, of those that became a deal and of all others."""
        frame = self._frames.get(Kind.LEAD)
        if frame is None:
            return None
        return lead_log(
            frame,
            leads.rows,
            leads.converted,
            rows.leads,
            activities,
            self._people,
            self._options,
            self._remarks,
        )

    def _others(
        self, stages: Events, rows: _Rows, listed: Listed, leads: Leads
    ) -> tuple[list[Events], Events | None]:
        """Leads, activities and quotes by their deals; and the activities once more, with whom they were."""
        frames, people, options, remarks = self._frames, self._people, self._options, self._remarks
        others, conversions = list(leads.events), leads.conversions
        quotes, emails = frames.get(Kind.QUOTE), frames.get(Kind.EMAIL)
        around = [frames[kind] for kind in (Kind.TASK, Kind.EVENT, Kind.OPPORTUNITY) if kind in frames]
        done = [int(events.timestamp.max()) for events in (stages, *others) if len(events)]
        joins = Joins(
            conversions,
            frozenset(listed.deals.row_of),
            deal_of_quotes(quotes),
            frozenset(emails.column("activityid").labels) if emails is not None else frozenset(),
            roles_of(frames.get(Kind.CONTACT_ROLE)),
            max([*done, last_done(around, options)]),
        )
        parts = [
            read(frames[kind], joins, people, options, remarks)
            for kind, read in ((Kind.TASK, tasks_of), (Kind.EVENT, meetings_of), (Kind.EMAIL, emails_of))
            if kind in frames
        ]
        parts = [part for part in parts if len(part)]
        activities = together(parts) if parts else None
        if activities is not None:
            others.append(self._of_deals(activities, leads))
        return [*others, *quote_events(quotes, rows.quotes, people, options, remarks)], activities

    def _of_deals(self, activities: Events, leads: Leads) -> Events:
        """The activities without those of leads that became no deal, and without the column of whom they were with."""
        whom = activities.extra.get(WHO, Categorical.empty(len(activities)))
        known = (
            frozenset(self._frames[Kind.LEAD].ids("id").take(leads.rows).labels) if len(leads.rows) else ()
        )
        is_lead = np.array([*(label in known for label in whom.labels), False])[whom.codes]
        only = is_lead & (activities.case.codes == MISSING)
        self._remarks.counted(
            int(only.sum()),
            "activity",
            "activities",
            tr("of leads without a deal: only in the log of leads."),
        )
        extra = {name: column for name, column in activities.extra.items() if name != WHO}
        return replace(activities, extra=extra).take(~only)

    def _names(self, *kinds: Kind) -> str:
        return tr(" and ").join(self._frames[kind].names for kind in kinds if kind in self._frames)


def _present(versions: SalesforceFrame | None) -> SalesforceFrame | None:
    """The rows of a replicated Opportunity that still hold: what each deal is now."""
    if versions is None:
        return None
    now = versions.flags("fivetranactive") & ~versions.deleted
    tables, start = [], 0
    for table in versions.tables:
        tables.append(replace(rows_where(table, now[start : start + len(table)]), quarantined=()))
        start += len(table)
    return SalesforceFrame(tuple(tables))


def _times_by_id(listed: Listed) -> dict[str, int]:
    """When the deals were created, by their ids."""
    created = listed.deals.created
    return {} if created is None else {i: int(created[row]) for i, row in listed.deals.row_of.items()}

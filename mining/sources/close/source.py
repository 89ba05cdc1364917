"""Close: stages from the status changes of opportunities, with activities, opportunities and users beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from mining.sources.close import tables
from mining.sources.close.activities import activities
from mining.sources.close.statuses import Statuses, read_statuses
from mining.sources.crm.audit_trail import trail_log, trail_of
from mining.sources.crm.deal_list import DealList, read_deals
from mining.sources.crm.field_changes import STAGE, FieldChanges
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, Objects, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Noticed, picked
from mining.sources.crm.users import Users, read_users
from mining.sources.files.listing import JSON_ENDINGS
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.values.categories import relabel
from mining.sources.values.words import counted
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.label import tidy
from models.progress import Report
from resources.translation import tr

_WHOLE = re.compile(r"^-?[0-9]{1,15}$")
_TYPE = "OpportunityStatusChange"
_OUTCOMES = {"won": Outcome.WON, "lost": Outcome.LOST, "active": Outcome.OPEN}


class CloseSource:
    """Activities of the API (JSON, or a table of them) and the export of opportunities or leads.

    A status change can be written by an integration without changing the deal, to import history
    (developer.close.com, "Create a new OpportunityStatusChange activity"), so its time may be made up.
    """

    name = "close"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns or keys are those of Close's objects."""
        return recognise_objects(self.name, "Close", candidates, tables.SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the status changes; every other file adds what is known of the deals."""
        explode = {tables.DEALS: tables.opportunities_in, tables.PIPELINES: tables.statuses_in}
        objects = read_objects("Close", files, tables.SHAPES, report, explode=explode)
        changes = objects.get(tables.CHANGES)
        if changes is None:
            raise no_history(
                objects,
                "Close",
                tables.DEALS,
                tr("export their status changes too (in the API activity/status_change/opportunity)"),
            )
        report(0.7, tr("Reading the stages"))
        users, statuses = read_users(objects.get(tables.USERS)), read_statuses(objects)
        noticed = Noticed(roles=users.roles)
        deals = _deals(objects, statuses, users, options, noticed)
        trail = _trail(changes, statuses, users, options, noticed)
        noticed.notes += [*statuses.notes, *_written_afterwards(trail, deals)]
        report(0.85, tr("Reading the activities"))
        others = activities(objects, deals, users, options, noticed)
        report(0.95, tr("Building the log"))
        return trail_log(self.name, objects, trail, deals, others, noticed, options, statuses.outcome)


def _trail(
    frame: ObjectFrame, statuses: Statuses, users: Users, options: ImportOptions, noticed: Noticed
) -> FieldChanges:
    n = len(frame)
    sort = frame.column("type")
    of = sort.is_any_of((_TYPE,)) if _TYPE in sort.labels else np.ones(n, dtype=bool)
    columns = {
        "case": frame.column("opportunityid"),
        "field": Categorical(np.zeros(n, dtype=np.int32), (STAGE,)),
        "old": statuses.named(frame.column("oldstatusid"), frame.column("oldstatuslabel")),
        "new": statuses.named(frame.column("newstatusid"), frame.column("newstatuslabel")),
        "actor": picked((None, users.named(frame.column("userid"))), (None, frame.column("username"))),
    }
    times = frame_times(frame, options, "activityat", "datecreated")
    return trail_of(frame, times, columns, [(tr("no new status"), columns["new"].codes < 0)], noticed, of)


def _deals(
    objects: Objects, statuses: Statuses, users: Users, options: ImportOptions, noticed: Noticed
) -> DealList | None:
    found = read_deals(objects.get(tables.DEALS), tables.DEAL_COLUMNS, users, options, noticed)
    if found is None:
        return None
    kinds = relabel(found.column("statustype"), str.casefold)
    outcome = np.array(
        [*(_OUTCOMES.get(k, Outcome.UNKNOWN) for k in kinds.labels), Outcome.UNKNOWN], dtype=np.int8
    )
    texts = {**found.deals.texts, "amount": _amounts(found)}
    present = relabel(statuses.named(found.column("statusid"), found.column("statuslabel")), tidy)
    return replace(
        found, deals=replace(found.deals, texts=texts, outcome=outcome[kinds.codes]), present=present
    )


def _amounts(deals: DealList) -> Categorical:
    """The value as it is shown; of the API alone it is in cents (developer.close.com, "Opportunities")."""
    shown = relabel(deals.column("valueformatted"), lambda text: text.split(" ")[0])
    value = deals.column("value")
    is_api = all(table.name.lower().endswith(JSON_ENDINGS) for table in deals.frame.tables)
    if not is_api:
        return picked((None, shown), (None, value))
    return picked((None, _hundredth(value)), (None, shown))


def _hundredth(value: Categorical) -> Categorical:
    return relabel(value, lambda text: f"{int(text) / 100:.2f}" if _WHOLE.match(text) else text)


def _written_afterwards(trail: FieldChanges, deals: DealList | None) -> list[str]:
    """A note on status changes that lie before the deal itself was created: they were imported."""
    if deals is None or deals.deals.created is None:
        return []
    row_of = deals.deals.row_of
    rows = np.array([row_of.get(label, -1) for label in trail.case.labels], dtype=np.int64)
    created = np.append(deals.deals.created, NO_TIME)[rows][trail.case.codes]
    before = int(((created != NO_TIME) & (trail.time < created)).sum())
    if not before:
        return []
    return [
        tr(
            "{status_changes} with a time before the deal was created in Close: written afterwards "
            "by an integration, so their times are as good as its source.",
            status_changes=counted(before, "status change"),
        )
    ]

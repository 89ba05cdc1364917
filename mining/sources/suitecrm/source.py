"""SuiteCRM and SugarCRM: stages from the audit table of opportunities, with what else the database has beside it."""

from __future__ import annotations

from collections.abc import Sequence

from mining.sources.crm.audit_trail import trail_log, trail_of
from mining.sources.crm.deal_list import read_deals
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, STAGE, FieldChanges
from mining.sources.crm.frame_times import frame_times
from mining.sources.crm.objects import ObjectFrame, no_history, read_objects, recognise_objects
from mining.sources.crm.sifting import Noticed, in_utc, picked
from mining.sources.crm.users import Users, read_users
from mining.sources.files.origin import Origin
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.suitecrm import tables
from mining.sources.suitecrm.activities import activities
from mining.sources.suitecrm.leads import lead_events
from mining.sources.suitecrm.values import value
from mining.sources.values.categories import relabel
from models.categorical import Categorical
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

_FIELDS = {
    "sales_stage": STAGE,
    "amount": AMOUNT,
    "date_closed": CLOSE_DATE,
    "assigned_user_id": OWNER,
}


class SuiteCrmSource:
    """The tables opportunities_audit and opportunities; users, leads and activities where they are there too.

    The audit table has one row a changed field; the creation itself is not audited, and the times of the database
    are in UTC (metadata/audit_templateMetaData.php of salesagility/SuiteCRM @0bfc8d9).
    """

    name = "suitecrm"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """The files whose columns are those of SuiteCRM's tables."""
        return recognise_objects(self.name, "SuiteCRM", candidates, tables.SHAPES)

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the audit table; every other file adds what is known of the deals."""
        objects = read_objects("SuiteCRM", files, tables.SHAPES, report, tables.BLANKS)
        audit = objects.get(tables.AUDIT)
        if audit is None:
            raise no_history(
                objects,
                "SuiteCRM",
                tables.DEALS,
                tr(
                    "export the table opportunities_audit too (its field sales_stage has to be audited: "
                    "Studio, Opportunities, Fields)"
                ),
            )
        report(0.7, tr("Reading the stages"))
        users, utc = read_users(objects.get(tables.USERS)), in_utc(options)
        noticed = Noticed(roles=users.roles)
        listing = objects.get(tables.DEALS)
        zone = options if listing is not None and listing.is_labelled else utc
        deals = read_deals(listing, tables.DEAL_COLUMNS, users, zone, noticed)
        changes = _changes(audit, _deleted(listing), users, utc, noticed)
        if not len(changes.of(STAGE)):
            raise UserError(
                tr(
                    "{names} has no change of sales_stage; have the field audited (Studio, Opportunities, "
                    "Fields), or choose the export of a time in which it was.",
                    names=audit.names,
                )
            )
        report(0.85, tr("Reading the activities"))
        others = [*activities(objects, users, utc, noticed), *lead_events(objects, users, utc, noticed)]
        report(0.95, tr("Building the log"))
        noticed.notes.append(tr("SuiteCRM's database has its times in UTC."))
        return trail_log(self.name, objects, changes, deals, others, noticed, options)


def _changes(
    audit: ObjectFrame, deleted: frozenset[str], users: Users, options: ImportOptions, noticed: Noticed
) -> FieldChanges:
    case = audit.column("parentid")
    field = relabel(audit.column("fieldname"), lambda name: _FIELDS.get(name, name))

    def read(side: str) -> Categorical:
        values = value(audit, side)
        return picked((field.is_any_of((OWNER,)), users.named(values)), (None, values))

    columns = {
        "case": case,
        "field": field,
        "old": read("before"),
        "new": read("after"),
        "actor": users.named(audit.column("createdby")),
    }
    gone = (tr("the deal was deleted in the CRM"), case.is_any_of(deleted))
    return trail_of(audit, frame_times(audit, options, "datecreated"), columns, [gone], noticed)


def _deleted(deals: ObjectFrame | None) -> frozenset[str]:
    if deals is None:
        return frozenset()
    return frozenset(deals.column("id").take(deals.flags("deleted")).texts())

"""The tables of SuiteCRM and SugarCRM that are read, as their database has them.

Columns: audit tables by `metadata/audit_templateMetaData.php` (salesagility/SuiteCRM @0bfc8d9), the others by the
`vardefs.php` of their modules.
"""

from __future__ import annotations

from mining.sources.crm.deal_list import DealColumns
from mining.sources.crm.objects import Shape

AUDIT, LEADS_AUDIT = "opportunities_audit", "leads_audit"
DEALS, USERS, LEADS = "opportunities", "users", "leads"
CALLS, MEETINGS, EMAILS, TASKS, NOTES = "calls", "meetings", "emails", "tasks", "notes"

_PARENT = (("parenttype",), ("parentid",))
_CHANGE = (("parentid",), ("datecreated",), ("fieldname",), ("aftervaluestring", "aftervaluetext"))
SHAPES = (
    Shape(LEADS_AUDIT, _CHANGE, stem="leads", alone=True),
    Shape(AUDIT, _CHANGE, tells=True),
    Shape(
        DEALS,
        (("id",), ("salesstage",), ("dateentered", "datemodified", "datecreated")),
        ("fieldname",),
        tells=True,
        listed_by=("id",),
    ),
    Shape(CALLS, (*_PARENT, ("datestart",), ("direction", "durationhours")), stem="call", alone=True),
    Shape(CALLS, (*_PARENT, ("datestart",), ("direction",)), alone=True),
    Shape(MEETINGS, (*_PARENT, ("datestart",), ("status",)), ("datedue",), alone=True),
    Shape(EMAILS, (*_PARENT, ("datesent", "datesentreceived")), alone=True),
    Shape(TASKS, (*_PARENT, ("datedue",), ("status",)), alone=True),
    Shape(NOTES, (*_PARENT, ("filename", "portalflag", "embedflag")), alone=True),
    Shape(
        LEADS,
        (("id",), ("converted", "opportunityid"), ("leadsource", "status"), ("dateentered",)),
        alone=True,
    ),
    Shape(USERS, (("id",), ("username",), ("lastname", "name", "fullname", "isadmin"))),
)

DEAL_COLUMNS = DealColumns(
    identifier=("id",),
    stage=("salesstage",),
    texts={
        "name": ("name", "opportunityname"),
        "owner": ("assigneduserid", "assignedusername", "assigneduser", "assignedto", "user"),
        "segment": ("opportunitytype",),
        "source": ("leadsource",),
        "amount": ("amountusdollar", "amount", "opportunityamount"),
    },
    created=("dateentered", "datecreated"),
    deleted="deleted",
    unused=("description", "nextstep", "datemodified", "createdby", "modifieduserid", "amount", "dateclosed"),
)
BLANKS = ("NULL", "\\N")
"""How database tools write an empty cell."""

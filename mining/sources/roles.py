"""What a file of an export is used for, in the words of those who sell rather than of the CRM's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mining.sources.close.tables import SHAPES as CLOSE
from mining.sources.copper.tables import SHAPES as COPPER
from mining.sources.crm.objects import Shape, object_of
from mining.sources.dynamics.tables import SHAPES as DYNAMICS
from mining.sources.hubspot.shapes import shape_of as hubspot_shape
from mining.sources.odoo.tables import SHAPES as ODOO
from mining.sources.pipedrive.shapes import shape_of as pipedrive_shape
from mining.sources.salesforce.objects import object_of as salesforce_object
from mining.sources.source import Candidate
from mining.sources.suitecrm.tables import SHAPES as SUITECRM
from mining.sources.table.columns import plain_name
from mining.sources.zoho.tables import SHAPES as ZOHO
from resources.translation import tr

_SHAPES: Mapping[str, Sequence[Shape]] = {
    "close": CLOSE,
    "copper": COPPER,
    "dynamics": DYNAMICS,
    "odoo": ODOO,
    "suitecrm": SUITECRM,
    "zoho": ZOHO,
}
_STAGES, _CHANGES, _LEADS = tr("stages over time"), tr("changes of deals"), tr("changes of leads")
_WORDS = {
    "opportunityhistory": _STAGES,
    "opportunityfieldhistory": _CHANGES,
    "entityhistory": tr("changes of records"),
    "fieldhistory": tr("changes of records"),
    "leadhistory": _LEADS,
    "quotehistory": tr("changes of quotes"),
    "opportunitystage": tr("names of stages"),
    "recordtype": tr("names of pipelines"),
    "event": "meetings",
    "task": tr("calls and tasks"),
    "emailmessage": "e-mails",
    "userrole": "teams",
    "opportunity": "deals",
    "opportunities": "deals",
    "mailtrackingvalue": _CHANGES,
    "mailmessage": "messages",
    "crmlead": "deals",
    "crmstage": tr("names of stages"),
    "irmodelfields": tr("names of fields"),
    "resusers": "people",
    "respartner": "people",
    "opportunitiesaudit": _CHANGES,
    "leadsaudit": _LEADS,
    "stagehistory": _STAGES,
    "timeline": _CHANGES,
    "statuschangesofopportunities": _STAGES,
    "recordchangehistory": _CHANGES,
    "opportunityentry": _STAGES,
    "audit": _CHANGES,
    "audithistory": _CHANGES,
    "businessprocessflow": _STAGES,
    "processstage": tr("names of stages"),
    "opportunityclose": tr("ends of deals"),
    "propertyhistoryofdeals": _CHANGES,
    "stagesofdeals": _STAGES,
    "stagesofthepipelines": tr("names of stages"),
    "stages": tr("names of stages"),
    "pipelines": tr("names of pipelines"),
    "listofdealsexportedbyhand": "deals",
    "propertyhistoryofcontacts": tr("changes of contacts"),
    "activitytypes": tr("kinds of activities"),
    "typesofactivities": tr("kinds of activities"),
    "fields": tr("names of fields"),
    "lead": "leads",
    "quote": "quotes",
    "user": "people",
    "users": "people",
    "owners": "people",
    "systemuser": "people",
}
"""By the object's name in small letters; names that are plain words already are not here."""


def role_of(source: str, candidate: Candidate) -> str:
    """What this source takes from the file, such as "deals"; empty where that cannot be said of a whole file."""
    table, name = candidate.sample, candidate.path.name
    if table is None:
        return ""
    found: str | None
    if source == "salesforce":
        found = salesforce_object(table.columns, name)
    elif source in ("hubspot", "pipedrive"):
        found = hubspot_shape(table) if source == "hubspot" else pipedrive_shape(table)
    else:
        shape = object_of(table.columns, name, _SHAPES.get(source, ()), table)
        found = shape.name if shape is not None else None
    return "" if found is None else _WORDS.get(plain_name(str(found)), str(found))

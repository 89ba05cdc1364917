"""The tables of Dynamics 365 that are read, by logical names (Web API, SQL) and by the labels of an Excel export.

Columns: learn.microsoft.com, table references audit, opportunity, opportunityclose, opportunitysalesprocess, lead,
activitypointer; "Retrieve the history of audited data changes" (attributemask is not to be used).
"""

from __future__ import annotations

import re

from mining.sources.crm.deal_list import DealColumns
from mining.sources.crm.objects import Shape

AUDIT, FIELDS, DETAILS = "audit", "audit history", "record change history"
DEALS, CLOSES, FLOWS, FLOW_STAGES = "opportunity", "opportunityclose", "business process flow", "processstage"
LEADS, USERS, ACTIVITIES, ENTRIES = "lead", "systemuser", "activities", "Opportunity Entry"

_SHOWN = "odatacommunitydisplayv1formattedvalue"
OBJECT = ("objectidvalue", "objectid", "objectidid", "recordid", "objectguid", "record")
OBJECT_TYPE = ("objecttypecode", "objectidlogicalname", "entitylogicalname", "entityname", "entity", "table")
WHEN = ("createdon", "changeddate", "changedate", "changedon")
USER = (
    f"useridvalue{_SHOWN}",
    f"userid{_SHOWN}",
    "useridname",
    "changedby",
    "username",
    "useridvalue",
    "userid",
)
CALLING_USER = ("callinguseridvalue", "callinguserid", "callinguseridid")
FIELD = (
    "attributelogicalname", "attributename", "changedfield", "fieldname", "columnname", "attribute", "logicalname",
    "field",
)  # fmt: skip
OPPORTUNITY = ("opportunityidvalue", "opportunityid", "bpfopportunityidvalue", "bpfopportunityid")
REGARDING = ("regardingobjectidvalue", "regardingobjectid", "donotmodifyregarding")
ACTIVE_STAGE = ("activestageidvalue", "activestageid")

_DETAIL = ("auditrecord", "invalidnewvalueattributes", "auditdetails")
_DEAL = ("statecode", "stepname", "salesstage", "estimatedvalue", "stepid")
SHAPES = (
    Shape(ENTRIES, (("opportunityno",), ("dateofchange",), ("salescyclestage",)), tells=True),
    Shape(DETAILS, (_DETAIL, ("oldvalue", "newvalue")), tells=True),
    Shape(AUDIT, (("changedata",), WHEN, OBJECT), tells=True),
    Shape(FIELDS, (FIELD, ("oldvalue",), WHEN, OBJECT), ("createddate",), tells=True),
    Shape(FLOWS, (("businessprocessflowinstanceid",), (*ACTIVE_STAGE, "traversedpath")), tells=True),
    Shape(FLOW_STAGES, (("processstageid",), ("stagename",)), alone=True),
    Shape(CLOSES, (("actualend",), OPPORTUNITY, ("activityid", "subject", "actualrevenue")), alone=True),
    Shape(
        DEALS, (("opportunityid",), _DEAL, ("name", "createdon")), tells=True, listed_by=("opportunityid",)
    ),
    Shape(DEALS, (("donotmodifyopportunity",),), tells=True),
    Shape(ACTIVITIES, (("activityid",), REGARDING), alone=True),
    Shape(LEADS, (("leadid",), ("statecode", "statuscode"), ("createdon",)), alone=True),
    Shape(USERS, (("systemuserid",), ("fullname", "domainname")), alone=True),
)

DEAL_COLUMNS = DealColumns(
    identifier=("opportunityid", "donotmodifyopportunity"),
    stage=("stepname", "pipelinephase", f"salesstage{_SHOWN}", "salesstagename", "salesstage"),
    texts={
        "name": ("name", "topic"),
        "owner": (f"owneridvalue{_SHOWN}", "owneridname", "owner", "owneridvalue", "ownerid"),
        "team": (f"owningteamvalue{_SHOWN}", f"owningbusinessunitvalue{_SHOWN}", "owningbusinessunitname"),
        "amount": ("actualvalue", "actualrevenue", "estimatedvalue", "estrevenue", "estimatedrevenue"),
        "currency": (f"transactioncurrencyidvalue{_SHOWN}", "transactioncurrencyidname", "currency"),
        "source": (f"campaignidvalue{_SHOWN}", "sourcecampaign"),
    },
    created=("createdon",),
    unused=(
        "donotmodifyrowchecksum", "donotmodifymodifiedon", "modifiedon", "statecode", "statuscode", "status",
        "estimatedclosedate", "estclosedate", "actualclosedate", "overriddencreatedon", "versionnumber",
        "estimatedvalue", "actualvalue", "estimatedvaluebase", "actualvaluebase", "exchangerate", "traversedpath",
        "description",
    ),
)  # fmt: skip

STATES = {"0": "Open", "1": "Won", "2": "Lost", "open": "Open", "won": "Won", "lost": "Lost"}
"""statecode of an opportunity."""
SALES_STAGES = {"0": "Qualify", "1": "Develop", "2": "Propose", "3": "Close"}
"""salesstage as Dynamics has it before anybody changes the labels."""
DEAL_TYPES = ("opportunity", "3")
"""The opportunity by its logical name and its type code."""
_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def id_of(text: str) -> str:
    """A GUID in small letters without braces, also of a reference such as "systemuser,GUID"; else the text."""
    found = _GUID.search(text.casefold())
    return found[0] if found else text.strip()


def shown(name: str) -> str:
    """The column with the label of a value, as the Web API gives it when asked."""
    return f"{name}{_SHOWN}"

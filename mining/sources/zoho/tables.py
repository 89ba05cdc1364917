"""The modules of Zoho CRM that are read: by API names, by labels, and as Zoho Analytics exports them.

Sources: zoho/crm-oas v8.0/timelines.json (@45dff2c) for the timeline; Zoho's community post "Kaizen #107 - Field
Trackers in ZOHO CRM" for the history of stages (picklist value, duration, modified time, modified by, moved to).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from mining.sources.crm.deal_list import DealColumns
from mining.sources.crm.objects import Shape
from mining.sources.files.json_file import text_of

TIMELINE, HISTORY, DEALS, LEADS = "timeline", "stage history", "deals", "leads"
CALLS, TASKS, MEETINGS, USERS = "calls", "tasks", "meetings", "users"

DEAL_ID = (
    "dealid", "potentialid", "parentidid", "parentid", "potentialnameid", "dealnameid", "recordid", "dealsid",
    "opportunityid",
)  # fmt: skip
DEAL_NAME = (
    "dealname",
    "potentialname",
    "parentidname",
    "potentialnamename",
    "dealnamename",
    "deal",
    "potential",
)
RELATED_ID = ("whatidid", "relatedtoid", "whatid", "dealid", "potentialid", "relatedid", "relatedrecordid")
MODIFIED = ("modifiedtime", "lastmodifiedtime", "enteredtime", "stagemodifiedtime")
_LENGTH = (
    "stageduration", "durationdays", "stagedurationcalendardays", "durationdaysinstage", "durationdays", "movedtos",
    "movedto", "stagedurationdays", "duration",
)  # fmt: skip

SHAPES = (
    Shape(
        TIMELINE,
        (("auditedtime",), ("doneby", "donebyname", "action"), ("fieldhistory", "action")),
        tells=True,
    ),
    Shape(HISTORY, (("stage",), MODIFIED, _LENGTH, (*DEAL_ID, *DEAL_NAME)), ("createdtime",), tells=True),
    Shape(
        HISTORY,
        (("stage",), MODIFIED, DEAL_ID, ("probability", "expectedrevenue", "closedate", "modifiedby")),
        ("createdtime", "owner", "dealowner", "potentialowner", "dealname", "potentialname"),
        tells=True,
    ),
    Shape(
        DEALS,
        (
            ("stage",),
            ("dealname", "potentialname"),
            ("closingdate", "expectedclosedate", "createdtime"),
            ("id", "recordid", "dealid", "potentialid"),
        ),
        tells=True,
        listed_by=("id", "recordid", "dealid", "potentialid"),
    ),
    Shape(
        LEADS,
        (
            ("id", "recordid", "leadid"),
            ("leadstatus", "leadsource"),
            ("createdtime",),
            (
                "converteddeal",
                "converteddealid",
                "convertedpotentialid",
                "convertedpotential",
                "dealid",
                "converteds",
            ),
        ),
        alone=True,
    ),
    Shape(CALLS, (("callstarttime", "callduration", "calldurationinseconds"), (*RELATED_ID, "relatedto"))),
    Shape(
        MEETINGS,
        (("startdatetime", "from", "starttime"), ("eventtitle", "title"), (*RELATED_ID, "relatedto")),
    ),
    Shape(TASKS, (("duedate",), ("subject",), ("status",), (*RELATED_ID, "relatedto"))),
    Shape(
        USERS,
        (("id", "userid"), ("fullname", "name", "username"), ("email",), ("role", "profile", "rolename")),
    ),
)

DEAL_COLUMNS = DealColumns(
    identifier=("id", "recordid", "dealid", "potentialid"),
    stage=("stage",),
    texts={
        "name": ("dealname", "potentialname"),
        "owner": ("ownername", "dealowner", "potentialowner", "dealownername", "owner", "ownerid", "dealownerid"),
        "segment": ("type", "dealtype", "industry"),
        "source": ("leadsource",),
        "currency": ("currency", "currencycode"),
        "amount": ("amount",),
        "pipeline": ("pipeline", "pipelinename"),
    },
    created=("createdtime",),
    unused=("modifiedtime", "closingdate", "description", "nextstep", "lastactivitytime", "ownername", "owneremail",
            "probability", "expectedrevenue", "tag", "modifiedby", "modifiedbyname", "createdby", "createdbyname"),
)  # fmt: skip
_ROUNDED = re.compile(r"^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$")
_SAFE_DIGITS = 15
"""So many digits of a number survive in Excel and in a float."""


def id_of(text: str) -> str:
    """A record's number without the prefix of an export."""
    return text.strip().removeprefix("zcrm_")


def rounded_among(labels: Iterable[str]) -> frozenset[str]:
    """The ids that Excel has rounded: 4.87654E+17, or (where most are so) with nothing but zeros at the end."""
    every = list(labels)
    powers = {label for label in every if _ROUNDED.match(id_of(label))}
    long = [label for label in every if id_of(label).isdigit() and len(id_of(label)) > _SAFE_DIGITS]
    zeros = [label for label in long if not id_of(label)[_SAFE_DIGITS:].strip("0")]
    return frozenset(powers | (set(zeros) if 2 * len(zeros) > len(long) else set()))


def fields_in(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """One row a changed field of an entry of the timeline; an entry without one is one row."""
    entry = {key: value for key, value in record.items() if key != "field_history"}
    history = record.get("field_history")
    fields = [item for item in history if isinstance(item, Mapping)] if isinstance(history, list) else []
    if not fields:
        return [entry]
    return [
        {
            **entry,
            "api_name": field.get("api_name") or field.get("field_label"),
            "old_value": _name((field.get("_value") or {}).get("old")),
            "new_value": _name((field.get("_value") or {}).get("new")),
        }
        for field in fields
        if isinstance(field.get("_value") or {}, Mapping)
    ]


def _name(value: object) -> str:
    if isinstance(value, Mapping):
        return text_of(value.get("name") or value.get("display_value") or value.get("id"))
    return text_of(value)

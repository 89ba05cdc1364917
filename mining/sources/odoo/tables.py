"""The models of Odoo that are read, by their technical names and by the labels of an export from a list.

Fields: addons/mail/models/mail_tracking_value.py (odoo/odoo @01d145f), addons/mail/models/mail_message.py
(@0065f49) and addons/crm/models/crm_lead.py (@694f48a).
"""

from __future__ import annotations

import json
import re

from mining.sources.crm.deal_list import DealColumns
from mining.sources.crm.field_changes import AMOUNT, CLOSE_DATE, OWNER, STAGE
from mining.sources.crm.objects import Shape
from mining.sources.table.columns import plain_name

TRACKING, MESSAGES, LEADS = "mail.tracking.value", "mail.message", "crm.lead"
STAGES, FIELDS, USERS, PARTNERS = "crm.stage", "ir.model.fields", "res.users", "res.partner"

FIELD = ("fieldidname", "fieldname", "field", "fieldid", "fielddesc", "fieldinfoname")
MESSAGE = ("mailmessageid", "mailmessageidid", "messageid", "messageidid")
DATE = ("mailmessageiddate", "messageiddate", "messagedate", "date", "createdate", "createdon")
RECORD = (
    "mailmessageidresid",
    "messageidrelateddocumentid",
    "messagerelateddocumentid",
    "messageresid",
    "resid",
    "relateddocumentid",
)
MODEL = (
    "mailmessageidmodel",
    "messageidrelateddocumentmodel",
    "messagerelateddocumentmodel",
    "messagemodel",
    "model",
    "relateddocumentmodel",
)
AUTHOR = (
    "mailmessageidauthorid",
    "mailmessageidauthoridname",
    "messageidauthor",
    "messageauthor",
    "authorid",
    "author",
)

SHAPES = (
    Shape(TRACKING, (("newvaluechar",), FIELD, (*MESSAGE, *RECORD)), tells=True),
    Shape(
        MESSAGES,
        (MODEL, RECORD, ("date",), ("messagetype", "type", "authorid", "author", "subtypeid")),
        alone=True,
    ),
    Shape(
        LEADS,
        (
            ("id", "externalid"),
            ("stageid",),
            ("userid", "teamid", "type"),
            (
                "datelaststageupdate",
                "lostreasonid",
                "lostreason",
                "automatedprobability",
                "dateopen",
                "wonstatus",
            ),
        ),
        tells=True,
    ),
    Shape(LEADS, (("stage",), ("salesperson",), ("salesteam", "opportunity", "lostreason")), tells=True),
    Shape(STAGES, (("id",), ("name",), ("iswon",))),
    Shape(FIELDS, (("id",), ("name",), ("model",), ("ttype", "fielddescription"))),
    Shape(USERS, (("id",), ("login",), ("partnerid",))),
    Shape(PARTNERS, (("id",), ("name", "displayname"), ("iscompany", "commercialpartnerid", "companytype"))),
)

DEAL_COLUMNS = DealColumns(
    identifier=("id", "externalid"),
    stage=("stageid", "stage"),
    texts={
        "name": ("name", "opportunity"),
        "owner": ("userid", "salesperson"),
        "team": ("teamid", "salesteam"),
        "source": ("sourceid", "source"),
        "amount": ("expectedrevenue", "plannedrevenue"),
        "currency": ("companycurrency", "currencyid", "currency"),
    },
    created=("createdate", "createdon"),
    closed=("dateclosed", "closeddate"),
    unused=(
        "datelaststageupdate", "writedate", "dateopen", "datedeadline", "description", "active", "probability",
        "automatedprobability", "dayopen", "dayclose", "type",
    ),
)  # fmt: skip
BLANKS = ("false", "False", "NULL", "\\N")
"""How the API, an export and the database write an empty cell."""

ACTIVE, KIND, REASON = "active", "type", "lost reason"
"""Further fields that say something of the deal."""
_FIELDS = {
    STAGE: ("stageid", "stage"),
    AMOUNT: ("expectedrevenue", "plannedrevenue"),
    CLOSE_DATE: ("datedeadline", "expectedclosing"),
    OWNER: ("userid", "salesperson"),
    ACTIVE: ("active",),
    KIND: ("type",),
    REASON: ("lostreasonid", "lostreason"),
}
_FIELD_OF = {name: field for field, names in _FIELDS.items() for name in names}
_EXTERNAL = re.compile(r"^__export__\.[a-z_]+?_(\d+)(?:_[0-9a-f]{6,10})?$")


def field_of(text: str) -> str:
    """What a tracked field is: by its technical name, or its label such as "Stage (crm.lead)"; else as it is."""
    name = label_of(text)
    plain = plain_name(re.sub(r"\(crm\.lead\)|^crm\.lead\.", "", name))
    return _FIELD_OF.get(plain, name)


def id_of(text: str) -> str:
    """The number of a record: of a pair of number and name, or in the name an export gives to it."""
    pair = _pair(text)
    if pair:
        return pair[0]
    found = _EXTERNAL.match(text)
    return found[1] if found else text.rpartition(",")[2] if text.startswith("crm.lead,") else text


def label_of(text: str) -> str:
    """The name of a record: of a pair of number and name, else the text itself."""
    pair = _pair(text)
    return pair[1] if pair else text


def _pair(text: str) -> list[str]:
    """Number and name, as the API gives a reference; empty where the text is none."""
    if not text.startswith("["):
        return []
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [str(item) for item in found] if isinstance(found, list) and len(found) == 2 else []

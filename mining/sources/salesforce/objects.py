"""Which object of Salesforce a file holds, told by its columns: an export, a report, or a replicated table.

Columns are those of the object reference (developer.salesforce.com), of the weekly Data Export Service and of
the report types "Opportunity History" and "Opportunity Field History"; replicated ones those of Fivetran.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from mining.sources.crm.frame import repeats
from mining.sources.files.cell_table import Table
from mining.sources.table.columns import plain_name


class SalesforceObject(StrEnum):
    """The objects that are read."""

    HISTORY = "OpportunityHistory"
    VERSIONS = "opportunity_history"
    """A replicated Opportunity with one row a period in which nothing of it changed."""
    FIELDS = "OpportunityFieldHistory"
    ENTITY_FIELDS = "EntityHistory"
    LEAD_FIELDS = "LeadHistory"
    QUOTE_FIELDS = "QuoteHistory"
    TRACKED_FIELDS = "FieldHistory"
    OPPORTUNITY = "Opportunity"
    STAGES = "OpportunityStage"
    RECORD_TYPE = "RecordType"
    ACCOUNT = "Account"
    LEAD = "Lead"
    TASK = "Task"
    EVENT = "Event"
    EMAIL = "EmailMessage"
    CONTACT_ROLE = "OpportunityContactRole"
    QUOTE = "Quote"
    USER = "User"
    ROLE = "UserRole"


TO_STAGE = ("tostage", "stagename", "stage")
"""How the column of the stage is called: in a report, and in an export."""
SAVED_AT = ("lastmodified", "lastmodifieddate", "editdate", "editeddate")
"""When a change was made, in a report; its Created Date is that of the opportunity."""
FIELD = ("field", "fieldevent", "fieldname")
_OPPORTUNITY = {"opportunityid", "opportunityname"}
_OF_ACCOUNTS = {"billingcity", "billingcountry", "accountnumber", "tickersymbol", "accountsource", "sicdesc"}


def object_of(columns: Sequence[str], file: str) -> SalesforceObject | None:
    """Which object has these columns; the file's name only decides between those that fit."""
    has = {plain_name(column) for column in columns}
    return (
        _history(has)
        or _deals(has, plain_name(file.split(".")[0]))
        or _around_deals(has)
        or _named(has, plain_name(file.split(".")[0]))
        or _tracked(has, plain_name(file.split(".")[0]))
    )


def is_certain(columns: Sequence[str], kind: SalesforceObject | None) -> bool:
    """Whether only Salesforce has such a list, so that it is no log of somebody's own even if it stands alone."""
    has = {plain_name(column) for column in columns}
    if "id" not in has or has & {"newvalue", "newvalstring"}:
        return False
    if {"isdeleted", "systemmodstamp"} <= has or {"isdeleted", "fivetransynced", "masterrecordid"} <= has:
        return True
    marks = {
        SalesforceObject.LEAD: has,
        SalesforceObject.TASK: {"ownerid", "tasksubtype"},
        SalesforceObject.EVENT: {"ownerid", "activitydatetime"},
        SalesforceObject.QUOTE: {"issyncing", "quotenumber"},
        SalesforceObject.STAGES: has,
        SalesforceObject.RECORD_TYPE: has,
        SalesforceObject.USER: {"userroleid", "profileid"},
        SalesforceObject.ROLE: {"parentroleid", "rollupdescription", "opportunityaccessforaccountowner"},
    }
    return kind is not None and bool(has & marks.get(kind, set()))


def is_list_of_records(table: Table) -> bool:
    """Whether the rows have each an Id of its own, as in every export of an object."""
    for wanted in ("id", "opportunityid", "opportunityname"):
        spelling = next((column for column in table.columns if plain_name(column) == wanted), None)
        if spelling is not None:
            return not repeats(table.column(spelling)).any()
    return False


def _history(has: set[str]) -> SalesforceObject | None:
    """The objects that say when something changed."""
    if {"id", "fivetranstart", "stagename"} <= has:
        return SalesforceObject.VERSIONS
    if {"parentid", "fieldname", "newvalstring", "createddate"} <= has:
        return SalesforceObject.ENTITY_FIELDS
    if {"oldvalue", "newvalue"} <= has and has & set(FIELD) and has & {"createddate", *SAVED_AT}:
        parents = (
            ("opportunityid", SalesforceObject.FIELDS),
            ("leadid", SalesforceObject.LEAD_FIELDS),
            ("quoteid", SalesforceObject.QUOTE_FIELDS),
            ("opportunityname", SalesforceObject.FIELDS),
        )
        return next((kind for column, kind in parents if column in has), None)
    if has & {"newvalue", "field"}:
        return None
    if "tostage" in has and has & _OPPORTUNITY and has & {"createddate", *SAVED_AT}:
        return SalesforceObject.HISTORY
    is_list = bool(has & {"opportunityname", "opportunityowner"})
    if {"opportunityid", "createddate"} <= has and ("stagename" in has or ("stage" in has and not is_list)):
        return SalesforceObject.HISTORY
    return None


def _deals(has: set[str], stem: str) -> SalesforceObject | None:
    """The lists of opportunities, and what belongs to them; a history without the ids of deals is no list."""
    if "history" in stem and not has & {"name", "ownerid", "isclosed", *_OPPORTUNITY}:
        return None
    if "stagename" in has and {"id"} <= has and "opportunityid" not in has:
        return SalesforceObject.OPPORTUNITY if has & {"closedate", "isclosed", "ownerid"} else None
    if "stage" in has and has & _OPPORTUNITY and has & {"closedate", "amount", "opportunityowner"}:
        return SalesforceObject.OPPORTUNITY
    if {"isclosed", "iswon"} <= has and has & {"masterlabel", "apiname"}:
        return SalesforceObject.STAGES
    return None


def _around_deals(has: set[str]) -> SalesforceObject | None:
    if "id" not in has:
        return None
    if {"isconverted", "convertedopportunityid"} <= has:
        return SalesforceObject.LEAD
    if "subject" in has and has & {"whatid", "whoid"}:
        if has & {"status", "tasksubtype", "completeddatetime"}:
            return SalesforceObject.TASK
        if has & {"activitydatetime", "startdatetime", "durationinminutes", "ischild"}:
            return SalesforceObject.EVENT
    if "incoming" in has and has & {"relatedtoid", "messagedate"}:
        return SalesforceObject.EMAIL
    if {"opportunityid", "contactid", "role"} <= has:
        return SalesforceObject.CONTACT_ROLE
    if {"opportunityid", "status"} <= has and has & {"quotenumber", "expirationdate", "issyncing"}:
        return SalesforceObject.QUOTE
    return None


def _named(has: set[str], stem: str) -> SalesforceObject | None:
    """The objects that give ids a name."""
    if "id" not in has:
        return None
    is_role = {"parentroleid", "rollupdescription", "opportunityaccessforaccountowner"} & has
    if is_role or stem.endswith("userrole"):
        return SalesforceObject.ROLE if "name" in has else None
    if {"name", "sobjecttype"} <= has and ("businessprocessid" in has or stem.endswith("recordtype")):
        return SalesforceObject.RECORD_TYPE
    if (
        "name" in has
        and has & {"industry", "numberofemployees"}
        and (has & _OF_ACCOUNTS or stem.endswith("account"))
    ):
        return SalesforceObject.ACCOUNT
    is_person = "name" in has or "lastname" in has
    is_user = {"username", "userroleid"} & has or {"profileid", "lastname"} <= has or stem.endswith("user")
    return SalesforceObject.USER if is_person and is_user else None


def _tracked(has: set[str], stem: str) -> SalesforceObject | None:
    is_list = stem == "fieldhistory" and not has & {"newvalue", "newvalstring"}
    return SalesforceObject.TRACKED_FIELDS if is_list else None

"""Which of HubSpot's objects a table holds, by its columns: Fivetran's and Airbyte's tables, and HubSpot's own exports.

The tables of Fivetran's connector (github.com/fivetran/dbt_hubspot, integration_tests/seeds) are the common shape: what
comes as JSON is brought into it too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from mining.sources.crm.frame import repeats
from mining.sources.files.cell_table import Table
from mining.sources.table.columns import plain_name


class Shape(StrEnum):
    """The objects that are read."""

    DEAL = "deals"
    HISTORY = "property history of deals"
    STAGES = "stages of deals"
    PIPELINE = "pipelines"
    STAGE = "stages of the pipelines"
    MERGED = "merged deals"
    ENGAGEMENT = "activities"
    ENGAGEMENT_DEAL = "activities of deals"
    DEAL_CONTACT = "contacts of deals"
    CONTACT_HISTORY = "property history of contacts"
    OWNER = "owners"
    USER = "users"
    TEAM = "teams"


DEAL_ID = ("dealid", "recordid", "recordiddeal", "dealrecordid")
PROPERTY = ("name", "property", "propertyname", "propertylabel", "field", "fieldname")
VALUE = ("value", "propertyvalue", "newvalue", "dealstage")
TIME = (
    "timestamp", "updatetime", "updatedtime", "timeofupdate", "updatedat", "updateddate", "updatedate",
    "dateupdated", "lastupdated", "valueupdatetime", "changetime", "changedat", "changedate", "datechanged",
    "datetime", "time", "date",
)  # fmt: skip
"""The columns of a property history in Fivetran, in Airbyte, and in the export, whose headers are not documented
(knowledge.hubspot.com/properties/export-property-history: one property, each value with its time)."""
SOURCE = ("source", "sourcetype", "changesource", "updatesource")
_BEFORE = {"oldvalue", "previousvalue", "from", "oldvaluestring", "beforevalue"}
_PROPERTIES = {"dealstage", "amount", "closedate", "hubspotownerid", "dealowner", "pipeline", "dealname"}
_SOURCES = {"crmui", "workflows", "workflow", "automationplatform", "crmuibulkaction", "crmimports"}
DEFAULT_STAGES = {
    "appointmentscheduled": "Appointment scheduled",
    "qualifiedtobuy": "Qualified to buy",
    "presentationscheduled": "Presentation scheduled",
    "decisionmakerboughtin": "Decision maker bought-in",
    "contractsent": "Contract sent",
    "closedwon": "Closed won",
    "closedlost": "Closed lost",
}
"""The stages of the pipeline every account starts with."""
STAGE_COLUMN = re.compile(r"^(?:property_)?hs(?P<v2>_v2)?_date_entered_(?P<id>(?!current_stage$).+)$", re.I)
STAGE_LABEL = re.compile(r"^(?:cumulative )?date entered [\"“'](?P<label>.+)[\"”']$", re.I)
_ONLY_HERE = {"portalid", "hubspotobject", "vidtomerge"}
"""Columns of the connector's tables that are not read."""
_ENGAGEMENT_TIMES = {"propertyhstimestamp", "hstimestamp", "starttime", "activitydate"}


def is_stage_date(column: str) -> bool:
    """Whether a column of deals holds when a stage was entered."""
    return bool(STAGE_COLUMN.match(column.strip()) or STAGE_LABEL.match(column.strip()))


def shape_of(table: Table) -> Shape | None:
    """What a table holds, None where it is nothing of HubSpot's that is read."""
    has = {plain_name(column) for column in table.columns}
    stem = plain_name(table.name.split(".")[0])
    joins = (
        ("mergeddealid", Shape.MERGED),
        ("engagementid", Shape.ENGAGEMENT_DEAL),
        ("contactid", Shape.DEAL_CONTACT),
    )
    if "dealid" in has:
        for other, shape in joins:
            if other in has:
                return shape
        if {"dateentered", "value"} <= has:
            return Shape.STAGES
    if "contactid" in has and has & set(TIME) and {"value"} <= has and has & set(PROPERTY):
        return Shape.CONTACT_HISTORY
    if is_history(table, has):
        return Shape.HISTORY
    if "stageid" in has and "label" in has:
        return Shape.STAGE
    if "pipelineid" in has and "label" in has:
        return Shape.PIPELINE
    if "ownerid" in has and has & {"email", "firstname"} and "dealid" not in has:
        return Shape.OWNER
    if {"id", "primaryteamid"} <= has:
        return Shape.USER
    if {"id", "name"} <= has and stem.endswith(("team", "teamdata", "teams")):
        return Shape.TEAM
    if "engagementid" in has and has & _ENGAGEMENT_TIMES:
        return Shape.ENGAGEMENT
    return Shape.DEAL if _is_deals(table, has) else None


def is_certain(table: Table, shape: Shape | None) -> bool:
    """Whether only HubSpot's own tables or those of its connector look so, even where nothing else is beside them."""
    has = {plain_name(column) for column in table.columns}
    own = [column for column in table.columns if column.startswith(("property_", "hs_"))]
    if "fivetransynced" in has:
        is_named = shape not in (None, Shape.TEAM, Shape.OWNER, Shape.CONTACT_HISTORY)
        return is_named or len(own) > 1 or bool(has & _ONLY_HERE)
    return shape is not None and any(column.startswith(("property_hs_", "hs_")) for column in own)


def is_history(table: Table, has: set[str]) -> bool:
    """Whether every row is a value that a property had, with its time.

    An exported history is known by what is in it: the stage in a heading or among the properties, or stages or
    sources that only HubSpot has. A table that has the value before the change too is another CRM's.
    """
    if spelled(table, TIME) is None or spelled(table, VALUE) is None or has & _BEFORE:
        return False
    if "dealid" in has:
        return bool(has & set(PROPERTY)) and "value" in has
    ids = spelled(table, DEAL_ID)
    if ids is None:
        return False
    names = _plain_values(table, PROPERTY)
    if names:
        return bool(names & _PROPERTIES)
    if not repeats(table.column(ids)).any():
        return False
    stages, sources = _plain_values(table, ("value", "propertyvalue")), _plain_values(table, SOURCE)
    return "dealstage" in has or bool(stages & set(DEFAULT_STAGES)) or bool(sources & _SOURCES)


def _plain_values(table: Table, names: Sequence[str]) -> set[str]:
    column = spelled(table, names)
    return set(map(plain_name, table.column(column).labels)) if column is not None else set()


def _is_deals(table: Table, has: set[str]) -> bool:
    """A list with one row a deal: HubSpot's own (Record ID, Deal Name, Deal Stage), or a connector's."""
    ids = spelled(table, DEAL_ID)
    is_own = {"recordid", "dealstage"} <= has and "closingdate" not in has  # Zoho's
    is_api = "dealid" in has and bool(has & {"dealpipelinestageid", "propertydealname", "propertydealstage"})
    is_wide = any(is_stage_date(column) for column in table.columns)
    return ids is not None and (is_own or is_api or is_wide) and not repeats(table.column(ids)).any()


def spelled(table: Table, names: Sequence[str]) -> str | None:
    """The name in the file of the first of these columns that is there."""
    by_name = {plain_name(column): column for column in reversed(table.columns)}
    return next((by_name[name] for name in names if name in by_name), None)

"""The objects of Copper that are read.

Fields: developer.copper.com, "Activities" (old_value and new_value are objects; the system's activity types
"Property Changed" and "Pipeline Stage Changed" have the ids 1 and 3), "Opportunities" (status Open, Won, Lost or
Abandoned; close_date is the expected one), "Pipelines" and "Users". Times are seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mining.sources.crm.deal_list import DealColumns
from mining.sources.crm.objects import Shape
from mining.sources.files.json_file import text_of

ACTIVITIES, DEALS, PIPELINES, USERS, TYPES = (
    "activities",
    "opportunities",
    "pipelines",
    "users",
    "activity types",
)

_PARENT = ("parent", "parentid")
_TYPE = ("type", "typeid", "activitytypeid", "activitytype", "typecategory", "category")
SHAPES = (
    Shape(ACTIVITIES, (_PARENT, ("activitydate",), _TYPE), tells=True),
    Shape(
        DEALS,
        (("id", "opportunityid"), ("pipelinestageid", "pipelinestage"), ("pipelineid", "pipeline", "status")),
        tells=True,
        listed_by=("id", "opportunityid"),
    ),
    Shape(PIPELINES, (("id",), ("name",), ("stages",))),
    Shape(TYPES, (("id",), ("name",), ("category",), ("isdisabled", "countasinteraction"))),
    Shape(USERS, (("id",), ("name",), ("email",)), ("pipelinestageid",)),
)

DEAL_COLUMNS = DealColumns(
    identifier=("id", "opportunityid"),
    stage=("pipelinestageid", "pipelinestage"),
    texts={
        "name": ("name",),
        "owner": ("assigneeid", "assignee", "ownedby", "owner"),
        "source": ("customersourceid", "customersource", "source"),
        "amount": ("monetaryvalue", "value"),
        "currency": ("monetaryunit", "currency"),
        "pipeline": ("pipelineid", "pipeline"),
    },
    created=("datecreated", "createdat"),
    unused=(
        "closedate", "datemodified", "datestagechanged", "datelastcontacted", "dateleadcreated", "details", "status",
        "interactioncount", "tags", "customfields", "winprobability", "leadscreatedfrom", "pipelinestage",
        "primarycontactid", "companyname", "socials",
    ),
)  # fmt: skip
STAGE_CHANGED, PROPERTY_CHANGED = "3", "1"
"""The ids of the system's activity types."""
_PROPERTIES = (
    "status",
    "pipeline_stage_id",
    "pipeline_stage",
    "monetary_value",
    "close_date",
    "assignee_id",
    "name",
)


def changes_in(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """One row a changed property of an activity: values are objects of properties, or of an id and a name."""
    old, new = record.get("old_value"), record.get("new_value")
    entry = {key: value for key, value in record.items() if key not in ("old_value", "new_value")}
    entry["type_of"] = _type_of(record.get("type"))
    old_properties, new_properties = _properties(old), _properties(new)
    names = list(dict.fromkeys([*old_properties, *new_properties]))
    if not names:
        return [{**entry, "old_text": text_of(_named(old)), "new_text": text_of(_named(new))}]
    return [
        {
            **entry,
            "property": name,
            "old_text": text_of(_named(old_properties.get(name))),
            "new_text": text_of(_named(new_properties.get(name))),
        }
        for name in names
    ]


def stages_in(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The stages of a pipeline, each with the pipeline's id and name."""
    inside = record.get("stages")
    stages = [item for item in inside if isinstance(item, Mapping)] if isinstance(inside, list) else []
    return [
        {**stage, "pipeline_of": record.get("id"), "pipeline_name": record.get("name")} for stage in stages
    ]


def _properties(value: object) -> Mapping[str, Any]:
    """The properties that an object of values names; empty where it is one value."""
    if not isinstance(value, Mapping) or "id" in value:
        return {}
    return {
        str(key): item
        for key, item in value.items()
        if key in _PROPERTIES and (key != "name" or len(value) > 1)
    }


def _named(value: object) -> object:
    if isinstance(value, Mapping):
        return value.get("name") or value.get("id") or value.get("value")
    return value


def _type_of(value: object) -> str:
    """The category and id of an activity type: "system 3"."""
    if isinstance(value, Mapping):
        return f"{text_of(value.get('category'))} {text_of(value.get('id'))}".strip()
    return text_of(value)

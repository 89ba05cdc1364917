"""Which of Pipedrive's objects a table holds, by its columns: tables of the interface, and lists exported by hand.

Fields: pipedrive/client-nodejs (ChangelogResponseAllOfData, deals, activities); a change log as a table:
hatvalues/dbt_simple_example. A list exported by hand has the object before every heading, in the user's language:
Deal - Title, Obchod - Fáze.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from mining.sources.files.cell_table import Table
from mining.sources.table.columns import plain_name


class Shape(StrEnum):
    """The objects that are read."""

    CHANGE = "changes of deals"
    DEAL = "deals"
    LIST = "list of deals exported by hand"
    ACTIVITY = "activities"
    ACTIVITY_TYPE = "types of activities"
    NOTE = "notes"
    MAIL = "e-mails"
    STAGE = "stages"
    PIPELINE = "pipelines"
    USER = "users"
    FIELD = "fields"


DEAL_ID = ("dealid", "itemid", "deal")
FIELD_KEY = ("changedfieldkey", "fieldkey")
_OTHERS = (
    "activity",
    "person",
    "organization",
    "organisation",
    "lead",
    "product",
    "note",
    "project",
    "campaign",
)
_HEADINGS = {
    "id", "title", "stage", "status", "pipeline", "owner", "název", "fáze", "stav", "titel", "phase", "étape", "titre",
    "statut", "etapa", "título", "estado", "situação", "funil", "fase", "titolo", "stato", "etap", "tytuł",
}  # fmt: skip
"""Headings of deals in Pipedrive's languages; one of them is in every list."""
_LEAST = 4
"""Headings with the same word before a dash that make a list exported by hand."""


def shape_of(table: Table) -> Shape | None:
    """What a table holds, None where it is nothing of Pipedrive's that is read."""
    has = {plain_name(column) for column in table.columns}
    stem = plain_name(table.name.split(".")[0])
    if has & set(DEAL_ID) and has & set(FIELD_KEY) and "newvalue" in has:
        return Shape.CHANGE
    if (object_before_dash(table) or "").casefold() not in ("", *_OTHERS):
        return Shape.LIST
    if has & {"fieldkey", "key"} and has & {"fieldvalueoptions", "options"}:
        return Shape.FIELD
    if "dealid" in has and has & {"dueto", "duedate"}:
        return Shape.ACTIVITY
    if "dealid" in has and "content" in has:
        return Shape.NOTE
    if {"id", "name"} <= has and has & {"type", "keystring"} and "type" in stem:
        return Shape.ACTIVITY_TYPE
    if "stageid" in has and has & {"title", "status"} and has & {"id", "dealid"}:
        return Shape.DEAL
    if {"stageid", "stagename"} <= has or {"id", "name", "pipelineid"} <= has:
        return Shape.STAGE
    if {"id", "name", "email"} <= has:
        return Shape.USER
    return Shape.PIPELINE if {"id", "name"} <= has and "pipeline" in stem else None


_OF_STAGES = {
    "stageid", "stagename", "id", "name", "pipelineid", "pipelinename", "ordernr", "order", "active", "activeflag",
    "isdeleted", "dealprobability", "probability", "addtime", "updatetime", "isdealrotenabled", "daystorotten",
    "dealrotflag", "rottenflag", "rottendays", "pipelinedealprobability",
}  # fmt: skip
_OF_TYPES = {
    "id", "name", "active", "activeflag", "type", "keystring", "iconkey", "color", "ordernr", "iscustomflag",
    "addtime", "updatetime",
}  # fmt: skip
"""All that a list of stages or of types of activities has: with a column besides these it may be anything."""


def is_certain(table: Table, shape: Shape | None) -> bool:
    """Whether only Pipedrive writes such a table, so that it is no log of somebody's own even if it stands alone."""
    has = {plain_name(column) for column in table.columns}
    if shape is Shape.STAGE:
        return has <= _OF_STAGES and bool(has & {"stagename", "ordernr"})
    if shape is Shape.ACTIVITY_TYPE:
        return has <= _OF_TYPES
    marks = {
        Shape.DEAL: has,
        Shape.LIST: has,
        Shape.ACTIVITY: {"done", "markedasdonetime", "busyflag"},
        Shape.NOTE: {"pinnedtodealflag"},
        Shape.USER: {"defaultcurrency", "iconurl"},
        Shape.FIELD: {"fieldkey", "fieldtype"},
        Shape.PIPELINE: {"urltitle", "dealprobability", "isdealprobabilityenabled"},
    }
    return shape is not None and bool(has & marks.get(shape, set()))


def object_before_dash(table: Table) -> str | None:
    """The word before the dash in most headings (Deal, Obchod), None where no words behind it are Pipedrive's."""
    words = Counter(column.split(" - ")[0].strip() for column in table.columns if " - " in column)
    word, count = words.most_common(1)[0] if words else ("", 0)
    behind = {plain_name(c.split(" - ", 1)[1]) for c in table.columns if c.startswith(f"{word} - ")}
    is_list = count >= _LEAST and 2 * sum(words.values()) > len(table.columns)
    return word if is_list and behind & _HEADINGS else None

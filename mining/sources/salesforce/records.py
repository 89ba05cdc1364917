"""Records of Salesforce's API as JSON: every one says of which object it is, and may hold lists of others.

Shapes (REST API developer guide, "Query"; Salesforce CLI, "data query --json"): {"records": [{"attributes":
{"type": "Opportunity", ...}, "Id": ..., "OpportunityHistories": {"records": [...]}}]}, alone, within "result",
or one page of it after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mining.sources.files.cell_table import Table
from mining.sources.files.json_file import read_json, table_of_records
from mining.sources.files.origin import Origin
from mining.sources.salesforce.objects import SalesforceObject, object_of
from models.progress import Report

_TYPE = re.compile(rb'"attributes"\s*:\s*\{\s*(?:"url"\s*:\s*"[^"]*"\s*,\s*)?"type"\s*:\s*"(\w+)"')
_KINDS = {kind.value: kind for kind in SalesforceObject}
_PARENT = {"Opportunity": "OpportunityId", "Lead": "LeadId", "Quote": "QuoteId"}
"""Where a record within another one says which that is."""


def kinds_in(head: bytes) -> set[SalesforceObject]:
    """The objects whose records stand in the beginning of a file."""
    names = {match.decode() for match in _TYPE.findall(head)}
    return {_KINDS[name] for name in names if name in _KINDS}


def tables_in(path: Origin, report: Report) -> list[tuple[SalesforceObject, Table]]:
    """A table for every object in a file; raises UserError where it is no JSON within the bounds."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, record in _records(read_json(path, report)):
        found.setdefault(name, []).append(record)
    tables = [(name, table_of_records(path.name, records)) for name, records in found.items()]
    kinds = ((_KINDS.get(name) or object_of(table.columns, name), table) for name, table in tables)
    return [(kind, table) for kind, table in kinds if kind is not None]


def _records(document: Any, parent: tuple[str, str] = ("", "")) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every record with the name of its object; one within another gets the id of that, unless it has one."""
    if isinstance(document, list):
        for item in document:
            yield from _records(item, parent)
        return
    if not isinstance(document, dict):
        return
    attributes = document.get("attributes")
    name = attributes.get("type") if isinstance(attributes, dict) else None
    if not isinstance(name, str):
        for part in ("result", "records"):
            yield from _records(document.get(part), parent)
        return
    column, identifier = parent
    plain: dict[str, Any] = {column: identifier} if column and identifier else {}
    own = (_PARENT.get(name, ""), str(document.get("Id") or ""))
    for key, value in document.items():
        if isinstance(value, dict) and "records" in value:
            yield from _records(value["records"], own)
        elif key != "attributes":
            plain[key] = _without_attributes(value)
    yield name, plain


def _without_attributes(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: _without_attributes(inner) for key, inner in value.items() if key != "attributes"}

"""HubSpot's JSON as the tables of its connectors: records of the v3 and the legacy v1 interface, page by page.

v3: HubSpot-public-api-spec-collection, CRM/Deals v3; v1: properties with `versions` in epoch milliseconds. Ids of the
kinds of associations: developers.hubspot.com, "association type id values" (216, task to deal, is in Fivetran's seeds).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mining.sources.files.cell_table import Table
from mining.sources.files.json_file import table_of_records, text_of
from mining.sources.hubspot.shapes import Shape
from models.progress import Report
from resources.translation import tr

MARKS = (
    b'"propertiesWithHistory"',
    b'"dealstage"',
    b'"hs_timestamp"',
    b'"hubspot_owner_id"',
    b'"displayOrder"',
    b'"dealId"',
    b'"toObjectId"',
    b'"associationTypes"',
    b'"lifecyclestage"',
)
"""One of them stands in every JSON file of HubSpot's (owners aside)."""
_CERTAIN = (b'"dealstage"', b'"hs_timestamp"', b'"hubspot_owner_id"', b'"lifecyclestage"')
_STEP = 2000
"""Records between two reports of progress."""
_PAGES = ("results", "deals", "objects", "data")
_KINDS = {"call": "CALL", "email": "EMAIL", "meeting": "MEETING", "note": "NOTE", "task": "TASK"}
_TO_DEAL = {"206", "210", "212", "214", "216"}
_FROM_DEAL = {"205", "209", "211", "213", "215"}
_Rows = dict[Shape, list[dict[str, Any]]]


def is_mine(head: bytes) -> bool:
    """Whether the start of a JSON file is HubSpot's."""
    if any(mark in head for mark in MARKS):
        return True
    return all(mark in head for mark in (b'"firstName"', b'"userId"', b'"email"'))


def is_certain(head: bytes) -> bool:
    """Whether only HubSpot writes such JSON."""
    return any(mark in head for mark in _CERTAIN)


def has_history(head: bytes) -> bool:
    """Whether the start of a JSON file has the history of deals, and not only their present state."""
    is_v1 = b'"versions"' in head and b'"dealId"' in head
    return is_v1 or (b'"propertiesWithHistory"' in head and b'"dealstage"' in head)


def tables_of(name: str, document: Any, report: Report) -> dict[Shape, Table]:
    """The tables that a document holds, all named after its file; lines are the numbers of records."""
    rows: _Rows = {}
    for number, record in enumerate(_records(document)):
        if number % _STEP == 0:
            report(0.85, tr("Reading the records of {name}", name=name))
        _sort_in(record, name, rows)
    return {shape: table_of_records(name, found) for shape, found in rows.items()}


def _records(document: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(document, list):
        for item in document:
            yield from _records(item)
    elif isinstance(document, dict):
        pages = [document[key] for key in _PAGES if isinstance(document.get(key), list)]
        if pages and "properties" not in document:
            for page in pages:
                yield from _records(page)
        else:
            yield document


def _sort_in(record: Mapping[str, Any], name: str, rows: _Rows) -> None:
    """Put a record into the tables it belongs to."""
    if isinstance(record.get("stages"), list):
        _pipeline(record, rows)
    elif isinstance(record.get("engagement"), dict):
        _engagement_v1(record, rows)
    elif isinstance(record.get("from"), dict) and "to" in record:
        _association(record, rows)
    elif "properties" in record or "propertiesWithHistory" in record:
        _object(record, name, rows)
    elif "firstName" in record and "email" in record:
        _owner(record, rows)


def _object(record: Mapping[str, Any], name: str, rows: _Rows) -> None:
    properties = _dict(record.get("properties"))
    history = _dict(record.get("propertiesWithHistory"))
    if any(isinstance(value, dict) for value in properties.values()):  # v1: each value with its versions
        history = {
            key: [_version(v) for v in _list(value.get("versions")) or [value]]
            for key, value in properties.items()
            if isinstance(value, dict)
        }
        properties = {key: value.get("value") for key, value in properties.items() if isinstance(value, dict)}
    identifier = text_of(record.get("id") or record.get("dealId") or properties.get("hs_object_id"))
    known = {**history, **properties}
    if kind := _kind(known, name):
        row = {"engagement_id": identifier, "type": kind, **_scalars(properties)}
        rows.setdefault(Shape.ENGAGEMENT, []).append(row)
        for deal in _associated(record, "deals"):
            link = {"engagement_id": identifier, "deal_id": deal, "engagement_type": kind}
            rows.setdefault(Shape.ENGAGEMENT_DEAL, []).append(link)
        return
    is_contact = "lifecyclestage" in known and "dealstage" not in known
    shape, key = (Shape.CONTACT_HISTORY, "contact_id") if is_contact else (Shape.HISTORY, "deal_id")
    other, other_key = ("deals", "deal_id") if is_contact else ("contacts", "contact_id")
    for property_name, versions in history.items():
        for version in _list(versions):
            if isinstance(version, dict):
                rows.setdefault(shape, []).append(
                    {key: identifier, "name": property_name, **_revision(version)}
                )
    for linked in _associated(record, other):
        rows.setdefault(Shape.DEAL_CONTACT, []).append({key: identifier, other_key: linked})
    if not is_contact:
        is_gone = record.get("archived") or record.get("isDeleted")
        row = {"deal_id": identifier, "is_deleted": is_gone, **_scalars(properties)}
        row.setdefault("createdate", record.get("createdAt"))
        rows.setdefault(Shape.DEAL, []).append(row)


def _version(version: Any) -> Any:
    """A revision of v1 in the words of v3."""
    return {**version, "sourceType": version.get("source")} if isinstance(version, dict) else version


def _revision(version: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": version.get("value"),
        "timestamp": version.get("timestamp"),
        "source": version.get("sourceType"),
        "source_id": version.get("sourceId"),
        "source_label": version.get("sourceLabel"),
        "updated_by_user_id": version.get("updatedByUserId"),
    }


def _kind(known: Mapping[str, Any], name: str) -> str:
    """Which activity has such properties, empty where it is none."""
    if "dealstage" in known or "dealname" in known:
        return ""
    for word, kind in _KINDS.items():
        if any(key.startswith(f"hs_{word}_") for key in known):
            return kind
    if "hs_timestamp" not in known and "hs_engagement_type" not in known:
        return ""
    stem = name.casefold()
    return next((kind for word, kind in _KINDS.items() if word in stem), "OTHER")


def _engagement_v1(record: Mapping[str, Any], rows: _Rows) -> None:
    """An engagement of the legacy interface: its type and time, its associations, its metadata."""
    own, details = _dict(record.get("engagement")), _dict(record.get("metadata"))
    identifier = text_of(own.get("id"))
    row = {
        "engagement_id": identifier,
        "type": own.get("type"),
        "hs_timestamp": own.get("timestamp"),
        "hubspot_owner_id": own.get("ownerId"),
        "title": details.get("subject") or details.get("title"),
        "status": details.get("status"),
    }
    rows.setdefault(Shape.ENGAGEMENT, []).append(row)
    for deal in _list(_dict(record.get("associations")).get("dealIds")):
        link = {"engagement_id": identifier, "deal_id": text_of(deal), "engagement_type": own.get("type")}
        rows.setdefault(Shape.ENGAGEMENT_DEAL, []).append(link)


def _association(record: Mapping[str, Any], rows: _Rows) -> None:
    """Links of the associations interface (v3: `type`, v4: `associationTypes`)."""
    start = text_of(_dict(record.get("from")).get("id"))
    for target in _list(record.get("to")):
        if not isinstance(target, dict):
            continue
        end = text_of(target.get("id") or target.get("toObjectId"))
        types = {text_of(_dict(kind).get("typeId")) for kind in _list(target.get("associationTypes"))}
        word = text_of(target.get("type"))
        if "contact" in word or types & {"3", "4"}:
            is_deal_first = word.startswith("deal") or "3" in types
            row = (
                {"deal_id": start, "contact_id": end}
                if is_deal_first
                else {"deal_id": end, "contact_id": start}
            )
            rows.setdefault(Shape.DEAL_CONTACT, []).append(row)
        elif word.startswith("deal_to_") or types & _FROM_DEAL:
            rows.setdefault(Shape.ENGAGEMENT_DEAL, []).append({"engagement_id": end, "deal_id": start})
        elif word.endswith("_to_deal") or types & _TO_DEAL:
            rows.setdefault(Shape.ENGAGEMENT_DEAL, []).append({"engagement_id": start, "deal_id": end})


def _pipeline(record: Mapping[str, Any], rows: _Rows) -> None:
    pipeline = text_of(record.get("id") or record.get("pipelineId"))
    rows.setdefault(Shape.PIPELINE, []).append({"pipeline_id": pipeline, "label": record.get("label")})
    for stage in _list(record.get("stages")):
        if isinstance(stage, dict):
            details = _dict(stage.get("metadata"))
            row = {
                "stage_id": stage.get("id") or stage.get("stageId"),
                "label": stage.get("label"),
                "pipeline_id": pipeline,
                "is_closed": details.get("isClosed"),
                "probability": details.get("probability", stage.get("probability")),
                "closed_won": stage.get("closedWon"),
            }
            rows.setdefault(Shape.STAGE, []).append(row)


def _owner(record: Mapping[str, Any], rows: _Rows) -> None:
    teams = [_dict(team) for team in _list(record.get("teams"))]
    team = next((t for t in teams if t.get("primary")), teams[0] if teams else {})
    row = {
        "owner_id": record.get("id") or record.get("ownerId"),
        "active_user_id": record.get("userId") or record.get("activeUserId"),
        "email": record.get("email"),
        "first_name": record.get("firstName"),
        "last_name": record.get("lastName"),
        "team": team.get("name"),
    }
    rows.setdefault(Shape.OWNER, []).append(row)


def _associated(record: Mapping[str, Any], kind: str) -> list[str]:
    found = _dict(_dict(record.get("associations")).get(kind))
    ids = [text_of(_dict(item).get("id")) for item in _list(found.get("results"))]
    return list(dict.fromkeys(ids))


def _scalars(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if not isinstance(value, dict | list)}


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

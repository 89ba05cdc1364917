"""Pipedrive's JSON as tables: change logs, the flow of deals, deals, activities, stages, users (v1 and v2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mining.sources.files.cell_table import Table
from mining.sources.files.json_file import table_of_records, text_of
from mining.sources.pipedrive.shapes import Shape
from models.progress import Report
from resources.translation import tr

_OTHER_ITEMS = "other"
_STEP = 2000
"""Records between two reports of progress."""
_NUMBER = re.compile(r"\d+")
_MAILS = ("mailMessage", "mailMessageWithAttachment")
_Rows = dict[str, list[dict[str, Any]]]


def is_mine(head: bytes) -> bool:
    """Whether the start of a JSON file is Pipedrive's."""
    if has_changes(head) or has_deals(head):
        return True
    pairs = (
        (b'"order_nr"', b'"name"'),
        (b'"marked_as_done_time"', b'"deal_id"'),
        (b'"key_string"', b'"icon_key"'),
        (b'"field_type"', b'"key"'),
        (b'"default_currency"', b'"email"'),
        (b'"pinned_to_deal_flag"', b'"content"'),
        (b'"success"', b'"data"'),
    )
    return any(one in head and other in head for one, other in pairs)


def is_certain(head: bytes) -> bool:
    """Whether only Pipedrive writes such JSON."""
    pairs = ((b'"marked_as_done_time"', b'"deal_id"'), (b'"key_string"', b'"icon_key"'))
    more = ((b'"pinned_to_deal_flag"', b'"content"'),)
    return has_deals(head) or any(one in head and other in head for one, other in (*pairs, *more))


def has_changes(head: bytes) -> bool:
    """Whether the start of a JSON file has changes of deals."""
    return b'"dealChange"' in head or (b'"field_key"' in head and b'"new_value"' in head)


def has_deals(head: bytes) -> bool:
    """Whether the start of a JSON file has deals as they are now."""
    return b'"stage_id"' in head and (b'"won_time"' in head or b'"lost_reason"' in head)


def tables_of(name: str, document: Any, report: Report) -> tuple[dict[Shape, Table], int]:
    """The tables that a document holds, all named after its file, and how many items of a flow are not read."""
    rows: _Rows = {}
    for number, (record, deal) in enumerate(_records(document, _deal_in_name(name))):
        if number % _STEP == 0:
            report(0.85, tr("Reading the records of {name}", name=name))
        _sort_in(record, deal, rows)
    others = len(rows.pop(_OTHER_ITEMS, ()))
    return {Shape(shape): table_of_records(name, found) for shape, found in rows.items()}, others


def _records(document: Any, deal: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Every record, with the id of the deal that what is around it belongs to."""
    if isinstance(document, list):
        for item in document:
            yield from _records(item, deal)
    elif isinstance(document, dict):
        if document and all(key.isdigit() for key in document):  # one entry a deal
            for key, inner in document.items():
                yield from _records(inner, key)
        elif "object" not in document and isinstance(document.get("data"), list | dict):
            yield from _records(document["data"], text_of(document.get("deal_id")) or deal)
        else:
            yield document, deal


def _sort_in(record: Mapping[str, Any], deal: str, rows: _Rows) -> None:
    """Put a record into the table it belongs to."""
    inner = record.get("data")
    if "object" in record and isinstance(inner, dict):
        _flow(text_of(record.get("object")), record, inner, deal, rows)
    elif "field_key" in record and "new_value" in record:
        _change(record, deal, rows)
    elif "stage_id" in record and ("title" in record or "status" in record):
        _put(rows, Shape.DEAL, _deal(record))
    elif "due_date" in record:
        _put(rows, Shape.ACTIVITY, _activity(record, deal))
    elif "content" in record and "deal_id" in record:
        _put(rows, Shape.NOTE, _note(record, deal))
    elif "message_time" in record:
        _put(rows, Shape.MAIL, _mail(record, deal))
    elif "key_string" in record:
        _put(rows, Shape.ACTIVITY_TYPE, {"name": record.get("name"), "type": record.get("key_string")})
    elif "field_type" in record:
        _put(rows, Shape.FIELD, {"field_key": record.get("key"), "options": record.get("options")})
    elif "email" in record and "name" in record:
        _put(rows, Shape.USER, {key: record.get(key) for key in ("id", "name", "email")})
    elif "name" in record and "pipeline_id" in record:
        _put(rows, Shape.STAGE, {key: record.get(key) for key in ("id", "name", "pipeline_id")})
    elif "name" in record and "order_nr" in record:
        _put(rows, Shape.PIPELINE, {"id": record.get("id"), "name": record.get("name")})


def _flow(kind: str, item: Mapping[str, Any], data: Mapping[str, Any], deal: str, rows: _Rows) -> None:
    """An item of a deal's flow; what happened to its person or organisation is not its own."""
    if kind == "dealChange":
        _change({**data, "log_time": data.get("log_time") or item.get("timestamp")}, deal, rows)
    elif kind == "activity":
        _put(rows, Shape.ACTIVITY, _activity(data, deal))
    elif kind == "note":
        _put(rows, Shape.NOTE, _note(data, deal))
    elif kind in _MAILS:
        _put(rows, Shape.MAIL, _mail({"message_time": item.get("timestamp"), **data}, deal))
    else:
        rows.setdefault(_OTHER_ITEMS, []).append({})


def _change(data: Mapping[str, Any], deal: str, rows: _Rows) -> None:
    formatted = data.get("additional_data")
    shown = formatted if isinstance(formatted, dict) else {}
    row = {
        "deal_id": data.get("deal_id") or data.get("item_id") or deal,
        "field_key": data.get("field_key"),
        "old_value": _id_of(data.get("old_value")),
        "new_value": _id_of(data.get("new_value")),
        "time": data.get("time") or data.get("log_time"),
        "actor_user_id": _id_of(data.get("actor_user_id") or data.get("user_id")),
        "change_source": data.get("change_source"),
        "is_bulk_update_flag": data.get("is_bulk_update_flag"),
        "old_value_formatted": shown.get("old_value_formatted"),
        "new_value_formatted": shown.get("new_value_formatted"),
    }
    _put(rows, Shape.CHANGE, row)


def _deal(record: Mapping[str, Any]) -> dict[str, Any]:
    row = {key: value for key, value in record.items() if not isinstance(value, dict | list)}
    for key in ("user_id", "owner_id", "org_id", "person_id", "creator_user_id"):
        if isinstance(record.get(key), dict):
            row[key] = _id_of(record[key])
            row[f"{key}_name"] = record[key].get("name")
    return row


def _activity(record: Mapping[str, Any], deal: str) -> dict[str, Any]:
    keys = ("id", "type", "type_name", "subject", "done", "marked_as_done_time", "due_date", "due_time")
    row = {key: record.get(key) for key in keys}
    row["user_id"] = _id_of(record.get("user_id") or record.get("owner_id"))
    row["deal_id"] = record.get("deal_id") if "deal_id" in record else deal
    return row


def _note(record: Mapping[str, Any], deal: str) -> dict[str, Any]:
    own = record.get("deal_id") if "deal_id" in record else deal
    return {"id": record.get("id"), "deal_id": own, "add_time": record.get("add_time"), "content": "",
            "user_id": _id_of(record.get("user_id"))}  # fmt: skip


def _mail(record: Mapping[str, Any], deal: str) -> dict[str, Any]:
    """A message; who wrote it says which way it went."""
    told = record.get("from")
    senders = [sender for sender in told if isinstance(sender, dict)] if isinstance(told, list) else []
    sender = senders[0] if senders else {}
    is_sent = any(
        text_of(record.get(key)) in ("1", "true") for key in ("sent_flag", "sent_from_pipedrive_flag")
    )
    return {
        "id": record.get("id"),
        "deal_id": record.get("deal_id") or deal,
        "message_time": record.get("message_time") or record.get("add_time"),
        "user_id": _id_of(record.get("user_id")),
        "subject": record.get("subject"),
        "from_address": sender.get("email_address"),
        "from_person": sender.get("linked_person_id"),
        "is_sent": is_sent,
        "is_draft": text_of(record.get("draft_flag")) in ("1", "true"),
    }


def _put(rows: _Rows, shape: Shape, row: dict[str, Any]) -> None:
    rows.setdefault(shape.value, []).append(row)


def _id_of(value: Any) -> Any:
    """The id in a value that is an object with its name (user_id in v1), else the value."""
    if isinstance(value, dict):
        return value.get("value", value.get("id"))
    return value


def _deal_in_name(name: str) -> str:
    """The id of the deal in the name of a file with one deal's changes, which do not repeat it: deal_17_flow.json."""
    stem = name.split(".")[0]
    numbers = _NUMBER.findall(stem)
    is_named = stem.isdigit() or any(
        word in stem.casefold() for word in ("deal", "flow", "changelog", "change")
    )
    return numbers[0] if len(numbers) == 1 and is_named else ""

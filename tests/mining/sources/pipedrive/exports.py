"""Small exports of Pipedrive in its documented shapes."""

import json
from pathlib import Path
from typing import Any


def change(field: str, old: object, new: object, time: str, **more: Any) -> dict[str, Any]:
    """One change of a deal, as its change log gives it."""
    entry = {"field_key": field, "old_value": old, "new_value": new, "actor_user_id": 26, "time": time}
    return {**entry, "change_source": "app", "is_bulk_update_flag": False, **more}


def page(*entries: dict[str, Any], **around: Any) -> dict[str, Any]:
    """An answer of the interface."""
    return {"success": True, "data": list(entries), "additional_data": {"next_cursor": None}, **around}


def flow(kind: str, data: dict[str, Any], time: str = "2024-02-12 09:14:35") -> dict[str, Any]:
    """An item of the flow of a deal."""
    return {"object": kind, "timestamp": time, "data": data}


def deal(identifier: int, stage: int, status: str = "open", **more: Any) -> dict[str, Any]:
    """A deal as it is now (v1)."""
    owner = {"id": 26, "name": "Ann Lee", "email": "ann@x.example", "value": 26}
    known = {
        "id": identifier,
        "title": f"Deal {identifier}",
        "value": 500,
        "currency": "EUR",
        "pipeline_id": 1,
    }
    times = {"add_time": "2024-01-01 08:00:00", "won_time": None, "lost_time": None, "lost_reason": None}
    return {**known, **times, "stage_id": stage, "status": status, "user_id": owner, **more}


STAGES = page(
    {"id": 1, "order_nr": 1, "name": "Qualify", "pipeline_id": 1},
    {"id": 2, "order_nr": 2, "name": "Demo", "pipeline_id": 1},
    {"id": 9, "order_nr": 1, "name": "Renew", "pipeline_id": 2},
)
PIPELINES = page(
    {"id": 1, "name": "New", "order_nr": 1, "active": True}, {"id": 2, "name": "Again", "order_nr": 2}
)
USERS = page(
    {"id": 26, "name": "Ann Lee", "email": "ann@x.example", "default_currency": "EUR"},
    {"id": 27, "name": "Bo Ray", "email": "bo@x.example", "default_currency": "EUR"},
)


def save(folder: Path, name: str, document: Any) -> Path:
    """A JSON file."""
    path = folder / name
    path.write_text(json.dumps(document))
    return path

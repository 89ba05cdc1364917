"""Small exports of HubSpot in its documented shapes, and the ways to import them in the tests."""

import json
from pathlib import Path
from typing import Any


def revision(value: str, time: str, source: str = "CRM_UI", **more: Any) -> dict[str, Any]:
    """One value of a property, as v3 gives it."""
    return {"value": value, "timestamp": time, "sourceType": source, **more}


def deal(identifier: str, *stages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A deal of v3 with the history of its stage, newest first, and other histories and properties in `more`."""
    history = {"dealstage": list(stages), **more.pop("history", {})}
    properties = {"dealstage": stages[0]["value"] if stages else "", **more.pop("properties", {})}
    return {
        "id": identifier,
        "createdAt": "2024-01-01T08:00:00.000Z",
        "archived": False,
        "properties": properties,
        "propertiesWithHistory": history,
        **more,
    }


PIPELINES = {
    "results": [
        {
            "id": "p1",
            "label": "New business",
            "displayOrder": 0,
            "stages": [
                {"id": "101", "label": "Qualify", "metadata": {"isClosed": "false", "probability": "0.2"}},
                {"id": "102", "label": "Signed", "metadata": {"isClosed": "true", "probability": "1.0"}},
                {"id": "103", "label": "Gone", "metadata": {"isClosed": "true", "probability": "0.0"}},
            ],
        }
    ]
}
OWNERS = {
    "results": [
        {"id": "7", "userId": 70, "email": "ann@x.example", "firstName": "Ann", "lastName": "Lee",
         "teams": [{"id": "1", "name": "North", "primary": True}]},
        {"id": "8", "userId": 80, "email": "bo@x.example", "firstName": "Bo", "lastName": "Ray", "teams": []},
    ]
}  # fmt: skip


def save(folder: Path, name: str, document: Any) -> Path:
    """A JSON file."""
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path

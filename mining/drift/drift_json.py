"""Changes as JSON, `lanekeeper.drift/1`; fields may be added, none removed."""

from __future__ import annotations

from typing import Any

from mining.drift.wording import change_words
from mining.number_format import at
from models.drift import DriftChange, DriftFeature, DriftResult
from models.event_log import EventLog

FORMAT = "lanekeeper.drift/1"


def drift_json(result: DriftResult, log: EventLog, process: str, quarantined: int) -> dict[str, Any]:
    """The result over a log.

    A change is at `index`: so many cases come before it in the order used, which `order` names ("first event", "gate",
    "file"); `cases` of them were looked at. `from` and `to` are moments (ISO 8601, UTC) between which it lies.
    """
    return {
        "format": FORMAT,
        "log": {"cases": log.n_cases, "events": log.n_events, "quarantined": quarantined},
        "process": {"name": process} if process else None,
        "order": result.by.value,
        "cases": len(result.order),
        "changes": [_change(change) for change in result.changes],
        "unsaid": list(result.unsaid),
    }


def _change(change: DriftChange) -> dict[str, Any]:
    return {
        "index": change.index,
        "from": at(change.begins).isoformat(),
        "to": at(change.ends).isoformat(),
        "features": [_feature(feature) for feature in change.features],
        "kind": change.kind.value,
        "p": change.p,
        "sentence": change_words(change),
    }


def _feature(feature: DriftFeature) -> dict[str, Any]:
    return {
        "name": feature.name,
        "words": feature.words,
        "before": feature.before,
        "after": feature.after,
        "n_before": feature.n_before,
        "n_after": feature.n_after,
    }

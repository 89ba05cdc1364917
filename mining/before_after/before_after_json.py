"""Before and after as JSON: `lanekeeper.after/1`, described in docs/formats.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mining.before_after.wording import headline, row_sentence
from mining.export.names_in_words import without_names
from models.before_after import ActionResult, BeforeAfter, Row, SideOf
from models.diagnosis import Estimate
from models.snapshot import Snapshot


def before_after_json(
    found: BeforeAfter | None,
    results: Sequence[ActionResult],
    snapshots: Sequence[Snapshot],
    names: Mapping[str, str],
) -> dict[str, Any]:
    """All of it, with stand-ins (`names`, by name) in the place of people; `found` is None where nothing came after."""
    return {
        "format": "lanekeeper.after/1",
        "snapshots": [_snapshot(one, names) for one in snapshots],
        "compared": None if found is None else _compared(found, names),
        "actions": [_action(one, names) for one in results],
    }


def _snapshot(one: Snapshot, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": without_names(one.name, names),
        "day": one.day.isoformat(),
        "begins": one.begins.isoformat(),
        "ends": one.ends.isoformat(),
        "deals": one.deals,
        "process": one.process,
        "metrics": len(one.measured),
    }


def _compared(found: BeforeAfter, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "before": _side(found.before, names),
        "after": _side(found.after, names),
        "headline": without_names(headline(found), names),
        "notes": list(found.notes),
        "metrics": [_row(row, names) for row in found.rows],
        "teams": [_row(row, names) for row in found.teams],
    }


def _side(side: SideOf, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": without_names(side.name, names),
        "begins": side.begins.isoformat(),
        "ends": side.ends.isoformat(),
    }


def _row(row: Row, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "metric": row.metric,
        "name": row.name,
        "unit": row.unit.value,
        "currency": row.currency,
        "group": without_names(row.team, names),
        "before": _estimate(row.before),
        "after": _estimate(row.after),
        "change": _estimate(row.change),
        "q": row.q,
        "verdict": row.moved.value,
        "held": list(row.held),
        "season": row.season,
        "planned": row.planned,
        "sentence": without_names(row_sentence(row), names),
    }


def _action(one: ActionResult, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one.action,
        "what": without_names(one.what, names),
        "target": one.target,
        "state": one.reached.value,
        "more_deals_needed": one.needed,
        "sentence": without_names(one.sentence, names),
        "metric": None if one.row is None else _row(one.row, names),
    }


def _estimate(value: Estimate | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {"value": value.value, "low": value.low, "high": value.high, "n": value.n}

"""Suggested edits as the field `repairs` of `lanekeeper.check/1`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mining.intervals import wilson
from mining.process.repair.wording import edit_words
from models.deviation import DeviationRow
from models.repair import ProcessEdit, Repairs


def repairs_json(found: Repairs, ids: Sequence[str]) -> dict[str, Any]:
    """Everything that was found; `ids` names the cases."""
    return {
        "won_cases": found.won,
        "won_conforming_cases": found.won_conforming,
        "fitness": found.fitness,
        "allowed_paths": found.paths,
        "why_none": found.why_none,
        "suggestions": [
            {
                **_edit(one.edit),
                "reason": _reason(one.reason),
                "begin_to_follow": {
                    "cases": len(one.begin),
                    "won": one.won,
                    "lost": one.lost,
                    "open": one.open,
                    "win_rate_interval": wilson(one.won, one.won + one.lost),
                    "ids": [ids[case] for case in one.begin.tolist()],
                },
                "stop_following": {"cases": len(one.stop), "ids": [ids[case] for case in one.stop.tolist()]},
                "closer_won": one.closer,
                "fitness": one.fitness,
                "allowed_paths": one.paths,
                "won_conforming_together": one.won_together,
            }
            for one in found.suggestions
        ],
        "withheld": [
            {**_edit(one.edit), "reason": _reason(one.reason), "won": one.won} for one in found.withheld
        ],
    }


def _edit(edit: ProcessEdit) -> dict[str, Any]:
    return {
        "edit": edit.kind.value,
        "words": edit_words(edit),
        "stage": edit.stage,
        "other": edit.other,
        "condition": edit.condition,
        "repeat": edit.repeat,
        "crm": list(edit.labels),
    }


def _reason(row: DeviationRow) -> dict[str, Any]:
    effect = row.effect
    return {
        "type": row.key.type.value,
        "stage": row.key.stage,
        "cases": row.cases,
        "win_rate_with": row.win_rate_with,
        "win_rate_without": row.win_rate_without,
        "effect": effect
        and {"low": effect.low, "estimate": effect.estimate, "high": effect.high, "q": effect.q},
    }

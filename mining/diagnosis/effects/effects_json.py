"""Effects as part of `lanekeeper.diagnose/1`: stable, for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models.diagnosis import DeviationEffects, Estimate, MetricEffect


def effects_json(found: Iterable[DeviationEffects]) -> list[dict[str, Any]]:
    """One entry a deviation; shares are fractions, times days, money in `currency`, and None what is not told."""
    return [
        {
            "type": str(one.key.type),
            "stage": one.key.stage,
            "cases": one.cases,
            "eligible": one.eligible,
            "with": one.compared[0],
            "without": one.compared[1],
            "from": one.gate or None,
            "horizon_days": one.horizon,
            "adjusted_for": list(one.adjusted_for),
            "currency": one.currency or None,
            "metrics": [_metric(effect) for effect in one.effects],
            "sentence": one.sentence,
        }
        for one in found
    ]


def _metric(effect: MetricEffect) -> dict[str, Any]:
    return {
        "metric": str(effect.metric),
        "with": _estimate(effect.with_it),
        "without": _estimate(effect.without),
        "difference": _estimate(effect.raw),
        "adjusted": _estimate(effect.adjusted),
        "q": effect.q,
        "why_none": effect.why_none or None,
    }


def _estimate(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"low": found.low, "estimate": found.value, "high": found.high, "n": found.n}

"""The measures of a process as JSON for scripts: the field `measures` of `lanekeeper.check/1`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from mining.measures.comparison import Comparison
from models.event_log import EventLog
from models.model_quality import ModelQuality
from models.temporal_profile import TemporalProfile
from models.token_replay import TokenReplay

UNUSED = 20
"""So many of the steps that are allowed and not taken are listed."""
EXAMPLES = 5


def quality_of_model_json(
    quality: ModelQuality, times: TemporalProfile | None, ids: Sequence[str]
) -> dict[str, Any]:
    """All measures that need no other program; numbers are None where there is nothing to measure,
    and the times where they cannot be compared.

    `ids` names the cases of the log.
    """
    precision, footprint = quality.precision, quality.footprint
    return {
        "deals": quality.deals,
        "deal_fitness": quality.deal_fitness,
        "stages": [asdict(stage) for stage in quality.stages],
        "precision": precision and precision.value,
        "unused": [asdict(one) for one in precision.unused[:UNUSED]] if precision else [],
        "generalisation": quality.generalisation,
        "footprint": footprint
        and {
            "agreement": footprint.agreement,
            "steps": list(footprint.steps),
            "differing": [asdict(cell) for cell in footprint.differing],
        },
        "times": times and _times(times, ids),
        "without": quality.without,
    }


def comparison_json(comparison: Comparison, log: EventLog) -> dict[str, Any]:
    """What pm4py says of the won deals beside our own fitness, or why it says nothing; `log` is the checked log."""
    replay = comparison.replay
    return {
        "token_replay": replay and _replay(replay, log) | {"ours": comparison.ours},
        "without": comparison.without,
    }


def _replay(replay: TokenReplay, log: EventLog) -> dict[str, Any]:
    """A replay with every path that does not fit, the most frequent first."""
    labels = log.activity.labels
    unfit = [
        {
            "path": [labels[code] for code in log.variants.sequence(variant).tolist()],
            "deals": deals,
            "missing": missing,
            "remaining": remaining,
        }
        for variant, deals, missing, remaining in zip(
            replay.variant.tolist(),
            replay.deals.tolist(),
            replay.missing.tolist(),
            replay.remaining.tolist(),
            strict=True,
        )
        if missing or remaining
    ]
    return {
        "deals": int(replay.deals.sum()),
        "fitting_deals": replay.fitting_deals,
        "fitness": replay.fitness,
        "unfit": sorted(unfit, key=lambda path: -path["deals"]),
    }


def _times(profile: TemporalProfile, ids: Sequence[str]) -> dict[str, Any]:
    examples: dict[int, list[str]] = {}
    for pair, case in zip(profile.unusual_pair.tolist(), profile.unusual_case.tolist(), strict=True):
        named = examples.setdefault(pair, [])
        if len(named) < EXAMPLES:
            named.append(ids[case])
    columns = zip(
        profile.first.tolist(),
        profile.second.tolist(),
        profile.times.tolist(),
        profile.mean_days.tolist(),
        profile.deviation_days.tolist(),
        profile.unusual_deals.tolist(),
        strict=True,
    )
    return {
        "beyond": profile.beyond,
        "unusual_deals": len(profile.cases),
        "pairs": sorted(
            (
                {
                    "first": profile.labels[first],
                    "second": profile.labels[second],
                    "times": times,
                    "mean_days": mean,
                    "deviation_days": deviation,
                    "unusual_deals": unusual,
                    "examples": examples.get(pair, []),
                }
                for pair, (first, second, times, mean, deviation, unusual) in enumerate(columns)
            ),
            key=lambda one: (one["first"], one["second"]),
        ),
    }

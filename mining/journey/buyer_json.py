"""The buyer's side as data, for `lanekeeper.check/1`."""

from __future__ import annotations

from typing import Any

import numpy as np

from mining.journey.tracks import QUANTILES, Track, tracks
from models.buyer_check import BuyerCheck, SignalEvidence, StepEvidence
from models.contradiction import Contradiction
from models.event_log import EventLog


def buyer_json(log: EventLog, found: BuyerCheck | None) -> dict[str, Any] | None:
    """Signals, steps, stages and contradictions; None where the process documents nothing of the buyer."""
    if found is None:
        return None
    everyone = np.ones(log.n_cases, dtype=bool)
    return {
        "signals": [_signal(signal) for signal in found.signals],
        "steps": [_step(step) for step in found.steps],
        "stages": [_stage(track) for track in tracks(log, found, everyone)],
        "contradictions": [_contradiction(one) for one in found.contradictions],
    }


def _signal(found: SignalEvidence) -> dict[str, Any]:
    return {
        "name": found.name,
        "times": len(found),
        "deals": found.deals,
        "no_evidence": found.why_none or None,
    }


def _step(found: StepEvidence) -> dict[str, Any]:
    measure = None
    if found.step.measure is not None and found.going_well is not None:
        holds, fails, unknown = (int((found.going_well == value).sum()) for value in (1, 0, -1))
        measure = {
            "condition": found.step.measure.text,
            "holds": holds,
            "fails": fails,
            "unknown": unknown,
        }
    return {
        "name": found.step.name,
        "title": found.step.shown,
        "always_on": found.step.always_on,
        "can_be_checked": found.can_be_checked,
        "deals": found.deals,
        "measure": measure,
    }


def _stage(track: Track) -> dict[str, Any]:
    return {
        "stage": track.stage,
        "steps": list(track.steps),
        "deals": track.entered,
        "buyer_before": track.before,
        "buyer_after": track.after,
        "buyer_never": track.never,
        "median_days": None if track.days is None else track.days[QUANTILES.index(0.5)],
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "sentence": one.sentence,
        "stages": list(one.stages),
        "steps": list(one.steps),
        "signals": list(one.signals),
        "rule": one.rule or None,
    }

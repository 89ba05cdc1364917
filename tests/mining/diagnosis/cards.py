"""Verdicts made by hand, to be worded and shown."""

from __future__ import annotations

import numpy as np

from models.deviation import DeviationKey, DeviationType
from models.diagnosis import Confidence, DiagnosisCard, Evidence, Reading, VerdictKind


def a_key(stage: str = "Discovery", kind: DeviationType = DeviationType.SKIPPED) -> DeviationKey:
    """Skipped Discovery, unless something else is asked for."""
    return DeviationKey(kind, stage)


def a_card(
    kind: VerdictKind = VerdictKind.EVERYBODY,
    *who: str,
    key: DeviationKey | None = None,
    reading: Reading = Reading.NONE,
    confidence: Confidence = Confidence.LIKELY,
    cases: tuple[int, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    against: tuple[Evidence, ...] = (),
    would_change: tuple[str, ...] = (),
) -> DiagnosisCard:
    """A verdict on skipped Discovery; on none for strategy and skill."""
    is_general = kind in (VerdictKind.UNOBTAINABLE, VerdictKind.SKILL)
    key = key if key is not None or is_general else a_key()
    found = np.array(cases, dtype=np.int32)
    return DiagnosisCard(kind, key, who, confidence, evidence, against, would_change, found, reading)

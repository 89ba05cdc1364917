"""A call with its reading, its evidence and how far the data carry it: the card that a person reads."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from mining.diagnosis.verdicts.power import deals_needed
from mining.diagnosis.verdicts.whose import Whose
from mining.diagnosis.verdicts.wording import against_of, evidence_of, would_change
from models.deviation import DeviationKey
from models.diagnosis import Confidence, DiagnosisCard, VerdictKind
from models.thresholds import Thresholds

POSSIBLE_FROM = 10
LIKELY_FROM = 40
"""Deals a rep from which a call is possible and likely: "everybody" and a team's reading are likely from 10 on."""
_KINDS = tuple(VerdictKind)


def card_of(
    key: DeviationKey, found: Whose, thresholds: Thresholds, logged: dict[str, float]
) -> DiagnosisCard:
    """The card of a call; `logged` is the share of worked stages with any activity, by owner, where it is known."""
    return DiagnosisCard(
        kind=found.kind,
        key=key,
        who=found.who,
        confidence=_confidence(found, thresholds),
        evidence=tuple(evidence_of(found, thresholds)),
        against=tuple(against_of(found, logged)),
        would_change=tuple(would_change(found, thresholds)),
        cases=found.cases,
    )


def _confidence(found: Whose, thresholds: Thresholds) -> Confidence:
    judged = found.judged
    usual = float(np.median(judged.of)) if judged.n_reps else 0.0
    if found.kind is VerdictKind.NO_CALL:
        rate = float(judged.shown.mean())
        seen = judged.n_reps > 1 and usual >= deals_needed(rate, thresholds.rep_gap)
        return Confidence.POSSIBLE if seen else Confidence.CANNOT_TELL
    if found.kind is VerdictKind.REP:
        usual = float(judged.of[found.habits.called].min())
        return Confidence.LIKELY if usual >= LIKELY_FROM else Confidence.POSSIBLE
    return Confidence.LIKELY if usual >= POSSIBLE_FROM else Confidence.POSSIBLE


def firmest_first(cards: Iterable[DiagnosisCard]) -> tuple[DiagnosisCard, ...]:
    """By confidence within calls, those without a call last; then the most deals."""
    confidence = tuple(Confidence)
    return tuple(
        sorted(
            cards,
            key=lambda card: (
                card.kind is VerdictKind.NO_CALL,
                confidence.index(card.confidence),
                _KINDS.index(card.kind),
                -len(card.cases),
            ),
        )
    )

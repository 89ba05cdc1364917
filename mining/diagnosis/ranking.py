"""The order in which verdicts are told: the firmest and costliest first; it ranks verdicts, never people."""

from __future__ import annotations

from models.diagnosis import Confidence, Diagnosis, DiagnosisCard, Estimate, Metric, VerdictKind

_FIRM = {Confidence.LIKELY: 0, Confidence.POSSIBLE: 1, Confidence.CANNOT_TELL: 2}


def ranked(found: Diagnosis) -> tuple[DiagnosisCard, ...]:
    """Verdicts by confidence, then by money at stake a year, then by deals; what cannot be told comes last."""
    return tuple(sorted(found.cards, key=lambda card: _rank(found, card)))


def stake_of(found: Diagnosis, card: DiagnosisCard) -> Estimate | None:
    """The money at stake a year that goes along with the deviation of a verdict; None where nobody can tell."""
    effects = found.effects_of(card.key) if card.key is not None else None
    money = effects.of(Metric.MONEY) if effects is not None else None
    return (money.adjusted or money.raw) if money is not None else None


def _rank(found: Diagnosis, card: DiagnosisCard) -> tuple[bool, int, float, int]:
    stake = stake_of(found, card)
    at_stake = abs(stake.value) if stake is not None else 0.0
    return card.kind is VerdictKind.NO_CALL, _FIRM[card.confidence], -at_stake, -len(card.cases)

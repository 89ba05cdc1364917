"""The order in which verdicts are told: the firmest and costliest first; it ranks verdicts, never people."""

from __future__ import annotations

from mining.diagnosis.effects.wording import stands_out
from mining.wording import LARGEST_Q
from models.diagnosis import Confidence, Diagnosis, DiagnosisCard, Estimate, Metric, VerdictKind

_FIRM = {Confidence.LIKELY: 0, Confidence.POSSIBLE: 1, Confidence.CANNOT_TELL: 2}


def ranked(found: Diagnosis) -> tuple[DiagnosisCard, ...]:
    """Verdicts by confidence, then by what goes lost a year as far as that is told apart from nothing, then by deals.

    Where nobody is called comes last.
    """
    return tuple(sorted(found.cards, key=lambda card: _rank(found, card)))


def stake_of(found: Diagnosis, card: DiagnosisCard) -> Estimate | None:
    """The money at stake a year that goes along with the deviation of a verdict; None where nobody can tell."""
    effects = found.effects_of(card.key) if card.key is not None else None
    money = effects.of(Metric.MONEY) if effects is not None else None
    return money.adjusted if money is not None else None


def is_costly(found: Diagnosis, card: DiagnosisCard) -> bool:
    """Whether the data tell the money at stake from nothing: as far as they do so for the win rate it comes from."""
    stake = stake_of(found, card)
    effects = found.effects_of(card.key) if card.key is not None else None
    won = effects.of(Metric.WIN_RATE) if effects is not None else None
    return (
        stake is not None
        and not stake.low <= 0 <= stake.high
        and won is not None
        and stands_out(won, LARGEST_Q)
    )


def _rank(found: Diagnosis, card: DiagnosisCard) -> tuple[bool, int, float, int]:
    stake = stake_of(found, card)
    costs = max(0.0, -stake.value) if stake is not None and is_costly(found, card) else 0.0
    return card.kind is VerdictKind.NO_CALL, _FIRM[card.confidence], -costs, -len(card.cases)

"""A call with its reading, its evidence and how far the data carry it: the card that a person reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from mining.diagnosis.verdicts.calls import Called
from mining.diagnosis.verdicts.power import deals_needed
from mining.diagnosis.verdicts.reading import Read
from mining.diagnosis.verdicts.whose import Whose
from mining.diagnosis.verdicts.wording import against_of, evidence_of, would_change
from mining.number_format import plural
from mining.wording import title
from models.deviation import DeviationKey
from models.diagnosis import Confidence, DiagnosisCard, Evidence, VerdictKind
from models.thresholds import Thresholds
from resources.translation import tr

POSSIBLE_FROM = 10
LIKELY_FROM = 40
"""Deals a rep from which a call is possible and likely: "everybody" and a team's reading are likely from 10 on."""
_KINDS = tuple(VerdictKind)

Logged = Mapping[str, float]


def card_of(called: Called, read: Read, thresholds: Thresholds, logged: Logged) -> DiagnosisCard:
    """The card of a call; `logged` is the share of worked stages with any activity, by owner, where it is known."""
    found = called.whose
    if called.told_with is not None:
        return _told_with(called, called.told_with)
    return DiagnosisCard(
        kind=found.kind,
        key=called.key,
        who=found.who,
        confidence=_confidence(found, thresholds),
        evidence=(*evidence_of(found, thresholds), *read.evidence),
        against=(*against_of(found, logged), *read.against),
        would_change=(*would_change(found, thresholds), *read.would_change),
        cases=found.cases,
        reading=read.reading,
    )


def _told_with(called: Called, other: DeviationKey) -> DiagnosisCard:
    """No call of its own: it comes with another habit of the same people."""
    found = called.whose
    said = Evidence(
        tr(
            "{deals} of people who are called for another deviation show it, nearly all of them "
            "deals with that one: {title}.",
            deals=plural(len(found.cases), "deal"),
            title=title(other),
        ),
        found.cases,
    )
    return DiagnosisCard(
        kind=VerdictKind.NO_CALL,
        key=called.key,
        who=(),
        confidence=Confidence.POSSIBLE,
        evidence=(said,),
        against=(),
        would_change=(tr("If it were seen as often in their other deals, it would be a habit of its own."),),
        cases=np.sort(found.judged.case[found.judged.shown]).astype(np.int32),
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

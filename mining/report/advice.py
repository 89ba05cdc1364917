"""What to change or to ask about a finding: it follows from whose it is, and asks wherever data cannot answer."""

from __future__ import annotations

from models.deviation import DeviationType
from models.diagnosis import DiagnosisCard, Reading, VerdictKind
from resources.translation import tr

_RECORDED = tr("First make sure that it is not done and merely not recorded.")


def advice(card: DiagnosisCard) -> str:
    """One to three sentences; a habit is never told as a fault of a person."""
    if card.kind is VerdictKind.UNOBTAINABLE:
        return tr(
            "Ask those who set the target what it rests on: deals that follow the process miss it whoever sells, so "
            "training alone is unlikely to reach it. Look at whom is sold to and what is promised before looking at "
            "people."
        )
    if card.kind is VerdictKind.SKILL:
        return tr(
            "A question for the manager, not a verdict on people: what do those who reach the target do in their deals "
            "that the log does not show? Look at deals together before deciding on training."
        )
    if card.kind is VerdictKind.EVERYBODY:
        return _everybody(card)
    if card.kind is VerdictKind.TEAM:
        return _team(card)
    if card.kind is VerdictKind.REP:
        return _rep(card)
    return " ".join(card.would_change)


def _everybody(card: DiagnosisCard) -> str:
    stage = card.key.stage if card.key is not None else ""
    if card.reading is Reading.UNREALISTIC:
        return tr(
            "Ask what {stage} is for. Nearly everybody takes the same other way, and their deals are not seen to do "
            "worse: either write down the way that is taken, or show what {stage} is worth to those who leave it out.",
            stage=stage,
        )
    if card.reading is Reading.VAGUE:
        return tr(
            "Write down when {stage} is done and what proves it: people do different things in its place. Agree on it "
            "with those who work it, then measure again.",
            stage=stage,
        )
    if _is_of_time(card):
        return tr(
            "Ask whether the time that {stage} allows can be kept at all, and what deals wait for there: it is "
            "everybody's, so it is a matter of the process before it is one of people.",
            stage=stage,
        )
    if _type(card) is DeviationType.MISSING_EVIDENCE:
        return tr(
            "Ask what proof {stage} really needs, and make it easy to record. {check}",
            stage=stage,
            check=_RECORDED,
        )
    return tr(
        "It is everybody's, so ask the process before the people: is the step needed, can it be done as it is written, "
        "and is it known? {check}",
        check=_RECORDED,
    )


def _team(card: DiagnosisCard) -> str:
    if _is_of_time(card):
        return tr(
            "Ask the team what its deals wait for there: others, with deals of the same kind, wait less. {check}",
            check=_RECORDED,
        )
    return tr(
        "Bring the team and another one together over a few deals of each, and agree on one reading of the step. The "
        "difference is of teams, so talk with whoever leads the team first. {check}",
        check=_RECORDED,
    )


def _rep(card: DiagnosisCard) -> str:
    if card.reading is Reading.COMFORT:
        return tr(
            "Talk about a few of the deals, in private, and ask what makes the step hard: what is left out takes "
            "effort, and help may do more than a reminder. {check}",
            check=_RECORDED,
        )
    return tr(
        "Talk about a few of the deals, in private, and ask why they went this way: they may differ in something that "
        "is not in the log. {check}",
        check=_RECORDED,
    )


def _is_of_time(card: DiagnosisCard) -> bool:
    return _type(card) in (DeviationType.LATE, DeviationType.STALLED)


def _type(card: DiagnosisCard) -> DeviationType | None:
    return card.key.type if card.key is not None else None

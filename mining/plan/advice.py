"""What could be done about a verdict, as a proposal in one sentence: whose it is decides what helps."""

from __future__ import annotations

from mining.wording import title
from models.deviation import DeviationKey, DeviationType
from models.diagnosis import DiagnosisCard, Reading, VerdictKind
from resources.translation import tr, tr_n

_OF_TIME = (DeviationType.LATE, DeviationType.STALLED)
_WORK = (
    DeviationType.SKIPPED,
    DeviationType.MISSING_EVIDENCE,
    DeviationType.BUYER_NOT_THERE_YET,
    DeviationType.PREMATURE_CLOSE,
    DeviationType.BARE_CLOSE,
)
"""What was left undone: it can be made worth doing, coached, or dropped."""


def advice_words(card: DiagnosisCard) -> str:
    """What to do about a verdict; nobody is named in it but teams."""
    if card.kind is VerdictKind.UNOBTAINABLE:
        return tr(
            "Set a target that deals following the process can reach, or change what is sold to whom: "
            "agree on which with those who set the target"
        )
    if card.kind is VerdictKind.SKILL:
        return tr(
            "Ask managers whether it is a matter of skill; have reps who reach the target show how they work"
        )
    if card.key is None:
        return ""
    if card.kind is VerdictKind.EVERYBODY:
        return _of_everybody(card.key, card.reading)
    if card.kind is VerdictKind.TEAM:
        return _of_teams(card.key, card.who)
    if card.kind is VerdictKind.REP:
        return _of_a_rep(card.key, card.reading)
    return _of_nobody(card.key)


def _of_everybody(key: DeviationKey, reading: Reading) -> str:
    stage = key.stage
    if key.type is DeviationType.HAND_OVER:
        return tr(
            "Agree on hand-over {stage} again between the two areas, with a time that can be kept",
            stage=stage,
        )
    if key.type in _OF_TIME:
        return tr("Find out what keeps deals in {stage}, and take it away or allow more time", stage=stage)
    if key.type is DeviationType.UNDOCUMENTED:
        return tr("Take the step {stage} up into the process, or stop taking it", stage=stage)
    if reading is Reading.UNREALISTIC:
        return tr("Drop the step {stage}, or replace it by what is done instead", stage=stage)
    if reading is Reading.VAGUE:
        return tr("Write down what {stage} is for, and by what one can tell that it is done", stage=stage)
    if key.type in _WORK:
        return tr(
            "Ask reps of every team what keeps them from {stage}; make it worth doing, or drop it",
            stage=stage,
        )
    return tr(
        "Agree with reps of every team in which order {stage} makes sense, and document that", stage=stage
    )


def _of_teams(key: DeviationKey, who: tuple[str, ...]) -> str:
    stage, teams = key.stage, " / ".join(sorted(who))
    if key.type is DeviationType.HAND_OVER:
        return tr(
            "Go through hand-over {stage} with {teams} and who hands over to them", stage=stage, teams=teams
        )
    if key.type in _OF_TIME:
        return tr(
            "Find out with {teams} what keeps their deals in {stage}, and mend that", stage=stage, teams=teams
        )
    return tr_n(
        "Rewrite the exit criteria of {stage} together with the team that reads them differently ({teams})",
        "Rewrite the exit criteria of {stage} together with the {count} teams that read them differently ({teams})",
        len(who),
        stage=stage,
        teams=teams,
    )


def _of_a_rep(key: DeviationKey, reading: Reading) -> str:
    stage = key.stage
    if key.type is DeviationType.HAND_OVER:
        return tr(
            "Talk over how hand-over {stage} is asked for and answered, with own deals at hand", stage=stage
        )
    if reading is Reading.COMFORT:
        return tr(
            "Coach on {stage}: prepare it together in the next deals, so that it is no longer the harder way",
            stage=stage,
        )
    if key.type is DeviationType.SKIPPED:
        return tr("Coach on {stage}: go through own deals with and without it", stage=stage)
    return tr("Coach with own deals at hand: {what}", what=title(key))


def _of_nobody(key: DeviationKey) -> str:
    if key.type is DeviationType.HAND_OVER:
        return tr("Have both areas go through hand-overs {stage}: nobody stands out", stage=key.stage)
    return tr("Ask in every team how this comes about, for nobody stands out: {what}", what=title(key))

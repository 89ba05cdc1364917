"""What became of the exercises of a session: how many were right, of each kind, without comparing anybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mining.number_format import number
from models.training import ExerciseKind, GivenAnswer
from resources.translation import tr, tr_n

KIND_WORDS = {
    ExerciseKind.NEXT: tr("What comes next"),
    ExerciseKind.SKIPPED: tr("Which stage was skipped"),
    ExerciseKind.BUYER: tr("Where the buyer stood"),
    ExerciseKind.LANE: tr("In its lane or not"),
    ExerciseKind.MISSING: tr("What is missing before a close"),
}


@dataclass(frozen=True)
class KindScore:
    """How many answers about one kind of exercise were right."""

    kind: ExerciseKind
    right: int
    given: int


def score(answers: Iterable[GivenAnswer]) -> tuple[KindScore, ...]:
    """By kind, in the order in which exercises take turns; kinds without an answer are left out."""
    by_kind: dict[ExerciseKind, list[bool]] = {kind: [] for kind in KIND_WORDS}
    for answer in answers:
        by_kind[answer.kind].append(answer.right)
    return tuple(KindScore(kind, sum(told), len(told)) for kind, told in by_kind.items() if told)


def score_words(scores: Sequence[KindScore]) -> str:
    """`6 of 8 answers were right.`"""
    right, given = sum(one.right for one in scores), sum(one.given for one in scores)
    return tr_n(
        "{right} of {count} answer was right.", "{right} of {count} answers were right.", given,
        right=number(right), count=number(given),
    )  # fmt: skip


def went_well(scores: Sequence[KindScore]) -> str:
    """Which kinds went well and which to go over again, in a sentence; empty where nothing was answered."""
    well = [KIND_WORDS[one.kind] for one in scores if one.right == one.given]
    again = [KIND_WORDS[one.kind] for one in scores if one.right < one.given]
    if not scores:
        return ""
    if not again:
        return tr("Everything went well.")
    if not well:
        return tr("To go over again: {kinds}.", kinds=", ".join(again))
    return tr("Went well: {well}. To go over again: {again}.", well=", ".join(well), again=", ".join(again))

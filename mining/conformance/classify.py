"""From moves to deviations in the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from models.alignment import Alignment, Move, MoveKind
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationType

JUMP = 2
"""A won deal that leaves out at least this many stages right before the end was closed too early."""


@dataclass(frozen=True)
class Vocabulary:
    """What the labels mean: the documented rank of every stage, the stages in force for this deal, and the ends."""

    rank: Mapping[str, int]
    in_force: Set[str]
    ends: Set[str]


@dataclass(frozen=True)
class Classified:
    """The deviations of one explanation, and the ones it could have shown: what it was judged for."""

    found: frozenset[DeviationKey]
    judged: frozenset[DeviationKey]


def classify(alignment: Alignment, outcome: Outcome, words: Vocabulary) -> Classified:
    """Name what an alignment shows.

    A stage that is left out and nowhere done is skipped; done at another place, it is out of order. A later
    visit went back where the deal had been further, and is a repetition where it comes twice in a row. Moving
    forward again over stages already done is part of going back and no deviation of its own.
    """
    moves = alignment.moves
    found = _extra_events(moves, words) | _left_out(moves, words)
    early = _premature_close(moves, outcome, words)
    found |= {early} if early else set()
    return Classified(frozenset(found), frozenset(found | _judged(moves, outcome, words)))


def _left_out(moves: tuple[Move, ...], words: Vocabulary) -> set[DeviationKey]:
    extra = {move.label for move in moves if move.kind == MoveKind.LOG}
    left_out = {move.label for move in moves if move.kind == MoveKind.MODEL} - words.ends
    followed = {move.label for move in moves if move.kind == MoveKind.SYNC}
    return {
        DeviationKey(DeviationType.OUT_OF_ORDER if label in extra else DeviationType.SKIPPED, label)
        for label in left_out
        if label in extra or label not in followed
    }


def _extra_events(moves: tuple[Move, ...], words: Vocabulary) -> set[DeviationKey]:
    found: set[DeviationKey] = set()
    left_out = {move.label for move in moves if move.kind == MoveKind.MODEL}
    visited: set[str] = set()
    last: str | None = None
    told = [i for i, move in enumerate(moves) if move.label in words.rank or move.label in words.ends]
    close = told[-1] if told and moves[told[-1]].label in words.ends else None
    for i, move in enumerate(moves):
        if move.kind == MoveKind.MODEL:
            continue
        if move.kind == MoveKind.LOG and i != close:
            kind = _extra_event(move.label, visited, last, left_out, words)
            if kind is not None:
                found.add(DeviationKey(kind, move.label))
        if move.label in words.rank:
            visited.add(move.label)
            last = move.label
    return found


def _extra_event(
    label: str, visited: set[str], last: str | None, left_out: set[str], words: Vocabulary
) -> DeviationType | None:
    """What one event that the process does not ask for at this place is."""
    if label in words.ends:
        return DeviationType.WENT_BACK  # closed, and then opened again
    if label not in words.in_force:
        return DeviationType.UNDOCUMENTED
    if label in left_out or label not in visited:
        return DeviationType.OUT_OF_ORDER
    if last == label:
        return DeviationType.REPEATED
    back = last is not None and words.rank[label] < words.rank[last]
    return DeviationType.WENT_BACK if back else None


def _premature_close(moves: tuple[Move, ...], outcome: Outcome, words: Vocabulary) -> DeviationKey | None:
    """Straight to won over several stages, or lost from where the process does not close deals."""
    told = [move for move in moves if move.label in words.rank or move.label in words.ends]
    if not told or told[-1].label not in words.ends:
        return None
    close = told[-1]
    before = [move for move in told[:-1] if move.label not in words.ends]
    gap = 0
    while gap < len(before) and before[-1 - gap].kind == MoveKind.MODEL:
        gap += 1
    done = [move.label for move in before if move.kind != MoveKind.MODEL]
    jumped = outcome == Outcome.WON and close.kind == MoveKind.SYNC and gap >= JUMP
    forbidden = close.kind == MoveKind.LOG
    return (
        DeviationKey(DeviationType.PREMATURE_CLOSE, done[-1] if done else close.label)
        if jumped or forbidden
        else None
    )


def _judged(moves: tuple[Move, ...], outcome: Outcome, words: Vocabulary) -> set[DeviationKey]:
    """A skip is judged on deals past the stage's gate, all else about a stage on the deals that came to it."""
    stages = [move for move in moves if move.label in words.rank]
    past_gate = {
        move.label
        for i, move in enumerate(stages)
        if any(later.kind == MoveKind.SYNC for later in stages[i + 1 :]) or _is_won(moves)
    }
    visited = {move.label for move in stages if move.kind != MoveKind.MODEL}
    about_visits = (DeviationType.OUT_OF_ORDER, DeviationType.REPEATED, DeviationType.WENT_BACK)
    judged = {DeviationKey(DeviationType.SKIPPED, label) for label in past_gate}
    judged |= {DeviationKey(kind, label) for label in visited for kind in about_visits}
    if outcome in (Outcome.WON, Outcome.LOST):
        judged |= {DeviationKey(DeviationType.PREMATURE_CLOSE, label) for label in visited}
    return judged


def _is_won(moves: tuple[Move, ...]) -> bool:
    return any(move.label == "Won" and move.kind == MoveKind.SYNC for move in moves)

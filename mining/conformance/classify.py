"""From moves to deviations in the words of the trade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
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
    """The deviations of one explanation, and the ones it could have shown: what it was judged for.

    `found` gives for every deviation its gate: the stage or end that the deal had got to when it was sure.
    `furthest` is the highest rank the deal visited, -1 for none.
    """

    found: Mapping[DeviationKey, str]
    judged: frozenset[DeviationKey]
    furthest: int


def classify(alignment: Alignment, outcome: Outcome, words: Vocabulary) -> Classified:
    """Name what an alignment shows.

    A stage that is left out and nowhere done is skipped; done at another place, it is out of order. A later
    visit went back where the deal had been further, and is a repetition where it comes twice in a row. Moving
    forward again over stages already done is part of going back and no deviation of its own.
    """
    moves = alignment.moves
    close = _close(moves, words)
    found = _extra_events(moves, close, words) | _left_out(moves, words)
    early = None if close is None else _premature_close(moves[: close + 1], outcome, words)
    if close is not None and early is not None:
        found[early] = moves[close].label
    judged = frozenset(found.keys() | _judged(moves, outcome, words))
    visited = (
        words.rank[move.label] for move in moves if move.kind != MoveKind.MODEL and move.label in words.rank
    )
    return Classified(found, judged, max(visited, default=-1))


def _left_out(moves: tuple[Move, ...], words: Vocabulary) -> dict[DeviationKey, str]:
    """The stages that were nowhere done, each with the next step that was."""
    done = {move.label for move in moves if move.kind != MoveKind.MODEL} | words.ends
    return {
        DeviationKey(DeviationType.SKIPPED, move.label): _next_followed(moves[i:])
        for i, move in enumerate(moves)
        if move.kind == MoveKind.MODEL and move.label not in done
    }


def _next_followed(moves: tuple[Move, ...]) -> str:
    return next((move.label for move in moves if move.kind == MoveKind.SYNC), "")


def _extra_events(moves: tuple[Move, ...], close: int | None, words: Vocabulary) -> dict[DeviationKey, str]:
    """What the events are that the process does not ask for, each with the furthest stage reached by then."""
    found: dict[DeviationKey, str] = {}
    left_out = {move.label for move in moves if move.kind == MoveKind.MODEL}
    visited: list[str] = []
    for i, move in enumerate(moves):
        if move.kind == MoveKind.LOG and i != close:
            kind = _extra_event(move.label, visited, left_out, words)
            known = [*visited, move.label] if move.label in words.rank else visited
            furthest = max(known, key=words.rank.__getitem__, default="")
            if kind == DeviationType.UNDOCUMENTED:
                furthest = _next_followed(moves[i:]) or furthest
            if kind is not None:
                found.setdefault(DeviationKey(kind, move.label), furthest)
        if move.kind != MoveKind.MODEL and move.label in words.rank:
            visited.append(move.label)
    return found


def _close(moves: tuple[Move, ...], words: Vocabulary) -> int | None:
    """The index of the end that is the last documented event, None where the last one is a stage."""
    told = [i for i, move in enumerate(moves) if move.label in words.rank or move.label in words.ends]
    return told[-1] if told and moves[told[-1]].label in words.ends else None


def _extra_event(
    label: str, visited: Sequence[str], left_out: Set[str], words: Vocabulary
) -> DeviationType | None:
    """What one event that the process does not ask for at this place is."""
    if label in words.ends:
        return DeviationType.WENT_BACK  # closed, and then opened again
    if label not in words.in_force:
        return DeviationType.UNDOCUMENTED
    if label in left_out or label not in visited:
        return DeviationType.OUT_OF_ORDER
    if visited[-1] == label:
        return DeviationType.REPEATED
    return DeviationType.WENT_BACK if words.rank[label] < words.rank[visited[-1]] else None


def _premature_close(moves: tuple[Move, ...], outcome: Outcome, words: Vocabulary) -> DeviationKey | None:
    """Straight to won over several stages, or closed from where the process does not close deals.

    `moves` go up to the close.
    """
    close = moves[-1]
    before = [move for move in moves[:-1] if move.label in words.rank]
    gap = len(before) - max(
        (i for i, move in enumerate(before, start=1) if move.kind != MoveKind.MODEL), default=0
    )
    jumped = outcome == Outcome.WON and close.kind == MoveKind.SYNC and gap >= JUMP
    if not jumped and close.kind != MoveKind.LOG:
        return None
    done = [move.label for move in before if move.kind != MoveKind.MODEL]
    return DeviationKey(DeviationType.PREMATURE_CLOSE, done[-1] if done else close.label)


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
    closed = {move.label for move in moves if move.label in words.ends and move.kind != MoveKind.MODEL}
    judged = {DeviationKey(DeviationType.SKIPPED, label) for label in past_gate}
    judged |= {DeviationKey(DeviationType.WENT_BACK, label) for label in closed}
    judged |= {DeviationKey(kind, label) for label in visited for kind in about_visits}
    if outcome in (Outcome.WON, Outcome.LOST):
        judged |= {DeviationKey(DeviationType.PREMATURE_CLOSE, label) for label in visited}
    return judged


def _is_won(moves: tuple[Move, ...]) -> bool:
    return any(move.label == "Won" and move.kind == MoveKind.SYNC for move in moves)

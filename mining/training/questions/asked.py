"""What every maker of exercises needs: the dice, what of a deal is shown, and how an exercise is put together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from hashlib import sha256
from random import Random

from mining.training.source import Source
from mining.training.telling import day_of
from models.training import Exercise, ExerciseKind, Shown

Maker = Callable[[Source, int, str], Exercise | None]
"""Makes the exercise about a deal (its case, and its stand-in), or None where it makes none."""

MOST_CHOICES = 4


def dice_of(source: Source, case: int, kind: ExerciseKind) -> Random:
    """Chance that is the same for the same seed, deal and kind."""
    return Random(_digest(source, case, kind.value))


def stages_shown(source: Source, case: int, until: int | None = None) -> tuple[Shown, ...]:
    """The first `until` steps of a deal, all of them by default."""
    trace = source.found.log.trace(case)
    return tuple(Shown(day_of(source, case, at), label) for at, label in enumerate(trace[:until]))


def in_documented_order(source: Source, case: int, labels: Collection[str]) -> tuple[str, ...]:
    """These labels as the process has them, those that it does not have last."""
    lane = source.walked.lane(case)
    order = {label: at for at, label in enumerate((*source.found.stages, *(lane.labels if lane else ())))}
    return tuple(sorted(labels, key=lambda label: (order.get(label, len(order)), label)))


def exercise(
    source: Source,
    case: int,
    deal: str,
    kind: ExerciseKind,
    question: str,
    shown: Sequence[Shown],
    choices: Sequence[str],
    right: Collection[str],
    explanation: str,
) -> Exercise:
    """Put an exercise together; `right` are those of the choices that are."""
    return Exercise(
        kind=kind,
        case=case,
        deal=deal,
        question=question,
        shown=tuple(shown),
        choices=tuple(choices),
        right=frozenset(at for at, choice in enumerate(choices) if choice in right),
        explanation=explanation,
        key=_digest(source, case, kind.value)[:12],
        day_hours=source.found.log.day_hours,
    )


def _digest(source: Source, case: int, what: str) -> str:
    return sha256(f"{source.seed}/{what}/{source.found.log.cases.ids[case]}".encode()).hexdigest()

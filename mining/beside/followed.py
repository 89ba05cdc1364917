"""Which stays began where the process has their stage: the alignment, stay by stay."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.beside.stays import Stays
from models.alignment import MoveKind
from models.conformance import Conformance

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Followed:
    """By stage that it is asked of: one flag a stay in it, was it entered where the process has it?

    `moves` are the columns of the explanations that it was read off.
    """

    stays: Stays
    moves: tuple[NDArray[np.generic], ...]
    by_stage: dict[str, Flags]


def followed(
    found: Conformance, stays: Stays, stages: tuple[str, ...], before: Followed | None = None
) -> Followed:
    """Read it off a check, of whose log the stays are; nothing was followed in a deal that could not be checked.

    What is as it was `before` is the same object as then: an edit of the flow changes few stages.
    """
    told = found.alignments
    moves = (told.kind, told.start, told.cost, found.alignment_of_case)
    known = before is not None and before.stays is stays
    if before is not None and known and tuple(before.by_stage) == stages and _alike(before.moves, moves):
        return before
    flags = _entered(found, stays, stages)
    old = before.by_stage if before is not None and known else {}
    for stage, now in flags.items():
        if stage in old and np.array_equal(old[stage], now):
            flags[stage] = old[stage]
    return Followed(stays, moves, flags)


def _entered(found: Conformance, stays: Stays, stages: tuple[str, ...]) -> dict[str, Flags]:
    if not stages:
        return {}
    told = found.alignments
    is_event = told.kind != MoveKind.MODEL
    is_sync = np.append(told.kind[is_event] == MoveKind.SYNC, False)
    nowhere = len(is_sync) - 1
    before = np.concatenate(([0], np.cumsum(is_event)))[told.start[:-1]]
    first = np.where(told.finished, before, nowhere)[found.alignment_of_case]
    asked = {stage: stays.entries(stage) for stage in stages}
    return {
        stage: is_sync.take(first[entries.case] + entries.place, mode="clip")
        for stage, entries in asked.items()
    }


def _alike(one: tuple[NDArray[np.generic], ...], other: tuple[NDArray[np.generic], ...]) -> bool:
    return all(a is b or np.array_equal(a, b) for a, b in zip(one, other, strict=True))

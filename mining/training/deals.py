"""Chooses the deals that are gone through: clear, short and varied, so that each shows something else."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import islice

from mining.training.source import SHORT, Source
from models.deviation import DeviationType

LOOKED_AT = 400
"""So many of the clearest deals are looked at: no more are needed for a choice, and a large log has many."""


class Lesson(Enum):
    """What a deal teaches, in the order in which lessons are wanted."""

    SKIPPED = (DeviationType.SKIPPED,)
    IN_LANE = ()
    WENT_BACK = (DeviationType.WENT_BACK, DeviationType.REPEATED)
    BUYER = (DeviationType.BUYER_NOT_THERE_YET, DeviationType.BUYER_AHEAD)
    OUT_OF_ORDER = (DeviationType.OUT_OF_ORDER,)
    EVIDENCE = (DeviationType.MISSING_EVIDENCE,)
    LATE = (DeviationType.LATE,)
    ADDED = (DeviationType.UNDOCUMENTED,)


def chosen_deals(source: Source, most: int) -> tuple[int, ...]:
    """At most so many cases, one for every lesson in turn; the same for the same source."""
    rows: dict[Lesson, list[int]] = {lesson: [] for lesson in Lesson}
    for case in islice(source.told(), LOOKED_AT):
        for lesson in lessons(source, case):
            rows[lesson].append(case)
    chosen: list[int] = []
    turns = [iter(sorted(cases, key=lambda case: _is_hard(source, case))) for cases in rows.values()]
    while turns and len(chosen) < most:
        for turn in tuple(turns):
            another = next((one for one in turn if one not in chosen), None)
            if another is None:
                turns.remove(turn)
            elif len(chosen) < most:
                chosen.append(another)
    return tuple(chosen)


def _is_hard(source: Source, case: int) -> tuple[bool, int]:
    """What comes later for the same lesson: a short deal, and one that shows more at once."""
    log = source.found.log
    return bool(log.case_start[case + 1] - log.case_start[case] < SHORT), int(source.n_kinds[case])


def lessons(source: Source, case: int) -> Iterator[Lesson]:
    """What a deal teaches; in its lane is one that shows no departure at all."""
    if not any(shown[case] for kind, shown in source.kinds.items() if kind.is_behaviour):
        yield Lesson.IN_LANE
    for lesson in Lesson:
        if any(source.shows(kind, case) for kind in lesson.value):
            yield lesson

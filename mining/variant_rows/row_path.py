"""The steps of a row beside the documented process, with what repeats folded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from mining.deals.path import deal_path
from models.case_table import NO_TIME
from models.conformance import Conformance
from models.deal_path import DealPath, Step
from models.event_log import EventLog
from models.variant_rows import PathPart, VariantRows
from resources.translation import tr

LONGEST_LOOP = 3
"""So many steps are seen as one that is repeated."""


def row_path(log: EventLog, conformance: Conformance | None, rows: VariantRows, row: int) -> DealPath:
    """What all deals of a row have in common, as the path of its example: without times, people and data entry.

    Where no process says which step closes a deal, the last one does if all deals of the row were won, or all lost.
    A closing step that rows do not go by is left out.
    """
    path = deal_path(log, conformance, int(rows.example[row]))
    if path.steps and path.steps[-1].happened and path.steps[-1].stage in rows.closing:
        path = replace(path, steps=path.steps[:-1])
    one_end = int(rows.deals[row]) in (int(rows.won[row]), int(rows.lost[row]))
    last = len(path.steps) - 1
    steps = tuple(
        replace(
            step,
            begin=NO_TIME,
            end=NO_TIME,
            who="",
            in_bulk=False,
            is_end=step.is_end if path.checked else not rows.closing and one_end and at == last,
        )
        for at, step in enumerate(path.steps)
    )
    return replace(path, steps=steps, deviations=rows.deviations_of(row))


def whole_paths(
    log: EventLog, ends: Collection[str], rows: VariantRows, row: int, documented: Collection[str]
) -> tuple[tuple[str, ...], ...]:
    """The paths that the deals of a row took, each to its end: several where the row takes ends together.

    `ends` are the ends that events of the log are named after, `documented` those of the process. One that no event
    is named after is taken from the outcome, where all deals of the row have the same.
    """
    members = rows.variants[rows.variant_start[row] : rows.variant_start[row + 1]].tolist()
    names = log.activity.labels
    paths = tuple(tuple(names[code] for code in log.variants.sequence(one).tolist()) for one in members)
    for title, deals in ((tr("Won"), rows.won[row]), (tr("Lost"), rows.lost[row])):
        if deals == rows.deals[row] and title in documented and title not in ends:
            return tuple((*path, title) for path in paths)
    return tuple(path for path in paths if path)


def folded(steps: Sequence[Step]) -> tuple[PathPart, ...]:
    """The steps with every loop of up to `LONGEST_LOOP` steps told once; of several the one that spares most."""
    parts: list[PathPart] = []
    at = 0
    while at < len(steps):
        length, times = max(
            ((length, _times(steps, at, length)) for length in range(1, LONGEST_LOOP + 1)),
            key=lambda loop: (loop[0] * (loop[1] - 1), -loop[0]),
        )
        parts.append(PathPart(tuple(steps[at : at + length]), times))
        at += length * times
    return tuple(parts)


def _times(steps: Sequence[Step], at: int, length: int) -> int:
    """How often the next `length` steps come in a row."""
    loop, times = steps[at : at + length], 1
    while steps[at + times * length : at + (times + 1) * length] == loop:
        times += 1
    return times

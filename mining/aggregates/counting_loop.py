"""Compiled loops that count in one pass: chosen cases by cell, steps and their time by the two activities."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop


def count_cells(cell: Any, mask: Any, count: Any) -> None:
    """Count the cases in the mask by their cell."""
    for case in range(len(cell)):
        count[cell[case]] += mask[case]


def total_steps(
    code: Any,
    start: Any,
    time: Any,
    first: int,
    behind: int,
    mask: Any,
    kept: Any,
    events: Any,
    duration: Any,
) -> None:
    """Add up the steps of the cases in the mask, from `first` to the one before `behind`, by source and target.

    Events of activities that are not kept are passed over.
    """
    for case in range(first, behind):
        if not mask[case]:
            continue
        source = -1
        since = 0
        for event in range(start[case], start[case + 1]):
            target = code[event]
            if kept[target]:
                if source >= 0:
                    events[source, target] += 1
                    duration[source, target] += time[event] - since
                source = target
                since = time[event]


COUNT_CELLS = Loop(count_cells, "i4[] b1[] i8[]!")
TOTAL_STEPS = Loop(total_steps, "i4[] i8[] i8[] i8 i8 b1[] b1[] i8[,]! f8[,]!")

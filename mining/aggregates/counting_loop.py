"""Compiled loops that count in one pass: chosen cases by cell, steps and their time by the two activities."""

from __future__ import annotations

from typing import Any

from mining.compiled.loop import Loop


def count_cells(cell: Any, mask: Any, count: Any) -> None:
    """Count the cases in the mask by their cell."""
    for case in range(len(cell)):
        count[cell[case]] += mask[case]


def sum_weights(bounds: Any, variant: Any, times: Any, by_times: bool, weight: Any, total: Any) -> None:
    """Sum the weights of the variants of every group, a row at a time, each as often as its times where asked."""
    for row in range(len(weight)):
        for group in range(len(bounds) - 1):
            found = 0
            if by_times:
                for i in range(bounds[group], bounds[group + 1]):
                    found += weight[row, variant[i]] * times[i]
            else:
                for i in range(bounds[group], bounds[group + 1]):
                    found += weight[row, variant[i]]
            total[row, group] = found


def total_steps(cases: Any, code: Any, start: Any, time: Any, kept: Any, total: Any) -> None:
    """Add up the steps of some cases: `total[2 * (source * labels + target)]` counts, the next one is the time.

    Events of activities that are not kept are passed over.
    """
    n = len(kept)
    for i in range(len(cases)):
        case = cases[i]
        source = -1
        since = 0
        for event in range(start[case], start[case + 1]):
            target = code[event]
            if kept[target]:
                now = time[event]
                if source >= 0:
                    pair = 2 * (source * n + target)
                    total[pair] += 1
                    total[pair + 1] += now - since
                source = target
                since = now


def scatter_by_group(case: Any, event: Any, group: Any, free: Any, out: Any) -> None:
    """Put the events of entries group by group, in their order: each case has a group or a negative number for none.

    `free` is where each group begins, and is moved on.
    """
    for i in range(len(case)):
        g = group[case[i]]
        if g >= 0:
            place = free[g]
            free[g] = place + 1
            out[place] = event[i]


COUNT_CELLS = Loop(count_cells, "i4[] b1[] i8[]!")
SCATTER_BY_GROUP = Loop(scatter_by_group, "i4[] i4[] i4[] i8[]! i4[]!")
SUM_WEIGHTS = Loop(sum_weights, "i8[] i4[] i8[] b1 i8[,] i8[,]!")
TOTAL_STEPS = Loop(total_steps, "i8[] i4[] i8[] i8[] b1[] f8[]!")

"""The main line of a log without a documented process: what most deals do, in the order in which they do it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.directly_follows import DirectlyFollows
from models.event_log import EventLog

_MOST = 0.5


def main_line(log: EventLog, graph: DirectlyFollows, mask: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """The activity codes of the main line in order, and of the rest, the most frequent first.

    On the main line are the activities that at least half of the deals do, and always the most frequent one;
    of two that mostly exclude each other (won and lost) only the more frequent. An activity stands above
    another where it comes first in more of the deals that do both.
    """
    visited = np.flatnonzero(graph.visits).tolist()
    by_count = sorted(visited, key=lambda code: (-graph.visiting_cases[code], graph.labels[code]))
    enough = min(_MOST * graph.n_cases, int(graph.visiting_cases.max(initial=0)))
    often = [code for code in by_count if graph.visiting_cases[code] >= enough]
    first, weight = _first_positions(log, mask, often)
    done = first >= 0
    together = (done * weight[:, None]).T @ done
    line: list[int] = []
    for i, code in enumerate(often):
        if all(together[i, often.index(other)] >= _MOST * together[i, i] for other in line):
            line.append(code)
    at = {code: often.index(code) for code in line}
    above = {a: sum(_is_above(first, weight, at[a], at[b]) for b in line if b != a) for a in line}
    line.sort(key=lambda code: (-above[code], at[code]))
    return line, [code for code in by_count if code not in at]


def _first_positions(
    log: EventLog, mask: NDArray[np.bool_], codes: list[int]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each activity first comes in each variant (-1: nowhere), and how many deals in the mask follow it."""
    variants = log.variants
    column = np.full(len(log.activity.labels) + 1, -1)
    column[codes] = np.arange(len(codes))
    found = np.full((len(variants), len(codes)), -1, dtype=np.int64)
    row = np.repeat(np.arange(len(variants)), np.diff(variants.start))
    wanted = np.flatnonzero(column[variants.activity] >= 0)[::-1]  # backwards: the first one is written last
    found[row[wanted], column[variants.activity[wanted]]] = wanted
    return found, variants.counts_in(mask)


def _is_above(first: NDArray[np.int64], weight: NDArray[np.int64], a: int, b: int) -> bool:
    """Whether the first activity comes before the second in more of the deals that do both."""
    both = (first[:, a] >= 0) & (first[:, b] >= 0)
    earlier = weight[both & (first[:, a] < first[:, b])].sum()
    return bool(earlier > weight[both & (first[:, a] > first[:, b])].sum())

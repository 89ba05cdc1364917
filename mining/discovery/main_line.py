"""The main line of a log without a documented process: what most deals do, in the order in which they do it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.directly_follows import DirectlyFollows
from models.variants import Variants

_MOST = 0.5
_NEVER = np.iinfo(np.int64).max


def main_line(
    variants: Variants, graph: DirectlyFollows, weight: NDArray[np.int64]
) -> tuple[list[int], list[int]]:
    """The activity codes of the main line in order, and of the rest, the most frequent first.

    `weight` is the number of deals of every variant, and `graph` that of the same deals.

    On the main line are the activities that at least half of the deals do, and always the most frequent one;
    of two that mostly exclude each other (won and lost) only the more frequent. An activity stands above
    another where it comes first in more of the deals that do both.
    """
    visited = np.flatnonzero(graph.visits).tolist()
    by_count = sorted(visited, key=lambda code: (-graph.visiting_cases[code], graph.labels[code]))
    enough = min(_MOST * graph.n_cases, int(graph.visiting_cases.max(initial=0)))
    often = [code for code in by_count if graph.visiting_cases[code] >= enough]
    followed = np.flatnonzero(weight)
    first, share = _first_positions(variants, often)[:, followed], weight[followed].astype(np.float64)
    done = first < _NEVER
    together = (done * share) @ done.T.astype(np.float64)
    line: list[int] = []
    for i, code in enumerate(often):
        if all(together[i, often.index(other)] >= _MOST * together[i, i] for other in line):
            line.append(code)
    at = {code: often.index(code) for code in line}
    above = {a: sum(_is_above(first[at[a]], first[at[b]], share) for b in line if b != a) for a in line}
    line.sort(key=lambda code: (-above[code], at[code]))
    return line, [code for code in by_count if code not in at]


def _first_positions(variants: Variants, codes: list[int]) -> NDArray[np.int64]:
    """Where each activity (a row each) first comes in each variant, `_NEVER` where it does not."""
    column = np.full(max([int(variants.activity.max(initial=0)), *codes]) + 1, -1)
    column[codes] = np.arange(len(codes))
    found = np.full((len(codes), len(variants)), _NEVER)
    variant = np.repeat(np.arange(len(variants)), np.diff(variants.start))
    wanted = np.flatnonzero(column[variants.activity] >= 0)[::-1]  # backwards: the first one is written last
    found[column[variants.activity[wanted]], variant[wanted]] = wanted
    return found


def _is_above(first: NDArray[np.int64], other: NDArray[np.int64], share: NDArray[np.float64]) -> bool:
    """Whether the first activity comes before the second in more of the deals that do both."""
    before = share @ ((first < other) & (other < _NEVER))
    return bool(before > share @ ((other < first) & (first < _NEVER)))

"""The main line of a log without a documented process: what most deals do, in the order in which they do it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.directly_follows import DirectlyFollows
from models.event_log import EventLog

_MOST = 0.5


def main_line(log: EventLog, graph: DirectlyFollows, mask: NDArray[np.bool_]) -> tuple[list[int], list[int]]:
    """The activity codes of the main line, and of the rest, both in order of their place in a deal.

    On the main line are the activities that at least half of the deals visit, and always the most frequent
    one. The place is the mean relative position: 0 for the first event of a deal, 1 for its last; ties go
    to the more frequent activity.
    """
    visited = np.flatnonzero(graph.visits)
    place = _mean_position(log, mask, len(graph.labels))
    order = sorted(
        visited.tolist(), key=lambda code: (place[code], -graph.visiting_cases[code], graph.labels[code])
    )
    enough = min(_MOST * graph.n_cases, int(graph.visiting_cases.max(initial=0)))
    on_line = [code for code in order if graph.visiting_cases[code] >= enough]
    return on_line, [code for code in order if graph.visiting_cases[code] < enough]


def _mean_position(log: EventLog, mask: NDArray[np.bool_], n_labels: int) -> NDArray[np.float64]:
    """The mean relative position of every activity over the events of the cases in the mask."""
    kept = mask[log.case_of_event]
    case = log.case_of_event[kept]
    index = np.flatnonzero(kept) - log.case_start[case]
    length = np.diff(log.case_start)[case]
    relative = index / np.maximum(length - 1, 1)
    codes = log.activity.codes[kept]
    total = np.bincount(codes, weights=relative, minlength=n_labels)
    return np.asarray(total / np.maximum(np.bincount(codes, minlength=n_labels), 1))

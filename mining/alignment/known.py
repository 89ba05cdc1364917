"""Runs the compiled aligner for small models, where rows come again and again."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from mining.alignment.known_loop import KNOWN
from mining.alignment.known_rows import UNIT
from mining.alignment.machine import Machine, Stops
from mining.alignment.requests import Requests
from mining.compiled.loading import fast
from models.alignment import Alignments

WORTH_WAITING = 5_000_000
"""Cells of cost rows: from here on the numpy way takes longer than loading the compiled one."""
MOST_STATES = 64
"""Beyond, rows seldom come again, and are dear to compare."""
_MOST_LABELS = 63
"""A set of labels is a number with one bit each."""
_LONGEST = 2**17
"""With a longer path a bonus could reach `UNIT`."""
_FORGOTTEN_AFTER = 2**14
"""So many rows are kept at once: then all are forgotten, and found anew."""
_EVENTS_AT_ONCE = 1_000_000


def is_small(machine: Machine, requests: Requests) -> bool:
    """Whether `align_known` can be asked."""
    model = machine.n_states <= MOST_STATES and len(machine.automaton.labels) <= _MOST_LABELS
    return model and int(requests.paths.lengths.max(initial=0)) <= _LONGEST


def align_known(
    machine: Machine, requests: Requests, stops: Stops, report: Callable[[float], None],
    kept_rows: int = _FORGOTTEN_AFTER,
) -> Alignments | None:  # fmt: skip
    """All explanations, as `explain.align_plain` gives them; None where the loop is not compiled.

    At least so many rows are kept as are needed for one path, and `kept_rows` where those are more.
    """
    paths = requests.paths
    events = int(paths.lengths[requests.path].sum())
    loop = fast(KNOWN, worth_waiting=events * machine.n_states >= WORTH_WAITING)
    if loop is None:
        return None
    n, longest, n_requests = machine.n_states, int(paths.lengths.max(initial=0)), len(requests)
    by_source = np.argsort(machine.source, kind="stable")
    target = np.repeat(np.arange(n, dtype=np.int32), np.diff(machine.into))[by_source]
    out_of = np.searchsorted(machine.source[by_source], np.arange(n + 1)).astype(np.int32)
    flag, column = _told_apart(machine)
    n_rows = max(kept_rows, longest + 4)
    n_slots = 2 ** (2 * n_rows - 1).bit_length()
    n_columns = int(column.max(initial=0)) + 1
    room = (
        np.empty((n_rows, n), dtype=np.int64),
        np.empty(n_rows, dtype=np.int64),
        np.zeros(n_slots, dtype=np.int32),
        np.zeros(n_slots, dtype=np.int32),
        np.zeros((n_rows, n_columns), dtype=np.int32),
        np.empty((n_rows, n_columns), dtype=np.int64),
        np.empty(longest + 1, dtype=np.int32),
        np.empty(longest + 1, dtype=np.int64),
        np.zeros(n, dtype=np.int8),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
    )
    moves = _Moves(int(events * 1.5) + 1024)
    cost, begin = np.empty(n_requests, dtype=np.int32), np.empty(n_requests + 1, dtype=np.int64)
    progress = np.array([n_requests, len(moves.kind), 1], dtype=np.int64)
    step = max(1, _EVENTS_AT_ONCE * n_requests // max(1, events))
    while progress[0] > 0:
        upto = int(progress[0])
        report(1 - upto / n_requests)
        loop(
            paths.codes, paths.start, requests.path, stops.cost_set, stops.stop_set, stops.cut, stops.sets,
            machine.automaton.initial, machine.of_label, machine.from_state, machine.to_state,
            machine.into, machine.source, machine.label,
            out_of, target, machine.label[by_source],
            machine.extra.astype(np.int64) * UNIT, machine.left_out.astype(np.int64) * UNIT, machine.rank,
            flag, column, *room, moves.kind, moves.label, moves.position, cost, begin,
            upto, max(0, upto - step), progress[1], progress[2], progress,
        )  # fmt: skip
        if progress[0] > max(0, upto - step):
            progress[1] += len(moves.kind)
            begin[int(progress[0]) : n_requests] += len(moves.kind)
            moves.grow()
    first = int(progress[1])
    begin[n_requests] = len(moves.kind)
    columns = (moves.kind[first:], moves.label[first:], moves.position[first:])
    return Alignments(machine.labels, begin - first, *columns, cost)


class _Moves:
    """Columns of moves that are written from their end, and grow at their beginning."""

    def __init__(self, n_moves: int) -> None:
        self.kind = np.empty(n_moves, dtype=np.int8)
        self.label = np.empty(n_moves, dtype=np.int32)
        self.position = np.empty(n_moves, dtype=np.int32)

    def grow(self) -> None:
        """Twice the room, with what is told so far."""
        self.kind = np.concatenate((np.empty_like(self.kind), self.kind))
        self.label = np.concatenate((np.empty_like(self.label), self.label))
        self.position = np.concatenate((np.empty_like(self.position), self.position))


def _told_apart(machine: Machine) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Per label its bit in a set (0 for one that the model does not have), and its column: where it leads to.

    Labels that the model does not have share a column where their extra event costs the same.
    """
    n_labels = len(machine.labels)
    of_model = np.unique(machine.label)
    flag, column = np.zeros(n_labels, dtype=np.int64), np.empty(n_labels, dtype=np.int32)
    flag[of_model] = np.left_shift(np.int64(1), np.arange(len(of_model)))
    column[of_model] = np.arange(len(of_model))
    others = flag == 0
    column[others] = len(of_model) + np.unique(machine.extra[others], return_inverse=True)[1]
    return flag, column

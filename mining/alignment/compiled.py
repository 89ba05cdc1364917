"""Runs a compiled aligner chunk by chunk, so that it can be cancelled and its moves find room."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from mining.alignment.known import WORTH_WAITING, align_known, is_small
from mining.alignment.machine import FAR, Machine, Stops
from mining.alignment.requests import Requests
from mining.alignment.rows_loop import NARROW, WIDE
from mining.compiled.loading import fast
from models.alignment import Alignments

_CELLS_AT_ONCE = 20_000_000
_NARROW_FAR = 2**14
"""Costs below this fit an int16 even when one is added to another: half the memory to walk over."""


def align_compiled(
    machine: Machine, requests: Requests, stops: Stops, report: Callable[[float], None]
) -> Alignments | None:
    """All explanations, as `explain.align_plain` gives them; None where the loop is not compiled."""
    way = align_known if is_small(machine, requests) else align_stacked
    return way(machine, requests, stops, report)


def align_stacked(
    machine: Machine, requests: Requests, stops: Stops, report: Callable[[float], None]
) -> Alignments | None:
    """The same for a model of any size: paths in order, each keeping the rows that it shares with the one before."""
    paths = requests.paths
    cells = int(paths.lengths[np.unique(requests.path)].sum() + 1) * machine.n_states
    narrow = _dearest(machine, requests) < _NARROW_FAR
    loop = fast(NARROW if narrow else WIDE, worth_waiting=cells >= WORTH_WAITING)
    if loop is None:
        return None
    cost_type = np.int16 if narrow else np.int32
    distance = np.minimum(machine.distance, _NARROW_FAR if narrow else FAR).astype(cost_type)
    n, longest = machine.n_states, int(paths.lengths.max(initial=0))
    rows = np.empty((longest + 1, n), dtype=cost_type)
    rows[0] = distance[machine.automaton.initial]
    place_of = np.empty(len(paths), dtype=np.int64)
    place_of[paths.order] = np.arange(len(paths))
    place = place_of[requests.path]
    request = np.argsort(place, kind="stable")
    request_bounds = np.searchsorted(place[request], np.arange(len(paths) + 1))
    room = (
        np.zeros((longest + 1, n), dtype=np.int8),
        np.empty((longest + 1, n), dtype=np.int32),
        np.empty((longest + 1, n), dtype=np.int32),
        np.empty(longest + 1, dtype=np.int64),
        np.zeros(n, dtype=np.int8),
        np.empty(n, dtype=np.int32),
        np.empty(n, dtype=np.int32),
        np.zeros(len(machine.labels), dtype=np.int8),
    )
    told = _Told(len(requests), int(paths.lengths[requests.path].sum() * 1.5) + 1024)
    progress = np.zeros(3, dtype=np.int64)
    step = max(1, int(_CELLS_AT_ONCE / max(1, cells / max(1, len(paths)))))
    while progress[0] < len(paths):
        report(progress[0] / len(paths))
        last = min(len(paths), progress[0] + step)
        loop(
            paths.codes, paths.start, paths.order, request_bounds, request,
            stops.cost_set, stops.stop_set, stops.cut, stops.sets,
            distance, machine.of_label, machine.from_state, machine.to_state,
            machine.into, machine.source, machine.label, machine.extra, machine.left_out, machine.rank,
            rows, *room, told.kinds, told.labels, told.positions, told.cost, told.begin, told.end,
            progress[0], last, progress[1], progress[2], progress,
        )  # fmt: skip
        if progress[0] < last:
            told.grow()
    return told.alignments(machine)


class _Told:
    """Columns of moves that grow, with the moves of each request between `begin` and `end`."""

    def __init__(self, n_requests: int, n_moves: int) -> None:
        self.kinds = np.empty(n_moves, dtype=np.int8)
        self.labels = np.empty(n_moves, dtype=np.int32)
        self.positions = np.empty(n_moves, dtype=np.int32)
        self.cost = np.empty(n_requests, dtype=np.int32)
        self.begin = np.empty(n_requests, dtype=np.int64)
        self.end = np.empty(n_requests, dtype=np.int64)

    def grow(self) -> None:
        """Twice the room, with what is told so far."""
        for name in ("kinds", "labels", "positions"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate((column, np.empty_like(column))))

    def alignments(self, machine: Machine) -> Alignments:
        """The moves in the order of the requests."""
        lengths = self.end - self.begin
        start = np.concatenate(([0], np.cumsum(lengths)))
        which = np.arange(start[-1]) + np.repeat(self.begin - start[:-1], lengths)
        columns = (self.kinds[which], self.labels[which], self.positions[which])
        return Alignments(machine.labels, start, *columns, self.cost)


def _dearest(machine: Machine, requests: Requests) -> int:
    """No cost row holds more than this: all events extra, and the furthest way left out."""
    paths = requests.paths
    furthest = int(machine.distance[machine.distance < FAR].max(initial=0))
    return furthest + int(paths.lengths.max(initial=0)) * int(machine.extra.max(initial=1))

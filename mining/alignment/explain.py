"""The numpy way to the explanations: all walks back at once, position by position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mining.alignment.cheapest import Codes, Level, Search, cheapest_ways
from mining.alignment.machine import Machine, Stops
from mining.alignment.paths import Paths
from mining.alignment.requests import NONE, Requests
from mining.alignment.rows import Rows, batches, rows_of
from models.alignment import Alignments, MoveKind


@dataclass(frozen=True, eq=False)
class _Moves:
    """Moves of any requests, each request's in order; `request` says whose they are."""

    request: NDArray[np.int64]
    kind: NDArray[np.int8]
    label: NDArray[np.int32]
    position: NDArray[np.int32]


def align_plain(
    machine: Machine, requests: Requests, stops: Stops, report: Callable[[float], None]
) -> Alignments:
    """All explanations, chosen as the module `align` says."""
    paths = requests.paths
    cost = np.zeros(len(requests), dtype=np.int32)
    told: list[_Moves] = []
    finished = 0
    wanted = np.zeros(len(paths), dtype=bool)
    wanted[requests.path] = True
    for batch in batches(paths, wanted, machine.n_states):
        tell = partial(report, finished / max(1, len(paths)))
        tell()
        rows = rows_of(machine, paths, batch)
        chosen = np.zeros(len(paths), dtype=bool)
        chosen[batch] = True
        which = np.flatnonzero(chosen[requests.path])
        whole = rows.cost[rows.node(paths, requests.path[which], paths.lengths[requests.path[which]])]
        allowed = stops.sets[stops.cost_set[which]]
        cost[which] = np.where(allowed, whole, np.iinfo(np.int32).max).min(axis=1)
        told += _told(machine, requests, stops, rows, which, tell)
        finished += len(batch)
    return _alignments(machine, told, cost)


def _told(
    machine: Machine, requests: Requests, stops: Stops, rows: Rows, which: NDArray[np.int64],
    tell: Callable[[], None],
) -> list[_Moves]:  # fmt: skip
    """The moves of some requests, whose paths have these rows."""
    paths, path, cut = requests.paths, requests.path[which], stops.cut[which]
    events = paths.lengths[path] - cut
    row = rows.cost[rows.node(paths, path, events)]
    allowed = np.where(stops.sets[stops.stop_set[which]], row, np.iinfo(np.int32).max)
    least = allowed.min(axis=1)
    ending = allowed == least[:, None]
    closing = np.full(len(which), NONE, dtype=np.int32)
    closing[cut] = paths.codes[paths.start[path[cut]] + events[cut]]
    can_close = ending & _closing_states(machine, closing)
    followed = can_close.any(axis=1)
    ending[followed] = can_close[followed]
    at_a_cost, last = np.flatnonzero(least), np.flatnonzero(cut)
    search = _search(machine, paths, rows, path[at_a_cost], events[at_a_cost], ending[at_a_cost])
    moves = _walk_back(search, cheapest_ways(search, tell), tell)
    closed = _Moves(
        which[last],
        np.where(followed[last], MoveKind.SYNC, MoveKind.LOG).astype(np.int8),
        closing[last],
        events[last].astype(np.int32),
    )
    return [
        _Moves(which[at_a_cost[moves.request]], moves.kind, moves.label, moves.position),
        _all_followed(paths, path, events, np.flatnonzero(least == 0), which),
        closed,
    ]


def _search(
    machine: Machine, paths: Paths, rows: Rows, path: NDArray[np.int32], events: NDArray[np.int64],
    ending: NDArray[np.bool_],
) -> Search:  # fmt: skip
    """What to search for requests with these paths, which end in these states (requests x states)."""
    done = np.zeros((len(path), len(machine.labels)), dtype=bool)
    owner, position = _each_event(events)
    done[owner, paths.codes[paths.start[path][owner] + position]] = True
    return Search(machine, paths, rows, path, events, np.flatnonzero(ending.ravel()), done)


def _all_followed(
    paths: Paths, path: NDArray[np.int32], events: NDArray[np.int64], at_no_cost: NDArray[np.int64],
    which: NDArray[np.int64],
) -> _Moves:  # fmt: skip
    """The moves of those at no cost: every event is followed."""
    owner, position = _each_event(events[at_no_cost])
    label = paths.codes[paths.start[path[at_no_cost]][owner] + position]
    kind = np.full(len(owner), MoveKind.SYNC, dtype=np.int8)
    return _Moves(which[at_no_cost][owner], kind, label, position.astype(np.int32))


def _each_event(events: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Whose every event is, and its position, for requests with so many events."""
    owner = np.repeat(np.arange(len(events)), events)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(events) - events, events)


def _closing_states(machine: Machine, closing: NDArray[np.int32]) -> NDArray[np.bool_]:
    """requests x states: can the closing event be followed there?"""
    possible = np.zeros((len(closing), machine.n_states), dtype=bool)
    for label in np.unique(closing[closing != NONE]).tolist():
        edges = slice(machine.of_label[label], machine.of_label[label + 1])
        possible[np.ix_(closing == label, machine.from_state[edges])] = True
    return possible


def _walk_back(search: Search, levels: list[Level], tell: Callable[[], None]) -> _Moves:
    """Choose the moves from the end: extra before followed before left out, the first in the alphabet."""
    n = search.machine.n_states
    columns: list[_Moves] = []
    coming = np.zeros(0, dtype=np.int64)
    ends_at = search.events[search.last // n]
    for position in range(len(levels) - 1, -1, -1):
        tell()
        level = levels[position]
        ending = search.last[ends_at == position]
        states = np.union1d(coming, ending[_best(level, ending, n)])
        passed: list[Codes] = []
        while len(states):
            earlier = levels[position - 1] if position else None
            moves, coming, states = _one_move(search, level, earlier, states, position)
            columns.append(moves)
            passed.append(coming)
        coming = np.unique(np.concatenate(passed)) if passed else coming[:0]
    return _in_order(columns)


def _best(level: Level, states: Codes, n: int) -> NDArray[np.bool_]:
    """Of the states that a request may end in, those with the highest bonus."""
    bonus = level.bonus[np.searchsorted(level.states, states)]
    most = np.zeros(int(states.max(initial=0)) // n + 1, dtype=np.int32)
    np.maximum.at(most, states // n, bonus)
    best: NDArray[np.bool_] = bonus == most[states // n]
    return best


def _one_move(
    search: Search, level: Level, earlier: Level | None, states: Codes, position: int
) -> tuple[_Moves, Codes, Codes]:
    """One move of every request that has states here: the moves, the states they lead to before, and those here."""
    n, machine = search.machine.n_states, search.machine
    eating, leaving = level.eating, level.leaving
    eaten = eating.into(states)
    if earlier is not None:
        before = earlier.bonus[np.searchsorted(earlier.states, eating.before[eaten])]
        eaten = eaten[before == level.bonus[np.searchsorted(level.states, eating.after[eaten])]]
    left = leaving.into(states)
    gain = search.done[leaving.after[left] // n, leaving.label[left]]
    before = level.bonus[np.searchsorted(level.states, leaving.before[left])] + gain
    left = left[before == level.bonus[np.searchsorted(level.states, leaving.after[left])]]

    kinds = np.concatenate((eating.kind[eaten], leaving.kind[left]))
    labels = np.concatenate((eating.label[eaten], leaving.label[left]))
    before_codes = np.concatenate((eating.before[eaten], leaving.before[left]))
    request = before_codes // n
    preference = np.choose(kinds, _PREFERENCE) * len(machine.labels) + machine.rank[labels]
    least = np.full(len(search.path), np.iinfo(np.int64).max)
    np.minimum.at(least, request, preference)
    taken = preference == least[request]
    one = np.unique(request[taken], return_index=True)[1]
    who, kind, label = request[taken][one], kinds[taken][one], labels[taken][one]
    at = np.full(len(who), position, dtype=np.int32) - (kind != MoveKind.MODEL)
    stays = taken & (kinds == MoveKind.MODEL)
    moves = _Moves(who, kind, label, at.astype(np.int32))
    return moves, np.unique(before_codes[taken & ~stays]), np.unique(before_codes[stays])


_PREFERENCE = (1, 0, 2)
"""By `MoveKind`: an extra event first, then a followed one, then a left-out step."""


def _in_order(columns: list[_Moves]) -> _Moves:
    """From columns of last moves first to the moves of every request in order."""
    columns = [*reversed(columns)]
    if not columns:
        none = np.zeros(0, dtype=np.int64)
        return _Moves(none, none.astype(np.int8), none.astype(np.int32), none.astype(np.int32))
    return _Moves(
        *(np.concatenate([getattr(c, name) for c in columns]) for name in _Moves.__dataclass_fields__)
    )


def _alignments(machine: Machine, told: list[_Moves], cost: NDArray[np.int32]) -> Alignments:
    all_told = _in_order(told[::-1])
    order = np.argsort(all_told.request, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(all_told.request, minlength=len(cost)))))
    columns = (all_told.kind[order], all_told.label[order], all_told.position[order])
    return Alignments(machine.labels, start, *columns, cost)

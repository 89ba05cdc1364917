"""All cheapest ways at once, as a graph: from where each explanation ends back to where it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.machine import Machine
from mining.alignment.paths import Paths
from mining.alignment.rows import Rows
from models.alignment import MoveKind

Codes = NDArray[np.int64]
"""A request and a state in one number: request * states + state."""


@dataclass(frozen=True, eq=False)
class Steps:
    """Moves on cheapest ways, sorted by `after`: from standing in `before` to standing in `after`.

    An extra and a followed event lead from one position to the next, a left-out step stays at its position.
    """

    after: Codes
    before: Codes
    kind: NDArray[np.int8]
    label: NDArray[np.int32]

    def into(self, states: Codes) -> NDArray[np.int64]:
        """The indices of the moves that lead to any of the states (sorted)."""
        first, end = np.searchsorted(self.after, states), np.searchsorted(self.after, states, side="right")
        return np.repeat(first - np.cumsum(end - first) + (end - first), end - first) + np.arange(
            int((end - first).sum())
        )


@dataclass(frozen=True, eq=False)
class Level:
    """The states on cheapest ways at one position, sorted, and the moves into them; `bonus` belongs to `states`.

    It counts, over the moves up to there, the left-out steps that the deal did at another time: the most of
    any cheapest way.
    """

    states: Codes
    eating: Steps
    leaving: Steps
    bonus: NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Search:
    """What is searched: for every request its path, the number of events to explain and the states it may end in."""

    machine: Machine
    paths: Paths
    rows: Rows
    path: NDArray[np.int32]
    events: NDArray[np.int64]
    last: Codes
    done: NDArray[np.bool_]
    """requests x labels: does the deal do that somewhere?"""


def cheapest_ways(search: Search, tell: Callable[[], None]) -> list[Level]:
    """The levels by position, from 0 to the longest path."""
    n = search.machine.n_states
    ends_at = search.events[search.last // n]
    coming = np.zeros(0, dtype=np.int64)
    found: list[tuple[Codes, Steps, Steps]] = []
    for position in range(int(search.events.max(initial=0)), -1, -1):
        tell()
        states, leaving = _left_out(search, np.union1d(coming, search.last[ends_at == position]), position)
        eating = _eaten(search, states, position) if position else _no_steps()
        coming = np.unique(eating.before)
        found.append((states, eating, leaving))
    levels: list[Level] = []
    for states, eating, leaving in reversed(found):
        levels.append(Level(states, eating, leaving, _bonus(search, levels, states, eating, leaving)))
    return levels


def _left_out(search: Search, states: Codes, position: int) -> tuple[Codes, Steps]:
    """The states at a position, with those that left-out steps lead to them from."""
    steps = [_no_steps()]
    fresh = states
    while len(fresh):
        entered = _entered(search, fresh, position)
        steps.append(entered)
        known = states
        states = np.union1d(known, entered.before)
        fresh = np.setdiff1d(states, known, assume_unique=True)
    return states, _sorted(steps)


def _entered(search: Search, states: Codes, position: int) -> Steps:
    """The left-out steps that lead into the states at no more than they cost."""
    edge, after = _edges_into(search.machine, states)
    request, state = np.divmod(after, search.machine.n_states)
    machine, cost = search.machine, search.rows.cost
    node = _nodes(search, request, position)
    label, source = machine.label[edge], machine.source[edge]
    tight = cost[node, source] + machine.left_out[label] == cost[node, state]
    before = request * machine.n_states + source
    kind = np.full(len(edge), MoveKind.MODEL, dtype=np.int8)
    return Steps(after[tight], before[tight], kind[tight], label[tight])


def _eaten(search: Search, states: Codes, position: int) -> Steps:
    """The extra and followed events that lead into the states."""
    machine, n = search.machine, search.machine.n_states
    request, state = np.divmod(states, n)
    event = search.paths.codes[search.paths.start[search.path[request]] + position - 1]
    now = search.rows.cost[_nodes(search, request, position), state]
    earlier = search.rows.cost[_nodes(search, request, position - 1), state]
    extra = earlier + machine.extra[event] == now
    kind = np.full(int(extra.sum()), MoveKind.LOG, dtype=np.int8)
    added = Steps(states[extra], states[extra], kind, event[extra])

    edge, after = _edges_into(machine, states)
    which = np.searchsorted(states, after)
    same = machine.label[edge] == event[which]
    edge, after, which = edge[same], after[same], which[same]
    source = machine.source[edge]
    followed = search.rows.cost[_nodes(search, request[which], position - 1), source] == now[which]
    before = request[which] * n + source
    kind = np.full(int(followed.sum()), MoveKind.SYNC, dtype=np.int8)
    return _sorted([added, Steps(after[followed], before[followed], kind, machine.label[edge][followed])])


def _bonus(
    search: Search, levels: list[Level], states: Codes, eating: Steps, leaving: Steps
) -> NDArray[np.int32]:
    bonus = np.zeros(len(states), dtype=np.int32)
    if levels and len(eating.after):
        earlier = levels[-1]
        gained = earlier.bonus[np.searchsorted(earlier.states, eating.before)]
        np.maximum.at(bonus, np.searchsorted(states, eating.after), gained)
    gain = search.done[leaving.after // search.machine.n_states, leaving.label]
    after, before = np.searchsorted(states, leaving.after), np.searchsorted(states, leaving.before)
    while True:
        more = bonus.copy()
        np.maximum.at(more, after, bonus[before] + gain)
        if (more == bonus).all():
            return bonus
        bonus = more


def _edges_into(machine: Machine, states: Codes) -> tuple[NDArray[np.int64], Codes]:
    """Every edge that enters the state of each code, with the code."""
    state = states % machine.n_states
    counts = (machine.into[state + 1] - machine.into[state]).astype(np.int64)
    begin = np.repeat(machine.into[state] - np.cumsum(counts) + counts, counts)
    return begin + np.arange(len(begin)), np.repeat(states, counts)


def _nodes(search: Search, request: NDArray[np.int64], position: int) -> NDArray[np.int64]:
    return search.rows.node(search.paths, search.path[request], np.full(len(request), position))


def _no_steps() -> Steps:
    none = np.zeros(0, dtype=np.int64)
    return Steps(none, none, none.astype(np.int8), none.astype(np.int32))


def _sorted(parts: list[Steps]) -> Steps:
    after, before, kind, label = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("after", "before", "kind", "label")
    )
    order = np.argsort(after, kind="stable")
    return Steps(after[order], before[order], kind[order], label[order])

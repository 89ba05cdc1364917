"""Clarity: how many different paths from the start to a won deal a process allows.

A process that allows everything explains every deal and tells nobody what to do. The number of paths says it in a
unit that a reader can picture. Where a process documents a way back or a repetition the paths would never end:
counted are those that turn back at most `MOST_TURNS` times and do the same stage at most `MOST_IN_A_ROW` times in a
row. Two stages that the process lets come in either order do not turn back when they come in the second one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from models.automaton import Automaton
from models.case_table import Outcome
from models.conformance import Conformance

MOST_TURNS = 1
MOST_IN_A_ROW = 5

MOST_STATES = 400
"""The paths through more situations than these are not counted."""

MOST_PATHS = 10**12
"""More paths than these are all the same to a reader."""

States = frozenset[int]
_Place = tuple[States, int, int, int]
"""Where a path stands: the states before its last step, that step, how often in a row it came, and the turns."""


def mean_paths(found: Conformance, weight: NDArray[np.int64]) -> float | None:
    """The paths that the process allows a deal on the average; `weight` is the deals of every alignment.

    The deals for which other stages are in force have other paths. None where they are too many to count, or no deal
    counts.
    """
    deals = np.bincount(found.group_of_alignment, weights=weight, minlength=len(found.automata))
    if not deals.sum():
        return None
    counts = found.derived(_paths_of_groups)
    if any(paths is None and n for paths, n in zip(counts, deals.tolist(), strict=True)):
        return None
    return float(sum((paths or 0) * n for paths, n in zip(counts, deals.tolist(), strict=True)) / deals.sum())


def _paths_of_groups(found: Conformance) -> tuple[int | None, ...]:
    rank = {stage: at for at, stage in enumerate(found.stages)}
    return tuple(None if one is None else allowed_paths(one, rank) for one in found.automata)


def allowed_paths(automaton: Automaton, rank: Mapping[str, int]) -> int | None:
    """The number of different sequences of labels to a won deal, None where they are too many to count.

    `rank` is the place of every stage in documented order: a step to a lower one turns back.
    """
    if automaton.n_states > MOST_STATES:
        return None
    return _Counter(automaton, rank).count()


class _Counter:
    """Counts step by step; an automaton that leads to several states under one label is walked over sets of states."""

    def __init__(self, automaton: Automaton, rank: Mapping[str, int]) -> None:
        self._initial = automaton.initial
        self._steps = _steps(automaton)
        self._rank = [rank.get(label, len(rank)) for label in automaton.labels]
        done = automaton.accepting[Outcome.WON] & automaton.accepting[Outcome.UNKNOWN]
        self._final = frozenset(np.flatnonzero(done).tolist())
        self._longest = (MOST_TURNS + 2) * MOST_IN_A_ROW * (len(automaton.labels) + 1)
        self._known: dict[tuple[States, int], States] = {}
        self._leaving: dict[States, tuple[int, ...]] = {}

    def count(self) -> int | None:
        start = frozenset((self._initial,))
        found = int(bool(start & self._final))
        places: dict[_Place, int] = {(start, label, 1, 0): 1 for label in self._labels(start)}
        for _ in range(self._longest):
            if not places:
                break
            following: dict[_Place, int] = {}
            for (before, last, run, turns), paths in places.items():
                now = self._after(before, last)
                found += paths if now & self._final else 0
                for label in self._labels(now):
                    place = self._place(before, last, now, label, run, turns)
                    if place is not None:
                        following[place] = following.get(place, 0) + paths
            if found > MOST_PATHS or len(following) > MOST_STATES * len(self._rank):
                return None
            places = following
        return found

    def _place(
        self, before: States, last: int, now: States, label: int, run: int, turns: int
    ) -> _Place | None:
        """The place after one more step, None where such a path is not counted."""
        if label == last:
            return (now, label, run + 1, turns) if run < MOST_IN_A_ROW else None
        if self._rank[label] < self._rank[last] and not self._either_order(before, last, label):
            turns += 1
        return (now, label, 1, turns) if turns <= MOST_TURNS else None

    def _either_order(self, before: States, first: int, second: int) -> bool:
        one = self._after(self._after(before, first), second)
        return bool(one) and one == self._after(self._after(before, second), first)

    def _after(self, states: States, label: int) -> States:
        known = self._known.get((states, label))
        if known is None:
            reached = {target for state in states for target in self._steps.get((state, label), ())}
            known = self._known[states, label] = frozenset(reached)
        return known

    def _labels(self, states: States) -> tuple[int, ...]:
        known = self._leaving.get(states)
        if known is None:
            known = tuple(label for label in range(len(self._rank)) if self._after(states, label))
            self._leaving[states] = known
        return known


def _steps(automaton: Automaton) -> dict[tuple[int, int], list[int]]:
    steps: dict[tuple[int, int], list[int]] = {}
    edges = zip(automaton.source.tolist(), automaton.label.tolist(), automaton.target.tolist(), strict=True)
    for source, label, target in edges:
        steps.setdefault((source, label), []).append(target)
    return steps

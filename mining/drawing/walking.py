"""Finds a run's moves in a model of tokens: which silent ones come before every step that is seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from models.progress import Report
from resources.translation import tr

Run = tuple[str, ...]
State = TypeVar("State")

FINISHED = "\0"
"""The label of the move that the end of a process makes: no activity is called so."""

COUNTING = tr("Counting the ways through the model")

_MOST_STATES = 100_000
"""So many situations are looked at for all deals together; of larger models nothing is counted."""

_MOST_FOR_ENDS = 20_000
"""So many more are looked at for runs that seem not to reach the end; beyond that they count as not ended."""


@dataclass(frozen=True)
class Move:
    """Something a shape does: tokens (bits) that it takes and puts, and the flows that it uses."""

    label: str | None
    takes: int
    puts: int
    shape: str
    flows: tuple[int, ...]

    @cached_property
    def needs(self) -> list[int]:
        """The tokens that it takes, a bit each."""
        return _bits(self.takes)

    @cached_property
    def gives(self) -> list[int]:
        """The tokens that it puts, a bit each."""
        return _bits(self.puts)


class Budget:
    """How many situations may be looked at for all runs together; asks whether to go on."""

    def __init__(self, report: Report, most: int = _MOST_STATES) -> None:
        self.report, self.most, self.spent = report, most, 0

    def spend(self) -> bool:
        """Whether one more situation may be looked at."""
        self.spent += 1
        if self.spent % 1_000 == 0:
            self.report(min(1.0, self.spent / self.most), COUNTING)
        return self.spent <= self.most


class Walker:
    """Finds the moves of runs. What the next step needs in a situation is worked out once."""

    def __init__(self, initial: int, moves: Mapping[str | None, Sequence[Move]], budget: Budget) -> None:
        self.initial, self.moves, self._budget = initial, moves, budget
        self._for_ends = Budget(budget.report, _MOST_FOR_ENDS)
        self._steps: dict[tuple[int, str], tuple[tuple[Move, ...], int] | None] = {}

    def way(self, run: Run) -> list[Move] | None:
        """The moves of a run, to the end of the process where silent moves alone lead there from its last step."""
        found = self._walked(run)
        if found is None:
            return None
        marking = self.initial
        for move in found:
            marking = _after(marking, move) or 0
        last = self._step(marking, FINISHED)
        if last is not None:
            return [*found, *last[0]]
        # a step that two loops could have made may stand in the one from which the end is out of reach
        return self._searched((*run, FINISHED), self._for_ends) or found

    def _walked(self, run: Run) -> list[Move] | None:
        """Step by step, each with few silent moves before it; where that leads nowhere, by a search."""
        marking = self.initial
        found: list[Move] = []
        for label in run:
            step = self._step(marking, label)
            if step is None:
                return self._searched(run, self._budget)
            moves, marking = step
            found += moves
        return found

    def _step(self, marking: int, label: str) -> tuple[tuple[Move, ...], int] | None:
        if (marking, label) not in self._steps:
            self._steps[marking, label] = self._nearest(marking, label)
        return self._steps[marking, label]

    def _nearest(self, start: int, label: str) -> tuple[tuple[Move, ...], int] | None:
        """Few silent moves after which a step with that label can happen, then the step, and where it leads."""
        if not self._budget.spend():
            return None
        supported_by, goal = self._cheapest(start, label)
        if goal is None:
            return None
        needed = _supporting(goal, supported_by)
        made, marking = [], start
        while needed:
            ready = next((move for move in needed if _after(marking, move) is not None), None)
            if ready is None:
                return None
            needed.remove(ready)
            made.append(ready)
            marking = _after(marking, ready) or 0
        after = _after(marking, goal)
        return None if after is None else ((*made, goal), after)

    def _cheapest(self, start: int, label: str) -> tuple[dict[int, Move], Move | None]:
        """By which silent move each token (a bit) comes about with the fewest, and the step that needs the fewest.

        A move costs one and what its tokens cost, as if nothing were ever taken away: what is found so is a way
        wherever the model consists of blocks, and is tried out elsewhere.
        """
        cost = dict.fromkeys(_bits(start), 0)
        supported_by: dict[int, Move] = {}
        changed = True
        while changed:
            changed = False
            for move in self.moves.get(None, ()):
                if not all(bit in cost for bit in move.needs):
                    continue
                price = 1 + sum(cost[bit] for bit in move.needs)
                for bit in move.gives:
                    if price < cost.get(bit, price + 1):
                        cost[bit], supported_by[bit], changed = price, move, True
        goals = [move for move in self.moves.get(label, ()) if all(bit in cost for bit in move.needs)]
        return supported_by, min(goals, key=lambda move: sum(cost[bit] for bit in move.needs), default=None)

    def _searched(self, run: Run, budget: Budget) -> list[Move] | None:
        """The moves with the fewest silent ones in all (a search in which visible moves cost nothing)."""
        first = (0, self.initial)
        came: dict[tuple[int, int], tuple[tuple[int, int], Move] | None] = {first: None}
        waiting = deque([first])
        done: set[tuple[int, int]] = set()
        while waiting:
            state = waiting.popleft()
            if state in done:
                continue
            done.add(state)
            if not budget.spend():
                return None
            at, marking = state
            if at == len(run):
                return _moves_to(state, came)
            for move in self.moves.get(run[at], ()):
                after = _after(marking, move)
                if after is not None and (at + 1, after) not in done:
                    came[at + 1, after] = state, move
                    waiting.appendleft((at + 1, after))
            for move in self.moves.get(None, ()):
                after = _after(marking, move)
                if after is not None and (at, after) not in came:
                    came[at, after] = state, move
                    waiting.append((at, after))
        return None


def _bits(marking: int) -> list[int]:
    return [1 << at for at in range(marking.bit_length()) if marking >> at & 1]


def _supporting(goal: Move, supported_by: Mapping[int, Move]) -> list[Move]:
    """The silent moves that bring about what a step needs, each once."""
    found: list[Move] = []
    waiting = list(goal.needs)
    while waiting:
        move = supported_by.get(waiting.pop())
        if move is not None and move not in found:
            found.append(move)
            waiting += move.needs
    return found


def _after(marking: int, move: Move) -> int | None:
    if marking & move.takes != move.takes:
        return None
    rest = marking & ~move.takes
    return None if rest & move.puts else rest | move.puts


def _moves_to(state: State, came: Mapping[State, tuple[State, Move] | None]) -> list[Move]:
    found = []
    step = came[state]
    while step is not None:
        state, move = step
        found.append(move)
        step = came[state]
    return found[::-1]

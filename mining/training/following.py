"""Walks a deal along the documented process: what may come next after every event, and whether it did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.automaton import Automaton
from models.case_table import Outcome

Place = frozenset[int]
"""Where a deal stands: the states that it may be in."""

_FAR = 2**30
MOST_STATES = 400
"""A process with more situations than these is not walked along."""


class Lane:
    """An automaton for one deal after the other; places are made as they are come to."""

    def __init__(self, automaton: Automaton) -> None:
        self.labels = automaton.labels
        self.ends = automaton.ends
        self._accepting = automaton.accepting
        self._steps: dict[int, dict[str, set[int]]] = {}
        edges = zip(
            automaton.source.tolist(), automaton.label.tolist(), automaton.target.tolist(), strict=True
        )
        for source, label, target in edges:
            self._steps.setdefault(source, {}).setdefault(automaton.labels[label], set()).add(target)
        self.start: Place = frozenset((automaton.initial,))
        self._after: dict[Place, dict[str, Place]] = {}
        self._shortest: dict[Place, dict[Place, int]] = {}

    def after(self, place: Place) -> dict[str, Place]:
        """Where every step leads that is allowed in a place."""
        if place not in self._after:
            found: dict[str, set[int]] = {}
            for state in place:
                for label, targets in self._steps.get(state, {}).items():
                    found.setdefault(label, set()).update(targets)
            self._after[place] = {label: frozenset(targets) for label, targets in found.items()}
        return self._after[place]

    def asked(self, place: Place) -> tuple[str, ...]:
        """The steps allowed in a place in the order of the process, without the ends other than winning."""
        allowed = self.after(place)
        return tuple(label for label in self.labels if label in allowed and label not in self.ends)

    def may_end(self, place: Place, outcome: Outcome) -> bool:
        """Whether a deal with that outcome may have ended there."""
        accepting = self._accepting[outcome]
        return any(bool(accepting[state]) for state in place)

    def shortest(self, begin: Place) -> dict[Place, int]:
        """How many steps, ends aside, lead at least from one place to the others."""
        known = self._shortest.get(begin)
        if known is None:
            known = {begin: 0}
            waiting = [begin]
            for place in waiting:
                for label, following in self.after(place).items():
                    if label not in self.ends and following not in known:
                        known[following] = known[place] + 1
                        waiting.append(following)
            self._shortest[begin] = known
        return known


@dataclass(frozen=True)
class Walk:
    """A deal along its lane: `places[i]` are those that it may stand in before event `i`, the last ones at its end.

    There is more than one where it cannot be told which of two stages came too early or too late. `cost` counts the
    events that were not asked for and the steps that were left out.
    """

    places: tuple[tuple[Place, ...], ...]
    cost: int


def walk(lane: Lane, trace: Sequence[str], outcome: Outcome) -> Walk | None:
    """Walk a whole deal, doing what the process asks for whenever the deal does it.

    Where the deal does something else, either that is one event too many, or steps were left out before it: whichever
    costs less in the end; both where they cost the same. None where no way leads to the end.
    """
    layers: list[dict[Place, int]] = [{lane.start: 0}]
    back: list[dict[Place, list[tuple[Place, int]]]] = []
    for label in trace:
        reached: dict[Place, int] = {}
        came: dict[Place, list[tuple[Place, int]]] = {}
        for place, cost in layers[-1].items():
            for target, price in _onward(lane, place, label):
                came.setdefault(target, []).append((place, price))
                reached[target] = min(reached.get(target, _FAR), cost + price)
        layers.append(reached)
        back.append(came)
    ends = {place: cost + _left_at_end(lane, place, outcome) for place, cost in layers[-1].items()}
    best = min(ends.values(), default=_FAR)
    if best >= _FAR:
        return None
    standing = [{place for place, cost in ends.items() if cost == best}]
    for at in range(len(trace) - 1, -1, -1):
        before: set[Place] = set()
        for target in standing[0]:
            for place, price in back[at][target]:
                if layers[at][place] + price == layers[at + 1][target]:
                    before.add(place)
        standing.insert(0, before)
    return Walk(tuple(tuple(sorted(places, key=sorted)) for places in standing), best)


def _onward(lane: Lane, place: Place, label: str) -> Iterator[tuple[Place, int]]:
    """Where an event leads to from a place, and what that costs."""
    following = lane.after(place).get(label)
    if following is not None:
        yield following, 0
        return
    yield place, 1
    if label not in lane.labels:
        return
    least: dict[Place, int] = {}
    for other, steps in lane.shortest(place).items():
        target = lane.after(other).get(label)
        if target is not None:
            least[target] = min(least.get(target, _FAR), steps)
    yield from least.items()


def _left_at_end(lane: Lane, place: Place, outcome: Outcome) -> int:
    """The fewest steps that are still missing before the deal may have ended as it did."""
    ways = lane.shortest(place)
    return min((steps for other, steps in ways.items() if lane.may_end(other, outcome)), default=_FAR)

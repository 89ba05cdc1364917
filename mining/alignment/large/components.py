"""Parts of a net in which one token moves about: the S-components that the lower bound is made of.

A set of places is one where every step that takes a token from the set puts exactly one back into it (a 0/1 place
invariant) and the set holds one token at the start. See J. Desel and J. Esparza, "Free Choice Petri Nets" (1995).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_GUESSES = 200
"""Guesses for one place; a net in which that is not enough has places without a component, and a weaker bound."""

MOST_WORK = 200_000
"""Transitions looked at for all places together: about a second. What is left then is in no component either."""

MOST_PLACES = 800
"""In one component: the distances between all of them are kept. Places of a larger one are in none."""

MOST_COMPONENTS = 48
"""More are not looked for: every one is asked in every situation."""


@dataclass(frozen=True)
class Arcs:
    """A net over numbered places: per transition the tokens it takes and puts, and the initial marking."""

    n_places: int
    takes: Sequence[Mapping[int, int]]
    puts: Sequence[Mapping[int, int]]
    initial: Sequence[int]


def components_of(arcs: Arcs) -> list[tuple[int, ...]]:
    """Components (sorted places) that together hold every place that is in one, few places twice."""
    search = _Search(arcs)
    found: list[tuple[int, ...]] = []
    covered: set[int] = set()
    for place in range(arcs.n_places):
        if place in covered or len(found) >= MOST_COMPONENTS:
            continue
        component = search.around(place, covered)
        if component is not None:
            covered.update(component)
            if len(component) <= MOST_PLACES:
                found.append(component)
    return found


class _Search:
    """Decides place by place what is inside; what follows from a decision is drawn before the next guess."""

    def __init__(self, arcs: Arcs) -> None:
        self.arcs = arcs
        self.of_place: list[list[int]] = [[] for _ in range(arcs.n_places)]
        unfit = {p for p, tokens in enumerate(arcs.initial) if tokens > 1}
        for t, (takes, puts) in enumerate(zip(arcs.takes, arcs.puts, strict=True)):
            for place in {*takes, *puts}:
                self.of_place[place].append(t)
            unfit |= {p for side in (takes, puts) for p, weight in side.items() if weight != 1}
        self.unfit = unfit
        self.work = 0
        self.marked = [p for p, tokens in enumerate(arcs.initial) if tokens]

    def around(self, place: int, covered: set[int]) -> tuple[int, ...] | None:
        """A component with the place, of places that are not covered where there is a choice."""
        if place in self.unfit or self.work >= MOST_WORK:
            return None
        first = dict.fromkeys(self.unfit, False) | {place: True}
        open_guesses = [(first, [place])]
        for _ in range(MOST_GUESSES):
            if not open_guesses or self.work >= MOST_WORK:
                return None
            inside, news = open_guesses.pop()
            unsettled = self._follow(inside, news)
            if unsettled is None:
                continue
            if not unsettled:
                held = [p for p in self.marked if inside.get(p)]
                if len(held) == 1:
                    return tuple(sorted(p for p, is_in in inside.items() if is_in))
                continue
            for candidate in sorted(unsettled, key=lambda p: (p not in covered, -p)):
                open_guesses.append((inside | {candidate: True}, [candidate]))
        return None

    def _follow(self, inside: dict[int, bool], news: list[int]) -> list[int] | None:
        """Draw what follows; None for a contradiction, else the places of which one must be guessed next."""
        waiting = [t for place in news for t in self.of_place[place]]
        asked = set(waiting)
        while waiting:
            t = waiting.pop()
            self.work += 1
            asked.discard(t)
            decided = self._decide(inside, t)
            if decided is None:
                return None
            for place, is_in in decided.items():
                inside[place] = is_in
                more = [u for u in self.of_place[place] if u not in asked]
                waiting += more
                asked.update(more)
        if sum(inside.get(p, False) for p in self.marked) > 1:
            return None
        for place in [p for p, is_in in inside.items() if is_in]:
            self.work += len(self.of_place[place])
            for t in self.of_place[place]:
                for side in (self.arcs.takes[t], self.arcs.puts[t]):
                    if not any(inside.get(p) for p in side):
                        return [p for p in side if p not in inside]
        return []

    def _decide(self, inside: dict[int, bool], t: int) -> dict[int, bool] | None:
        """What one transition settles: as many of its places inside before as behind, none or one."""
        sides = (self.arcs.takes[t], self.arcs.puts[t])
        held = [[p for p in side if inside.get(p)] for side in sides]
        if len(held[0]) > 1 or len(held[1]) > 1:
            return None
        decided: dict[int, bool] = {}
        for side, mine, others in ((sides[0], held[0], held[1]), (sides[1], held[1], held[0])):
            unknown = [p for p in side if p not in inside]
            if mine:
                decided |= dict.fromkeys(unknown, False)
            elif others:
                if not unknown:
                    return None
                if len(unknown) == 1:
                    decided[unknown[0]] = True
        if not held[0] and not held[1]:
            for near, far in (sides, sides[::-1]):
                if all(p in inside for p in near):
                    decided |= {p: False for p in far if p not in inside}
        return decided

"""Every situation that a net can get into, up to a bound: one whole number stands for one marking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from models.petri_net import PetriNet

MOST_SITUATIONS = 20_000
"""More distinct markings than these are not explored."""

MOST_STEPS = 1_000_000
"""More ways on from all those markings together are not followed."""

MOST_COMPARED = 1_000_000
"""After so many comparisons of a marking with one on its way growth is not looked for any more."""

MOST_TOKENS = 1_023
"""In one place; more is a counter, not a sales process."""

MOST_NODES = 5_000
"""Places and transitions; a larger net is not explored at all, its markings would fill the memory."""

_FIELD = 11  # bits for a place: ten for its tokens, one that is set while they are compared or too many


@dataclass(frozen=True)
class Coding:
    """Where the tokens of every place lie in the number of a marking."""

    places: tuple[str, ...]

    @cached_property
    def position(self) -> dict[str, int]:
        """The lowest bit of every place."""
        return {place: _FIELD * i for i, place in enumerate(self.places)}

    @cached_property
    def guards(self) -> int:
        """The highest bit of every place: set where it holds more than `MOST_TOKENS`."""
        return self._everywhere(MOST_TOKENS + 1)

    @cached_property
    def beyond_one(self) -> int:
        """The bits that are set where a place holds more than one token."""
        return self._everywhere(MOST_TOKENS - 1)

    def number(self, tokens: Mapping[str, int]) -> int | None:
        """The number of a marking; None where a place holds more than `MOST_TOKENS`."""
        if any(count > MOST_TOKENS for count in tokens.values()):
            return None
        return sum(count << self.position[place] for place, count in tokens.items())

    def tokens(self, number: int) -> dict[str, int]:
        """The marking of a number: only places that hold something."""
        held = {}
        while number:
            at = ((number & -number).bit_length() - 1) // _FIELD
            count = (number >> _FIELD * at) & (2 * MOST_TOKENS + 1)
            held[self.places[at]] = count
            number ^= count << _FIELD * at
        return held

    def _everywhere(self, bits: int) -> int:
        """The same bits in every place."""
        return bits * (((1 << _FIELD * len(self.places)) - 1) // ((1 << _FIELD) - 1))


@dataclass(frozen=True)
class Growth:
    """A marking that holds all of an earlier one on its way and more: what lies between can be repeated for ever."""

    place: str
    state: int
    earlier: int


@dataclass(frozen=True)
class Explored:
    """A reachability graph, breadth first: state 0 is the initial marking.

    `parent` and `by` tell for every state from which one it was found, by which transition (both -1 for the
    first). Edges are three lists: source, transition, target. `complete` says that there is nothing else;
    otherwise `growth` or `too_full` (a place) may say why the search ended early.
    """

    coding: Coding
    numbers: list[int]
    parent: list[int]
    by: list[int]
    sources: list[int] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    targets: list[int] = field(default_factory=list)
    complete: bool = False
    growth: Growth | None = None
    too_full: str | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def is_settled(self) -> bool:
        """Whether everything was seen, or why it never can be."""
        return self.complete or self.growth is not None or self.too_full is not None

    @property
    def dead(self) -> list[int]:
        """The states in which nothing can happen any more, among those whose steps are all known."""
        moving = set(self.sources)
        known = len(self) if self.complete else max(self.sources, default=0)
        return [state for state in range(known) if state not in moving]

    def tokens(self, state: int) -> dict[str, int]:
        """The marking of a state."""
        return self.coding.tokens(self.numbers[state])

    def way_to(self, state: int) -> list[int]:
        """The transitions of the shortest run to a state."""
        way = []
        while state > 0:
            way.append(self.by[state])
            state = self.parent[state]
        return way[::-1]


def is_explorable(net: PetriNet) -> bool:
    """Whether `explore` may be called."""
    return len(net.places) + len(net.transitions) <= MOST_NODES


def explore(net: PetriNet, most: int = MOST_SITUATIONS) -> Explored:
    """All markings up to `most` of them, breadth first; it ends early where a place grows without bound.

    Growth is found where a marking covers an earlier one on its way (Karp and Miller, 1969). Only markings
    with two tokens in a place are compared: on an endless way there are always such that have grown.
    """
    search = _Search(net, most)
    growth, too_full = search.run()
    return Explored(
        search.coding,
        search.numbers,
        search.parent,
        search.by,
        search.sources,
        search.steps,
        search.targets,
        complete=growth is None and too_full is None and not search.cut,
        growth=growth,
        too_full=too_full,
    )


class _Search:
    """The net as whole numbers, and what was found so far."""

    def __init__(self, net: PetriNet, most: int) -> None:
        self.net, self.most = net, most
        self.coding = Coding(net.places)
        self.guards, self.beyond_one = self.coding.guards, self.coding.beyond_one
        position = self.coding.position
        takes = [summed(t.takes) for t in net.transitions]
        puts = [summed(t.puts) for t in net.transitions]
        self.possible = [all(n <= MOST_TOKENS for n in taken.values()) for taken in takes]
        self.overflows = [next((p for p, n in put.items() if n > MOST_TOKENS), None) for put in puts]
        self.takes = [self.coding.number(taken) or 0 for taken in takes]
        self.needs = [sum(1 << position[p] + _FIELD - 1 for p in taken) for taken in takes]
        gives = [self.coding.number(put) or 0 for put in puts]
        self.change = [give - take for give, take in zip(gives, self.takes, strict=True)]
        self.gain = [sum(put.values()) - sum(taken.values()) for put, taken in zip(puts, takes, strict=True)]
        takers: dict[str, set[int]] = {}
        for t, taken in enumerate(takes):
            for place in taken:
                takers.setdefault(place, set()).add(t)
        self.touched = [
            tuple(sorted(set().union(*(takers.get(place, set()) for place in (*taken, *put)))))
            for taken, put in zip(takes, puts, strict=True)
        ]
        self.numbers: list[int] = []
        self.parent, self.by = [-1], [-1]
        self.sources: list[int] = []
        self.steps: list[int] = []
        self.targets: list[int] = []
        self.cut = False
        self.compared = 0

    def run(self) -> tuple[Growth | None, str | None]:
        initial = self.coding.number(self.net.initial)
        if initial is None:
            self.numbers.append(0)
            return None, max(self.net.initial, key=lambda place: self.net.initial[place])
        self.numbers.append(initial)
        number = {initial: 0}
        ready = [self._ready(initial, range(len(self.takes)))]
        total = [sum(self.net.initial.values())]
        least = list(total)  # in the emptiest marking on the way: only a fuller one can have grown
        open_steps = len(ready[0])
        touched = [frozenset(found) for found in self.touched]
        for source, marking in enumerate(self.numbers):
            for t in ready[source]:
                after = marking + self.change[t]
                target = number.get(after)
                if target is None:
                    if self.overflows[t] or after & self.guards:
                        return None, self.overflows[t] or self._overflowing(after)
                    fuller = total[source] + self.gain[t]
                    if fuller > least[source] and after & self.beyond_one:
                        earlier = self._covered(after, source)
                        if earlier is not None:
                            self._add(after, source, t)
                            return self._growth(len(self.numbers) - 1, earlier), None
                    if len(self.numbers) >= self.most or open_steps > MOST_STEPS:
                        self.cut = True
                        return None, None
                    target = number[after] = len(self.numbers)
                    self._add(after, source, t)
                    total.append(fuller)
                    least.append(min(fuller, least[source]))
                    still = [u for u in ready[source] if u not in touched[t]]
                    ready.append(still + self._ready(after, self.touched[t]))
                    open_steps += len(ready[target])
                self.sources.append(source)
                self.steps.append(t)
                self.targets.append(target)
        return None, None

    def _add(self, marking: int, source: int, t: int) -> None:
        self.numbers.append(marking)
        self.parent.append(source)
        self.by.append(t)

    def _ready(self, marking: int, asked: Iterable[int]) -> list[int]:
        """Those of the transitions asked for that can fire: a guard bit stays where the tokens suffice."""
        guarded, takes, needs = marking | self.guards, self.takes, self.needs
        return [t for t in asked if (guarded - takes[t]) & needs[t] == needs[t] and self.possible[t]]

    def _covered(self, after: int, source: int) -> int | None:
        """The nearest state on the way to `source`, itself included, of which `after` holds all."""
        guarded, guards, numbers, parent = after | self.guards, self.guards, self.numbers, self.parent
        while source >= 0 and self.compared < MOST_COMPARED:
            self.compared += 1
            if (guarded - numbers[source]) & guards == guards:
                return source
            source = parent[source]
        return None

    def _growth(self, state: int, earlier: int) -> Growth:
        before = self.coding.tokens(self.numbers[earlier])
        found = self.coding.tokens(self.numbers[state])
        place = next(place for place, count in found.items() if count > before.get(place, 0))
        return Growth(place, state, earlier)

    def _overflowing(self, after: int) -> str:
        return next(place for place, count in self.coding.tokens(after).items() if count > MOST_TOKENS)


def summed(arcs: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Tokens by place, arcs of the same place added up and those of weight 0 left out."""
    tokens: dict[str, int] = {}
    for place, count in arcs:
        if count:
            tokens[place] = tokens.get(place, 0) + count
    return tokens

"""A net made small without changing whether it is sound: whole regions become one place, branches one branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mining.process.soundness.exploring import summed
from mining.process.soundness.reaching import reached
from models.petri_net import PetriNet, Transition

MOST_ROUNDS = 100
"""Each takes away at least one level of blocks inside blocks; what is nested deeper stays as it is."""

_START, _END = -1, -2
"""Stand for the initial marking, as something that puts tokens, and for the final one, that takes them."""

Arcs = dict[str, int]


@dataclass(frozen=True)
class Reduced:
    """The smaller net, and for every place of it in how many positions a token of it can be in the whole net."""

    net: PetriNet
    positions: dict[str, int]


def reduce(net: PetriNet) -> Reduced:
    """Contract regions and merge parallel branches until nothing changes.

    A region is a part in which one token moves about (steps with one arc in and one out): where every way in
    leads to the same place, every way out starts at the same place, and a token gets from the one to the other
    by every place between, it is as sound as a single place. Two places with the same steps before and behind
    them are as sound as one (fusion of parallel places: Murata, Petri nets, Proc. IEEE 77 (4), 1989).
    """
    return _Reduction(net).run()


class _Reduction:
    """The arcs of what is left, by number of the transition."""

    def __init__(self, net: PetriNet) -> None:
        self.net = net
        self.positions = dict.fromkeys(net.places, 1)
        self.takes: dict[int, Arcs] = {i: summed(t.takes) for i, t in enumerate(net.transitions)}
        self.puts: dict[int, Arcs] = {i: summed(t.puts) for i, t in enumerate(net.transitions)}
        self.takes |= {_START: {}, _END: summed(tuple(net.final.items()))}
        self.puts |= {_START: summed(tuple(net.initial.items())), _END: {}}

    def run(self) -> Reduced:
        for _ in range(MOST_ROUNDS):
            if not self._contract() | self._merge():
                break
        distinct = {
            (tuple(sorted(takes.items())), tuple(sorted(self.puts[t].items()))): t
            for t, takes in sorted(self.takes.items(), reverse=True)
            if t >= 0
        }
        steps = tuple(
            Transition(self.net.transitions[t].name, self.net.transitions[t].label, *arcs)
            for arcs, t in sorted(distinct.items(), key=lambda found: found[1])
        )
        places = tuple(self.positions)
        return Reduced(
            PetriNet(self.net.name, places, steps, self.puts[_START], self.takes[_END]), self.positions
        )

    def _contract(self) -> bool:
        """Contract every region that allows it."""
        inner = [
            t
            for t in self.takes
            if t >= 0 and list(self.takes[t].values()) == [1] and list(self.puts[t].values()) == [1]
        ]
        following: dict[str, list[str]] = {place: [] for place in self.positions}
        before: dict[str, list[str]] = {place: [] for place in self.positions}
        steps_from: dict[str, list[int]] = {}
        for t in inner:
            (source,), (target,) = self.takes[t], self.puts[t]
            following[source].append(target)
            before[target].append(source)
            steps_from.setdefault(source, []).append(t)
        ways_in, ways_out = self._boundary(set(inner))
        seen: set[str] = set()
        entered: dict[str, str] = {}  # the place that led into a region: what stands for the region now
        for place in tuple(self.positions):
            if place in seen:
                continue
            region = reached([place], following, before)
            seen |= region
            entries, exits = region & ways_in, region & ways_out
            if len(entries) != 1 or len(exits) != 1:
                continue
            if reached(entries, following) == region == reached(exits, before):
                steps = [t for member in region for t in steps_from.get(member, ())]
                if steps:
                    (entry,), (place,) = entries, exits
                    self._replace(region, place, steps)
                    entered[entry] = place
        for arcs in self.puts.values():
            for entry in arcs.keys() & entered.keys():
                arcs[entered[entry]] = arcs.pop(entry)
        return bool(entered)

    def _boundary(self, inner: set[int]) -> tuple[set[str], set[str]]:
        """The places that other steps put into and take from."""
        outer = [t for t in self.takes if t not in inner]
        return {p for t in outer for p in self.puts[t]}, {p for t in outer for p in self.takes[t]}

    def _replace(self, region: set[str], place: str, steps: Iterable[int]) -> None:
        """Let `place`, the way out of a region, stand for all of it."""
        for t in steps:
            del self.takes[t], self.puts[t]
        positions = sum(self.positions[member] for member in region)
        for member in region - {place}:
            del self.positions[member]
        self.positions[place] = positions

    def _merge(self) -> bool:
        """Of places with the same steps before and behind them keep the first."""
        around: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {
            place: ([], []) for place in self.positions
        }
        for t in sorted(self.takes):
            for place, count in self.puts[t].items():
                around[place][0].append((t, count))
            for place, count in self.takes[t].items():
                around[place][1].append((t, count))
        alike: dict[tuple[tuple[tuple[int, int], ...], ...], list[str]] = {}
        for place, (ins, outs) in around.items():
            alike.setdefault((tuple(ins), tuple(outs)), []).append(place)
        others = {place: same[0] for same in alike.values() for place in same[1:]}
        for place, kept in others.items():
            self.positions[kept] *= self.positions.pop(place)
        for arcs in (*self.takes.values(), *self.puts.values()):
            for place in arcs.keys() & others.keys():
                del arcs[place]
        return bool(others)

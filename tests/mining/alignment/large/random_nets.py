"""Random nets of every kind, noisy deals on them, and a search for the cheapest explanation that shares no code."""

import heapq
import random
from collections.abc import Mapping, Sequence
from itertools import count

from models.petri_net import PetriNet, Transition
from tests.mining.alignment.nets import net_of

LABELS = tuple("ABCDEFX")
"""X is in no net."""

Marking = tuple[int, ...]


def a_tree(dice: random.Random, depth: int = 3) -> object:
    """A process tree with much that is parallel; labels may occur several times."""
    if depth == 0 or dice.random() < 0.2:
        return dice.choice([*"ABCDEF", None])
    children = [a_tree(dice, depth - 1) for _ in range(dice.choice([2, 2, 3]))]
    return dice.choice(["seq", "xor", "and", "and", "loop"]), children


def a_wild_net(dice: random.Random, bound: int) -> PetriNet:
    """A net of any shape that can finish and never has more than `bound` tokens in a place."""
    while True:
        places = [f"p{i}" for i in range(dice.randint(3, 7))]
        steps = []
        for t in range(dice.randint(4, 9)):
            sides = [
                tuple((p, 1) for p in dice.sample(places, min(len(places), dice.choice([1, 1, 2, 2, 3]))))
                for _ in range(2)
            ]
            steps.append(Transition(f"t{t}", dice.choice([*"ABCDEF", "A", None]), *sides))
        initial = dict.fromkeys(dice.sample(places, dice.choice([1, 2])), 1)
        if bound > 1:
            initial[dice.choice(places)] = 2
        net = PetriNet("wild", tuple(places), tuple(steps), initial, {})
        found = reachable(net, 300)
        if len(found) > 4 and max(max(marking) for marking in found) == bound:
            final = dice.choice(found[1:])
            return PetriNet(
                "wild", net.places, net.transitions, initial,
                {p: n for p, n in zip(places, final, strict=True) if n},
            )  # fmt: skip


def reachable(net: PetriNet, most: int) -> list[Marking]:
    """All markings, breadth first; empty where there are more than `most`."""
    start = tuple(net.initial.get(p, 0) for p in net.places)
    found = [start]
    seen = {start}
    for marking in found:
        for t in net.transitions:
            after = fired(net, marking, t)
            if after is not None and after not in seen:
                if len(found) >= most or max(after) > 3:
                    return []
                seen.add(after)
                found.append(after)
    return found


def fired(net: PetriNet, marking: Marking, t: Transition) -> Marking | None:
    """The marking after a step; None where it cannot be done."""
    tokens = dict(zip(net.places, marking, strict=True))
    for p, n in t.takes:
        tokens[p] -= n
    if min(tokens.values()) < 0:
        return None
    for p, n in t.puts:
        tokens[p] += n
    return tuple(tokens.values())


def a_net(dice: random.Random, number: int) -> PetriNet:
    """Half of them process trees, the others of any shape with one or two tokens in a place."""
    return net_of(a_tree(dice)) if number % 2 else a_wild_net(dice, 1 + (number // 2) % 2)


def a_deal(dice: random.Random, net: PetriNet) -> list[str]:
    """Some steps of the net in an order that it allows, with noise."""
    marking = tuple(net.initial.get(p, 0) for p in net.places)
    trace: list[str] = []
    for _ in range(dice.randint(0, 14)):
        ways = [(t, after) for t in net.transitions if (after := fired(net, marking, t)) is not None]
        if not ways:
            break
        t, marking = dice.choice(ways)
        trace += [t.label] if t.label else []
    trace = [label for label in trace if dice.random() > 0.15]
    for _ in range(dice.choice([0, 1, 2])):
        trace.insert(dice.randint(0, len(trace)), dice.choice(LABELS))
    return trace


def cheapest(
    net: PetriNet, trace: Sequence[str], extra: Mapping[str, int], left_out: Mapping[str, int]
) -> int:
    """Dijkstra over markings and positions with costs of the user's choice, to the final marking."""
    start = tuple(net.initial.get(p, 0) for p in net.places)
    final = tuple(net.final.get(p, 0) for p in net.places)
    ticket = count(1)
    queue = [(0, 0, start, 0)]
    settled: set[tuple[Marking, int]] = set()
    while queue:
        cost, _, marking, at = heapq.heappop(queue)
        if (marking, at) in settled:
            continue
        settled.add((marking, at))
        if at == len(trace) and marking == final:
            return cost
        if at < len(trace):
            heapq.heappush(queue, (cost + extra.get(trace[at], 1), next(ticket), marking, at + 1))
        for t in net.transitions:
            after = fired(net, marking, t)
            if after is None:
                continue
            price = left_out.get(t.label, 1) if t.label else 0
            heapq.heappush(queue, (cost + price, next(ticket), after, at))
            if at < len(trace) and t.label == trace[at]:
                heapq.heappush(queue, (cost, next(ticket), after, at + 1))
    raise AssertionError("the net cannot finish")


def replays(net: PetriNet, labels: Sequence[str]) -> bool:
    """Whether the visible steps, in this order, lead from the initial to the final marking."""
    final = tuple(net.final.get(p, 0) for p in net.places)
    standing = _silently(net, {tuple(net.initial.get(p, 0) for p in net.places)})
    for label in labels:
        steps = [t for t in net.transitions if t.label == label]
        reached = {after for m in standing for t in steps if (after := fired(net, m, t)) is not None}
        standing = _silently(net, reached)
    return final in standing


def _silently(net: PetriNet, markings: set[Marking]) -> set[Marking]:
    waiting = [*markings]
    found = set(markings)
    steps = [t for t in net.transitions if t.label is None]
    for marking in waiting:
        for t in steps:
            after = fired(net, marking, t)
            if after is not None and after not in found:
                found.add(after)
                waiting.append(after)
    return found

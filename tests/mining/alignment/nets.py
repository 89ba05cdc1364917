"""Small nets for tests, random ones by Hypothesis, and an oracle that shares no code with the aligner."""

import heapq
from collections.abc import Sequence
from itertools import count
from typing import Any

from hypothesis import strategies as st

from models.case_table import Outcome
from models.costs import STANDARD, Costs
from models.petri_net import PetriNet, Transition


def a_sequence(*labels: str) -> PetriNet:
    """A net that asks for the labels in this order."""
    places = tuple(f"p{i}" for i in range(len(labels) + 1))
    steps = tuple(
        Transition(f"t{i}", label, ((f"p{i}", 1),), ((f"p{i + 1}", 1),)) for i, label in enumerate(labels)
    )
    return PetriNet("sequence", places, steps, {"p0": 1}, {places[-1]: 1})


def process_trees() -> st.SearchStrategy[object]:
    """Random process trees: a leaf is a label or None (silent), a node an operator with two or three children."""
    leaves = st.sampled_from(["A", "B", "C", "D", "E", None])
    return st.recursive(
        leaves,
        lambda children: st.tuples(
            st.sampled_from(["seq", "xor", "and", "loop"]), st.lists(children, min_size=2, max_size=3)
        ),
        max_leaves=7,
    )


def net_of(tree: object) -> PetriNet:
    """The Petri net of a process tree; labels may stand on several transitions."""
    numbers = count()
    places = ["start", "end"]
    steps: list[Transition] = []

    def place() -> str:
        places.append(f"p{next(numbers)}")
        return places[-1]

    def add(label: str | None, takes: Sequence[str], puts: Sequence[str]) -> None:
        steps.append(
            Transition(f"t{len(steps)}", label, tuple((p, 1) for p in takes), tuple((p, 1) for p in puts))
        )

    def build(node: Any, source: str, target: str) -> None:
        if not isinstance(node, tuple):
            add(node, [source], [target])
            return
        operator, children = node
        if operator == "seq":
            stops = [source, *(place() for _ in children[1:]), target]
            for child, a, b in zip(children, stops[:-1], stops[1:], strict=True):
                build(child, a, b)
        elif operator == "xor":
            for child in children:
                build(child, source, target)
        elif operator == "and":
            ins, outs = [place() for _ in children], [place() for _ in children]
            add(None, [source], ins)
            for child, a, b in zip(children, ins, outs, strict=True):
                build(child, a, b)
            add(None, outs, [target])
        else:
            a, b = place(), place()
            add(None, [source], [a])
            build(children[0], a, b)
            for child in children[1:]:
                build(child, b, a)
            add(None, [b], [target])

    build(tree, "start", "end")
    return PetriNet("random", tuple(places), tuple(steps), {"start": 1}, {"end": 1})


def user_costs(labels: str = "ABCDEX") -> st.SearchStrategy[Costs]:
    """Some labels at costs of their own."""
    some = st.dictionaries(st.sampled_from(labels), st.sampled_from([1, 2, 3, 7, 1000]))
    return st.builds(Costs, some, some)


def cheapest_by_search(
    net: PetriNet, trace: Sequence[str], outcome: Outcome = Outcome.WON, costs: Costs | None = None
) -> int:
    """Dijkstra over (marking, events explained): the cost of the cheapest alignment of a whole or a begun trace.

    An open trace may stop in every marking from which the end can be reached (true of all markings of a
    process tree).
    """
    extra, left_out = (costs or Costs()).extra, (costs or Costs()).left_out
    start = tuple(net.initial.get(p, 0) for p in net.places)
    final = tuple(net.final.get(p, 0) for p in net.places)
    index = {p: i for i, p in enumerate(net.places)}
    queue = [(0, 0, start, 0)]
    ticket = count(1)
    settled: set[tuple[tuple[int, ...], int]] = set()
    while queue:
        cost, _, marking, at = heapq.heappop(queue)
        if (marking, at) in settled:
            continue
        settled.add((marking, at))
        if at == len(trace) and (outcome == Outcome.OPEN or marking == final):
            return cost
        steps = [(cost + extra.get(trace[at], STANDARD), marking, at + 1)] if at < len(trace) else []
        for t in net.transitions:
            if all(marking[index[p]] >= n for p, n in t.takes):
                after = list(marking)
                for p, n in t.takes:
                    after[index[p]] -= n
                for p, n in t.puts:
                    after[index[p]] += n
                price = left_out.get(t.label, STANDARD) if t.label is not None else 0
                steps.append((cost + price, tuple(after), at))
                if at < len(trace) and t.label == trace[at]:
                    steps.append((cost, tuple(after), at + 1))
        for price, there, position in steps:
            heapq.heappush(queue, (price, next(ticket), there, position))
    raise AssertionError("the net cannot finish")

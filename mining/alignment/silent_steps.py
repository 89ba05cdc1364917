"""Takes the silent steps out of a reachability graph: what is left are states with visible steps between them."""

from __future__ import annotations

from collections.abc import Iterator

from mining.alignment.reachability import Edge, Graph


def without_silent(graph: Graph) -> Graph:
    """Keep the start and what a visible step leads to; a visible step may be preceded by silent ones.

    Of several situations that one step leads to, those are left out that others come to by silent steps: whatever
    can be done there can be done from the others as well, at the same cost.
    """
    steps = _Steps(graph)
    number = {0: 0}
    queue = [0]
    edges: list[Edge] = []
    for source, state in enumerate(queue):
        for label, target in steps.kept(steps.ahead[state]):
            if target not in number:
                number[target] = len(queue)
                queue.append(target)
            edges.append((source, label, number[target]))
    final = frozenset(number[state] for state in queue if steps.ahead[state] & steps.end)
    return Graph(len(queue), tuple(edges), final)


class _Steps:
    """The distinct (label, target) pairs in order, a bit each, and one bit more for the end.

    `ahead` has for every state the bits of what can be done there after any number of silent steps, `behind`
    the bits of the pairs whose targets silent steps lead to from there.
    """

    def __init__(self, graph: Graph) -> None:
        self.pairs = sorted({(label, target) for _, label, target in graph.edges if label >= 0})
        bit = {pair: 1 << i for i, pair in enumerate(self.pairs)}
        self.end = 1 << len(self.pairs)
        self.same_label: dict[int, int] = {}
        self.ahead = [0] * graph.n_states
        self.behind = [0] * graph.n_states
        silent: list[list[int]] = [[] for _ in range(graph.n_states)]
        for source, label, target in graph.edges:
            if label < 0:
                silent[source].append(target)
            else:
                self.ahead[source] |= bit[label, target]
        for (label, target), one in bit.items():
            self.same_label[label] = self.same_label.get(label, 0) | one
            self.behind[target] |= one
        for state in graph.final:
            self.ahead[state] |= self.end
        order = _last_first(silent)
        _gather(self.ahead, silent, order)
        _gather(self.behind, silent, order)
        self._kept: dict[int, list[tuple[int, int]]] = {}

    def kept(self, ahead: int) -> list[tuple[int, int]]:
        """(label, target) in order, without targets that another one of the label comes to silently."""
        kept: list[tuple[int, int]] = []
        for same in self.same_label.values():
            group = ahead & same
            if group not in self._kept:
                self._kept[group] = [self.pairs[i] for i in _ones(self._first_reached(group))]
            kept += self._kept[group]
        return kept

    def _first_reached(self, left: int) -> int:
        """Of the pairs of one label those that are kept; of a circle the lowest stays."""
        rest = left
        while rest:
            one = rest & -rest
            reached = self.behind[self._target(one)] & left & ~one
            if reached:
                higher = reached & -one
                left &= ~higher
                for i in _ones(reached ^ higher):
                    if not self.behind[self.pairs[i][1]] & one:
                        left &= ~(1 << i)
            rest = (rest ^ one) & left
        return left

    def _target(self, one: int) -> int:
        return self.pairs[one.bit_length() - 1][1]


def _last_first(silent: list[list[int]]) -> list[int]:
    """The states in an order in which, circles aside, each comes after those that silent steps lead to from it."""
    order: list[int] = []
    seen = [False] * len(silent)
    for start in range(len(silent)):
        stack = [] if seen[start] else [(start, iter(silent[start]))]
        seen[start] = True
        while stack:
            state, following = stack[-1]
            after = next((other for other in following if not seen[other]), -1)
            if after < 0:
                order.append(state)
                stack.pop()
            else:
                seen[after] = True
                stack.append((after, iter(silent[after])))
    return order


def _gather(bits: list[int], silent: list[list[int]], order: list[int]) -> None:
    """Give every state the bits of those that silent steps lead to: in one sweep, and one more a circle in a circle."""
    changed = True
    while changed:
        changed = False
        for state in order:
            mine = bits[state]
            for other in silent[state]:
                mine |= bits[other]
            if mine != bits[state]:
                bits[state], changed = mine, True


def _ones(bits: int) -> Iterator[int]:
    """The places of the bits that are set, from the lowest on."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest

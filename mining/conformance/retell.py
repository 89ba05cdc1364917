"""The story behind a jump: a deal that stands in a late stage has left out the stages before it.

A lost or open deal may stop anywhere, so the cheapest explanation of Qualify > Negotiation is that Negotiation
is one extra event, whatever lies between. A person says: it skipped everything between. Where a deal jumped
ahead and nothing documented follows, the moves are told that way; the cost stays that of the optimum.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from models.alignment import Alignment, Move, MoveKind
from models.automaton import Automaton


@dataclass(frozen=True)
class Steps:
    """The steps out of every state, as (label, target)."""

    initial: int
    out: tuple[tuple[tuple[str, int], ...], ...]

    @classmethod
    def of(cls, automaton: Automaton) -> Steps:
        """Index the edges of an automaton by their source."""
        out: list[list[tuple[str, int]]] = [[] for _ in range(automaton.n_states)]
        for source, label, target in zip(automaton.source, automaton.label, automaton.target, strict=True):
            out[int(source)].append((automaton.labels[int(label)], int(target)))
        return cls(automaton.initial, tuple(tuple(sorted(steps)) for steps in out))

    def after(self, states: frozenset[int], label: str) -> frozenset[int]:
        """Where one step of that label can lead."""
        return frozenset(target for state in states for name, target in self.out[state] if name == label)

    def way_to(self, states: frozenset[int], label: str, ends: Sequence[str]) -> list[str] | None:
        """The labels before the next step called `label` on a shortest way, None where there is no way."""
        queue: deque[tuple[int, tuple[str, ...]]] = deque((state, ()) for state in sorted(states))
        seen = set(states)
        while queue:
            state, passed = queue.popleft()
            for name, target in self.out[state]:
                if name == label:
                    return list(passed)
                if target not in seen and name not in ends:
                    seen.add(target)
                    queue.append((target, (*passed, name)))
        return None


def retell(alignment: Alignment, steps: Steps, ends: Sequence[str]) -> Alignment:
    """Tell the first jump ahead as left-out stages, where nothing documented is followed after it."""
    moves = alignment.moves
    followed = [i for i, m in enumerate(moves) if m.kind != MoveKind.LOG and m.label not in ends]
    tail = followed[-1] + 1 if followed else 0
    states = frozenset({steps.initial})
    for move in moves[:tail]:
        states = states if move.kind == MoveKind.LOG else steps.after(states, move.label)
    visited = {move.label for move in moves[:tail]}
    for i, move in enumerate(moves[tail:], start=tail):
        if move.kind == MoveKind.LOG and move.label not in visited and move.label not in ends:
            way = steps.way_to(states, move.label, ends)
            if way is not None:
                jump = [Move(MoveKind.MODEL, label, move.position) for label in way]
                jump.append(Move(MoveKind.SYNC, move.label, move.position))
                told = Alignment((*moves[:i], *jump, *moves[i + 1 :]), alignment.cost)
                return retell(told, steps, ends)
        visited.add(move.label)
    return alignment

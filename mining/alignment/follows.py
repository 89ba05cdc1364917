"""What the automaton says without any log: which step may follow which, and in which order the stages come."""

from __future__ import annotations

import numpy as np

from models.automaton import Automaton
from models.case_table import Outcome


def allowed_pairs(
    automaton: Automaton, stops_anywhere: bool = False
) -> frozenset[tuple[str | None, str | None]]:
    """The pairs of labels that may follow each other directly; None is the start (first) and the end (second).

    `stops_anywhere` is set where deals end without an event for it: then every stage may be the last one.
    """
    names = automaton.labels
    arrive: dict[int, set[str | None]] = {automaton.initial: {None}}
    for label, target in zip(automaton.label.tolist(), automaton.target.tolist(), strict=True):
        arrive.setdefault(target, set()).add(names[label])
    pairs: set[tuple[str | None, str | None]] = set()
    for source, label in zip(automaton.source.tolist(), automaton.label.tolist(), strict=True):
        pairs |= {(before, names[label]) for before in arrive.get(source, ())}
    may_end = automaton.accepting[Outcome.UNKNOWN] | automaton.accepting[Outcome.WON] | stops_anywhere
    for state in np.flatnonzero(may_end).tolist():
        pairs |= {(before, None) for before in arrive.get(state, ())}
    return frozenset(pairs)


def stage_order(automaton: Automaton) -> list[str]:
    """The labels by how early they can be done: breadth first from the start."""
    out: dict[int, list[tuple[int, int]]] = {}
    for source, label, target in zip(automaton.source, automaton.label, automaton.target, strict=True):
        out.setdefault(int(source), []).append((int(label), int(target)))
    order: dict[str, None] = {}
    queue, seen = [automaton.initial], {automaton.initial}
    for state in queue:
        for label, target in sorted(out.get(state, ())):
            order.setdefault(automaton.labels[label])
            if target not in seen:
                seen.add(target)
                queue.append(target)
    return list(order)

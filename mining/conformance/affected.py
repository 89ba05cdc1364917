"""What an edit of the process can affect: explanations that it cannot are kept instead of being found again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.requests import NONE, Requests
from models.alignment import Alignments, MoveKind
from models.automaton import Automaton

Steps = dict[tuple[int, int], int]


@dataclass(frozen=True)
class Change:
    """How a process differs from the one before: in steps under `labels`; `only_less` where it allows nothing new.

    A way through the process without any of these labels is either in both or in none, and may end in both or
    in none.
    """

    labels: frozenset[str]
    only_less: bool


def change_between(old: Automaton, new: Automaton) -> Change | None:
    """Compare step by step from the start; None where they differ in more than the steps under some labels.

    Both must be deterministic, which the automata of documented processes without choices under one label are.
    """
    names = tuple(dict.fromkeys((*old.labels, *new.labels)))
    before, after = _steps(old, names), _steps(new, names)
    if before is None or after is None or old.ends != new.ends:
        return None
    changed: set[int] = set()
    while True:
        differing, ends_alike = _compared(old, new, before, after, changed, len(names))
        if not ends_alike:
            return None
        if not differing:
            break
        changed |= differing
    return Change(frozenset(names[label] for label in changed), _is_contained(old, new, before, after))


def is_same(old: Automaton, new: Automaton) -> bool:
    """Whether both are the same in every respect."""
    if (old.labels, old.n_states, old.initial, old.ends) != (new.labels, new.n_states, new.initial, new.ends):
        return False
    edges = all(
        np.array_equal(getattr(old, name), getattr(new, name)) for name in ("source", "label", "target")
    )
    return edges and all(np.array_equal(old.accepting[o], new.accepting[o]) for o in old.accepting)


def unaffected(
    change: Change, found: Alignments, before: Requests, reached: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """One flag a request: is its explanation under the old process also the one under the new?

    `found` explains the requests `before`; `reached` is what the same deals have reached under the new process.
    An explanation without extra and left-out steps stays while nothing on it changed: none is cheaper. One with
    them stays where the new process allows nothing that the old one did not: nothing better can have come up.
    """
    touched = _any(found, np.isin(found.label, _codes(found.labels, change.labels)))
    departs = _any(found, found.kind != MoveKind.SYNC) | (found.cost != 0)
    kept: NDArray[np.bool_] = ~touched & (before.reached == reached)
    kept &= ~departs | (change.only_less & (reached == NONE))
    return kept


def _any(found: Alignments, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One flag an alignment: is any of its moves flagged?"""
    up_to = np.concatenate(([0], np.cumsum(flags)))
    some: NDArray[np.bool_] = up_to[found.start[1:]] > up_to[found.start[:-1]]
    return some


def _codes(labels: tuple[str, ...], wanted: frozenset[str]) -> list[int]:
    return [code for code, label in enumerate(labels) if label in wanted]


def _steps(automaton: Automaton, names: tuple[str, ...]) -> Steps | None:
    """The step from each state under each label; None where there is more than one."""
    code = [names.index(label) for label in automaton.labels]
    steps: Steps = {}
    edges = zip(automaton.source.tolist(), automaton.label.tolist(), automaton.target.tolist(), strict=True)
    for source, label, target in edges:
        if steps.setdefault((source, code[label]), target) != target:
            return None
    return steps


def _compared(
    old: Automaton, new: Automaton, before: Steps, after: Steps, changed: set[int], n_labels: int
) -> tuple[set[int], bool]:
    """The labels under which ways without changed labels go on differently, and whether they may end alike."""
    pairs = {(old.initial, new.initial)}
    waiting = [*pairs]
    differing: set[int] = set()
    alike = True
    for p, q in waiting:
        alike = alike and all(old.accepting[o][p] == new.accepting[o][q] for o in old.accepting)
        for label in range(n_labels):
            one, other = before.get((p, label)), after.get((q, label))
            if label in changed or (one is None and other is None):
                continue
            if one is None or other is None:
                differing.add(label)
            elif (one, other) not in pairs:
                pairs.add((one, other))
                waiting.append((one, other))
    return differing, alike


def _is_contained(old: Automaton, new: Automaton, before: Steps, after: Steps) -> bool:
    """Whether every way through the new automaton is one through the old, and may end wherever it may in the new."""
    leaving: dict[int, list[tuple[int, int]]] = {}
    for (state, label), target in after.items():
        leaving.setdefault(state, []).append((label, target))
    pairs = {(old.initial, new.initial)}
    waiting = [*pairs]
    for p, q in waiting:
        if any(new.accepting[o][q] and not old.accepting[o][p] for o in new.accepting):
            return False
        for label, target in leaving.get(q, ()):
            if (p, label) not in before:
                return False
            pair = (before[p, label], target)
            if pair not in pairs:
                pairs.add(pair)
                waiting.append(pair)
    return True

"""Logs with known changes: random processes as trees, the published change patterns, noise, gradual changes.

A tree is an activity (int), None (nothing), or a tuple: ("seq", parts), ("and", parts), ("xor", parts, weights) or
("loop", body, back, p): after the body, with probability p, back and the body once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.case_table import CaseTable
from models.categorical import Categorical
from models.event_log import EventLog

Tree = Any
Dice = np.random.Generator

PATTERNS = (
    "serial removal", "serial insertion", "serial move", "swap", "substitute", "skip", "loop", "duplicate",
    "parallel", "sequential", "conditional removal", "conditional", "frequency",
)  # fmt: skip
"""The atomic patterns of Weber et al. (2008) as used by Ostovar et al. (2020) and Ceravolo et al. (2022)."""

_MINUTE = 60_000_000
_DAY = 86_400_000_000


@dataclass(frozen=True, eq=False)
class KnownLog:
    """A log in order of its first events, where it changes, over how many cases, and how it was made."""

    name: str
    log: EventLog
    changes: tuple[int, ...]
    width: int = 0


def known_log(
    seed: int, cases: int, changes: int = 1, noise: float = 0.0, width: int = 0, back: bool = False
) -> KnownLog:
    """One log: `changes` at equal distances, each over `width` cases (0: sudden), every second one may go `back`."""
    dice = np.random.default_rng(seed)
    trees, told = [random_tree(dice)], []
    for number in range(changes):
        if back and number % 2:
            trees.append(trees[-2])
            continue
        how_many = 1 if dice.random() < 0.7 else int(dice.integers(2, 4))
        tree, names = trees[-1], []
        while len(names) < how_many:
            pattern = str(dice.choice(PATTERNS))
            after = changed(tree, pattern, dice)
            if after != tree:
                tree, names = after, [*names, pattern]
        trees.append(tree)
        told.append("+".join(names))
    at = [round(cases * (i + 1) / (changes + 1)) for i in range(changes)]
    traces = []
    for case in range(cases):
        version = sum(_has_changed(case, one, width, dice) for one in at)
        trace = run(trees[version], dice)
        traces.append(noisy(trace, dice) if dice.random() < noise else trace)
    kind = f"{width} wide" if width else "sudden"
    return KnownLog(
        f"{seed}: {', '.join(told)}; {cases} cases, noise {noise:.0%}, {kind}",
        as_log(traces),
        tuple(at),
        width,
    )


def _has_changed(case: int, at: int, width: int, dice: Dice) -> bool:
    """Linear transition: the share of cases of the new way grows from 0 to 1 over `width` cases around the change."""
    return case >= at if width == 0 else bool(dice.random() < (case - at) / width + 0.5)


def random_tree(dice: Dice) -> Tree:
    """A process of 8 to 26 activities: sequences with choices, parallel parts and loops in them."""
    names = iter(range(100))
    tree = _grow(int(dice.integers(8, 27)), 0, names, dice)
    return tree


def _grow(size: int, depth: int, names: Any, dice: Dice) -> Tree:
    if size == 1:
        return next(names)
    if depth % 2 == 0:
        parts = _split(size, int(dice.integers(2, max(3, min(size, 7) + 1))), dice)
        return ("seq", tuple(_grow(part, depth + 1, names, dice) for part in parts))
    kind = str(dice.choice(["xor", "and", "loop", "skip"], p=[0.45, 0.25, 0.15, 0.15]))
    if kind == "loop":
        return ("loop", _grow(size, depth + 1, names, dice), None, float(dice.uniform(0.2, 0.5)))
    if kind == "skip":
        share = float(dice.uniform(0.2, 0.8))
        return ("xor", (_grow(size, depth + 1, names, dice), None), (share, 1 - share))
    parts = _split(size, 2 if size < 5 else int(dice.integers(2, 4)), dice)
    children = tuple(_grow(part, depth + 1, names, dice) for part in parts)
    if kind == "and":
        return ("and", children)
    weights = dice.dirichlet(np.full(len(parts), 4.0))
    return ("xor", children, tuple(float(weight) for weight in weights))


def _split(size: int, parts: int, dice: Dice) -> list[int]:
    cuts = np.sort(dice.choice(np.arange(1, size), min(parts, size) - 1, replace=False))
    return [int(part) for part in np.diff([0, *cuts, size])]


def run(tree: Tree, dice: Dice) -> list[int]:
    """One trace of a tree."""
    if tree is None:
        return []
    if isinstance(tree, int):
        return [tree]
    kind, parts = tree[0], tree[1]
    if kind == "seq":
        return [name for part in parts for name in run(part, dice)]
    if kind == "xor":
        return run(parts[int(dice.choice(len(parts), p=tree[2]))], dice)
    if kind == "loop":
        trace = run(parts, dice)
        while dice.random() < tree[3] and len(trace) < 200:
            trace += run(tree[2], dice) + run(parts, dice)
        return trace
    traces = [run(part, dice) for part in parts]
    whose = dice.permutation(np.repeat(np.arange(len(traces)), [len(trace) for trace in traces]))
    each = [iter(trace) for trace in traces]
    return [next(each[part]) for part in whose]


def changed(tree: Tree, pattern: str, dice: Dice) -> Tree:
    """The tree after one change of a pattern; the same tree where it has no place for it."""
    places = [place for place in _places(tree) if _fits(_at(tree, place), pattern)]
    if not places:
        return tree
    place = places[int(dice.integers(len(places)))]
    return _put(tree, place, _apply(_at(tree, place), pattern, _fresh(tree), dice))


def _fits(node: Tree, pattern: str) -> bool:
    kind = node[0] if isinstance(node, tuple) else "leaf" if node is not None else ""
    if pattern in ("serial removal", "serial move", "swap", "parallel", "conditional"):
        return kind == "seq" and len(node[1]) >= (2 if pattern in ("swap", "parallel", "conditional") else 3)
    if pattern == "serial insertion":
        return kind == "seq"
    if pattern in ("conditional removal", "frequency"):
        return kind == "xor" and len(node[1]) >= (3 if pattern == "conditional removal" else 2)
    if pattern == "sequential":
        return kind == "and"
    return kind in ("leaf", "and", "seq")


def _apply(node: Tree, pattern: str, fresh: int, dice: Dice) -> Tree:
    parts = list(node[1]) if isinstance(node, tuple) else []
    i, j = (int(k) for k in dice.permutation(len(parts))[:2]) if len(parts) > 1 else (0, 0)
    first, rest = min(i, len(parts) - 2), ()
    if pattern == "serial removal":
        return ("seq", tuple(parts[:i] + parts[i + 1 :]))
    if pattern == "serial insertion":
        return ("seq", (*parts[:i], fresh, *parts[i:]))
    if pattern == "serial move":
        part = parts.pop(i)
        return ("seq", (*parts[:j], part, *parts[j:]))
    if pattern == "swap":
        parts[i], parts[j] = parts[j], parts[i]
        return ("seq", tuple(parts))
    if pattern in ("parallel", "conditional"):
        pair = (parts[first], parts[first + 1])
        both = ("and", pair) if pattern == "parallel" else ("xor", pair, (0.5, 0.5))
        return ("seq", (*parts[:first], both, *parts[first + 2 :]))
    if pattern == "sequential":
        return ("seq", tuple(parts))
    if pattern == "conditional removal":
        weights = np.delete(node[2], i) / (1 - node[2][i])
        return ("xor", tuple(parts[:i] + parts[i + 1 :]), tuple(float(w) for w in weights))
    if pattern == "frequency":
        weights = np.array(node[2])
        weights[i] = weights[i] * 0.4 if weights[i] > 0.5 else weights[i] + (1 - weights[i]) * 0.45
        return ("xor", tuple(parts), tuple(float(w) for w in weights / weights.sum()))
    if pattern == "skip":
        return ("xor", (node, None), (0.6, 0.4))
    if pattern == "loop":
        return ("loop", node, None, 0.4)
    return ("seq", (node, node)) if pattern == "duplicate" else (fresh, rest)[0]


def _places(tree: Tree, place: tuple[int, ...] = ()) -> list[tuple[int, ...]]:
    if not isinstance(tree, tuple):
        return [] if tree is None else [place]
    parts = [tree[1]] if tree[0] == "loop" else tree[1]
    return [place, *(found for i, part in enumerate(parts) for found in _places(part, (*place, i)))]


def _at(tree: Tree, place: tuple[int, ...]) -> Tree:
    for i in place:
        tree = tree[1] if tree[0] == "loop" else tree[1][i]
    return tree


def _put(tree: Tree, place: tuple[int, ...], node: Tree) -> Tree:
    if not place:
        return node
    if tree[0] == "loop":
        return ("loop", _put(tree[1], place[1:], node), *tree[2:])
    parts = list(tree[1])
    parts[place[0]] = _put(parts[place[0]], place[1:], node)
    return (tree[0], tuple(parts), *tree[2:])


def _fresh(tree: Tree) -> int:
    leaves = (_at(tree, place) for place in _places(tree))
    return 1 + max(leaf for leaf in leaves if isinstance(leaf, int))


def noisy(trace: list[int], dice: Dice) -> list[int]:
    """A trace disturbed once: its head, tail or a stretch is lost, two events swapped, or one comes twice."""
    if len(trace) < 3:
        return trace
    how = int(dice.integers(5))
    i, j = sorted(int(k) for k in dice.choice(len(trace), 2, replace=False))
    if how == 0:
        return trace[max(1, len(trace) // 3) :]
    if how == 1:
        return trace[: -max(1, len(trace) // 3)]
    if how == 2:
        return trace[:i] + trace[min(j, i + max(1, len(trace) // 3)) :]
    if how == 3:
        return [*trace[:i], trace[j], *trace[i + 1 : j], trace[i], *trace[j + 1 :]]
    return [*trace[:j], trace[i], *trace[j:]]


def as_log(traces: Sequence[Sequence[int]]) -> EventLog:
    """An event log of these traces, a day apart, an event a minute."""
    lengths = np.array([len(trace) for trace in traces], dtype=np.int64)
    start = np.concatenate([[0], np.cumsum(lengths)])
    step = np.arange(start[-1]) - np.repeat(start[:-1], lengths)
    day = np.repeat(np.arange(len(traces), dtype=np.int64), lengths)
    events = Categorical.of([f"A{name}" for trace in traces for name in trace])
    return EventLog(
        activity=events,
        timestamp=day * _DAY + step * _MINUTE,
        resource=Categorical.empty(len(step)),
        kind=np.zeros(len(step), dtype=np.int8),
        case_start=start,
        cases=CaseTable.bare(tuple(str(case) for case in range(len(traces)))),
    )

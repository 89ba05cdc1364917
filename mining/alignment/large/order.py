"""What a large net says without any log, told from its components: which step may follow which, and their order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.packed import PackedNet
from models.sales_process import End

Pair = tuple[str | None, str | None]


def allowed_pairs_of(packed: PackedNet, ends: Sequence[End], stops_anywhere: bool) -> frozenset[Pair]:
    """The pairs of labels that may follow each other directly; None is the start (first) and the end (second).

    Two steps may follow each other unless some component that both move needs a visible step between them. So no
    pair that the net allows is missing; a pair may be told that it allows only in part: where the steps of
    other components that have to lie between are in none of the components that both steps move.
    """
    silent = _silent_ways(packed)
    start, final = packed.stands(packed.initial), packed.stands(packed.final)
    leaving = [(t.label, _targets(packed, i)) for i, t in enumerate(packed.net.transitions) if t.label]
    arriving = [(t.label, _sources(packed, i)) for i, t in enumerate(packed.net.transitions) if t.label]
    first: list[tuple[str | None, dict[int, int]]] = [(None, dict(enumerate(start or ())))]
    pairs: set[Pair] = set()
    last: set[str | None] = set()
    for name, at in [*first, *leaving]:
        pairs |= {(name, other) for other, there in arriving if _leads(silent, at, there)}
        if stops_anywhere or (final is not None and _leads(silent, at, dict(enumerate(final)))):
            last.add(name)
    last |= {name for name, other in pairs if other == "Won" and "Won" in last}
    pairs |= {(name, None) for name in last}
    names = [None, *packed.labels]
    for end in ends:
        entered = names if end.sources is None else [name for name in packed.labels if name in end.sources]
        pairs |= {(name, end.title) for name in entered} | {(end.title, None)}
    return frozenset(pairs)


def order_of(packed: PackedNet) -> list[str]:
    """The labels by how many visible steps must come before them at least, in any one branch."""
    number = {name: i for i, name in enumerate(packed.net.places)}
    far = len(packed.net.transitions) + 1
    of_place = [0 if packed.initial[p] else far for p in range(len(packed.net.places))]
    of_label = dict.fromkeys(packed.labels, far)
    changed = True
    while changed:
        changed = False
        for step in packed.net.transitions:
            before = max((of_place[number[place]] for place, _ in step.takes), default=0)
            if before >= far:
                continue
            if step.label is not None and before < of_label[step.label]:
                of_label[step.label] = before
            for place, _ in step.puts:
                if before + (step.label is not None) < of_place[number[place]]:
                    of_place[number[place]] = before + (step.label is not None)
                    changed = True
    return sorted(
        (label for label in packed.labels if of_label[label] < far), key=lambda label: of_label[label]
    )


def _silent_ways(packed: PackedNet) -> list[NDArray[np.bool_]]:
    """By component: places x places, can silent steps alone bring the token from the one to the other?"""
    owner = np.repeat(np.arange(packed.n_transitions), np.diff(packed.moved_start))
    found = []
    for c, places in enumerate(packed.components):
        ways = np.eye(len(places), dtype=bool)
        for k in np.flatnonzero((packed.moved == c) & (packed.label[owner] < 0)).tolist():
            ways[packed.moved_from[k] - packed.offset[c], packed.moved_to[k] - packed.offset[c]] = True
        for place in range(len(places)):
            ways |= ways[:, place, None] & ways[place]
        found.append(ways)
    return found


def _leads(silent: list[NDArray[np.bool_]], at: dict[int, int], there: dict[int, int]) -> bool:
    """Whether silent steps can lead from the one to the other in every component that has a place in both."""
    offset = np.cumsum([0, *(len(ways) for ways in silent)])
    return all(silent[c][at[c] - offset[c], place - offset[c]] for c, place in there.items() if c in at)


def _targets(packed: PackedNet, t: int) -> dict[int, int]:
    moves = slice(packed.moved_start[t], packed.moved_start[t + 1])
    return dict(zip(packed.moved[moves].tolist(), packed.moved_to[moves].tolist(), strict=True))


def _sources(packed: PackedNet, t: int) -> dict[int, int]:
    moves = slice(packed.moved_start[t], packed.moved_start[t + 1])
    return dict(zip(packed.moved[moves].tolist(), packed.moved_from[moves].tolist(), strict=True))

"""The lower bound: what a path costs at least from here on, seen by each component alone, and added up.

A component sees its own steps only. So that the costs it charges may be added to those of the others, the cost of
leaving a step out is split over the components that the step moves; and the cost of an extra event is split over
those components in which every step of that label moves the token. A component that lacks one of them could take
an event for extra that is followed elsewhere, so it lets events of that label pass for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.large.packed import Ints, PackedNet
from models.costs import STANDARD, Costs

SCALE = 60
"""Costs are split into sixtieths, so that shares of two to six components are whole numbers."""

FAR = 2**40
"""Stands for a place that cannot be reached."""


@dataclass(frozen=True, eq=False)
class Bound:
    """Costs over the labels of the paths, and every component as a small graph; `L` labels, `C` components.

    `extra` has one entry a label, `left_out` one a transition (0 where silent), both as they are. All other costs
    are `SCALE` times as large: `log_share` (C * L), and `distance`, the square matrices of left-out costs between the
    places of every component one after another from `matrix[c]` on. Label `l` leads in component `c` from
    `source[k]` to `target[k]` (numbers within the component), `k` in `of[c * L + l]:of[c * L + l + 1]`.
    `step_share` has one entry for each of the packed net's moves of components.
    """

    packed: PackedNet
    labels: tuple[str, ...]
    code: Ints
    extra: Ints
    left_out: Ints
    log_share: Ints
    matrix: Ints
    distance: Ints
    of: Ints
    source: Ints
    target: Ints
    step_share: Ints

    def between(self, c: int) -> Ints:
        """The distances between the places of one component, places x places."""
        n = len(self.packed.components[c])
        return self.distance[self.matrix[c] : self.matrix[c] + n * n].reshape(n, n)

    def nearest(self, accepted: Sequence[NDArray[np.bool_]], spared: int = -1) -> Ints:
        """For every place of every component what it costs to get to one that is accepted there.

        Steps with the code `spared` cost nothing.
        """
        between = [self.between(c) for c in range(len(accepted))]
        if spared >= 0:
            owner = np.repeat(self.code, np.diff(self.packed.moved_start))
            share = np.where(owner == spared, 0, self.step_share)
            between = [_distances(self.packed, c, share) for c in range(len(accepted))]
        rows = [one[:, flags].min(axis=1, initial=FAR) for one, flags in zip(between, accepted, strict=True)]
        return np.concatenate(rows).astype(np.int64) if rows else np.zeros(0, dtype=np.int64)


def bound_of(packed: PackedNet, labels: Sequence[str], costs: Costs) -> Bound:
    """Split the costs and measure every component; `labels` names the codes of the paths and holds the net's."""
    number = {label: i for i, label in enumerate(labels)}
    code = np.array([number[label] for label in packed.labels] or [0], dtype=np.int64)
    code = np.where(packed.label < 0, -1, code[packed.label])
    extra = np.array([costs.extra.get(label, STANDARD) for label in labels], dtype=np.int64)
    price = np.array([costs.left_out.get(label, STANDARD) for label in labels], dtype=np.int64)
    left_out = np.where(code < 0, 0, price[code])
    step_share = _step_shares(packed, left_out)
    matrices, edges = [], []
    for c in range(len(packed.components)):
        of_steps = _steps_of(packed, c)
        matrices.append(_distances(packed, c, step_share))
        edges.append([(int(code[t]), k) for t, k in of_steps if code[t] >= 0])
    of, source, target = _by_label(packed, edges, len(labels))
    return Bound(
        packed=packed,
        labels=tuple(labels),
        code=code,
        extra=extra,
        left_out=left_out,
        log_share=_log_shares(packed, code, extra),
        matrix=np.cumsum([0, *(m.size for m in matrices)], dtype=np.int64),
        distance=np.concatenate([np.zeros(0, dtype=np.int64), *(m.ravel() for m in matrices)]),
        of=of,
        source=source,
        target=target,
        step_share=step_share,
    )


def shares(cost: int, parts: int) -> list[int]:
    """Whole numbers that add up to `SCALE` times the cost."""
    whole, rest = divmod(cost * SCALE, parts)
    return [whole + (i < rest) for i in range(parts)]


def _step_shares(packed: PackedNet, left_out: Ints) -> Ints:
    """One entry for each of the packed net's moves of components."""
    found = np.zeros(len(packed.moved), dtype=np.int64)
    for t in range(packed.n_transitions):
        moves = slice(packed.moved_start[t], packed.moved_start[t + 1])
        if moves.start < moves.stop:
            found[moves] = shares(int(left_out[t]), int(moves.stop - moves.start))
    return found


def _log_shares(packed: PackedNet, code: Ints, extra: Ints) -> Ints:
    found = np.zeros((len(packed.components), len(extra)), dtype=np.int64)
    for label in np.unique(code[code >= 0]).tolist():
        held = [
            set(packed.moved[packed.moved_start[t] : packed.moved_start[t + 1]].tolist())
            for t in np.flatnonzero(code == label).tolist()
        ]
        everywhere = sorted(set.intersection(*held))
        if everywhere:
            found[everywhere, label] = shares(int(extra[label]), len(everywhere))
    return found.ravel()


def _steps_of(packed: PackedNet, c: int) -> list[tuple[int, int]]:
    """The transitions that move a component, each with the number of that move."""
    owner = np.repeat(np.arange(packed.n_transitions), np.diff(packed.moved_start))
    moves = np.flatnonzero(packed.moved == c)
    return list(zip(owner[moves].tolist(), moves.tolist(), strict=True))


def _distances(packed: PackedNet, c: int, step_share: Ints) -> Ints:
    """Floyd and Warshall: components are small, and a step may cost nothing."""
    n_places = len(packed.components[c])
    found = np.full((n_places, n_places), FAR, dtype=np.int64)
    np.fill_diagonal(found, 0)
    at = packed.offset[c]
    for k in np.flatnonzero(packed.moved == c).tolist():
        source, target = packed.moved_from[k] - at, packed.moved_to[k] - at
        found[source, target] = min(found[source, target], step_share[k])
    for place in range(n_places):
        np.minimum(found, found[:, place, None] + found[place], out=found)
    return np.minimum(found, FAR)


def _by_label(
    packed: PackedNet, edges: Sequence[Sequence[tuple[int, int]]], n_labels: int
) -> tuple[Ints, Ints, Ints]:
    keyed = sorted((c * n_labels + code, k) for c, found in enumerate(edges) for code, k in found)
    key = np.array([key for key, _ in keyed], dtype=np.int64)
    move = np.array([k for _, k in keyed], dtype=np.int64)
    at = packed.offset[key // n_labels]
    of = np.searchsorted(key, np.arange(len(packed.components) * n_labels + 1))
    return of.astype(np.int64), packed.moved_from[move] - at, packed.moved_to[move] - at

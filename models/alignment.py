"""Alignments: how traces are explained by the documented process, move by move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

UNFINISHED = -1
"""The cost of a trace that no explanation was found for within the limits."""


class MoveKind(IntEnum):
    """Followed in both, done but not documented there, documented there but not done."""

    SYNC = 0
    LOG = 1
    MODEL = 2


@dataclass(frozen=True, slots=True)
class Move:
    """One step; `position` is the index in the trace (of the next event, for a model move)."""

    kind: MoveKind
    label: str
    position: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The moves in order, and the cost: with standard costs one a log move, one a visible model move.

    The cost is the optimum (pm4py's cost / 10,000). For a lost or open deal, which may stop anywhere, the moves
    can be more than that: they tell how the deal got to the furthest stage that it reached.
    """

    moves: tuple[Move, ...]
    cost: int


@dataclass(frozen=True, eq=False)
class Alignments(Sequence[Alignment]):
    """Many alignments as columns: alignment `k` has the moves `start[k]:start[k + 1]`.

    `kind` (int8 `MoveKind`), `label` (a code into `labels`) and `position` have one entry a move, `cost` one an
    alignment; it is `UNFINISHED` where none was found within the limits, and there are no moves then.
    """

    labels: tuple[str, ...]
    start: NDArray[np.int64]
    kind: NDArray[np.int8]
    label: NDArray[np.int32]
    position: NDArray[np.int32]
    cost: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.cost)

    def __getitem__(self, k: int) -> Alignment:  # type: ignore[override]  # no slices are asked for
        moves = slice(self.start[k], self.start[k + 1])
        columns = zip(
            self.kind[moves].tolist(), self.label[moves].tolist(), self.position[moves].tolist(), strict=True
        )
        found = tuple(Move(MoveKind(kind), self.labels[label], at) for kind, label, at in columns)
        return Alignment(found, int(self.cost[k]))

    def take(self, which: NDArray[np.int64]) -> Alignments:
        """The alignments with these numbers, in this order."""
        lengths = np.diff(self.start)[which]
        start = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        moves = np.arange(start[-1]) + np.repeat(self.start[which] - start[:-1], lengths)
        columns = (self.kind[moves], self.label[moves], self.position[moves])
        return Alignments(self.labels, start, *columns, self.cost[which])

    def and_again(self, which: NDArray[np.int64]) -> Alignments:
        """All of them, and behind them those with these numbers once more."""
        return joined([self, self.take(which)])

    @property
    def of_move(self) -> NDArray[np.int32]:
        """The alignment that every move belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int32), np.diff(self.start))

    @property
    def finished(self) -> NDArray[np.bool_]:
        """One flag an alignment: was it found?"""
        found: NDArray[np.bool_] = self.cost != UNFINISHED
        return found


def joined(parts: Sequence[Alignments]) -> Alignments:
    """Alignments one after another; all must be over the same labels."""
    sizes = np.cumsum([0, *(len(part.kind) for part in parts)])
    starts = [part.start[:-1] + size for part, size in zip(parts, sizes[:-1], strict=True)]
    return Alignments(
        parts[0].labels,
        np.concatenate((*starts, sizes[-1:])).astype(np.int64),
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("kind", "label", "position", "cost")
        ),
    )

"""An alignment: how one trace is explained by the documented process, move by move."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


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
    """The moves in order, and the cost: one a log move, one a visible model move (pm4py's cost / 10,000).

    The cost is the optimum. For a lost or open deal, which may stop anywhere, the moves can be more than that:
    they tell how the deal got to the furthest stage that it reached.
    """

    moves: tuple[Move, ...]
    cost: int

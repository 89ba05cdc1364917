"""The process map as data: the stages of both processes and the flow between them, ready to be laid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.deviation import DeviationKey


class NodeKind(StrEnum):
    """What a node stands for."""

    START = "start"
    END = "end"
    DOCUMENTED = "documented"
    UNDOCUMENTED = "undocumented"


class EdgeKind(StrEnum):
    """Flow the process documents, flow it does not, and documented flow that no deal takes."""

    CONFORMING = "conforming"
    DEVIATION = "deviation"
    NOT_TAKEN = "not taken"


@dataclass(frozen=True)
class MapNode:
    """An activity; `cases` deals visited it (0: never reached), `on_spine` where it belongs to the documented line.

    `dwell_days` is the median time until the next event of the deal, None where there is none. `skipped` is
    the share of deals past its gate that left it out, `deviation` the skip or the undocumented step behind it.
    Days are working days of `day_hours`, or of 24 hours around the clock where that is None.
    """

    key: str
    label: str
    kind: NodeKind
    cases: int
    events: int
    on_spine: bool
    dwell_days: float | None = None
    skipped: float | None = None
    deviation: DeviationKey | None = None
    day_hours: float | None = None


@dataclass(frozen=True)
class MapEdge:
    """Deals that go from one node directly to another, how long it takes and how they end.

    `share` is relative to the deals that leave `source`. Win rates are of closed deals, None where none closed:
    `won` of the `closed` deals that go this way, against the other deals that visit `source`. Days are as in `MapNode`.
    """

    source: str
    target: str
    kind: EdgeKind
    cases: int
    events: int
    share: float
    median_days: float | None = None
    p90_days: float | None = None
    win_rate: float | None = None
    win_rate_others: float | None = None
    won: int = 0
    closed: int = 0
    won_others: int = 0
    closed_others: int = 0
    day_hours: float | None = None


@dataclass(frozen=True)
class ProcessMap:
    """Nodes in documented order (start first, end last) and edges, the most frequent first.

    `documented` is False where there is no process to compare with: nothing then departs from anything, and
    the spine is what most deals do.
    """

    nodes: tuple[MapNode, ...]
    edges: tuple[MapEdge, ...]
    cases: int
    documented: bool = True

"""Deals on their way over a process map, as columns: every step and every stay with its times."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.int64]
"""Microseconds: since 1970-01-01 UTC, or since each deal began where all of them start together."""


@dataclass(frozen=True, eq=False)
class Tracks:
    """What the deals of a map do, and when.

    A **step** is one deal on one edge: it leaves the card at `leaves` and is at the next one at `arrives`, at most
    `travel` later; steps are sorted by `leaves`. `edge` counts the edges of the map. A **stay** is one deal at one
    node of the map (`stay_node`), from `enters` until `exits`, when it reaches the next node; the way there is part
    of it. A **life** lasts from the first event of a deal to its end (`begins`, `ends`, one entry a deal that has
    events); of an open deal it lasts as long as the log does. `begin` and `end` enclose everything. Every column
    of steps and stays has its `case`.
    """

    begin: int
    end: int
    travel: int
    edge: NDArray[np.int32]
    step_case: NDArray[np.int32]
    leaves: Times
    arrives: Times
    stay_node: NDArray[np.int32]
    stay_case: NDArray[np.int32]
    enters: Times
    exits: Times
    begins: Times
    ends: Times
    open_at_end: NDArray[np.bool_]

    @property
    def deals(self) -> int:
        """How many deals have a life."""
        return len(self.begins)


@dataclass(frozen=True, eq=False)
class CaseGroups:
    """Which group every case of a log belongs to: `of_case` (int16) into `labels`, `counts` of the chosen cases."""

    of_case: NDArray[np.int16]
    labels: tuple[str, ...]
    counts: tuple[int, ...]

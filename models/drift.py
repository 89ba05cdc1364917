"""When the way of working changed: change points with their interval, what changed, and of what kind the change is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class DriftKind(StrEnum):
    """Whether people work differently, or other deals came; the values are the words of the JSON contract."""

    PROCESS = "process"
    MIX = "mix"


class DriftOrder(StrEnum):
    """By what the deals of a log are put in order; the values are the words of the JSON contract."""

    FIRST_EVENT = "first event"
    GATE = "gate"
    FILE = "file"


@dataclass(frozen=True)
class DriftFeature:
    """One feature that changed: `words` say it in a sentence's middle ("goes from Discovery straight to Proposal").

    `before` and `after` are the shares of deals (0 to 1) on either side of the change that have it, among so many.
    """

    name: str
    words: str
    before: float
    after: float
    n_before: int
    n_after: int


@dataclass(frozen=True)
class DriftChange:
    """One change: at `index` deals (in the order used) the new way begins, somewhere from `begins` to `ends`.

    Both are int64 microseconds UTC, the interval in which the transition lies. `features` are those that changed, the
    strongest first: the first one is why the change was found. `p` is that of the permutation test.
    """

    index: int
    begins: int
    ends: int
    features: tuple[DriftFeature, ...]
    kind: DriftKind
    p: float


@dataclass(frozen=True, eq=False)
class DriftResult:
    """The changes of a log in order of time.

    `order` has the cases (int32) in the order used, by the time of what they are judged by; deals that say nothing
    are not in it; `by` names the order. `unsaid` are sentences on what could not be tested, and what size of change
    would have been found.
    """

    changes: tuple[DriftChange, ...]
    order: NDArray[np.int32]
    unsaid: tuple[str, ...] = ()
    by: DriftOrder = DriftOrder.FIRST_EVENT

"""How long deals took for one thing, deal by deal, and the same as the bars of a histogram."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class StepTimes:
    """One entry a time that a deal did it, the longest first: the case and the days; the days are NaN where unknown.

    `still` counts the open deals that are at it and have not left.
    """

    case: NDArray[np.int64]
    days: NDArray[np.float64]
    still: int = 0


@dataclass(frozen=True)
class Bins:
    """Bars of equal `width` from 0 on, and how many values lie beyond the last one."""

    width: float
    counts: tuple[int, ...]
    beyond: int = 0

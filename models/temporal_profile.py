"""How long it usually takes from one stage to another, and which deals are far from that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TemporalProfile:
    """One entry a pair of stages of which the `second` follows the `first` some time later in the same deal.

    `first` and `second` are codes into `labels`; `times` counts the pairs of events, whose time apart has the mean
    `mean_days` and the standard deviation `deviation_days`, in days of 24 hours, or in working days of `day_hours`
    where that is not None. Deal `unusual_case[k]` (a case index) is off the mean by more than `beyond` standard
    deviations in pair `unusual_pair[k]` (an index into the others).
    """

    labels: tuple[str, ...]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    times: NDArray[np.int64]
    mean_days: NDArray[np.float64]
    deviation_days: NDArray[np.float64]
    beyond: float
    unusual_pair: NDArray[np.int32]
    unusual_case: NDArray[np.int32]
    day_hours: float | None = None

    @property
    def unusual_deals(self) -> NDArray[np.int64]:
        """The number of unusual deals of every pair."""
        return np.bincount(self.unusual_pair, minlength=len(self.first)).astype(np.int64)

    @property
    def cases(self) -> NDArray[np.int32]:
        """The deals that are unusual in some pair, ascending."""
        return np.unique(self.unusual_case)

"""What a check says beside the flow of the seller's side: when, by how much, and what a log cannot show."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.categorical import Categorical
from models.deviation import DeviationKey, DeviationType


@dataclass(frozen=True, eq=False)
class Facts:
    """Where one deviation is shown: one entry a case that shows it, in ascending order of `case` (int32).

    `time` (int64 microseconds UTC) is when it happened: when the stage was entered, or what was last done.
    `took` and `allowed` (float64) are in days, of `day_hours` in the working time of the process where that is not
    None; NaN where they do not apply. `who` did it, and `what` says more: in which role, or what was missing.
    """

    key: DeviationKey
    case: NDArray[np.int32]
    time: NDArray[np.int64]
    took: NDArray[np.float64]
    allowed: NDArray[np.float64]
    day_hours: float | None
    who: Categorical
    what: Categorical

    def at(self, case: int) -> int | None:
        """The place of a case, None where it does not show the deviation."""
        place = int(np.searchsorted(self.case, case))
        return place if place < len(self.case) and self.case[place] == case else None


@dataclass(frozen=True, slots=True)
class BesideMoment:
    """The same of one deal; `took` and `allowed` are None where they do not apply. `is_over`: the stage was left."""

    key: DeviationKey
    time: int
    took: float | None = None
    allowed: float | None = None
    day_hours: float | None = None
    who: str = ""
    what: str = ""
    is_over: bool = True


@dataclass(frozen=True)
class Unjudged:
    """A kind of deviation that the log cannot show, or not as it is meant: why, and what would be needed."""

    type: DeviationType
    sentence: str

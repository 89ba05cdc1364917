"""Generalisation: how sure it is that the documented steps are more than what these few deals happened to do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def generalisation(times: Sequence[int] | NDArray[np.int64]) -> float | None:
    """1 - mean over the documented steps of 1 / sqrt(times followed), 1 for a step that nobody follows.

    J. Buijs, B. van Dongen, W. van der Aalst, "Quality dimensions in process discovery" (2014), on the visible steps:
    `times` has one entry a stage or end. None where no step is ever followed, or there is none.
    """
    used = np.asarray(times, dtype=float)
    if not used.any():
        return None
    return 1.0 - float((1.0 / np.sqrt(np.maximum(used, 1.0))).mean())

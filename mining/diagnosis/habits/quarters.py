"""The last quarters of the calendar in which deals began."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import NO_TIME

_MONTHS_OF_QUARTER = 3


def quarter_of(when: NDArray[np.int64]) -> NDArray[np.int64]:
    """Quarters since 1970 of times in microseconds UTC; `NO_TIME` stays."""
    months = when.astype("datetime64[us]").astype("datetime64[M]").astype(np.int64)
    return np.where(when == NO_TIME, NO_TIME, months // _MONTHS_OF_QUARTER)


def last_quarters(when: NDArray[np.int64], count: int) -> list[NDArray[np.bool_]]:
    """Flags of the deals that began in each of the last quarters in which any did, at most `count`, the last first."""
    quarter = quarter_of(when)
    known = np.unique(quarter[quarter != NO_TIME])[::-1][:count]
    return [quarter == one for one in known.tolist()]

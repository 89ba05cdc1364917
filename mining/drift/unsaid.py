"""What could not be said about changes, and what size of change would have been found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.drift.rows import LEAST, Rows
from models.drift import DriftOrder
from models.event_log import EventLog


def unsaid(
    log: EventLog, parts: Sequence[Rows], chosen: NDArray[np.bool_], order: DriftOrder
) -> tuple[str, ...]:
    """Sentences for the user."""
    said: list[str] = []
    if not len(parts) or max(len(part.at) for part in parts) < 2 * LEAST:
        said.append("nothing")
    return tuple(said)

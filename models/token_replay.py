"""What pm4py's token-based replay says of the finished deals: a second opinion on how well they fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TokenReplay:
    """One entry a distinct path that some of these deals follow.

    `variant` is its number in the log, `deals` counts the deals on it. Of the tokens that a replay of the path
    consumes and produces, `missing` had to be added and `remaining` were left over.
    """

    variant: NDArray[np.int32]
    deals: NDArray[np.int64]
    missing: NDArray[np.int64]
    remaining: NDArray[np.int64]
    consumed: NDArray[np.int64]
    produced: NDArray[np.int64]

    @property
    def fitness(self) -> float | None:
        """(1 - missing / consumed) / 2 + (1 - remaining / produced) / 2, all summed over the deals."""
        missing, remaining, consumed, produced = (
            int((column * self.deals).sum())
            for column in (self.missing, self.remaining, self.consumed, self.produced)
        )
        return (
            (1 - missing / consumed) / 2 + (1 - remaining / produced) / 2 if consumed and produced else None
        )

    @property
    def fitting_deals(self) -> int:
        """The deals on paths without missing and remaining tokens."""
        return int(self.deals[(self.missing == 0) & (self.remaining == 0)].sum())

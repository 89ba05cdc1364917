"""What is to be explained: a path, how the deals on it ended, and the furthest documented stage they reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.alignment.paths import Paths
from models.case_table import Outcome

NONE = -1


@dataclass(frozen=True, eq=False)
class Requests:
    """One entry a request: the `path` (an index into `paths`), its `outcome` and the label it `reached`, or `NONE`.

    With `reached`, the explanation has the deal stand at or beyond that stage. A lost or open deal may stop
    anywhere, so the cheapest explanation of Qualify > Negotiation is that Negotiation is one extra event,
    whatever lies between; a person says that the deal skipped everything between.
    """

    paths: Paths
    path: NDArray[np.int32]
    outcome: NDArray[np.int8]
    reached: NDArray[np.int32]

    @classmethod
    def of(cls, sequences: Sequence[Sequence[int]], outcome: Outcome, reached: int = NONE) -> Requests:
        """One request a sequence of codes, all with the same outcome."""
        n = len(sequences)
        return cls(
            Paths.of(sequences),
            np.arange(n, dtype=np.int32),
            np.full(n, outcome, dtype=np.int8),
            np.full(n, reached, dtype=np.int32),
        )

    def __len__(self) -> int:
        return len(self.path)

    def take(self, which: NDArray[np.int64]) -> Requests:
        """Only these requests, over the same paths."""
        return Requests(self.paths, self.path[which], self.outcome[which], self.reached[which])

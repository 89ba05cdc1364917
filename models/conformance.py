"""What a check of a log against a documented process found, case by case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from models.alignment import Alignments
from models.deviation import Deviation, DeviationKey
from models.event_log import EventLog


class Status(IntEnum):
    """Follows the process, departs from it, is open and has not departed so far, or could not be checked in time."""

    CONFORMS = 0
    DEVIATES = 1
    PENDING = 2
    UNCHECKED = 3


@dataclass(frozen=True, eq=False)
class Conformance:
    """The result of a check.

    `log` is the checked log: stage events only, named by documented stage, outcomes resolved. `stages` are
    the documented stages in order and `ends` the names of its ends as they stand in the log. `allowed` are
    the pairs of labels that may follow each other directly, None standing for start (first) and end (second).
    `alignments[alignment_of_case[i]]` explains case `i`. `cost` (`UNFINISHED` where none was found in time),
    `worst_cost` (nothing in common: every event extra and the cheapest documented way left out) and `status`
    (int8 `Status`) have one entry a case.
    `warnings` are sentences about the model and the log for the user.
    """

    log: EventLog
    process_name: str
    stages: tuple[str, ...]
    ends: tuple[str, ...]
    allowed: frozenset[tuple[str | None, str | None]]
    alignments: Alignments
    alignment_of_case: NDArray[np.int32]
    cost: NDArray[np.int32]
    worst_cost: NDArray[np.int32]
    status: NDArray[np.int8]
    deviations: tuple[Deviation, ...]
    warnings: tuple[str, ...] = ()

    def deviation(self, key: DeviationKey) -> Deviation | None:
        """The deviation of that name, if any deal has it."""
        return next((found for found in self.deviations if found.key == key), None)

    def count(self, status: Status) -> int:
        """How many cases have this status."""
        return int((self.status == status).sum())

"""What became of a documented hand-over in a log: one entry for every time that it was asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case_table import NO_TIME
from models.categorical import Categorical
from models.handoff import Handoff

NOT_SETTLED = -1

_Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Handovers:
    """The instances of one documented hand-over, ordered by case (int32) and time.

    `started` and `settled` are microseconds UTC, `settled` is `NO_TIME` where nothing settled it; `done` (int8) says
    which of the hand-over's `done` did, `NOT_SETTLED` where none. `wait` is how long it took, or has taken until the
    deal or the log ended, in microseconds of the clock that `within` is written for: working time for business days
    and hours. `limit` is the longest time allowed, on the same clock: what is documented (`is_documented`), else the
    90th percentile of those that were settled, None where they are too few. `by` (int32) is who settled it: a label
    of the log's resources, MISSING where that is not known.

    `late`: settled, but after the documented limit. `silent`: never settled though the limit passed before the deal or
    the log ended. `bounced`: it went back, so that it was asked for once more after it had been settled. `overtaken`:
    the deal ended before anybody had to settle it. `reason` is what was said for a rejection; `knows_reasons` says
    whether the log has reasons at all, so that one can be missing. `day` is how
    many microseconds of that clock are a day, `day_hours` the hours of a working day, None around the clock. `why_none`
    says why there are no instances.

    With `in_leads` the cases are those of the log of leads, not of the deals. With `only_converted` they are deals, but
    what was asked for happened to their leads: the leads that never became a deal are not among them.
    """

    handoff: Handoff
    case: NDArray[np.int32]
    started: NDArray[np.int64]
    settled: NDArray[np.int64]
    done: NDArray[np.int8]
    by: NDArray[np.int32]
    wait: NDArray[np.int64]
    limit: int | None
    is_documented: bool
    late: _Flags
    silent: _Flags
    bounced: _Flags
    overtaken: _Flags
    reason: Categorical
    knows_reasons: bool
    day: int
    day_hours: float | None
    why_none: str = ""
    in_leads: bool = False
    only_converted: bool = False

    def __len__(self) -> int:
        return len(self.case)

    @property
    def is_settled(self) -> _Flags:
        """Those that were accepted or rejected."""
        settled: _Flags = self.settled != NO_TIME
        return settled

    @property
    def accepted(self) -> _Flags:
        """Those that were settled by the first of `done`."""
        accepted: _Flags = self.done == 0
        return accepted

    @property
    def rejected(self) -> _Flags:
        """Those that were settled by another of `done`."""
        rejected: _Flags = self.done > 0
        return rejected

    @property
    def without_reason(self) -> _Flags:
        """Rejected ones for which no reason is recorded; none where the log has no reasons."""
        return self.rejected & (self.reason.codes < 0) & self.knows_reasons

    @property
    def pending(self) -> _Flags:
        """Those that may still be settled in time."""
        return ~(self.is_settled | self.silent | self.overtaken)

    def among(self, mask: _Flags) -> _Flags:
        """Those of the deals where `mask` (one flag a deal) is set; all where the cases are leads."""
        chosen: _Flags = np.ones(len(self), dtype=bool) if self.in_leads else mask[self.case]
        return chosen

"""How the fields of opportunities changed: amount, close date, owner and more, as one small table beside the events."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from models.categorical import Categorical

AMOUNT, CLOSE_DATE, OWNER = "Amount", "Close date", "Owner"
"""The fields that every source names so in `FieldHistory.field`; others go by the name the CRM gives them."""


def _none() -> Categorical:
    return Categorical.empty(0)


@dataclass(frozen=True, eq=False)
class FieldHistory:
    """Columns with one entry a changed field, sorted by case, then time, then source order.

    `case` (int32) is the index of the case, `timestamp` (int64) microseconds UTC. `old` and `new` are texts that do
    not depend on the export: amounts as plain decimals ("14000", "99.5"), close dates as "2026-03-31", owners by
    name; missing where there was nothing. The first value that is known of a field has a missing `old`. `who`
    changed it. Raises ValueError where the lengths disagree or the entries are not in order.
    """

    case: NDArray[np.int32] = dataclasses.field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    timestamp: NDArray[np.int64] = dataclasses.field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    field: Categorical = dataclasses.field(default_factory=_none)
    old: Categorical = dataclasses.field(default_factory=_none)
    new: Categorical = dataclasses.field(default_factory=_none)
    who: Categorical = dataclasses.field(default_factory=_none)

    def __post_init__(self) -> None:
        columns = (self.timestamp, self.field, self.old, self.new, self.who)
        if any(len(column) != len(self.case) for column in columns):
            raise ValueError("the columns of the field history have different lengths")
        step, earlier = np.diff(self.case), self.timestamp[1:] < self.timestamp[:-1]
        if (step < 0).any() or (earlier & (step == 0)).any():
            raise ValueError("the field history is not in order of case and time")
        for column in (self.case, self.timestamp):
            column.flags.writeable = False

    def __len__(self) -> int:
        return len(self.case)

    def of_case(self, case: int) -> range:
        """The entries of one case."""
        begin, end = np.searchsorted(self.case, (case, case + 1))
        return range(int(begin), int(end))

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> FieldHistory:
        """The entries at the indices, which keep the order, or where a mask is set."""
        return FieldHistory(
            self.case[chosen],
            self.timestamp[chosen],
            self.field.take(chosen),
            self.old.take(chosen),
            self.new.take(chosen),
            self.who.take(chosen),
        )

    def keep_cases(self, keep: NDArray[np.bool_]) -> FieldHistory:
        """Only the entries of the cases where `keep` (one flag a case) is set, with the cases counted anew."""
        if keep.all() or not len(self):
            return self
        place = (np.cumsum(keep) - 1).astype(np.int32)
        kept = self.take(keep[self.case])
        return replace(kept, case=place[kept.case])

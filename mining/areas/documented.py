"""What became of a documented hand-over in the deals that are looked at: counts, shares with intervals, and waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mining.areas.roles_of_people import NO_ROLE, role_ways
from mining.intervals import wilson
from models.handover import Handovers
from models.label import key
from models.sales_process import SalesProcess

_Flags = NDArray[np.bool_]


class AgainstTarget(StrEnum):
    """How a share stands to its target, as far as its interval tells."""

    NO_TARGET = ""
    BELOW = "below target"
    ABOVE = "above target"
    CANNOT_TELL = "cannot tell from target"


@dataclass(frozen=True)
class Share:
    """`hits` of `of`; `low` and `high` are its Wilson interval, None where `of` is 0."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, None of none."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval, None of none."""
        return wilson(self.hits, self.of)

    def against(self, target: float | None) -> AgainstTarget:
        """Whether the whole interval lies on one side of a target."""
        if target is None:
            return AgainstTarget.NO_TARGET
        interval = self.interval
        if interval is None or interval[0] <= target <= interval[1]:
            return AgainstTarget.CANNOT_TELL
        return AgainstTarget.BELOW if interval[1] < target else AgainstTarget.ABOVE


@dataclass(frozen=True, eq=False)
class HandoverCount:
    """The instances where `shown` (one flag an instance) is set, counted.

    `accepted` is of those that were settled, None where only one thing settles it: nobody can then reject. `in_time` is
    of those that were settled or fell silent, None without a documented time. Both are None where only leads that were
    converted are known. `wrong_role` is of those settled by
    somebody whose role is known. `median` and `p90` are days of the hand-over's clock until it was settled, NaN where
    none was.
    """

    handovers: Handovers
    shown: _Flags
    accepted: Share | None
    in_time: Share | None
    wrong_role: Share
    median: float
    p90: float

    def count(self, flags: _Flags) -> int:
        """How many of the instances that are looked at have the flag."""
        return int((flags & self.shown).sum())

    def cases(self, flags: _Flags) -> NDArray[np.int32]:
        """The cases (sorted) of the instances that are looked at and have the flag."""
        return np.unique(self.handovers.case[flags & self.shown])

    @property
    def noun(self) -> str:
        """What the cases are."""
        return "lead" if self.handovers.in_leads else "deal"

    @property
    def n(self) -> int:
        """How many instances."""
        return int(self.shown.sum())


def handover_counts(
    process: SalesProcess,
    found: Sequence[Handovers],
    role_of_person: NDArray[np.int32],
    mask: _Flags,
    role_in_leads: NDArray[np.int32] | None = None,
) -> tuple[HandoverCount, ...]:
    """One entry a documented hand-over, over the deals where `mask` (one flag a case) is set, or over all leads.

    `role_in_leads` are the roles of the people in the log of leads, for those hand-overs that are of it.
    """
    ways = role_ways(process)
    return tuple(
        _counted(
            one,
            ways.get(key(one.handoff.taker), NO_ROLE),
            role_in_leads if one.in_leads and role_in_leads is not None else role_of_person,
            mask,
        )
        for one in found
    )


def taken_by_others(found: Handovers, taker: int, role_of_person: NDArray[np.int32]) -> tuple[_Flags, _Flags]:
    """Which were settled by somebody with a known role, and which of them by one in another role than `taker`."""
    role = np.append(role_of_person, NO_ROLE)[found.by]
    known = found.is_settled & (role != NO_ROLE) & (taker != NO_ROLE)
    return known, known & (role != taker)


def _counted(found: Handovers, taker: int, role_of_person: NDArray[np.int32], mask: _Flags) -> HandoverCount:
    shown = found.among(mask)
    settled = shown & found.is_settled
    n_settled = int(settled.sum())
    known, wrong = taken_by_others(found, taker, role_of_person)
    accepted = in_time = None
    if len(found.handoff.done) > 1 and not found.only_converted:
        accepted = Share(int((settled & found.accepted).sum()), n_settled)
    if found.is_documented and not found.only_converted:
        in_time = Share(int((settled & ~found.late).sum()), n_settled + int((shown & found.silent).sum()))
    wait = found.wait[settled] / found.day
    median, p90 = np.percentile(wait, (50, 90)) if n_settled else (np.nan, np.nan)
    wrong_role = Share(int((wrong & shown).sum()), int((known & shown).sum()))
    return HandoverCount(found, shown, accepted, in_time, wrong_role, float(median), float(p90))

"""Working time: which days and hours of the week count, in which zone, and which dates are holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MINUTES_A_DAY = 1440


@dataclass(frozen=True)
class Calendar:
    """`weekdays` (0 is Monday) are worked from minute `opens` to minute `closes` of the local day in `zone`.

    `holidays` are not worked. Raises ValueError where no time is left to work in.
    """

    weekdays: frozenset[int] = frozenset(range(5))
    opens: int = 0
    closes: int = MINUTES_A_DAY
    zone: str = "UTC"
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("the working days are some of 0 (Monday) to 6")
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise ValueError("the working hours begin before they end, within one day")

"""Working time: which days and hours of the week count, in which zone, and which dates are holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

MINUTES_A_DAY = 1440

AS_DOCUMENTED: Final = "as documented"
"""Chosen instead of a calendar: the one that the documented process names."""


@dataclass(frozen=True)
class Calendar:
    """`weekdays` (0 is Monday) are worked from minute `opens` to minute `closes` of the local day in `zone`.

    `holidays` are not worked, nor are the public holidays of `countries`: codes such as `GB` or `US-CA`. Raises
    ValueError where no time is left to work in.
    """

    weekdays: frozenset[int] = frozenset(range(5))
    opens: int = 0
    closes: int = MINUTES_A_DAY
    zone: str = "UTC"
    holidays: frozenset[date] = frozenset()
    countries: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise ValueError("the working days are some of 0 (Monday) to 6")
        if not 0 <= self.opens < self.closes <= MINUTES_A_DAY:
            raise ValueError("the working hours begin before they end, within one day")

    @property
    def day_hours(self) -> float:
        """How many hours a working day has by the clock on the wall."""
        return (self.closes - self.opens) / 60


CalendarChoice = Calendar | Literal["as documented"] | None
"""What durations are counted by; None around the clock."""

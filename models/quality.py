"""What can be wrong with an import: the kinds of faults, and the report that counts them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """One kind of thing an export can have wrong, or that has to be known before its numbers are trusted."""

    QUARANTINED = "quarantined"
    """Rows that could not be read."""
    DUPLICATES = "duplicates"
    """The same event more than once."""
    BROKEN_JOINS = "broken_joins"
    """Rows that belong to a deal which is not in the export."""
    NO_HISTORY = "no_history"
    """Deals that are listed, but have no event."""
    MERGED = "merged"
    """Deals that the CRM merged into another."""
    TIES = "ties"
    """Events of one deal at the same instant."""
    DAY_ONLY = "day_only"
    """Times that are only dates."""
    BULK_EDITS = "bulk_edits"
    """Many deals changed by one user within a minute, or changed by an import."""
    BACK_FILLED = "back_filled"
    """Deals in which several stages were entered within minutes: data entry, not selling."""
    ROBOTS = "robots"
    """Events made by automation."""
    CUT_OFF = "cut_off"
    """Deals whose history starts in the middle."""
    OPEN_DEALS = "open_deals"
    """Deals that have not ended yet."""
    CURRENCIES = "currencies"
    """Amounts in several currencies."""
    IMPOSSIBLE_TIMES = "impossible_times"
    """Deals that ended before they were created, or before their first event."""


SWITCHES = frozenset(
    (
        Fault.DUPLICATES,
        Fault.TIES,
        Fault.DAY_ONLY,
        Fault.BULK_EDITS,
        Fault.BACK_FILLED,
        Fault.ROBOTS,
        Fault.CUT_OFF,
        Fault.OPEN_DEALS,
    )
)
"""The faults for which the user can choose what the analysis does about them (see `Preparation`)."""

LEFT_OUT = SWITCHES - {Fault.TIES, Fault.DAY_ONLY}
"""Those of them whose events or deals are left out; the other two put events in documented order."""


@dataclass(frozen=True)
class Finding:
    """A fault that only the import can see: how often, one full sentence, and the first few places.

    `deals` has the ids of all deals that it is about, where they can be left out for it (`SWITCHES`).
    """

    fault: Fault
    count: int
    sentence: str
    examples: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()


@dataclass(frozen=True)
class QualityCheck:
    """One line of the report: `count` of `total` `unit` ("event", "deal", "row"), with up to ten examples.

    `examples` are case ids, or "file, line n" for rows. `switch` says what the analysis does when it is on,
    empty where there is nothing to choose; `is_on` whether it is.
    """

    fault: Fault
    count: int
    total: int
    unit: str
    sentence: str
    examples: tuple[str, ...] = ()
    switch: str = ""
    is_on: bool = False

    @property
    def share(self) -> float:
        """How much of all is concerned, 0 to 1."""
        return self.count / self.total if self.total else 0.0


@dataclass(frozen=True)
class QualityReport:
    """What an import holds, `first` and `last` event in microseconds UTC (None without one), and its faults."""

    events: int
    deals: int
    won: int
    lost: int
    open: int
    first: int | None
    last: int | None
    rows: int
    checks: tuple[QualityCheck, ...]

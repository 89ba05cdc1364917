"""A process that was drafted from the log, and how many of its deals it covers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.sales_process import SalesProcess


class LearntFrom(StrEnum):
    """Which deals a draft was learnt from; the values are the words of the interface."""

    WON = "won deals"
    ALL = "deals"


@dataclass(frozen=True)
class Draft:
    """A process with its coverage, found by checking it.

    What less than `rare` (0 to 1) of the deals it was learnt from do is left out of it. Of those deals, `learnt` in
    number, `covered` follow it (an open one so far); of all `closed` deals `closed_covered` do. `paths` is how many
    paths it allows (see `mining.measures.allowed_paths`), None where they are too many to count.
    """

    title: str
    process: SalesProcess
    rare: float
    source: LearntFrom
    learnt: int
    covered: int
    closed: int
    closed_covered: int
    paths: float | None

"""How an imported log is prepared before it is analysed: the user's choices, which never change what was imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from models.quality import Fault


@dataclass(frozen=True)
class Preparation:
    """Choices about an import; the defaults change nothing but the order of events that have only a date.

    `pipelines` keeps the deals of these pipelines (empty: all; the empty text stands for deals without one).
    `robots` are the people whose events are automation (None: those the import took for robots, and those whose
    names say so). `stages` gives a CRM's label another name, so that a renamed stage is one stage. `rates` says
    what one unit of a currency is worth in `currency` (the empty text stands for amounts without one); without a
    rate an amount stays in its own. `switched` are the faults whose switch is on: events that are duplicates, bulk
    edits or made by robots are left out, deals that are back-filled, cut off or open are left out, and ties and
    dates without a time are put in documented order.
    """

    pipelines: frozenset[str] = frozenset()
    robots: frozenset[str] | None = None
    stages: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    rates: Mapping[str, float] = field(default_factory=dict)
    switched: frozenset[Fault] = frozenset((Fault.DAY_ONLY,))

    def __post_init__(self) -> None:
        if not all(isfinite(rate) and rate > 0 for rate in self.rates.values()):
            raise ValueError("a rate is a number above 0")

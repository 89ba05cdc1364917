"""Which deals are looked at: every field narrows them, by who, when, how much, how it ended, and what happened."""

from __future__ import annotations

from dataclasses import dataclass

from models.case_table import Outcome
from models.conformance import Status
from models.deviation import DeviationKey

Span = tuple[float | None, float | None]
"""From and to, both included; None for no bound."""


@dataclass(frozen=True)
class CaseFilter:
    """Each field narrows the deals, an empty one does not; the empty text stands for deals without a value.

    `period` is (from, to) in microseconds UTC and keeps the deals created in it, `to` excluded. `deviation`
    keeps the deals with that deviation; `path` those that go directly from one activity to another (None
    for the start or the end); `rule` those that break the rule with that id. `amount` is in the currency of the
    log, `days` how long a deal took or has been going on (`mining.filtering.duration`). `statuses` are those against
    the documented process, `variants` whole sequences of activities. `queries` are texts in the path query
    language; all must hold.
    """

    owners: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    period: tuple[int | None, int | None] = (None, None)
    deviation: DeviationKey | None = None
    path: tuple[str | None, str | None] | None = None
    rule: str | None = None
    amount: Span = (None, None)
    days: Span = (None, None)
    statuses: frozenset[Status] = frozenset()
    variants: frozenset[tuple[str, ...]] = frozenset()
    queries: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether every deal passes."""
        return self == CaseFilter()

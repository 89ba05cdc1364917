"""Which deals are looked at: the choice of owners, teams, segments, outcomes, period, deviation, path and rule."""

from __future__ import annotations

from dataclasses import dataclass

from models.case_table import Outcome
from models.deviation import DeviationKey


@dataclass(frozen=True)
class CaseFilter:
    """Each field narrows the deals, an empty one does not; the empty text stands for deals without a value.

    `period` is (from, to) in microseconds UTC and keeps the deals created in it, `to` excluded. `deviation`
    keeps the deals with that deviation; `path` those that go directly from one activity to another (None
    for the start or the end); `rule` those that break the rule with that id.
    """

    owners: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    segments: frozenset[str] = frozenset()
    outcomes: frozenset[Outcome] = frozenset()
    period: tuple[int | None, int | None] = (None, None)
    deviation: DeviationKey | None = None
    path: tuple[str | None, str | None] | None = None
    rule: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every deal passes."""
        return self == CaseFilter()

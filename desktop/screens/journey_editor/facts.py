"""What the log and the check say of a journey, as far as the picture shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Conflict:
    """Where the documented process itself contradicts the journey: at a stage, about a buyer step, in a sentence."""

    stage: str
    step: str
    sentence: str


@dataclass(frozen=True)
class JourneyFacts:
    """In how many of `deals` each step was seen, which have no evidence in this log, and what contradicts the journey.

    A step that is in neither has no signals, or is not counted yet.
    """

    deals: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()

    def conflicts_at(self, stage: str) -> tuple[Conflict, ...]:
        """What contradicts the journey at this stage."""
        return tuple(conflict for conflict in self.conflicts if conflict.stage == stage)

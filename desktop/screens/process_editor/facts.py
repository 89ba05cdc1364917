"""What the deals say of each stage, and what is wrong where: the small numbers and marks on the cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mining.number_format import percent


@dataclass(frozen=True)
class Facts:
    """Of `deals` deals so many reached and skipped each stage.

    `problems` are sentences by the name of the stage or end they are about; those in `errors` keep the process from
    being checked.
    """

    deals: int = 0
    reached: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    errors: frozenset[str] = frozenset()

    def share_reached(self, stage: str) -> float | None:
        """The share of the deals that came to the stage; None where no deal is known."""
        return self.reached.get(stage, 0) / self.deals if self.deals else None

    def reached_words(self, stage: str) -> str:
        """`84 % pass`."""
        share = self.share_reached(stage)
        return "" if share is None else f"{percent(share)} pass"

    def skipped_words(self, stage: str) -> str:
        """`12 % skip`, nothing where none does."""
        skipping = self.skipped.get(stage, 0)
        return f"{percent(skipping / self.deals)} skip" if self.deals and skipping else ""


NO_FACTS = Facts()

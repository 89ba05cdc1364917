"""What the deals say of each stage, and what is wrong where: the small numbers and marks on the cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mining.number_format import number, percent, plural
from resources.translation import tr


@dataclass(frozen=True)
class Facts:
    """Of `deals` deals so many reached each stage and skipped it, and so many got past it: they could have skipped it.

    `problems` are sentences by the name of the stage or end they are about; those in `errors` keep the process from
    being checked.
    """

    deals: int = 0
    reached: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    passed: Mapping[str, int] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)
    errors: frozenset[str] = frozenset()

    def share_reached(self, stage: str) -> float | None:
        """The share of the deals that came to the stage; None where no deal is known."""
        return self.reached.get(stage, 0) / self.deals if self.deals else None

    def reached_words(self, stage: str) -> str:
        """`84 % pass`."""
        share = self.share_reached(stage)
        return "" if share is None else tr("{share} pass", share=percent(share))

    def skipped_words(self, stage: str) -> str:
        """`12 % skip`, of the deals that got past it; nothing where none does."""
        share = self._share_skipped(stage)
        return tr("{share} skip", share=percent(share)) if share is not None else ""

    def counted(self, stage: str) -> str:
        """`2,266 of 3,000 deals come to it (76 %), 181 of the 2,056 deals that got past it skip it (9 %)`."""
        reached, skipped = self.share_reached(stage), self._share_skipped(stage)
        told = []
        if reached is not None:
            told.append(
                tr(
                    "{count} of {deals} come to it ({share})",
                    count=number(self.reached.get(stage, 0)),
                    deals=plural(self.deals, "deal"),
                    share=percent(reached),
                )
            )
        if skipped is not None:
            told.append(
                tr(
                    "{count} of the {deals} that got past it skip it ({share})",
                    count=number(self.skipped[stage]),
                    deals=plural(self.passed[stage], "deal"),
                    share=percent(skipped),
                )
            )
        return ", ".join(told)

    def _share_skipped(self, stage: str) -> float | None:
        skipping, passing = self.skipped.get(stage, 0), self.passed.get(stage, 0)
        return skipping / passing if skipping and passing else None


NO_FACTS = Facts()

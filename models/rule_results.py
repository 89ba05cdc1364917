"""What became of rules: one verdict a rule and deal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from models.rule import Rule


class Verdict(IntEnum):
    """How a deal stands to a rule.

    `NOT_JUDGED`: the rule does not apply, nothing called for it, or it cannot be told. `PENDING`: what is
    called for has not happened, and may still come.
    """

    NOT_JUDGED = 0
    KEPT = 1
    PENDING = 2
    BROKEN = 3


@dataclass(frozen=True)
class RuleCount:
    """A rule counted over some deals: those judged (kept or broken), broken among them, and those pending."""

    judged: int
    broken: int
    pending: int

    @property
    def rate(self) -> float | None:
        """Broken of judged; None where no deal was judged."""
        return self.broken / self.judged if self.judged else None


@dataclass(frozen=True, eq=False)
class RuleResult:
    """`verdict` (int8 `Verdict`) has one entry a case.

    `note` says in one sentence why the rule, or a part of it, cannot be told; empty as a rule. Where in a case
    a rule is broken is found when it is asked for: `mining.rules.check_rules.breaking_events`.
    """

    rule: Rule
    verdict: NDArray[np.int8]
    note: str = ""

    def count(self, mask: NDArray[np.bool_] | None = None) -> RuleCount:
        """Counted over the cases where `mask` (one flag a case) is set, or over all: three passes over bytes."""
        kept, pending, broken = (
            int(np.count_nonzero(hit if mask is None else hit & mask))
            for hit in (self.verdict == v for v in (Verdict.KEPT, Verdict.PENDING, Verdict.BROKEN))
        )
        return RuleCount(kept + broken, broken, pending)

    def cases(self, verdict: Verdict, mask: NDArray[np.bool_] | None = None) -> NDArray[np.int32]:
        """The sorted indices of the cases with that verdict, of those in `mask`."""
        hit = self.verdict == verdict
        return np.flatnonzero(hit if mask is None else hit & mask).astype(np.int32)


@dataclass(frozen=True, eq=False)
class RuleResults:
    """The results in the order of the rules."""

    results: tuple[RuleResult, ...]

    def of(self, rule_id: str) -> RuleResult | None:
        """The result of the rule with that id, None where no rule has it."""
        return next((result for result in self.results if result.rule.id == rule_id), None)

    def in_case(self, case: int, verdict: Verdict = Verdict.BROKEN) -> tuple[RuleResult, ...]:
        """The rules with that verdict in one case."""
        return tuple(result for result in self.results if result.verdict[case] == verdict)

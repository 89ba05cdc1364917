"""What the log and the check say of a journey, as far as the editor shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mining.journey.contradictions import contradictions
from mining.journey.wording import seen_words
from models.analysis import Analysis
from models.buyer_check import SignalEvidence
from models.contradiction import Contradiction, ContradictionKind
from models.sales_process import SalesProcess
from resources.translation import tr

NO_EVIDENCE = tr("no evidence in this log")
_NOT_DONE_YET = (ContradictionKind.NO_SIGNALS,)
"""What the picture shows by itself, as a step that is still dashed."""


@dataclass(frozen=True)
class SignalSeen:
    """How often a signal is seen, in how many deals, and that in words, with the reason where it never is."""

    events: int
    deals: int
    words: str

    @classmethod
    def of(cls, found: SignalEvidence) -> SignalSeen:
        """As it was found in a log."""
        return cls(len(found), found.deals, seen_words(found))


@dataclass(frozen=True)
class JourneyFacts:
    """In how many of `deals` each step is seen, which have no evidence in this log, and what contradicts the journey.

    A step that is in neither has no signals, or is not counted yet; so a signal that is not in `signals`.
    """

    deals: int = 0
    seen: Mapping[str, int] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    signals: Mapping[str, SignalSeen] = field(default_factory=dict)
    conflicts: tuple[Contradiction, ...] = ()

    def at_stage(self, stage: str) -> tuple[Contradiction, ...]:
        """What contradicts the journey at this stage."""
        return tuple(conflict for conflict in self.conflicts if stage in conflict.stages)

    def at_step(self, step: str) -> tuple[Contradiction, ...]:
        """What contradicts the process at this step of the buyer."""
        return tuple(conflict for conflict in self.conflicts if step in conflict.steps)


def facts_of(process: SalesProcess, analysis: Analysis | None) -> JourneyFacts:
    """What is known of a process; the contradictions at once, the counts from the last analysis of the log."""
    conflicts = tuple(found for found in contradictions(process) if found.kind not in _NOT_DONE_YET)
    found = analysis.buyer if analysis is not None else None
    if analysis is None or found is None:
        return JourneyFacts(conflicts=conflicts)
    same = set(process.signals)
    evidence = {step.name: step.evidence for step in process.journey.steps} if process.journey else {}
    counted = [step for step in found.steps if evidence.get(step.step.name) == step.step.evidence]
    return JourneyFacts(
        analysis.log.n_cases,
        {step.step.name: step.deals for step in counted if step.seen},
        frozenset(step.step.name for step in counted if step.step.evidence and not step.seen),
        {one.name: SignalSeen.of(one) for one in found.signals if one.signal in same},
        conflicts,
    )

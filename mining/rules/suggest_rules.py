"""Rules that deals keep untold, as rules to take over: those that hold, without what follows from the others.

What a chain of rules of one kind says already is left out, as in Maggi, Bose, van der Aalst: A knowledge-based
integrated approach for discovering and repairing Declare maps (CAiSE 2013): where A comes before B and B before C, A
before C is no rule of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.declared import Declared, DeclaredRules, Template
from models.label import key
from models.rule import Rule, RuleKind

LEAST_SUPPORT = 0.10
"""In fewer deals a rule is called for too seldom to be suggested."""

LEAST_CONFIDENCE = 0.90
"""A rule that is broken more often than this leaves is not what deals do."""

_CHAINS = {Template.PRECEDENCE: RuleKind.PRECEDENCE, Template.RESPONSE: RuleKind.RESPONSE}


@dataclass(frozen=True)
class Suggestion:
    """A rule to take over, and the counts that speak for it."""

    rule: Rule
    found: Declared


def suggested_rules(
    found: DeclaredRules,
    known: Collection[Rule] = (),
    least_support: float = LEAST_SUPPORT,
    least_confidence: float = LEAST_CONFIDENCE,
) -> tuple[Suggestion, ...]:
    """Precedences, responses, pairs that never come together and what happens exactly once, the surest first.

    `known` are the rules of the process: those are not suggested again, and new ones get ids that they leave free.
    Two events count as never together only where each of them occurs in enough deals by itself; else any two
    rare ones would. What happens exactly once must do so in enough of the deals that have it at all.
    """
    enough = _Enough(found, least_support, least_confidence)
    told = {(rule.kind, *map(key, rule.names)) for rule in known}
    told |= {(rule.kind, *map(key, rule.names[::-1])) for rule in known if rule.kind is RuleKind.NOT_TOGETHER}
    candidates = [
        (kind, one)
        for kind, one in (*enough.chains(), *enough.apart(), *enough.once())
        if (kind, *(key(name) for name in (one.first, one.second) if name is not None)) not in told
    ]
    candidates.sort(key=lambda candidate: (-candidate[1].confidence, -candidate[1].activated))
    taken = {key(rule.id) for rule in known}
    free = (number for number in range(1, len(taken) + len(candidates) + 1) if f"r{number}" not in taken)
    return tuple(
        Suggestion(Rule(f"R{number}", kind, one.first, one.second), one)
        for (kind, one), number in zip(candidates, free, strict=False)
    )


@dataclass(frozen=True, eq=False)
class _Enough:
    """What is called for and held often enough."""

    found: DeclaredRules
    support: float
    confidence: float

    def chains(self) -> Iterator[tuple[RuleKind, Declared]]:
        for template, kind in _CHAINS.items():
            holds = self._holds(template)
            for a, b in np.argwhere(_reduced(holds)).tolist():
                yield kind, self._of(template, a, b)

    def apart(self) -> Iterator[tuple[RuleKind, Declared]]:
        occurs = self.found.satisfied[Template.EXISTENCE]
        often = (occurs > 0) & (occurs >= self.support * self.found.cases)
        for a, b in np.argwhere(self._holds(Template.NOT_CO_EXISTENCE)).tolist():
            both = self.found.satisfied[Template.CO_EXISTENCE][a, b]
            seldom = both <= (1 - self.confidence) * min(occurs[a], occurs[b])
            if a < b and often[a] and often[b] and seldom:
                yield RuleKind.NOT_TOGETHER, self._of(Template.NOT_CO_EXISTENCE, a, b)

    def once(self) -> Iterator[tuple[RuleKind, Declared]]:
        for a in np.flatnonzero(self._holds(Template.EXACTLY_ONCE)).tolist():
            yield RuleKind.EXACTLY_ONCE, self._of(Template.EXACTLY_ONCE, a)

    def _holds(self, template: Template) -> NDArray[np.bool_]:
        activated, satisfied = self.found.activated[template], self.found.satisfied[template]
        holds: NDArray[np.bool_] = (activated > 0) & (activated >= self.support * self.found.cases)
        return holds & (satisfied >= self.confidence * activated)

    def _of(self, template: Template, a: int, b: int | None = None) -> Declared:
        labels = self.found.labels
        return self.found.of(template, labels[a], None if b is None else labels[b])


def _reduced(holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Only the pairs (a, b) for which there is no c with (a, c) and (c, b); pairs that hold both ways stay."""
    one_way = holds & ~holds.T
    steps = one_way.astype(np.float32)
    between = (steps @ steps) > 0
    reduced: NDArray[np.bool_] = holds & ~(between & one_way)
    return reduced

"""Rules that deals keep untold, as rules to take over: those that hold, without what follows from the others.

What a chain of rules of one kind says already is left out, as in Maggi, Bose, van der Aalst: A knowledge-based
integrated approach for discovering and repairing Declare maps (CAiSE 2013): where A comes before B and B before C, A
before C is no rule of its own.

What says nothing of how deals are worked is left out as well (see `SaidByFlow.is_trivial`: that a deal which is won
is not lost). What the documented flow asks for already is true and can be taken over, but comes behind all the rest:
the check against the flow tells those departures anyway, deal by deal, so that a rule would count them twice. What
the flow does not say is what a reader could not have known, however much surer the neighbouring stages are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.rules.said_by_flow import SaidByFlow, said_by_flow
from models.declared import Declared, DeclaredRules, Template
from models.label import key
from models.rule import Rule, RuleKind
from models.sales_process import SalesProcess

LEAST_SUPPORT = 0.10
"""In fewer deals a rule is called for too seldom to be suggested."""

LEAST_CONFIDENCE = 0.90
"""A rule that is broken more often than this leaves is not what deals do."""

_CHAINS = {Template.PRECEDENCE: RuleKind.PRECEDENCE, Template.RESPONSE: RuleKind.RESPONSE}


@dataclass(frozen=True)
class Suggestion:
    """A rule to take over, and the counts that speak for it; `is_said` where the documented flow asks for it, too."""

    rule: Rule
    found: Declared
    is_said: bool = False


def suggested_rules(
    found: DeclaredRules,
    process: SalesProcess | None = None,
    least_support: float = LEAST_SUPPORT,
    least_confidence: float = LEAST_CONFIDENCE,
) -> tuple[Suggestion, ...]:
    """Precedences, responses, pairs that never come together and what happens exactly once, the surest first.

    The rules of `process` are not suggested again, and new ones get ids that they leave free; what its flow says
    comes last. Two events count as never together only where each of them occurs in enough deals by itself; else
    any two rare ones would. What happens exactly once must do so in enough of the deals that have it at all.
    """
    known = process.rules if process is not None else ()
    flow = said_by_flow(process) if process is not None else SaidByFlow()
    enough = _Enough(found, least_support, least_confidence)
    told = _told(process) if process is not None else frozenset()
    candidates = [
        Suggestion(rule, one, flow.says(rule))
        for rule, one in (
            (Rule("", kind, one.first, one.second), one)
            for kind, one in (*enough.chains(), *enough.apart(), *enough.once())
        )
        if (rule.kind, *map(key, rule.names)) not in told and not flow.is_trivial(rule)
    ]
    candidates.sort(
        key=lambda one: (
            one.is_said, -one.found.confidence, -one.found.activated, one.rule.kind, one.rule.names
        )
    )  # fmt: skip
    taken = {key(rule.id) for rule in known}
    free = (number for number in range(1, len(taken) + len(candidates) + 1) if f"r{number}" not in taken)
    return tuple(
        replace(one, rule=replace(one.rule, id=f"R{number}"))
        for one, number in zip(candidates, free, strict=False)
    )


def _told(process: SalesProcess) -> frozenset[tuple[str, ...]]:
    """The rules of a process by kind and names; of a stage or end written by its CRM label by its own name."""
    names = {key(label): key(stage.name) for stage in process.stages for label in stage.labels}
    names |= {key(label): key(end.title) for end in process.ends for label in end.labels}
    names |= {key(stage.name): key(stage.name) for stage in process.stages}
    told = set()
    for rule in process.rules:
        about = [names.get(key(name), key(name)) for name in rule.names]
        told.add((rule.kind, *about))
        if rule.kind is RuleKind.NOT_TOGETHER:
            told.add((rule.kind, *about[::-1]))
    return frozenset(told)


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
            if self.found.labels[a] < self.found.labels[b] and often[a] and often[b] and seldom:
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

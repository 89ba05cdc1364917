"""What holds between events of a log, whatever is documented: every template of Declare over every pair, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Template(StrEnum):
    """The templates of Declare, of one event (the first four) or of two; see `mining.rules.discover_rules`."""

    EXISTENCE = "existence"
    ABSENCE = "absence"
    EXACTLY_ONCE = "exactly once"
    INIT = "init"
    RESPONDED_EXISTENCE = "responded existence"
    CO_EXISTENCE = "co-existence"
    RESPONSE = "response"
    PRECEDENCE = "precedence"
    SUCCESSION = "succession"
    ALTERNATE_RESPONSE = "alternate response"
    ALTERNATE_PRECEDENCE = "alternate precedence"
    ALTERNATE_SUCCESSION = "alternate succession"
    CHAIN_RESPONSE = "chain response"
    CHAIN_PRECEDENCE = "chain precedence"
    CHAIN_SUCCESSION = "chain succession"
    NOT_CO_EXISTENCE = "not co-existence"
    NOT_SUCCESSION = "not succession"
    NOT_CHAIN_SUCCESSION = "not chain succession"

    @property
    def names_two(self) -> bool:
        """Whether it is about two events."""
        return self not in (Template.EXISTENCE, Template.ABSENCE, Template.EXACTLY_ONCE, Template.INIT)


@dataclass(frozen=True)
class Declared:
    """One template for one or two events: in how many cases it was called for, and in how many of them it held."""

    template: Template
    first: str
    second: str | None
    activated: int
    satisfied: int
    cases: int

    @property
    def support(self) -> float:
        """The share of all cases in which it was called for."""
        return self.activated / self.cases if self.cases else 0.0

    @property
    def confidence(self) -> float:
        """The share in which it held, of those in which it was called for."""
        return self.satisfied / self.activated if self.activated else 0.0


@dataclass(frozen=True, eq=False)
class DeclaredRules:
    """All templates over all events of `labels`, counted over `cases`.

    `activated[t]` and `satisfied[t]` (int64) have one entry an event, or one a pair: row `a`, column `b` is the
    template of `labels[a]` and `labels[b]` in that order; the diagonal is 0.
    """

    labels: tuple[str, ...]
    cases: int
    activated: Mapping[Template, NDArray[np.int64]]
    satisfied: Mapping[Template, NDArray[np.int64]]

    def of(self, template: Template, first: str, second: str | None = None) -> Declared:
        """One entry; KeyError for a label that the log does not have."""
        at = tuple(self._index(name) for name in (first, second) if name is not None)
        activated, satisfied = int(self.activated[template][at]), int(self.satisfied[template][at])
        return Declared(template, first, second, activated, satisfied, self.cases)

    def holding(self, least_support: float, least_confidence: float) -> tuple[Declared, ...]:
        """What is called for and held often enough (shares of 0 to 1), template by template, in order of labels."""
        return tuple(self._holding(least_support, least_confidence))

    def _holding(self, least_support: float, least_confidence: float) -> Iterator[Declared]:
        for template in Template:
            activated, satisfied = self.activated[template], self.satisfied[template]
            enough = (activated > 0) & (activated >= least_support * self.cases)
            for at in np.argwhere(enough & (satisfied >= least_confidence * activated)).tolist():
                first, second = self.labels[at[0]], self.labels[at[1]] if template.names_two else None
                counts = int(activated[tuple(at)]), int(satisfied[tuple(at)])
                yield Declared(template, first, second, *counts, self.cases)

    def _index(self, name: str) -> int:
        if name not in self.labels:
            raise KeyError(name)
        return self.labels.index(name)

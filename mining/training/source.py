"""What training material is made from: the deals of somebody that can be told without doubt, the clearest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from mining.training.walked import Walked
from mining.training.whom import deals_of
from models.analysis import Analysis
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import DeviationType
from models.project import ProcessModel
from models.training import Whom

FEWEST_STEPS, MOST_STEPS = 2, 12
"""A shorter deal teaches nothing, and a longer one nobody can follow."""

SHORT = 4
"""A deal with fewer steps teaches little: it is taken where there is nothing better."""

MANY_KINDS = 3
"""So is one that shows so many kinds of departures at once."""

MOST_DEPARTURES = 4
"""A deal with more departures teaches nothing but that."""


@dataclass(frozen=True, eq=False)
class Source:
    """An analysis with the process it was checked against, whose deals are meant, and the seed of every choice.

    Only deals that were checked against the version in force now are taken. `process` is the documented process.
    """

    analysis: Analysis
    found: Conformance
    process: ProcessModel
    whom: Whom
    seed: int = 0

    @cached_property
    def walked(self) -> Walked:
        """The deals along their lanes."""
        return Walked(self.found)

    @cached_property
    def in_force(self) -> NDArray[np.bool_]:
        """One flag a case: was it checked against the version in force now?"""
        version = self.found.version_of_case
        if version is None:
            return np.ones(self.found.log.n_cases, dtype=bool)
        current: NDArray[np.bool_] = version == len(self.found.versions) - 1
        return current

    @cached_property
    def own(self) -> NDArray[np.bool_]:
        """One flag a case: is it theirs, and of the version in force now?"""
        return deals_of(self.found.log.cases, self.whom) & self.in_force

    @cached_property
    def closed(self) -> NDArray[np.bool_]:
        """One flag a case: theirs, and closed."""
        closed: NDArray[np.bool_] = self.own & (self.found.log.cases.outcome != Outcome.OPEN)
        return closed

    @cached_property
    def kinds(self) -> Mapping[DeviationType, NDArray[np.bool_]]:
        """By kind of departure one flag a case: does it show any of that kind?"""
        flags: dict[DeviationType, NDArray[np.bool_]] = {}
        for one in self.found.deviations:
            shown = flags.setdefault(one.key.type, np.zeros(self.found.log.n_cases, dtype=bool))
            shown[one.cases] = True
        return flags

    @cached_property
    def n_kinds(self) -> NDArray[np.int64]:
        """How many kinds of departures every case shows."""
        counts = np.zeros(self.found.log.n_cases, dtype=np.int64)
        for shown in self.kinds.values():
            counts += shown
        return counts

    @cached_property
    def order(self) -> tuple[int, ...]:
        """Their closed deals that may teach, by chance; those with few steps or many kinds of departures come last.

        Deals whose stages were entered in bulk are left out: their times mean nothing.
        """
        steps = np.diff(self.found.log.case_start)
        fits = self.closed & (steps >= FEWEST_STEPS) & (steps <= MOST_STEPS)
        fits &= (self.found.cost >= 0) & (self.found.cost <= MOST_DEPARTURES)
        bulk = self.kinds.get(DeviationType.ENTERED_IN_BULK)
        if bulk is not None:
            fits &= ~bulk
        is_dull = (steps < SHORT) | (self.n_kinds >= MANY_KINDS)
        cases = np.flatnonzero(fits).tolist()
        return tuple(sorted(cases, key=lambda case: (bool(is_dull[case]), self._chance(case))))

    def told(self) -> Iterator[int]:
        """The deals of `order` that can be told without doubt."""
        for case in self.order:
            if self.walked.walk(case) is not None:
                yield case

    def shows(self, kind: DeviationType, case: int) -> bool:
        """Whether a deal shows a departure of that kind."""
        return kind in self.kinds and bool(self.kinds[kind][case])

    def _chance(self, case: int) -> bytes:
        """The same for the same deal and seed, whatever else is in the log."""
        return sha256(f"{self.seed}/{self.found.log.cases.ids[case]}".encode()).digest()

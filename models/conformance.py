"""What a check of a log against a documented process found, case by case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.alignment import Alignments
from models.allow_list import Accepted
from models.automaton import Automaton
from models.deviation import Deviation, DeviationKey
from models.event_log import EventLog
from models.model_finding import ModelFinding

T = TypeVar("T")


class Status(IntEnum):
    """Follows the process, departs from it, is open and has not departed so far, or could not be checked in time."""

    CONFORMS = 0
    DEVIATES = 1
    PENDING = 2
    UNCHECKED = 3


@dataclass(frozen=True)
class Version:
    """A version of the process: what it is called, and from which to which day it is in force, both included.

    `stages` are its stages in documented order, as far as it is written as stages.
    """

    name: str
    begins: date | None
    ends: date | None
    stages: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class AcceptedDeals:
    """What became of one entry of the allow-list: `cases` (sorted) show the deviation and are accepted by the entry.

    `shown` says whether any deal shows the deviation at all, accepted or not; `unknown_fields` are the fields of the
    condition that no deal of the log has, so that it cannot hold for any.
    """

    entry: Accepted
    cases: NDArray[np.int32]
    shown: bool
    unknown_fields: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Conformance:
    """The result of a check.

    `log` is the checked log: stage events only, named by documented stage, outcomes resolved. `stages` are
    the documented stages in order and `ends` the names of its ends as they stand in the log. `allowed` are
    the pairs of labels that may follow each other directly, None standing for start (first) and end (second).
    `alignments[alignment_of_case[i]]` explains case `i`. `worst_of_alignment` (the cost with nothing in common: every
    event extra and the cheapest documented way left out) and `status_of_alignment` (int8 `Status`) have one entry an
    alignment; every alignment explains a case.
    `warnings` are sentences about the model and the log for the user, `findings` what is odd about the model
    itself. `automata` has one entry a group of deals for which the same stages are in force, None where the model
    is too large for one; `group_of_alignment` says against which of them each alignment was made.

    Deviations that the process accepts are not in `deviations`, and do not count for status and fitness: they are in
    `accepted_deviations`, and `accepted` says by which entry. `counted` is what then still counts of the cost of
    every alignment, None where nothing is accepted. The alignments themselves stay what they are.

    Where the process has versions, `versions` names them in order of time, and `version_of_case` (int32, an index into
    them) says against which of them every case was checked; None where there is only one.
    """

    log: EventLog
    process_name: str
    stages: tuple[str, ...]
    ends: tuple[str, ...]
    allowed: frozenset[tuple[str | None, str | None]]
    alignments: Alignments
    alignment_of_case: NDArray[np.int32]
    worst_of_alignment: NDArray[np.int32]
    status_of_alignment: NDArray[np.int8]
    deviations: tuple[Deviation, ...]
    warnings: tuple[str, ...] = ()
    findings: tuple[ModelFinding, ...] = ()
    automata: tuple[Automaton | None, ...] = ()
    group_of_alignment: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    accepted: tuple[AcceptedDeals, ...] = ()
    accepted_deviations: tuple[Deviation, ...] = ()
    counted: NDArray[np.int32] | None = None
    versions: tuple[Version, ...] = ()
    version_of_case: NDArray[np.int32] | None = None

    @cached_property
    def cost(self) -> NDArray[np.int32]:
        """The cost of explaining every case, `UNFINISHED` where no explanation was found in time."""
        return self.alignments.cost[self.alignment_of_case]

    @property
    def counted_of_alignment(self) -> NDArray[np.int32]:
        """What counts of the cost of every alignment, `UNFINISHED` where it was not found."""
        return self.alignments.cost if self.counted is None else self.counted

    @cached_property
    def counted_cost(self) -> NDArray[np.int32]:
        """What counts of the cost of every case."""
        return self.counted_of_alignment[self.alignment_of_case]

    @cached_property
    def worst_cost(self) -> NDArray[np.int32]:
        """The cost of every case with nothing in common."""
        return self.worst_of_alignment[self.alignment_of_case]

    @cached_property
    def status(self) -> NDArray[np.int8]:
        """The status of every case."""
        return self.status_of_alignment[self.alignment_of_case]

    def derived(self, make: Callable[[Conformance], T]) -> T:
        """What `make` computes from this check: computed once and kept as long as the check, which never changes."""
        if make not in self._derived:
            self._derived[make] = make(self)
        found: T = self._derived[make]
        return found

    @cached_property
    def _derived(self) -> dict[Callable[[Conformance], Any], Any]:
        return {}

    def deviation(self, key: DeviationKey) -> Deviation | None:
        """The deviation of that name, if any deal has it."""
        return next((found for found in self.deviations if found.key == key), None)

    @property
    def shown(self) -> tuple[Deviation, ...]:
        """Every deviation that deals show: those that count, then the accepted ones (one key can be in both)."""
        return (*self.deviations, *self.accepted_deviations)

    def count(self, status: Status) -> int:
        """How many cases have this status."""
        return int((self.status == status).sum())

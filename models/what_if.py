"""What another process would mean for the same deals: what each side finds, and what differs between the two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationRow

Cases = NDArray[np.int64]


@dataclass(frozen=True)
class Standing:
    """How the compared deals stand to one of the two processes.

    `fitness` is 0 to 1, None where no deal can tell. `paths` is how many paths the process allows a deal on the
    average, see `mining.measures.allowed_paths`; None where they are too many to count.
    """

    process: str
    version: str
    stages: tuple[str, ...]
    deals: int
    fitness: float | None
    conforming: int
    deviating: int
    pending: int
    unchecked: int
    paths: float | None


@dataclass(frozen=True)
class DeviationChange:
    """One deviation on both sides; None where no compared deal shows it there."""

    key: DeviationKey
    before: DeviationRow | None
    after: DeviationRow | None

    @property
    def deals(self) -> tuple[int, int]:
        """How many deals show it, before and after."""
        return (self.before.cases if self.before else 0, self.after.cases if self.after else 0)

    @property
    def difference(self) -> int:
        """How many deals more show it after."""
        return self.deals[1] - self.deals[0]


@dataclass(frozen=True)
class Demand:
    """What is asked of one team at one stage: deals that would have had to do it and did not.

    `team` is empty for deals without one; `roles` are the documented owners of the stage (those of the process after,
    where it documents the stage). `deals` is the size of the team.
    """

    stage: str
    roles: tuple[str, ...]
    team: str
    deals: int
    before: int
    after: int

    @property
    def difference(self) -> int:
        """How many deals more the process after asks for."""
        return self.after - self.before


@dataclass(frozen=True, eq=False)
class WhatIf:
    """Two checks of the same deals side by side.

    `begin` are the cases (sorted indices) that depart before and not after, `stop` those that depart only after.
    `deviations` hold every deviation that either side shows, the one that changes most first. `demands` has a row a
    stage and team where either side asks for anything, in the order of the stages. `months` is how long the deals
    reach, from the first creation to the last; None where no deal has a date.
    """

    found_before: Conformance
    found_after: Conformance
    before: Standing
    after: Standing
    begin: Cases
    stop: Cases
    deviations: tuple[DeviationChange, ...]
    demands: tuple[Demand, ...]
    months: float | None

    @property
    def changed(self) -> Cases:
        """The deals that change sides, sorted."""
        return np.union1d(self.begin, self.stop)

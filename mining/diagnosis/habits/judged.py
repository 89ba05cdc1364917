"""The deals that are judged for one deviation: who had them, of what kind they are, and which of them show it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from mining.diagnosis.habits.mix import strata_of
from models.categorical import MISSING, Categorical
from models.deviation import Deviation
from models.event_log import EventLog

Counts = NDArray[np.float64]
Mask = NDArray[np.bool_]

LEAST_OF_A_REP = 5
"""A rep with fewer judged deals says nothing of a habit and is not counted as one of the reps."""


@dataclass(frozen=True, eq=False)
class Judged:
    """One entry a judged deal: its case, whether it `shown` the deviation, its rep, its stratum, and when it began.

    `rep` (an index into `reps`) is `MISSING` where the owner is unknown or has too few deals. `stratum` numbers deals
    of the same segment and size from 0 to `n_strata`. `when` is in microseconds UTC. `team_of_rep` is an index into
    `teams`, `MISSING` where a rep has none.
    """

    case: NDArray[np.int32]
    shown: Mask
    rep: NDArray[np.int32]
    stratum: NDArray[np.int32]
    n_strata: int
    when: NDArray[np.int64]
    reps: tuple[str, ...]
    teams: tuple[str, ...]
    team_of_rep: NDArray[np.int32]

    @property
    def n_reps(self) -> int:
        """How many reps are counted."""
        return len(self.reps)

    @cached_property
    def hits(self) -> Counts:
        """Deals that show it, by rep."""
        return self._by_rep(self.shown)

    @cached_property
    def of(self) -> Counts:
        """Judged deals, by rep."""
        return self._by_rep(np.ones(len(self.shown), dtype=bool))

    def _by_rep(self, flags: Mask) -> Counts:
        codes = self.rep[flags & (self.rep != MISSING)]
        return np.bincount(codes, minlength=self.n_reps).astype(np.float64)

    def table(self, flags: Mask) -> Counts:
        """Deals with the flag: a row a rep, a column a stratum; those without a rep are left out."""
        flags = flags & (self.rep != MISSING)
        cells = self.rep[flags].astype(np.int64) * self.n_strata + self.stratum[flags]
        counts = np.bincount(cells, minlength=self.n_reps * self.n_strata)
        return counts.reshape(self.n_reps, self.n_strata).astype(np.float64)

    def cases_of(self, reps: NDArray[np.bool_]) -> NDArray[np.int32]:
        """The cases that show it of the reps with a flag, sorted."""
        mine = np.append(reps, False)[self.rep]
        return np.sort(self.case[self.shown & mine]).astype(np.int32)


@dataclass(frozen=True, eq=False)
class Sellers:
    """Owner, team, stratum and begin of every case of a log: what all deviations are judged by."""

    owner: Categorical
    team: Categorical
    stratum: NDArray[np.int32]
    n_strata: int
    when: NDArray[np.int64]


def sellers_of(log: EventLog, mask: Mask) -> Sellers:
    """Of a log; the sizes of deals are banded among those in `mask`."""
    stratum = strata_of(log.cases, mask)
    n_strata = int(stratum.max(initial=-1)) + 1
    return Sellers(log.cases.owner, log.cases.team, stratum, max(1, n_strata), created(log))


def judged(deviation: Deviation, sellers: Sellers, mask: Mask) -> Judged:
    """The deals in `mask` (one flag a case) that were judged for a deviation."""
    case = deviation.eligible[mask[deviation.eligible]]
    shows = np.zeros(len(mask), dtype=bool)
    shows[deviation.cases] = True
    return judged_deals(case, shows[case], sellers)


def judged_deals(case: NDArray[np.int32], shown: Mask, sellers: Sellers) -> Judged:
    """The same for any cases and flags of theirs."""
    owner, team = sellers.owner.codes[case], sellers.team.codes[case]
    n_owners, n_teams = len(sellers.owner.labels), len(sellers.team.labels)
    counts = np.bincount(owner[owner != MISSING], minlength=n_owners)
    counted = np.flatnonzero(counts >= LEAST_OF_A_REP)
    number = np.full(n_owners + 1, MISSING, dtype=np.int32)
    number[counted] = np.arange(len(counted), dtype=np.int32)
    rep = number[owner]
    team_of_rep = np.full(len(counted), MISSING, dtype=np.int32)
    known = (rep != MISSING) & (team != MISSING)
    if n_teams and known.any():
        cells = np.bincount(
            rep[known].astype(np.int64) * n_teams + team[known], minlength=len(counted) * n_teams
        )
        table = cells.reshape(len(counted), n_teams)
        team_of_rep = np.where(table.any(axis=1), table.argmax(axis=1), MISSING).astype(np.int32)
    return Judged(
        case=case,
        shown=shown,
        rep=rep,
        stratum=sellers.stratum[case],
        n_strata=sellers.n_strata,
        when=sellers.when[case],
        reps=tuple(sellers.owner.labels[code] for code in counted.tolist()),
        teams=sellers.team.labels,
        team_of_rep=team_of_rep,
    )

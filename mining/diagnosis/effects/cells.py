"""Deals that are alike in rep, mix and deviation, added up: what is fitted to them does not grow with the deals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEWEST_REPS, FEWEST_EVEN = 6, 3.0
"""With fewer reps, or where fewer of them carry the comparison, the spread between them says nothing."""

WAIT = "time since the gate"
"""The name of the one covariate that is held equal whatever the deals carry: without it nothing could be compared."""

HABIT = "rep"
"""The name under which it is told that deals are compared within their rep."""


@dataclass(frozen=True, eq=False)
class Mix:
    """What kind of deal each is: `group` numbers the kinds, one entry a deal.

    `levels` has a row a covariate (`names`) and a column a group; `rep` is who sells the deals of a group, one number a
    person, None where nobody is known. `bands` flags the covariates that are made of the amount.
    """

    names: tuple[str, ...]
    group: Ints
    levels: Ints
    rep: Ints | None

    @classmethod
    def of(cls, names: Sequence[str], covariates: Sequence[Ints], rep: Ints | None) -> Mix:
        """From one code a deal for every covariate, and for the rep."""
        columns = [*covariates] if rep is None else [*covariates, rep]
        length = len(columns[0]) if columns else 0
        code = np.zeros(length, dtype=np.int64)
        for column in columns:
            dense = np.unique(column, return_inverse=True)[1].ravel().astype(np.int64)
            code = code * (int(dense.max(initial=0)) + 1) + dense
            code = np.unique(code, return_inverse=True)[1].ravel().astype(np.int64)
        first = np.unique(code, return_index=True)[1]
        levels = np.array([column[first] for column in covariates], dtype=np.int64)
        levels = levels.reshape(len(covariates), len(first))
        return cls(tuple(names), code, levels, None if rep is None else rep[first].astype(np.int64))

    def take(self, cases: Ints) -> Mix:
        """That of some deals, which may come several times."""
        return replace(self, group=self.group[cases])

    def also(self, name: str, codes: Ints) -> Mix:
        """The same with one more covariate in front, one code a deal."""
        _, first, group = np.unique(
            self.group * (int(codes.max(initial=0)) + 1) + codes, return_index=True, return_inverse=True
        )
        of_group = self.group[first]
        levels = np.vstack([codes[first][None, :], self.levels[:, of_group]])
        rep = None if self.rep is None else self.rep[of_group]
        return Mix((name, *self.names), group.ravel().astype(np.int64), levels, rep)

    def without(self, name: str) -> Mix:
        """The same without one covariate."""
        kept = [at for at, one in enumerate(self.names) if one != name]
        return replace(self, names=tuple(self.names[at] for at in kept), levels=self.levels[kept])


@dataclass(frozen=True, eq=False)
class Cells:
    """One entry a kind of deal, with and without the deviation apart.

    `deals` are counted, `total` and `squares` are the sums of their outcomes and of the squares of these. `rep` numbers
    the people from 0, None where nobody is known; with `clustered` what one of them sells is no independent evidence.
    `levels` as in `Mix`, a column a cell; `of_deal` is the cell of every deal.
    """

    names: tuple[str, ...]
    deals: Floats
    total: Floats
    squares: Floats
    exposed: Flags
    levels: Ints
    rep: Ints | None
    of_deal: Ints
    clustered: bool

    @property
    def clusters(self) -> int:
        """How many reps are clusters, 0 where every deal stands for itself."""
        return len(self.both) if self.clustered else 0

    @property
    def n(self) -> int:
        """How many deals."""
        return int(self.deals.sum())

    @cached_property
    def both(self) -> Floats:
        """For every rep n1 n0 / n of the deals with it and without; where nobody is known all are those of one."""
        having, of = self._of_rep
        return np.asarray(having * (of - having) / of)

    @cached_property
    def share(self) -> Floats:
        """For every cell the share of its rep's deals that show the deviation."""
        having, of = self._of_rep
        return np.asarray((having / of)[self._person])

    @property
    def support(self) -> tuple[int, int]:
        """How many deals with it and without are of people who have both."""
        some = (self.share > 0) & (self.share < 1)
        return int(self.deals[some & self.exposed].sum()), int(self.deals[some & ~self.exposed].sum())

    @cached_property
    def _of_rep(self) -> tuple[Floats, Floats]:
        person, having = self._person, self.deals * self.exposed
        of = np.bincount(person, self.deals).astype(np.float64)
        return np.bincount(person, having).astype(np.float64), of

    @cached_property
    def _person(self) -> Ints:
        return np.zeros(len(self.deals), dtype=np.int64) if self.rep is None else self.rep


def cells_of(mix: Mix, cases: Ints, outcome: Floats, exposed: Flags) -> Cells:
    """Add up some deals (indices into `mix.group`) with an outcome and a flag each.

    Reps are clusters where there are `FEWEST_REPS` and the comparison does not rest on two of them.
    """
    code = mix.group[cases] * 2 + exposed
    size = 2 * mix.levels.shape[1]
    deals = np.bincount(code, minlength=size)
    kept = np.flatnonzero(deals)
    place = np.zeros(size, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    rep = None if mix.rep is None else np.unique(mix.rep[kept // 2], return_inverse=True)[1].ravel()
    cells = Cells(
        mix.names,
        deals[kept].astype(np.float64),
        np.bincount(code, outcome, size)[kept].astype(np.float64),
        np.bincount(code, np.square(outcome), size)[kept].astype(np.float64),
        kept % 2 == 1,
        mix.levels[:, kept // 2],
        None if rep is None else rep.astype(np.int64),
        place[code],
        False,
    )
    clustered = rep is not None and len(cells.both) >= FEWEST_REPS and _effective(cells.both) >= FEWEST_EVEN
    return replace(cells, clustered=clustered)


def _effective(weight: Floats) -> float:
    """How many equal weights would be as even."""
    total = float(weight.sum())
    return total * total / float(np.square(weight).sum()) if total > 0 else 0.0

"""The difference in a share at equal mix: by strata, and by logistic regression standardised to the deals with it."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.cells import HABIT, WAIT, Cells, Floats
from mining.diagnosis.effects.difference import Difference
from mining.diagnosis.effects.logistic import LogisticFit, expit, fit_logistic, scores

RAREST = 20
"""Levels of a covariate with fewer deals are taken together."""

A_COLUMN = 5
"""So many deals of the rarer outcome carry one column: Vittinghoff and McCulloch (2007), American Journal of
Epidemiology 165, 710-718."""


FARTHEST = 8.0
"""Where the log-odds differ by more than this, one side is all won or all lost among like deals."""


@dataclass(frozen=True)
class Adjusted:
    """The difference, and the names of what was held equal."""

    difference: Difference
    names: tuple[str, ...]


def mantel_haenszel(
    hits: NDArray[np.float64],
    of: NDArray[np.float64],
    other_hits: NDArray[np.float64],
    other_of: NDArray[np.float64],
) -> Difference | None:
    """The difference of two shares within strata, which weigh n1 n0 / n: one entry a stratum.

    The variance is Sato's, right for few large and for many small strata: Greenland and Robins (1985), Biometrics 41,
    55-68; Sato (1989), Biometrics 45, 1323-1324. None where no stratum has both sides, or it would have no width.
    """
    both = (of > 0) & (other_of > 0)
    a, n1, b, n0 = (np.asarray(column, np.float64)[both] for column in (hits, of, other_hits, other_of))
    n = n1 + n0
    if not len(n):
        return None
    weight = float((n1 * n0 / n).sum())
    value = float(((a * n0 - b * n1) / n).sum()) / weight
    p = (n1 * n1 * b - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (n * n)
    q = (a * (n0 - b) + b * (n1 - a)) / (2 * n)
    variance = (value * float(p.sum()) + float(q.sum())) / (weight * weight)
    return Difference(value, sqrt(variance), int(n.sum())) if variance > 0 else None


def logistic(cells: Cells) -> Adjusted | None:
    """The mean of what deals are fitted to win with the deviation minus without it, over the deals of both sides.

    Covariates are those of the cells as far as the outcomes carry them, and the share of the deviation in the deals of
    the rep, so that deals are compared within reps (Mundlak 1978, Econometrica 46, 69-85). Every rep counts as far as
    both are found (n1 n0 / n). Errors are clustered by rep, with the jackknife over reps and the t distribution. None
    where outcomes do not carry it: all alike on one side, or told apart completely.
    """
    if not _varies(cells):
        return None
    won = float(cells.total.sum())
    columns, names = columns_of(cells, min(won, float(cells.deals.sum()) - won))
    design = np.column_stack([np.ones(len(cells.deals)), cells.exposed.astype(np.float64), *columns])
    fit = fit_logistic(cells, design)
    if fit is None or abs(fit.coefficients[1]) > FARTHEST:
        return None
    with_it, without = design.copy(), design.copy()
    with_it[:, 1], without[:, 1] = 1.0, 0.0
    share, other = expit(with_it @ fit.coefficients), expit(without @ fit.coefficients)
    weight = cells.deals * cells.share * (1 - cells.share)
    weight /= weight.sum()
    value = float(weight @ (share - other))
    slope = (weight * share * (1 - share)) @ with_it - (weight * other * (1 - other)) @ without
    error = _error(cells, design, fit, slope, weight * (share - other - value))
    freedom = cells.clusters - 1 if cells.clustered else inf
    return Adjusted(Difference(value, error, cells.n, freedom), names) if error > 0 else None


def _error(cells: Cells, design: Floats, fit: LogisticFit, slope: Floats, mix: Floats) -> float:
    """The standard error: over clusters by leaving out each of them in one step, or over single deals.

    `mix` is what the cells add because they are a sample. MacKinnon, Nielsen and Webb (2023), Journal of Econometrics
    232, 272-299: CV3, here in its linear form.
    """
    if not cells.clustered or cells.rep is None:
        moved = fit.influence @ slope
        return float(np.sqrt(np.square(moved).sum() + np.square(mix / np.sqrt(cells.deals)).sum()))
    weight = cells.deals * fit.fitted * (1 - fit.fitted)
    rows = design * np.sqrt(weight)[:, None]
    information = rows.T @ rows
    scored = scores(cells, design, fit.fitted)
    sampled = np.bincount(cells.rep, mix, cells.clusters)
    order = np.argsort(cells.rep, kind="stable")
    bounds = np.searchsorted(cells.rep[order], np.arange(cells.clusters + 1))
    rows = rows[order]
    moved = np.empty(cells.clusters)
    for rep in range(cells.clusters):
        part = rows[bounds[rep] : bounds[rep + 1]]
        moved[rep] = np.linalg.lstsq(information - part.T @ part, scored[rep], rcond=1e-10)[0] @ slope
    return float(np.sqrt((cells.clusters - 1) / cells.clusters * np.square(moved + sampled).sum()))


def _varies(cells: Cells) -> bool:
    """Whether either side has both outcomes, in the mean."""
    for side in (cells.exposed, ~cells.exposed):
        deals, total = cells.deals[side].sum(), cells.total[side].sum()
        if not 0.0 < total < deals:
            return False
    return True


def columns_of(cells: Cells, rarer: float) -> tuple[list[Floats], tuple[str, ...]]:
    """The columns of what is held equal, as many as `rarer` (deals of the rarer outcome) carry, and their names.

    The share of the rep comes first, and it and the time since the gate are held equal whatever they carry.
    """
    room = int(rarer // A_COLUMN) - 2
    columns: list[Floats] = []
    names: list[str] = []
    if np.ptp(cells.share) > 0:
        columns.append(cells.share)
        names.append(HABIT)
    for name, level in zip(cells.names, cells.levels, strict=True):
        dummies = _dummies(level, cells.deals)
        if dummies and (name == WAIT or len(columns) + len(dummies) <= room):
            columns += dummies
            names.append(name)
    return columns, tuple(names)


def _dummies(level: NDArray[np.int64], deals: Floats) -> list[Floats]:
    """One column a level but the largest; rare levels are one together."""
    values, dense = np.unique(level, return_inverse=True)
    dense = dense.ravel()
    sizes = np.bincount(dense, deals)
    rare = sizes < RAREST
    dense = np.where(rare[dense], len(values), dense)
    sizes = np.bincount(dense, deals, len(values) + 1)
    kept = np.flatnonzero(sizes)
    others = kept[kept != np.argmax(sizes)]
    return [(dense == one).astype(np.float64) for one in others.tolist()]

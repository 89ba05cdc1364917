"""Logistic regression on cells of deals, with errors clustered by rep: the same fit as on the deals one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.cells import Cells, Floats

_ROUNDS = 40
_STILL = 1e-10
_FARTHEST = 30.0
"""Log-odds beyond this are no estimate: the outcome is settled there."""


@dataclass(frozen=True, eq=False)
class LogisticFit:
    """The coefficients of some columns, and the fitted share of every cell.

    `influence` has a row a cluster (or a cell, for its deals) and a column a coefficient: what it adds to that.
    """

    coefficients: Floats
    fitted: Floats
    influence: Floats

    @property
    def covariance(self) -> Floats:
        """The cluster-robust covariance without a correction for few clusters (Liang and Zeger 1986)."""
        return np.asarray(self.influence.T @ self.influence)


def fit_logistic(cells: Cells, design: Floats) -> LogisticFit | None:
    """Fit the share of every cell by the columns of `design` (a row a cell), by Newton's method.

    The scores of a cell are those of its deals added up, so that estimates and clustered errors equal those of
    a fit to single deals. Outcomes may be pseudo-values: only their mean is modelled. None where it does not settle,
    because the columns tell outcomes apart completely.
    """
    beta = np.zeros(design.shape[1])
    mean = np.clip(cells.total.sum() / cells.deals.sum(), 1e-6, 1 - 1e-6)
    beta[0] = np.log(mean / (1 - mean))
    fitted = expit(design @ beta)
    for _ in range(_ROUNDS):
        weight = cells.deals * fitted * (1 - fitted)
        information = design.T @ (design * weight[:, None])
        score = design.T @ (cells.total - cells.deals * fitted)
        step = np.linalg.lstsq(information, score, rcond=1e-10)[0]
        beta = beta + step * min(1.0, 4.0 / max(float(np.abs(step).max()), 1e-300))
        before, fitted = fitted, expit(design @ beta)
        if np.abs(fitted - before).max() < _STILL:
            break
    else:
        return None
    weight = cells.deals * fitted * (1 - fitted)
    bread = np.linalg.pinv(design.T @ (design * weight[:, None]), rcond=1e-10, hermitian=True)
    return LogisticFit(beta, fitted, np.asarray(scores(cells, design, fitted) @ bread))


def scores(cells: Cells, design: Floats, fitted: Floats) -> Floats:
    """The scores of every cluster.

    Where every deal is one, a row a cell, with the outer product of the scores of its deals.
    """
    left = cells.total - cells.deals * fitted
    if not cells.clustered or cells.rep is None:
        spread = cells.squares - 2 * fitted * cells.total + cells.deals * np.square(fitted)
        return np.asarray(design * np.sqrt(np.maximum(spread, 0.0))[:, None])
    columns = ((column * left) for column in design.T)
    return np.column_stack([np.bincount(cells.rep, column, cells.clusters) for column in columns])


def expit(value: NDArray[np.float64]) -> Floats:
    """The share that belongs to these log-odds."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -_FARTHEST, _FARTHEST))))

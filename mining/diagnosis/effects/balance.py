"""Weights that give the deals with a deviation and those without it the same mix."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.adjusted import columns_of
from mining.diagnosis.effects.cells import Cells
from mining.diagnosis.effects.logistic import fit_logistic

Floats = NDArray[np.float64]


def overlap_weights(cells: Cells) -> tuple[Floats, tuple[str, ...]] | None:
    """One weight a deal, and the names of what is held equal; None where no deal is like one of the other side.

    A deal counts by how likely, from its mix and the habit of its rep, it was to be on the other side; deals of reps
    who always do one of the two are left out. The columns of the logistic regression behind it then have nearly equal
    means on both sides: Li, Morgan and Zaslavsky (2018), Journal of the American Statistical Association 113, 390-400.
    """
    having = cells.deals * cells.exposed
    rarer = min(float(having.sum()), float(cells.deals.sum() - having.sum()))
    columns, names = columns_of(cells, rarer)
    if not columns:
        return np.ones(len(cells.of_deal)), ()
    design = np.column_stack([np.ones(len(cells.deals)), *columns])
    fit = fit_logistic(replace(cells, total=having, squares=having), design)
    if fit is None:
        return None
    weight = np.where(cells.exposed, 1.0 - fit.fitted, fit.fitted)
    weight = weight * ((cells.share > 0) & (cells.share < 1))
    for side in (cells.exposed, ~cells.exposed):
        if not float(weight[side] @ cells.deals[side]) > 1e-3:
            return None
    return np.asarray(weight[cells.of_deal]), names

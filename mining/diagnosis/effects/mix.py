"""What kind of deal each is: segment, amount band, source, and who sells it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.cells import Mix
from models.case_table import CaseTable
from models.categorical import MISSING

BAND = "amount band"
BANDS = 3
"""Amounts are cut into so many parts with as many deals each, within every currency."""


def mix_of(cases: CaseTable, mask: NDArray[np.bool_]) -> Mix:
    """The mix of all deals; only what is told apart among those in `mask` is a covariate."""
    names, columns = [], []
    for name, codes in (
        ("segment", cases.segment.codes.astype(np.int64)),
        (BAND, amount_bands(cases, mask)),
        ("source", cases.source.codes.astype(np.int64)),
    ):
        if len(np.unique(codes[mask])) > 1:
            names.append(name)
            columns.append(codes)
    owner = cases.owner.codes.astype(np.int64)
    if (owner[mask] == MISSING).all():
        return Mix.of(names or ("",), columns or [np.zeros(len(cases), dtype=np.int64)], None)
    return Mix.of(names or ("",), columns or [np.zeros(len(cases), dtype=np.int64)], owner)


def amount_bands(cases: CaseTable, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The band of every deal's amount among those of its currency in `mask`, -1 where the amount is not known."""
    band = np.full(len(cases), -1, dtype=np.int64)
    known = np.isfinite(cases.amount)
    for currency in np.unique(cases.currency.codes[known]).tolist():
        here = known & (cases.currency.codes == currency)
        among = cases.amount[here & mask]
        if len(among):
            edges = np.quantile(among, np.arange(1, BANDS) / BANDS)
            band[here] = np.searchsorted(edges, cases.amount[here], side="left")
    return band

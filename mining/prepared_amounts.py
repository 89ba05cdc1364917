"""Brings the amounts that deals had over time into the currency of the user's rates, as those they have now."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.sources.crm.field_history import plain_amount
from mining.sources.values.categories import by_labels, compact
from models.case_table import CaseTable
from models.categorical import MISSING, Categorical
from models.field_history import AMOUNT, FieldHistory
from models.preparation import Preparation


def rate_of_case(cases: CaseTable, preparation: Preparation) -> NDArray[np.float64]:
    """What the amounts of every case are multiplied with, NaN where they stay as they are."""
    if not preparation.currency:
        return np.full(len(cases), np.nan)
    known = (*cases.currency.labels, "")  # the last is what MISSING (-1) points to
    rate = np.array([preparation.rates.get(label, np.nan) for label in known])
    rate[[label == preparation.currency for label in known]] = np.nan
    return np.asarray(rate[cases.currency.codes], dtype=np.float64)


def converted_changes(changes: FieldHistory, cases: CaseTable, preparation: Preparation) -> FieldHistory:
    """The history with the amounts of the cases in the currency of the rates; `cases` have their own currencies."""
    if not len(changes):
        return changes
    factor = np.where(
        changes.field.is_any_of((AMOUNT,)), rate_of_case(cases, preparation)[changes.case], np.nan
    )
    return FieldHistory(
        changes.case,
        changes.timestamp,
        changes.field,
        _times(changes.old, factor),
        _times(changes.new, factor),
        changes.who,
    )


def _times(values: Categorical, factor: NDArray[np.float64]) -> Categorical:
    """The amounts with a factor multiplied by it, to the cent."""
    chosen = np.flatnonzero(~np.isnan(factor) & (values.codes != MISSING))
    amounts = [float(values.text(row)) for row in chosen.tolist()]
    texts = [plain_amount(round(float(x), 2)) for x in np.array(amounts) * factor[chosen]]
    codes = values.codes.copy()
    codes[chosen] = len(values.labels) + np.arange(len(chosen), dtype=np.int32)
    return compact(by_labels(codes, [*values.labels, *texts]))

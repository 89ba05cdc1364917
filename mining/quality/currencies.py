"""Amounts in several currencies: without a rate they are never added up or compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable
from models.preparation import Preparation


def currencies_of(cases: CaseTable) -> dict[str, int]:
    """The deals with an amount by its currency (the empty text where it has none), the most frequent first."""
    with_amount = cases.currency.take(~np.isnan(cases.amount))
    counts = np.bincount(with_amount.codes + 1, minlength=len(with_amount.labels) + 1).tolist()
    named = zip(("", *with_amount.labels), counts, strict=True)
    return dict(sorted((pair for pair in named if pair[1]), key=lambda pair: (-pair[1], pair[0])))


def other_currency_deals(cases: CaseTable, preparation: Preparation) -> NDArray[np.bool_]:
    """One flag a deal: is its amount in another currency than most, with no rate to convert it?

    Where the user gave rates the currency that they lead to counts instead of the most frequent one.
    """
    found = currencies_of(cases)
    main = preparation.currency or next(iter(found), "")
    alike = {main, *preparation.rates} if preparation.currency else {main}
    same = np.array([label in alike for label in (*cases.currency.labels, "")], dtype=bool)
    return ~same[cases.currency.codes] & ~np.isnan(cases.amount)

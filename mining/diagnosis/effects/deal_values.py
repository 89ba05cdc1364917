"""What every deal is worth and what was taken off its price, as far as the log says."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from models.case_table import CaseTable
from models.categorical import MISSING
from models.event_log import EventLog
from models.field_history import AMOUNT
from resources.translation import tr

Floats = NDArray[np.float64]

_DISCOUNTS = frozenset({"discount", "discountpercent", "discountpct", "discountrate", "discountpercentage"})


@dataclass(frozen=True, eq=False)
class DealValues:
    """One entry a deal, NaN where it is not known; `why_no_discount` says why none is, else it is empty.

    `currency` is the code of the currency, `MISSING` where none is named.
    """

    amount: Floats
    currency: NDArray[np.int32]
    currencies: tuple[str, ...]
    discount: Floats
    why_no_discount: str = ""

    def currency_of(self, cases: NDArray[np.int64]) -> str | None:
        """The one currency of the amounts of these deals, empty where none is named; None where there are several."""
        codes = np.unique(self.currency[cases[np.isfinite(self.amount[cases])]])
        if len(codes) > 1:
            return None
        return self.currencies[codes[0]] if len(codes) and codes[0] != MISSING else ""


def deal_values(log: EventLog) -> DealValues:
    """Amounts as in the case table; discounts by a field of that name, else by how the amount fell."""
    cases = log.cases
    amount = np.asarray(cases.amount, dtype=np.float64)
    discount = _of_field(cases)
    if discount is None:
        discount = _of_history(log)
    why = ""
    if discount is None:
        discount = np.full(len(cases), nan)
        why = tr(
            "Cannot tell: the log has no discount; that needs a field called Discount, or the "
            "history of amounts."
        )
    return DealValues(amount, cases.currency.codes, cases.currency.labels, discount, why)


def _of_field(cases: CaseTable) -> Floats | None:
    """The discount field as a share: "12 %" and "12" are 0.12, and so is "0.12" where no value is above 1."""
    for name, column in cases.extra.items():
        if _plain(name) not in _DISCOUNTS:
            continue
        told = [_share(label) for label in column.labels]
        are_shares = all(not sure and (not isfinite(value) or value <= 1) for value, sure in told)
        values = np.array([value if are_shares else value / 100 for value, _ in told] + [nan])
        values[(values < 0) | (values > 1)] = nan
        found = values[column.codes]  # MISSING (-1) is the last
        if np.isfinite(found).any():
            return np.asarray(found)
    return None


def _of_history(log: EventLog) -> Floats | None:
    """(first amount - last amount) / first amount, 0 where it did not fall; deals without a change lost nothing."""
    changes = log.changes
    here = np.flatnonzero(changes.field.is_any_of((AMOUNT,)))
    if not len(here):
        return None
    case = changes.case[here]
    before, after = (
        np.array([_number(label) for label in column.labels] + [nan])[column.codes[here]]
        for column in (changes.old, changes.new)
    )
    begins = np.flatnonzero(np.diff(case, prepend=-1))
    ends = np.append(begins[1:], len(case)) - 1
    first = np.where(np.isfinite(before[begins]), before[begins], after[begins])
    fell = np.full(log.n_cases, nan)
    fell[np.isfinite(log.cases.amount)] = 0.0
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.where(first > 0, (first - after[ends]) / first, nan)
    fell[case[begins]] = np.maximum(found, 0.0)
    return fell


def _plain(name: str) -> str:
    letters = "".join(letter for letter in name.lower().removesuffix("__c") if letter.isalnum())
    return letters


def _share(label: str) -> tuple[float, bool]:
    """The number, and whether it is said to be a percentage."""
    text = label.strip()
    return _number(text.removesuffix("%").strip()), text.endswith("%")


def _number(label: str) -> float:
    try:
        value = float(label.replace(",", "."))
    except ValueError:
        return nan
    return value if isfinite(value) else nan

"""The amount and the currency of opportunities, which an organisation may write in several columns."""

from __future__ import annotations

import re

from mining.sources.salesforce.tables import Remarks, SalesforceFrame
from mining.sources.table.columns import plain_name
from mining.sources.values.categories import relabel
from mining.sources.values.money import read_amounts
from mining.sources.values.words import listed
from models.categorical import Categorical
from resources.translation import tr, tr_n

_AMOUNTS = ("amount", "amountconverted", "acvc", "arrc", "tcvc", "dealvaluec", "expectedrevenue")
_CURRENCIES = ("currencyisocode", "amountcurrency", "opportunitycurrency", "amountconvertedcurrency")
_WORDS = ("amount", "revenue", "acv", "arr", "tcv", "mrr", "value", "price")
_CODE = re.compile(r"^\s*([A-Z]{3})\s*-?[\d(]|\d\)?\s*([A-Z]{3})\s*$")


def amounts_and_currency(frame: SalesforceFrame, remarks: Remarks) -> tuple[Categorical, Categorical]:
    """The first column of amounts with a value, and its currency: of a column, or in the amounts (USD 10,000.00)."""
    spelling = frame.spelling(*(name for name in _AMOUNTS if frame.column(name).labels))
    if spelling is None:
        return Categorical.empty(len(frame)), frame.column(*_CURRENCIES)
    amount = frame.column(plain_name(spelling))
    others = [name for name in _others(frame) if name != spelling]
    if others or spelling.casefold() != "amount":
        beside = (
            tr_n("; {others} was not", "; {others} were not", len(others), others=listed(others, 5))
            if others
            else ""
        )
        remarks.notes.append(
            tr(
                "Amounts were taken from the column {spelling} of {names}{beside}.",
                spelling=spelling,
                names=frame.names,
                beside=beside,
            )
        )
    currency = frame.column(*(name for name in _CURRENCIES if frame.column(name).labels))
    return amount, currency if currency.labels else relabel(amount, currency_in)


def _others(frame: SalesforceFrame) -> list[str]:
    """The columns that hold numbers and are called like amounts."""
    found = []
    for name in (column for table in frame.tables[:1] for column in table.columns):
        plain = plain_name(name)
        if (
            any(word in plain for word in _WORDS)
            and not plain.endswith("currency")
            and plain != "expectedrevenue"
        ):
            labels = frame.column(plain).labels[:50]
            values = read_amounts(labels)
            if labels and not (values != values).any():
                found.append(name)
    return found


def currency_in(text: str) -> str:
    """The code of the currency that stands in an amount, empty where none does."""
    match = _CODE.search(text)
    return "" if match is None else match[1] or match[2]

"""The customers: their industry, how many people they have, and whether they are whom Northlight wants to sell to.

An account is as large as fits the last deal of the team that drifts, or else its first deal; chance of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mining.demo.company import industry_of
from mining.demo.deals import ACCOUNTS, Deal
from mining.demo.dice import Dice
from mining.demo.story import (
    ADRIFT_RATE,
    ADRIFT_RATE_WON,
    ADRIFT_SINCE,
    ADRIFT_TEAM,
    UNFIT_RATE,
    UNFIT_RATE_WON,
)

WANTED_INDUSTRIES = (
    "Transportation", "Food & Beverage", "Insurance", "Machinery", "Healthcare", "Energy", "Manufacturing", "Retail",
    "Electronics", "Chemicals", "Biotechnology", "Shipping", "Media",
)  # fmt: skip
WANTED_EMPLOYEES = (50, 5_000)
"""Both included."""

_EMPLOYEES = {"Enterprise": (2_000.0, 0.3), "Mid-market": (420.0, 0.5), "SMB": (110.0, 0.2)}
_TOO_MANY, _TOO_FEW = (9_000.0, 0.15), (22.0, 0.3)
"""Medians and spreads (of a log-normal)."""


@dataclass(frozen=True)
class Account:
    """A customer, with so many employees."""

    number: int
    industry: str
    employees: int

    @property
    def is_wanted(self) -> bool:
        """Whether it is in the sweet spot."""
        low, high = WANTED_EMPLOYEES
        return self.industry in WANTED_INDUSTRIES and low <= self.employees <= high


def all_accounts(dice: Dice, deals: Sequence[Deal]) -> list[Account]:
    """Every account, with or without a deal."""
    decides = _deciding(deals)
    return [_account(dice, number, decides.get(number)) for number in range(1, ACCOUNTS + 1)]


def _deciding(deals: Sequence[Deal]) -> Mapping[int, Deal]:
    """The deal that an account is made to fit."""
    found: dict[int, Deal] = {}
    for deal in deals:
        if _is_adrift(deal) or deal.account not in found:
            found[deal.account] = deal
    return found


def _is_adrift(deal: Deal) -> bool:
    return deal.team.name == ADRIFT_TEAM and deal.created >= ADRIFT_SINCE


def _account(dice: Dice, number: int, deal: Deal | None) -> Account:
    """Draws equally often whatever the deal."""
    segment = "SMB" if deal is None else deal.segment
    rate, rate_won = UNFIT_RATE, UNFIT_RATE_WON
    if deal is not None and _is_adrift(deal):
        rate, rate_won = ADRIFT_RATE, ADRIFT_RATE_WON
    is_unfit = dice.chance(rate_won if deal is not None and deal.outcome == "won" else rate)
    is_small = dice.chance(1.0 if segment == "SMB" else 0.5)
    usual = _EMPLOYEES[segment]
    median, spread = usual if not is_unfit else _TOO_FEW if is_small else _TOO_MANY
    return Account(number, industry_of(number), _rounded(dice.around(median, spread)))


def _rounded(number: float) -> int:
    """To two figures, as people write down how many work somewhere."""
    step = 10 ** max(0, len(str(int(number))) - 2)
    return int(max(2, round(number / step) * step))

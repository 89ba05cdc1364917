"""What comes out: winning by a horizon, cycle, amount, revenue and velocity, only of deals old enough to tell."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from mining.kpis.estimates import incidence, mean_of_money, quantile, total_a_month, velocity
from mining.kpis.figure import LATEST, Figure, unknown
from mining.kpis.periods import days_to_win, ended, horizon_days, told_from, told_until
from mining.number_format import number
from mining.quality.currencies import currencies_of
from models.case_table import DAY, NO_TIME, Outcome
from models.event_log import EventLog
from models.kpi_series import KpiUnit, KpiValue
from resources.translation import tr, tr_n

WINNING, CYCLE, SLOWEST, AMOUNT, REVENUE, VELOCITY = (
    "winning", "cycle", "slowest", "amount", "revenue", "velocity"
)  # fmt: skip
_SLOW = 0.9
_NO_OUTCOMES = tr(
    "No deal of this log is known to be won or lost: map the column with the outcome, or the end stages."
)
_ALL_OPEN = tr("All deals are still open, so that nothing can be said of how they end.")
_NO_WON = tr("No deal is known to be won with the day it was created and closed.")
_NO_AMOUNTS = tr("No won deal has an amount.")


@dataclass(frozen=True, eq=False)
class Deals:
    """The deals in the filter, and what is known of each; all arrays have one entry a case.

    Winning is told within `horizon` days; within `slow` days nine of ten are that are won. `counts` flags deals with an
    outcome or open, `money` those with an amount in the most frequent `currency`, `others` counts those in another.
    """

    log: EventLog
    mask: NDArray[np.bool_]
    begin: NDArray[np.int64]
    end: NDArray[np.int64]
    days: NDArray[np.float64]
    horizon: int
    slow: int
    counts: NDArray[np.bool_]
    money: NDArray[np.bool_]
    currency: str
    others: int

    @classmethod
    def of(cls, log: EventLog, mask: NDArray[np.bool_]) -> Deals:
        cases, days = log.cases, days_to_win(log)
        kept = cases.keep(mask)
        currency = next(iter(currencies_of(kept)), "")
        money = ~np.isnan(cases.amount) & (cases.amount > 0)
        same = np.array([label == currency for label in (*cases.currency.labels, "")], dtype=bool)
        is_main = same[cases.currency.codes]
        return cls(
            log, mask, created(log), cases.closed, days,
            horizon_days(log, mask), horizon_days(log, mask, _SLOW),
            cases.outcome != Outcome.UNKNOWN, money & is_main, currency, int((mask & money & ~is_main).sum()),
        )  # fmt: skip

    @property
    def said_of_money(self) -> str:
        """What is left out of amounts, as a sentence to be added; empty for nothing."""
        if not self.others:
            return ""
        other = tr_n(
            "{others} deal in other currencies",
            "{others} deals in other currencies",
            self.others,
            others=number(self.others),
        )
        main = self.currency or tr("no currency")
        return tr(
            " Only amounts in {main}; {other} are left out: give their rates in the import.",
            main=main,
            other=other,
        )

    def only(self, group: NDArray[np.bool_]) -> Deals:
        """Those in a group (one flag a case) as well, with the horizon and the currency of all."""
        return replace(self, mask=self.mask & group)

    @property
    def old_enough(self) -> int:
        """Deals created before this have been watched for the whole horizon."""
        now = told_until(self.log)
        return now - self.horizon * DAY + 1 if now != NO_TIME else LATEST

    @property
    def far_back(self) -> int:
        """From here on nine of ten deals that are won can be in the log from their creation on."""
        first = told_from(self.log)
        return first + self.slow * DAY if first != NO_TIME else LATEST


def outcome_figures(deals: Deals) -> tuple[Figure, ...]:
    """Winning, median and slowest cycle, amount of won deals, revenue and velocity."""
    return (_winning(deals), *_cycles(deals), *_money(deals), _velocity(deals))


def _why_none(deals: Deals) -> str:
    outcome = deals.log.cases.outcome[deals.mask]
    if not np.isin(outcome, (Outcome.WON, Outcome.LOST)).any():
        return _ALL_OPEN if (outcome == Outcome.OPEN).any() else _NO_OUTCOMES
    return ""


def _winning(deals: Deals) -> Figure:
    """The cumulative incidence of winning by the horizon: lost is another end, open deals are censored."""
    what = WINNING, tr("Won within {horizon} days", horizon=deals.horizon), KpiUnit.SHARE
    words = tr(
        "Of the deals created in the period, open ones included, those won within {horizon} "
        "days; told once all of them are {horizon} days old.",
        horizon=deals.horizon,
    )
    why = _why_none(deals)
    if why:
        return unknown(*what, words, why)
    cases = _in_order(deals.begin, deals.mask & deals.counts & (deals.begin != NO_TIME))
    time = deals.begin[cases]
    won = (deals.days[cases] <= deals.horizon).astype(np.float64)
    score = np.where(time < deals.old_enough, won, np.nan)
    took, how = _ends(deals, cases)
    watched = (told_until(deals.log) - time) / DAY

    def tell(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return incidence(took[part], how[part], watched[part], deals.horizon)

    return Figure(*what, words, cases, time, score, tell, whole_until=deals.old_enough)


def _ends(deals: Deals, cases: NDArray[np.int32]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Days until each deal ended or was last watched, and how: won 1, lost 2, open 0."""
    outcome, end = deals.log.cases.outcome[cases], ended(deals.log)[cases]
    how = np.where(outcome == Outcome.WON, 1, np.where(outcome == Outcome.LOST, 2, 0)) * (end != NO_TIME)
    until = np.where(how == 0, told_until(deals.log), end)
    return np.maximum(until - deals.begin[cases], 0) / DAY, how.astype(np.int64)


def _cycles(deals: Deals) -> tuple[Figure, Figure]:
    """By the day of the close: half of the deals won then took at most so long, nine of ten at most so long."""
    won = deals.mask & ~np.isnan(deals.days)
    middle_words = tr("Of the deals won in the period: days from creation to close, the median.")
    tail_words = tr("Of the deals won in the period: nine of ten took at most so many days.")
    middle, tail = (
        (CYCLE, tr("Days to win"), KpiUnit.DAYS),
        (SLOWEST, tr("Days to win, slowest tenth"), KpiUnit.DAYS),
    )
    why = _why_none(deals) or ("" if won.any() else _NO_WON)
    if why:
        return unknown(*middle, middle_words, why), unknown(*tail, tail_words, why)
    cases = _in_order(deals.end, won)
    time, days = deals.end[cases], deals.days[cases]

    def half(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return quantile(days[part], 0.5)

    def slowest(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return quantile(days[part], 0.9)

    return (
        Figure(*middle, middle_words, cases, time, days, half, known_from=deals.far_back),
        Figure(*tail, tail_words, cases, time, days, slowest, known_from=deals.far_back),
    )


def _money(deals: Deals) -> tuple[Figure, Figure]:
    won = deals.mask & (deals.log.cases.outcome == Outcome.WON) & (deals.end != NO_TIME) & deals.money
    mean_words = tr("Of the deals won in the period: their mean amount.") + deals.said_of_money
    sum_words = tr("The amount of all deals won in the period, per month of 30.4 days.") + deals.said_of_money
    mean, total = (
        (AMOUNT, tr("Amount of a won deal"), KpiUnit.MONEY),
        (REVENUE, tr("Amount won a month"), KpiUnit.MONEY),
    )
    why = _why_none(deals) or ("" if won.any() else _NO_AMOUNTS)
    if why:
        return unknown(*mean, mean_words, why), unknown(*total, sum_words, why)
    cases = _in_order(deals.end, won)
    time, amount = deals.end[cases], deals.log.cases.amount[cases]
    now = told_until(deals.log) + 1

    def of_deal(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return mean_of_money(amount[part])

    def a_month(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        return total_a_month(amount[part], (min(end, now) - begin) / DAY)

    currency, nothing_scored = deals.currency, np.full(len(cases), np.nan)
    return (
        Figure(*mean, mean_words, cases, time, amount, of_deal, deals.far_back, currency=currency),
        Figure(*total, sum_words, cases, time, nothing_scored, a_month, deals.far_back, currency=currency),
    )


def _velocity(deals: Deals) -> Figure:
    what = VELOCITY, tr("Sales velocity"), KpiUnit.MONEY_A_DAY
    words = (
        tr(
            "Deals x value x win rate / cycle, in money a day: the deals open on an average day of "
            "the period, times the mean amount and the share of those created in it that are won "
            "within {horizon} days, divided by their mean days to win.",
            horizon=deals.horizon,
        )
        + deals.said_of_money
    )
    cases = _in_order(
        deals.begin, deals.mask & deals.counts & (deals.begin != NO_TIME) & _same_currency(deals)
    )
    won = deals.days[cases] <= deals.horizon
    why = _why_none(deals) or ("" if (won & deals.money[cases]).any() else _NO_AMOUNTS)
    if why:
        return unknown(*what, words, why)
    time, days = deals.begin[cases], deals.days[cases]
    amount = np.where(deals.money, deals.log.cases.amount, np.nan)[cases]
    last = ended(deals.log)[cases]
    last = np.where(last == NO_TIME, told_until(deals.log), last)

    def tell(part: NDArray[np.int64], begin: int, end: int) -> KpiValue:
        overlap = np.minimum(last, end) - np.maximum(time, begin)
        open_deals = float(np.maximum(overlap, 0).sum()) / max(end - begin, 1)
        return velocity(won[part], amount[part], days[part], open_deals)

    return Figure(
        *what, words, cases, time, np.full(len(cases), np.nan), tell,
        known_from=deals.far_back, known_until=deals.old_enough, currency=deals.currency,
    )  # fmt: skip


def _same_currency(deals: Deals) -> NDArray[np.bool_]:
    """Deals without an amount, and those in the currency that money is told in."""
    amount = deals.log.cases.amount
    return deals.money | np.isnan(amount) | (amount <= 0)


def _in_order(time: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The chosen cases in order of a time."""
    cases = np.flatnonzero(chosen)
    return cases[np.argsort(time[cases], kind="stable")].astype(np.int32)

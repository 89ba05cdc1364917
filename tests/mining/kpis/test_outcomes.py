"""Winning, cycle, revenue and velocity: only of deals old enough, counted by hand and against Aalen and Johansen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mining.aggregates.periods import Period
from mining.kpis.figure import EARLIEST, LATEST, TOO_EARLY, TOO_YOUNG, Figure, series_of
from mining.kpis.outcomes import AMOUNT, CYCLE, REVENUE, VELOCITY, WINNING, Deals, outcome_figures
from mining.kpis.periods import periods_of
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.kpi_series import KpiValue
from tests.builders import DAY, START, a_log
from tests.mining.kpis.logs import everything


def a_year(**more: object) -> EventLog:
    """A deal a day for 360 days: every fourth is won after 20 days for 1,000, the next is lost, two stay open."""
    n = 360
    created = START + np.arange(n) * DAY
    outcome = np.array(
        [(Outcome.WON, Outcome.LOST, Outcome.OPEN, Outcome.OPEN)[at % 4] for at in range(n)], dtype=np.int8
    )
    closed = np.where(outcome == Outcome.OPEN, NO_TIME, created + 20 * DAY)
    log = a_log(
        *["Qualify"] * n, created=created, closed=closed, outcome=outcome, amount=np.full(n, 1000.0),
        currency=["EUR"] * n, **more,
    )  # fmt: skip
    return replace(log, timestamp=created)


def figures(log: EventLog) -> dict[str, Figure]:
    return {one.key: one for one in outcome_figures(Deals.of(log, everything(log)))}


def whole(figure: Figure) -> KpiValue:
    return figure.between(EARLIEST, LATEST, False)


def test_that_winning_counts_open_deals_once_they_are_old_enough() -> None:
    log = a_year()
    figure = figures(log)[WINNING]
    assert figure.name == "Won within 30 days"
    assert whole(figure).n == 360
    old = figure.between(EARLIEST, START + 330 * DAY, False)  # all of them are watched for 30 days
    assert old.n == 330
    assert old.value == pytest.approx(83 / 330)


def test_that_it_is_the_cumulative_incidence_of_aalen_and_johansen() -> None:
    """Lost is a competing end and open deals are censored by the end of the log: the product over days, by hand."""
    log = a_year()
    old = log.cases.created < START + 330 * DAY
    days = np.where(
        log.cases.closed == NO_TIME,
        359 * DAY + START - log.cases.created,
        log.cases.closed - log.cases.created,
    )
    free, won = 1.0, 0.0
    for day in np.unique(days[old]):
        at_risk = (days[old] >= day).sum()
        ends = [
            (old & (log.cases.outcome == which) & (days == day)).sum()
            for which in (Outcome.WON, Outcome.LOST)
        ]
        if day <= 30 * DAY:
            won += free * ends[0] / at_risk
            free *= 1 - sum(ends) / at_risk
    assert won == pytest.approx(83 / 330)
    assert figures(log)[WINNING].between(EARLIEST, START + 330 * DAY, False).value == pytest.approx(won)
    for_all = 0.0
    free = 1.0
    for day in np.unique(days):
        at_risk = (days >= day).sum()
        ends = [((log.cases.outcome == one) & (days == day)).sum() for one in (Outcome.WON, Outcome.LOST)]
        if day <= 30 * DAY:
            for_all += free * ends[0] / at_risk
            free *= 1 - sum(ends) / at_risk
    assert whole(figures(log)[WINNING]).value == pytest.approx(for_all)


def test_that_periods_that_are_too_young_or_too_early_are_told_as_such() -> None:
    log = a_year()
    found = figures(log)
    months = periods_of(log, Period.MONTH)
    winning, cycle = (series_of(found[key], months, None) for key in (WINNING, CYCLE))
    assert winning.values[-1].why_none == TOO_YOUNG
    assert winning.values[5].is_told
    assert cycle.values[0].why_none == TOO_EARLY
    assert cycle.values[5].why_none == "Too few deals: 8 of at least 10."


def test_that_the_cycle_is_the_median_of_the_deals_won_in_the_period() -> None:
    found = figures(a_year())[CYCLE]
    part = found.part(EARLIEST, LATEST)
    assert found.tell(part, 0, 0).value == 20


def test_that_revenue_is_told_a_month() -> None:
    found = figures(a_year())[REVENUE]
    told = found.between(START + 40 * DAY, START + 340 * DAY, False)
    assert told.value == pytest.approx(75 * 1000 / 300 * 30.436875)


def test_that_velocity_is_open_deals_times_value_times_win_rate_by_cycle() -> None:
    log = a_year()
    ended = np.where(log.cases.outcome == Outcome.OPEN, Outcome.LOST, log.cases.outcome).astype(np.int8)
    log = replace(log, cases=replace(log.cases, outcome=ended, closed=log.cases.created + 20 * DAY))
    found = figures(log)[VELOCITY].between(START + 100 * DAY, START + 200 * DAY, False)
    assert found.value == pytest.approx(20 * 1000 * 0.25 / 20)  # a deal a day for 20 days each: 20 are open


def test_that_amounts_in_another_currency_are_left_out_and_said_so() -> None:
    log = a_year()
    currencies = Categorical.of(["EUR"] * 300 + ["USD"] * 60)
    log = replace(log, cases=replace(log.cases, currency=currencies))
    found = figures(log)
    assert found[AMOUNT].currency == "EUR"
    assert "60 deals in other currencies are left out" in found[AMOUNT].words
    assert len(found[AMOUNT].case) == 75
    assert found[VELOCITY].case.max() == 299


def test_that_logs_without_outcomes_or_all_open_say_why() -> None:
    unknown = a_log(*["Qualify"] * 20, outcome=np.full(20, Outcome.UNKNOWN, dtype=np.int8))
    all_open = a_log(*["Qualify"] * 20)
    for log, words in ((unknown, "known to be won or lost"), (all_open, "still open")):
        for figure in figures(log).values():
            assert words in figure.why_none
    no_amounts = a_log(*["Qualify > Won"] * 20, created=np.full(20, START), closed=np.full(20, START + DAY))
    assert figures(no_amounts)[REVENUE].why_none == "No won deal has an amount."


def test_that_ten_deals_and_none_do_not_divide_by_zero() -> None:
    for n in (0, 1, 10):
        log = a_log(
            *["Qualify > Won"] * n, created=np.full(n, START), closed=np.full(n, START), amount=np.zeros(n)
        )
        for figure in figures(log).values():
            found = whole(figure)
            assert found.value is None or (
                found.low is not None and found.high is not None and found.low < found.high
            )

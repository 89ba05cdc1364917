"""Months, quarters, and by when a deal can be judged."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np

from mining.aggregates.periods import Period
from mining.kpis.periods import (
    MOST,
    days_to_win,
    horizon_days,
    periods_between,
    periods_of,
    told_until,
    usual_period,
    window_of,
)
from models.case_table import NO_TIME, Outcome
from models.event_log import EventLog
from models.strategy import Baseline
from tests.builders import DAY, START, a_log

YEAR = 365 * DAY


def won_after(*days: float) -> EventLog:
    closed = START + (np.array(days) * DAY).astype(np.int64)
    created = np.full(len(days), START)
    return a_log(*["Qualify > Won"] * len(days), created=created, closed=closed)


def test_that_months_and_quarters_follow_each_other_without_a_gap() -> None:
    months = periods_between(START, START + 70 * DAY, Period.MONTH)
    assert [one.name for one in months] == ["2026-01", "2026-02", "2026-03"]
    assert all(a.ends == b.begins for a, b in pairwise(months))
    assert [one.name for one in periods_between(START - YEAR, START, Period.QUARTER)] == [
        "2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1"
    ]  # fmt: skip


def test_that_a_mistyped_year_does_not_make_a_thousand_periods() -> None:
    periods = periods_between(0, START, Period.MONTH)
    assert len(periods) == MOST
    assert periods[-1].name == "2026-01"


def test_that_an_empty_log_has_no_periods() -> None:
    log = a_log()
    assert told_until(log) == NO_TIME
    assert periods_of(log, Period.MONTH) == ()
    assert usual_period(log, np.zeros(0, dtype=bool)) is Period.QUARTER


def test_that_the_horizon_is_the_next_step_above_nine_tenths_of_the_wins() -> None:
    log = won_after(*range(1, 22))  # the 90 % quantile is 19
    assert horizon_days(log, np.ones(21, dtype=bool)) == 30
    assert horizon_days(log, np.arange(21) < 19) == 90


def test_that_only_won_deals_have_days_to_win() -> None:
    log = a_log(
        "Qualify > Won", "Qualify > Lost", "Qualify", "Qualify > Won",
        created=np.full(4, START), closed=np.array([START + 4 * DAY, START + DAY, NO_TIME, NO_TIME]),
    )  # fmt: skip
    found = days_to_win(log)
    assert found[0] == 4
    assert np.isnan(found[1:]).all()
    assert log.cases.outcome[3] == Outcome.WON


def test_that_a_baseline_holds_its_last_day() -> None:
    begin, end = window_of(Baseline(date(2026, 1, 5), date(2026, 1, 6)))
    assert (begin, end) == (START, START + 2 * DAY)


def test_that_months_are_usual_only_with_enough_deals() -> None:
    times = START + np.arange(60) * DAY
    log = a_log(*["Qualify"] * 60, created=times)
    assert usual_period(log, np.ones(60, dtype=bool)) is Period.QUARTER
    log = a_log(*["Qualify"] * 60, created=np.full(60, START))
    assert usual_period(log, np.ones(60, dtype=bool)) is Period.MONTH

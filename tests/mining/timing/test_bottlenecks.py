"""Bottlenecks with numbers computed by hand, and against a plain loop over the deals."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.timing.bottlenecks import bottlenecks
from mining.timing.quarters import quarter_bounds, quarter_name
from mining.timing.wording import (
    headline,
    name_of,
    row_sentence,
    trend_sentence,
    trend_words,
    waiting_sentence,
)
from mining.working_time.clock import on_the_clock
from models.bottlenecks import Bottleneck, Bottlenecks, Trend
from models.calendar import Calendar
from models.case_table import Outcome
from models.event_log import EventLog
from tests.builders import DAY, START, a_log


def timed(log: EventLog, *days: float) -> EventLog:
    """The log with its events so many days after its first Monday."""
    return replace(log, timestamp=(START + np.array(days) * DAY).astype(np.int64))


def everyone(log: EventLog) -> np.ndarray:
    return np.ones(log.n_cases, dtype=bool)


def found(log: EventLog) -> Bottlenecks:
    return bottlenecks(log, everyone(log))


def row(rows: tuple[Bottleneck, ...], name: str) -> Bottleneck:
    return next(row for row in rows if name_of(row) == name)


def test_that_a_step_has_its_median_its_share_and_what_would_be_saved() -> None:
    log = timed(a_log(*["Qualify > Demo > Won"] * 3), 0, 1, 2, 0, 2, 3, 0, 9, 10)
    both = found(log)
    first = row(both.steps, "Qualify → Demo")
    assert (first.deals, first.times, first.median_days) == (3, 3, 2.0)
    assert first.p90_days == pytest.approx(2 + 0.8 * 7)
    assert (first.total_days, both.total_days) == (12.0, 15.0)
    assert first.share == pytest.approx(12 / 15)
    assert first.saved_days == 7.0  # the slowest takes 9 days instead of 2
    assert row(both.stages, "Demo").saved_days == 0.0
    assert [name_of(r) for r in both.steps] == ["Qualify → Demo", "Demo → Won"]
    assert headline(both) == (
        "Most time goes into Qualify → Demo: 80\u00a0% of all deal time; median 2\u00a0days, "
        "nine in ten within 7.6\u00a0days."
    )


def test_that_open_deals_wait_until_the_last_event_of_the_log() -> None:
    log = timed(a_log("Qualify > Demo > Won", "Qualify", "Qualify", "Qualify > Demo"), 0, 2, 10, 1, 9, 3, 5)
    both = found(log)
    waiting = row(both.stages, "Qualify").waiting
    assert (waiting.deals, waiting.median_days) == (2, 5.0)  # for 9 days and for 1
    assert waiting.late == 1  # nine in ten took 2 days
    assert row(both.steps, "Qualify → Demo").waiting == waiting
    assert row(both.stages, "Demo").waiting.late == 0  # 5 days of 8
    assert "2 open deals wait in Qualify now, for 5 days (median); 1 of them longer" in waiting_sentence(
        row(both.stages, "Qualify"), both
    ).replace("\u00a0", " ")
    assert row(both.stages, "Qualify").total_days == 4.0  # those who wait are not in it


def test_that_a_stage_nobody_left_is_told_with_those_who_wait_there() -> None:
    log = timed(a_log("Qualify", "Qualify"), 0, 4)
    both = found(log)
    assert both.steps == ()
    (stage,) = both.stages
    assert (stage.times, stage.waiting.deals, stage.waiting.late) == (0, 2, 0)
    assert row_sentence(stage, both).startswith("2\u00a0deals stay in Qualify. ")
    assert headline(both) == "No deal has taken a step yet, so that there is no time to tell of."


def test_that_a_filter_leaves_the_others_out() -> None:
    log = timed(a_log("Qualify > Demo", "Qualify > Demo"), 0, 1, 0, 30)
    both = bottlenecks(log, np.array([True, False]))
    assert row(both.steps, "Qualify → Demo").total_days == 1.0
    assert row(both.stages, "Demo").waiting.median_days == 29.0  # until the last event of any deal
    nobody = bottlenecks(log, np.array([False, False]))
    assert (nobody.steps, nobody.stages, nobody.deals) == ((), (), 0)


def test_that_working_days_are_counted_where_there_is_a_calendar() -> None:
    log = timed(a_log("Qualify > Demo"), 4.5, 7.5)  # Friday noon to Monday noon
    both = found(on_the_clock(log, Calendar()))
    assert row(both.steps, "Qualify → Demo").median_days == pytest.approx(1.0)
    assert "1\u00a0working day (median)" in row_sentence(both.steps[0], both)


def test_that_a_trend_is_told_only_where_it_is_more_than_chance() -> None:
    """Twelve deals a quarter: 2 days each in the first, 9 to 20 in the second; or the same in both."""
    starts = [*(10 + i for i in range(12)), *(100 + i for i in range(12))]
    slower = [2.0] * 12 + [9.0 + i for i in range(12)]
    for took, told in ((slower, True), ([2.0 + i % 3 for i in range(24)], False)):
        times = [day for begin, days in zip(starts, took, strict=True) for day in (begin, begin + days)]
        both = found(timed(a_log(*["Qualify > Won"] * 24), *times))
        assert both.quarters == ("Q1\u00a02026", "Q2\u00a02026")
        (step,) = both.steps
        assert step.trend is not None
        assert (step.trend.n_before, step.trend.n_now) == (12, 12)
        assert bool(trend_words(step.trend, None)) is told
        if told:
            assert trend_words(step.trend, None) == "+12\u00a0days"  # from 2 to 14.5
    assert trend_words(None, None) == ""
    assert trend_sentence(None, both).startswith("Cannot tell")
    assert trend_words(Trend(3.0, 3.0, 99, 99, 0.001), None) == ""


def test_that_few_steps_in_a_quarter_have_no_trend() -> None:
    assert found(timed(a_log(*["Qualify > Won"] * 2), 10, 12, 100, 120)).steps[0].trend is None


def test_that_quarters_are_those_of_the_calendar() -> None:
    new_year = 1_767_225_600_000_000
    before, begin, end = quarter_bounds(new_year)
    assert [quarter_name(time) for time in (before, begin, end)] == [
        "Q4\u00a02025", "Q1\u00a02026", "Q2\u00a02026"
    ]  # fmt: skip
    assert begin == new_year
    assert quarter_bounds(new_year - 1)[1] == before


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_that_all_numbers_are_those_of_a_plain_loop(data: st.DataObject) -> None:
    dice = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    traces = [" > ".join(dice.choice(list("ABC"), dice.integers(0, 6))) for _ in range(dice.integers(1, 30))]
    log = a_log(*traces, outcome=dice.integers(0, 3, len(traces)).astype(np.int8))
    case = log.case_of_event
    days = np.round(dice.random(log.n_events) * 20, 3)
    days = days[np.lexsort((days, case))]
    log = timed(log, *days)
    mask = dice.random(log.n_cases) < 0.7
    both = bottlenecks(log, mask)
    steps: dict[tuple[str, str], list[float]] = {}
    waiting: dict[str, int] = {}
    for number in np.flatnonzero(mask).tolist():
        trace, begin = log.trace(number), int(log.case_start[number])
        for at, pair in enumerate(pairwise(trace)):
            took = (log.timestamp[begin + at + 1] - log.timestamp[begin + at]) / DAY
            steps.setdefault(pair, []).append(float(took))
        if trace and log.cases.outcome[number] == Outcome.OPEN:
            waiting[trace[-1]] = waiting.get(trace[-1], 0) + 1
    assert {(r.source, r.target or "") for r in both.steps} == steps.keys()
    for step in both.steps:
        took = np.array(steps[step.source, step.target or ""])
        assert step.times == len(took)
        assert step.median_days == pytest.approx(np.median(took))
        assert step.p90_days == pytest.approx(np.quantile(took, 0.9))
        assert step.saved_days == pytest.approx(np.maximum(0, took - np.median(took)).sum())
    assert both.total_days == pytest.approx(sum(map(sum, steps.values())))
    assert {r.source: r.waiting.deals for r in both.stages if r.waiting.deals} == waiting

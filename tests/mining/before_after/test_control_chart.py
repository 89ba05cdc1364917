"""The control chart: limits by hand, and what is a signal."""

from math import sqrt

import pytest

from mining.before_after.control_chart import control_chart
from models.snapshot import Measured
from tests.mining.before_after.built import JANUARY, cell, days, share

LAST = JANUARY - 1


def steady(hits: float = 20) -> Measured:
    return share(*(cell("North", month, 40, hits) for month in range(-6, 0)))


def test_that_limits_are_three_standard_errors_about_the_share_before() -> None:
    chart = control_chart(steady(), share(cell("North", 0, 100, 20)), LAST)
    assert chart.centre == 0.5
    last = chart.points[-1]
    reach = 3 * sqrt(0.5 * 0.5 / 100)
    assert (last.name, last.value, last.n) == ("2026-01", 0.2, 100)
    assert (last.low, last.high) == pytest.approx((0.5 - reach, 0.5 + reach))
    assert last.is_after
    assert last.is_beyond
    assert not any(point.is_signal for point in chart.points[:-1])


def test_that_reps_who_differ_from_quarter_to_quarter_widen_the_limits() -> None:
    wide = control_chart(
        share(*steady().cells, spread=4.0, freedom=40), share(cell("North", 0, 100, 30)), LAST
    )
    assert wide.points[-1].high - wide.centre == pytest.approx(2 * 3 * sqrt(0.25 / 100))
    assert not wide.points[-1].is_signal


def test_that_the_eighth_in_a_row_on_one_side_is_a_signal() -> None:
    now = share(*(cell("North", month, 40, 17) for month in range(9)))
    chart = control_chart(steady(), now, LAST)
    assert [point.in_run for point in chart.points] == [False] * (6 + 7) + [True, True]
    assert not any(point.is_beyond for point in chart.points)


def test_that_fewer_than_ten_deals_are_shown_but_not_judged_and_a_gap_has_no_value() -> None:
    chart = control_chart(steady(), share(cell("North", 0, 5, 0), cell("North", 2, 40, 20)), LAST)
    few, none, last = chart.points[-3:]
    assert (few.value, few.is_judged, few.is_signal) == (0.0, False, False)
    assert (none.value, none.n) == (None, 0)
    assert last.value == 0.5


def test_that_quarters_are_shown_where_months_have_few_deals() -> None:
    before = share(*(cell("North", month, 12, 6) for month in range(-12, 0)))
    chart = control_chart(before, share(*(cell("North", month, 12, 6) for month in range(3))), LAST)
    assert [point.name for point in chart.points] == ["2025 Q1", "2025 Q2", "2025 Q3", "2025 Q4", "2026 Q1"]
    assert chart.points[-1].n == 36


def test_that_means_have_the_limits_of_their_spread_and_a_team_its_own() -> None:
    before = days(*((month, [10.0, 14.0] * 20) for month in range(-6, 0)))
    chart = control_chart(before, days((0, [12.0] * 40)), LAST, "North")
    deviation = sqrt(4 * 240 / 239)
    assert chart.centre == 12.0
    assert chart.points[-1].high == pytest.approx(12 + 3 * deviation / sqrt(40))
    nobody = control_chart(before, days((0, [12.0] * 40)), LAST, "South")
    assert nobody.points == ()
    assert nobody.why == "Too few deals before to draw limits: 0 of at least 20."

"""Rules with a time: days of 24 hours, business days, calendars, and what is not over at the end of the log."""

from datetime import date

import numpy as np
import pytest

from mining.working_time.shifts import shifts_of
from models.calendar import Calendar
from models.errors import UserError
from tests.builders import DAY, a_log
from tests.mining.rules.logs import at, broken_at, checked, verdicts, with_activities

pytestmark = pytest.mark.usefixtures("way")

ANSWER = "response: [Demo, Proposal], within: "


def one(begin: float, end: float):
    return at(a_log("Demo > Proposal > Closed Won"), begin, end, end)


@pytest.mark.parametrize(
    ("begin", "end", "within", "verdict"),
    [
        (0.0, 2.0, "2d", "kept"),  # to the microsecond
        (0.0, 2.001, "2d", "broken"),
        (4.0, 7.0, "2d", "broken"),  # Friday to Monday are three days
        (4.0, 7.0, "1bd", "kept"),  # but one business day
        (4.5, 7.5, "1bd", "kept"),  # Friday noon to Monday noon
        (4.5, 7.6, "1bd", "broken"),
        (5.5, 7.9, "1bd", "kept"),  # Saturday noon counts from Monday
        (5.5, 8.0, "1bd", "kept"),
        (5.5, 8.1, "1bd", "broken"),
        (0.0, 11.0, "9bd", "kept"),  # Monday to the Friday after
        (0.0, 14.0, "9bd", "broken"),
        (0.0, 14.0, "10bd", "kept"),
    ],
)
def test_that_time_is_counted_on_the_right_clock(begin, end, within, verdict) -> None:
    assert verdicts(one(begin, end), ANSWER + within) == [verdict]


def test_that_the_calendar_of_the_process_is_kept_to() -> None:
    hours = '{days: Mon-Fri, hours: "09:00-17:00"}'
    afternoon, next_noon, next_evening = 16 / 24, 1 + 12 / 24, 1 + 20 / 24
    assert verdicts(one(afternoon, next_noon), ANSWER + "1bd", hours) == ["kept"]
    assert verdicts(one(afternoon, next_evening), ANSWER + "1bd", hours) == ["broken"]
    assert verdicts(one(20 / 24, next_evening), ANSWER + "1bd", hours) == ["kept"]
    assert verdicts(one(0, 5), ANSWER + "4bd", "{days: Sun-Thu}") == ["kept"]
    assert verdicts(one(0, 2), ANSWER + "1bd") == ["broken"]
    assert verdicts(one(0, 2), ANSWER + "1bd", "{holidays: [2026-01-06, 2026-01-10]}") == ["kept"]


def test_that_days_are_those_of_the_calendars_zone() -> None:
    friday_evening_there, monday_evening_there = (
        5 + 1 / 24,
        8 + 0.5 / 24,
    )  # Saturday 1:00 and Tuesday 0:30 in UTC
    log = one(friday_evening_there, monday_evening_there)
    assert verdicts(log, ANSWER + "1bd", "{zone: America/New_York}") == ["kept"]
    assert verdicts(log, ANSWER + "1bd") == ["broken"]


def test_that_public_holidays_of_a_country_are_not_worked() -> None:
    log = one(-5, -3)  # from Wednesday over New Year's Day to Friday
    assert verdicts(log, ANSWER + "1bd", "{holidays: GB}") == ["kept"]
    assert verdicts(log, ANSWER + "1bd", "{holidays: [US-CA, 2026-07-03]}") == ["kept"]
    assert verdicts(log, ANSWER + "1bd") == ["broken"]


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        ("Mon-Fri", "is no section"),
        ("{days: Mon-Foo}", "has the days “Mon-Foo”"),
        ('{hours: "18:00-09:00"}', "has the hours “18:00-09:00”"),
        ("{hours: all}", "has the hours “all”"),
        ("{zone: Mars/Base}", "no time zone"),
        ("{holidays: [2026-13-01]}", "has a holiday that is no date"),
        ("{holidays: {a: b}}", "has holidays that are no list"),
        ("{holidays: Germania}", "no public holidays of Germania"),
        ("{holidays: US-ZZ}", "its regions are AK, AL"),
    ],
)
def test_that_a_calendar_that_makes_no_sense_is_refused(calendar, said) -> None:
    with pytest.raises(UserError, match=said):
        checked(one(0, 1), "never: Demo", calendar=calendar)


def test_that_an_answer_whose_time_is_not_over_is_pending_in_every_deal() -> None:
    log = at(a_log("Demo", "Demo > Closed Won", "Demo", "Qualify"), 8, 8, 9, 1, 10)
    assert verdicts(log, ANSWER + "2d") == ["pending", "pending", "broken", "-"]
    assert broken_at(log, ANSWER + "2d") == [[], [], [0], []]
    assert verdicts(log, ANSWER + "1d") == ["broken", "broken", "broken", "-"]


def test_that_only_the_late_ones_of_several_calls_break_a_rule() -> None:
    log = at(a_log("Demo > Proposal > Demo > Proposal > Demo"), 0, 1, 2, 7, 8)
    assert verdicts(log, ANSWER + "2d") == ["broken"]
    assert broken_at(log, ANSWER + "2d") == [[2]]
    assert verdicts(log, ANSWER + "5d") == ["pending"]


def test_that_a_precedence_can_ask_for_something_recent() -> None:
    log = at(
        a_log("Demo > Proposal > Demo > Proposal > Proposal > Closed Won", "Proposal"), 0, 1, 5, 8, 20, 21, 0
    )
    assert broken_at(log, "precedence: [Demo, Proposal], within: 3d") == [[4], [0]]
    assert verdicts(log, "precedence: [Demo, Proposal], within: 15d") == ["kept", "broken"]


def test_that_a_meeting_planned_in_another_deal_does_not_make_time_pass() -> None:
    log = with_activities(a_log("Qualify > Demo", "Demo > Meeting", "Demo > Proposal > Meeting"), "Meeting")
    log = at(log, 0, 1, 1, 400, 1, 2, 3)
    assert verdicts(log, ANSWER + "5d") == ["pending", "broken", "kept"]


def test_that_the_clock_agrees_with_numpy_on_whole_days_and_stands_still_outside_of_them() -> None:
    off = [date(2026, 1, 1), date(2026, 4, 3), date(2026, 4, 4)]
    calendar = Calendar(frozenset({0, 1, 3, 5}), 9 * 60, 17 * 60, holidays=frozenset(off))
    days = np.arange("2025-12-25", "2026-05-01", dtype="datetime64[D]")
    noon = days.astype("datetime64[us]").astype(np.int64) + DAY // 2
    shown = shifts_of(calendar, noon).clock(noon)
    worked = np.busday_count(
        days[0], days, weekmask=[1, 1, 0, 1, 0, 1, 0], holidays=np.array(off, "datetime64[D]")
    )
    is_working = np.is_busday(days, weekmask=[1, 1, 0, 1, 0, 1, 0], holidays=np.array(off, "datetime64[D]"))
    hour = DAY // 24
    expected = worked * 8 * hour + is_working * 3 * hour
    assert (shown - shown[0] == expected - expected[0]).all()
    evening = noon + 6 * hour
    assert (shifts_of(calendar, evening).clock(evening) - shown == is_working * 5 * hour).all()


def test_that_the_hour_that_comes_twice_is_worked_twice() -> None:
    calendar = Calendar(frozenset(range(7)), zone="Europe/Berlin")
    times = np.arange("2026-10-24T12", "2026-10-26T12", dtype="datetime64[h]").astype("datetime64[us]")
    shown = shifts_of(calendar, times.astype(np.int64)).clock(times.astype(np.int64))
    assert (np.diff(shown) == DAY // 24).all()


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Pacific/Apia", "Asia/Kathmandu"])
def test_that_the_clock_never_runs_backwards(zone: str) -> None:
    times = np.sort(np.random.default_rng(1).integers(1_300_000_000, 1_500_000_000, 5_000)) * 1_000_000
    calendar = Calendar(frozenset(range(5)), 0, 24 * 60, zone)
    shown = shifts_of(calendar, times).clock(times)
    assert (np.diff(shown) >= 0).all()
    assert (np.diff(shown) <= np.diff(times)).all()

"""What a calendar is called, what it means, and how times are written under it."""

from datetime import date

import pytest

from mining.discovery.map_shape import short_days
from mining.number_format import days, days_unit, hours, signed_days
from mining.working_time.words import calendar_label, calendar_name, calendar_sentence
from models.calendar import Calendar

OFFICE = Calendar(opens=540, closes=1080, zone="Europe/London", countries=("GB-ENG",))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_that_a_calendar_has_a_name_and_a_meaning() -> None:
    assert calendar_name(OFFICE) == "Mon–Fri 09:00–18:00 Europe/London, holidays of GB-ENG"
    assert plain(calendar_sentence(OFFICE, 2025)) == (
        "A working day is 9 hours, and a week has 5 days; 8 public holidays of United Kingdom, ENG in 2025. "
        "From Friday at noon to Monday at noon is 1 working day."
    )
    assert calendar_name(None) == "around the clock"
    assert [calendar_label(one) for one in (None, OFFICE, Calendar(frozenset({0, 2}), 510, 960), Calendar())] == [
        "Around the clock", "wd: Mon–Fri 9–18", "wd: Mon,Wed 8:30–16", "wd: Mon–Fri"
    ]  # fmt: skip
    assert calendar_sentence(None, 2025).startswith("Durations count every hour")


@pytest.mark.parametrize(
    ("calendar", "name", "weekend"),
    [
        (Calendar(), "Mon–Fri UTC", "1 working day"),
        (Calendar(frozenset(range(7))), "Mon–Sun UTC", "3 working days"),
        (Calendar(frozenset({0, 2}), 480, 720), "Mon,Wed 08:00–12:00 UTC", "1 working day"),
        (Calendar(opens=780, closes=1020), "Mon–Fri 13:00–17:00 UTC", "1 working day"),
        (Calendar(frozenset({5}), 600, 960), "Sat 10:00–16:00 UTC", "1 working day"),
        (Calendar(frozenset({1, 2})), "Tue,Wed UTC", "0 working days"),
    ],
)
def test_that_a_weekend_comes_to_what_is_worked_of_it(calendar: Calendar, name: str, weekend: str) -> None:
    assert calendar_name(calendar) == name
    assert plain(calendar_sentence(calendar, 2026)).endswith(
        f"From Friday at noon to Monday at noon is {weekend}."
    )


def test_that_own_days_off_are_told() -> None:
    calendar = Calendar(holidays=frozenset({date(2026, 12, 24), date(2026, 12, 31)}))
    assert plain(calendar_name(calendar)) == "Mon–Fri UTC, 2 own holidays"
    assert "; 2 days off by date." in plain(calendar_sentence(calendar, 2026))


def test_that_times_say_that_they_are_working_time() -> None:
    written = [days(value, 9.0) for value in (14.2, 3.46, 1.0, 0.5, 0.01, 0.0, 0.0001, None)]
    assert list(map(plain, written)) == [
        "14 working days", "3.5 working days", "1 working day", "4 working hours", "5 working minutes",
        "0 working days", "< 1 working minute", "–",
    ]  # fmt: skip
    shorts = [short_days(value, 9.0) for value in (14.2, 6.24, 0.5, 0.05, None)]
    assert list(map(plain, shorts)) == ["14 wd", "6.2 wd", "4 h", "27 min", ""]
    assert list(map(plain, (days_unit(None), days_unit(7.5), hours(1)))) == [
        "days", "working days of 7.5 hours", "1 hour"
    ]  # fmt: skip
    assert list(map(plain, (signed_days(3.21), signed_days(-5 / 24), signed_days(0, 9)))) == [
        "+3.2 days", "−5 hours", "0 working days"
    ]  # fmt: skip

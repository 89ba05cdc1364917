"""Calendars as they are written, and the public holidays that they name."""

from datetime import date

import pytest

from mining.working_time.public_holidays import checked_place, days_off, places
from mining.working_time.written import calendar_of_parts, calendar_of_text, text_of
from models.calendar import Calendar
from models.errors import UserError


def test_that_a_line_is_read_in_any_order_and_written_back() -> None:
    text = "Mon-Fri 09:00-18:00 Europe/London GB US-CA 2026-12-24"
    calendar = calendar_of_text(text, "--calendar")
    assert calendar == Calendar(
        frozenset(range(5)), 540, 1080, "Europe/London", frozenset({date(2026, 12, 24)}), ("GB", "US-CA")
    )
    assert text_of(calendar) == text
    assert calendar_of_text(" ".join(reversed(text.split())), "--calendar") == calendar
    assert calendar_of_text("", "--calendar") == Calendar()
    assert calendar_of_text("Mon-Fri 9-18", "--calendar") == calendar_of_text("Mon-Fri 09:00-18:00", "")
    assert text_of(Calendar(frozenset({0, 2}))) == "Mon,Wed 00:00-24:00 UTC"


@pytest.mark.parametrize(
    ("written", "dates", "countries"),
    [
        ("GB", set(), ("GB",)),
        ("gb, us-ca", set(), ("GB", "US-CA")),
        (["United Kingdom", "2026-12-24"], {date(2026, 12, 24)}, ("GB",)),
        ([date(2026, 12, 24), "DE-BY"], {date(2026, 12, 24)}, ("DE-BY",)),
        (False, set(), ("NO",)),  # what YAML makes of the code of Norway
        ([False, "SE"], set(), ("NO", "SE")),
        ("", set(), ()),
    ],
)
def test_that_holidays_are_dates_and_places(written, dates, countries) -> None:
    calendar = calendar_of_parts("", "", "", written, "It")
    assert (set(calendar.holidays), calendar.countries) == (dates, countries)


def test_that_public_holidays_are_those_of_the_place() -> None:
    year = days_off(("GB-ENG",), 2025, 2025)
    assert {date(2025, 4, 18), date(2025, 4, 21), date(2025, 8, 25), date(2025, 12, 26)} <= year
    assert len(year) == 8
    assert date(2025, 7, 4) in days_off(("US-CA",), 2025, 2025)
    assert days_off((), 2025, 2025) == days_off(("GB",), 5000, 5001) == frozenset()


def test_that_an_unknown_place_is_refused_with_what_to_write() -> None:
    with pytest.raises(UserError, match="did you mean DE"):
        checked_place("Germny")
    with pytest.raises(UserError, match="its regions are ENG, NIR, SCT, WLS"):
        checked_place("GB-XX")
    with pytest.raises(UserError, match="write a country as its two letters"):
        checked_place("Q1")


def test_that_places_have_names() -> None:
    assert places()["GB"] == "United Kingdom"
    assert places()["US-CA"] == "United States, CA"

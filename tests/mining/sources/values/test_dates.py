from datetime import UTC, datetime

import pytest

from mining.sources.values.dates import read_times, reading_of
from models.case_table import NO_TIME
from models.categorical import Categorical
from models.errors import UserError


def micros(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1_000_000  # type: ignore[arg-type]


def times(*texts: str, day_first: bool | None = None, zone: str = "UTC") -> list[int]:
    return read_times(Categorical.of(texts), "when", "log.csv", day_first, zone).micros.tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-05T09:12:33.000Z", micros(2026, 1, 5, 9, 12, 33)),
        ("2026-01-05T09:12:33.000+0000", micros(2026, 1, 5, 9, 12, 33)),
        ("2026-01-05 09:12:33", micros(2026, 1, 5, 9, 12, 33)),
        ("2026-01-05T09:12:33+02:00", micros(2026, 1, 5, 7, 12, 33)),
        ("2026-01-05T09:12:33-05", micros(2026, 1, 5, 14, 12, 33)),
        ("2026-01-05", micros(2026, 1, 5)),
        ("20260105", micros(2026, 1, 5)),
        ("2014/10/22 11:15:41.000", micros(2014, 10, 22, 11, 15, 41)),
        ("05.01.2026 09:12", micros(2026, 1, 5, 9, 12)),
        ("5.1.26", micros(2026, 1, 5)),
        ("25/01/2026 9:12", micros(2026, 1, 25, 9, 12)),
        ("02/23/26 08:55 PM", micros(2026, 2, 23, 20, 55)),
        ("02/23/26 12:05 AM", micros(2026, 2, 23, 0, 5)),
        ("15 Apr, 2021 00:02:00", micros(2021, 4, 15, 0, 2)),
        ("Apr 15, 2021 3:04 pm", micros(2021, 4, 15, 15, 4)),
        ("7. März 2024", micros(2024, 3, 7)),
        ("1614556800", micros(2021, 3, 1)),
        ("1614556800000", micros(2021, 3, 1)),
    ],
)
def test_that_a_date_is_read_as_people_and_systems_write_it(text: str, expected: int) -> None:
    assert times(text) == [expected]


def test_that_fractions_of_a_second_are_kept() -> None:
    assert times("2026-01-05 00:00:00.5", "2026-01-05 00:00:00.123456789") == [
        micros(2026, 1, 5) + 500_000,
        micros(2026, 1, 5) + 123_456,
    ]


def test_that_one_value_decides_for_the_whole_column() -> None:
    assert times("01/02/2024", "13/02/2024") == [micros(2024, 2, 1), micros(2024, 2, 13)]
    assert times("01/02/2024", "02/13/2024") == [micros(2024, 1, 2), micros(2024, 2, 13)]


def test_that_an_undecided_column_is_asked_about_with_both_readings() -> None:
    with pytest.raises(UserError, match=r"1 February 2024 or 2 January 2024.*--dayfirst or --monthfirst"):
        times("01/02/2024", "05/02/2024")
    assert times("01/02/2024", day_first=True) == [micros(2024, 2, 1)]
    assert times("01/02/2024", day_first=False) == [micros(2024, 1, 2)]


def test_that_a_column_that_decides_itself_does_so_and_says_it() -> None:
    found = read_times(Categorical.of(["01/02/2024", "13/02/2024"]), "when", "log.csv", False, "UTC")
    assert found.micros.tolist() == [micros(2024, 2, 1), micros(2024, 2, 13)]
    assert any("although the month was said to come first" in note for note in found.notes)
    assert times("13/02/2024", "02/14/2024", "01/02/2024", day_first=True)[1:] == [
        NO_TIME,
        micros(2024, 2, 1),
    ]


def test_that_a_column_written_both_ways_is_asked_about() -> None:
    with pytest.raises(UserError, match=r"13/02/2024.*02/14/2024"):
        times("13/02/2024", "02/14/2024")


def test_that_values_unlike_the_rest_and_impossible_ones_are_not_read() -> None:
    found = read_times(
        Categorical.of(
            ["2024-02-28", "2024-02-30", "2023-02-29", "1948-01-01", "2900-01-01", "13/02/2024", "soon"]
            + [f"2024-03-{day:02}" for day in range(1, 11)]
        ),
        "when",
        "log.csv",
        None,
        "UTC",
    )
    assert found.micros[0] == micros(2024, 2, 28)
    assert found.reason.tolist()[:7] == [0, 1, 1, 3, 3, 2, 1]
    assert (found.micros[1:7] == NO_TIME).all()


def test_that_a_column_of_which_less_than_half_is_readable_is_refused() -> None:
    with pytest.raises(UserError, match=r"No date format fits column when of log\.csv, for example 'later'"):
        times("later", "soon", "2024-01-01")


def test_that_hours_that_come_twice_or_never_follow_the_stated_policy() -> None:
    found = read_times(
        Categorical.of(["2024-03-31 01:59:00", "2024-03-31 02:30:00", "2024-10-27 02:30:00"]),
        "when",
        "log.csv",
        None,
        "Europe/Berlin",
    )
    assert found.micros.tolist() == [
        micros(2024, 3, 31, 0, 59),
        micros(2024, 3, 31, 1, 30),  # 03:30 in summer time
        micros(2024, 10, 27, 0, 30),  # the first of the two, in summer time
    ]
    assert any(note.startswith("1 time") and "came twice" in note for note in found.notes)
    assert any(note.startswith("1 time") and "did not exist" in note for note in found.notes)


def test_that_times_without_a_zone_beside_others_are_counted() -> None:
    found = read_times(
        Categorical.of(["2024-01-01T10:00:00+05:00", "2024-01-01T06:00:00"]), "when", "log.csv", None, "UTC"
    )
    assert found.micros.tolist() == [micros(2024, 1, 1, 5), micros(2024, 1, 1, 6)]
    assert any(note.startswith("1 time without a zone") for note in found.notes)


def test_that_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UserError, match="no time zone 'Mars/Olympus'"):
        times("2024-01-01 10:00", zone="Mars/Olympus")


def test_that_a_reading_shows_both_ways_only_where_they_differ() -> None:
    unsure = reading_of(["01/02/2024", "05/02/2024"])
    assert unsure is not None
    assert unsure.is_ambiguous
    assert (unsure.as_day_first, unsure.as_month_first) == ("1 February 2024", "2 January 2024")
    sure = reading_of(["01/02/2024", "13/02/2024"])
    assert sure is not None
    assert not sure.is_ambiguous
    assert sure.format == "dd/mm/yyyy"
    assert reading_of(["Ann", "Bob"]) is None

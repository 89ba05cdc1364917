import pytest

from mining.areas.allowed_time import allowed_time, allowed_words
from mining.areas.wording import range_words, rate_words
from mining.number_format import q_words
from models.calendar import Calendar

HOUR = 3_600_000_000


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.27, 0.35, "27–35 %"),
        (0.9977, 1.0, "99.8–100.0 %"),
        (0.0, 0.0004, "0.00–0.04 %"),
        (0.271, 0.274, "27.1–27.4 %"),
    ],
)
def test_that_an_interval_is_seen_to_have_a_width(low: float, high: float, told: str) -> None:
    assert plain(range_words(low, high)) == told


def test_that_a_share_of_nothing_is_none() -> None:
    assert rate_words(0, 0, "deal") == "none of no deals"
    assert plain(rate_words(31, 100, "deal")) == "31 % of 100 deals (95 % interval 23–41 %)"


@pytest.mark.parametrize(
    ("written", "hours", "is_working", "told"),
    [
        ("1bd", 8, True, "1 business day"),
        ("2 d", 48, False, "2 days"),
        ("4h", 4, False, "4 hours"),
        ("1BH", 1, True, "1 business hour"),
    ],
)
def test_that_times_are_read_and_told(written: str, hours: int, is_working: bool, told: str) -> None:
    found = allowed_time(written, Calendar(opens=9 * 60, closes=17 * 60))
    assert found is not None
    assert (found.most, found.in_working_time) == (hours * HOUR, is_working)
    assert plain(allowed_words(written)) == told


@pytest.mark.parametrize("written", ["", "soon", "0h", "-1d", "1.5h", "99999h", "4 hours"])
def test_that_what_is_no_time_is_none_and_stays_as_it_is_written(written: str) -> None:
    assert allowed_time(written, Calendar()) is None
    assert allowed_words("soon") == "soon"


def test_that_a_tiny_q_is_not_told_with_an_exponent() -> None:
    assert plain(q_words(2.5e-6)) == "q < 0.001"
    assert plain(q_words(0.934)) == "q = 0.93"

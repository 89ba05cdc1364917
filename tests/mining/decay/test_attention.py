"""How long since anyone looked."""

from datetime import date

import pytest

from mining.decay.attention import attention, days_between, last_look
from models.review import Review
from models.strategy import Stakeholder

FIRST = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        ("weekly", 7),
        ("2w", 14),
        ("every two weeks", 14),
        ("Monthly", 30),
        ("every 10 days", 10),
        ("now and then", None),
    ],
)
def test_that_a_cadence_is_read_as_people_write_it(cadence: str, days: int | None) -> None:
    assert days_between(cadence) == days


def test_that_the_next_look_is_due_after_the_last_one() -> None:
    reviews = (
        Review(date(2026, 3, 1), "cmo"),
        Review(date(2026, 2, 1), "CMO"),
        Review(date(2026, 4, 1), "CFO"),
    )
    (found,) = attention([Stakeholder("CMO", cadence="weekly")], reviews, FIRST)
    assert (found.last, found.due) == (date(2026, 3, 1), date(2026, 3, 8))
    assert found.days_overdue(date(2026, 3, 18)) == 10
    assert found.days_overdue(date(2026, 3, 2)) == 0
    assert last_look(reviews) == date(2026, 4, 1)


def test_that_whoever_never_looked_is_due_after_the_first_day() -> None:
    (found,) = attention([Stakeholder("CMO", cadence="weekly")], (), FIRST)
    assert (found.last, found.due) == (None, date(2026, 1, 8))


def test_that_without_a_cadence_nothing_is_due() -> None:
    (found,) = attention([Stakeholder("CMO")], (), FIRST)
    assert found.due is None
    assert found.days_overdue(date(2030, 1, 1)) == 0

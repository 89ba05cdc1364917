"""What is offered while a query is typed: what fits there, in place of what is typed of it."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.path_query.completion import completions
from mining.path_query.read import parse_query
from models.errors import UserError

STAGES = ("Qualify", "Discovery", "Demo", "Pricing Committee")
ACTIVITIES = ("Demo", "Demo then call", "Won")


def offered(text: str, cursor: int | None = None) -> list[str]:
    """The whole texts after each completion."""
    found = completions(text, len(text) if cursor is None else cursor, STAGES, ACTIVITIES)
    return [text[: one.start] + one.text + text[one.end :] for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("skips D", ["skips Discovery", "skips Demo", 'skips "Demo then call"']),
        ("ski", ["skips"]),
        ("goes b", ["goes back"]),
        ("skips Demo and th", ["skips Demo and then"]),
        ("contains Pricing Com", ["contains Pricing Committee"]),
        ('contains "pri', ["contains Pricing Committee"]),
        ("Demo w", []),
        ("Demo then Won w", ["Demo then Won within 30 days"]),
        ("goes back ", ["goes back to", "goes back and", "goes back or", "goes back and then"]),
        ("not dev", ["not deviates"]),
        ("Demo 2", ["Demo 2+ times"]),
        ("Demo)", []),
        ("xyz", []),
    ],
)
def test_that_what_fits_is_offered(text: str, expected: list[str]) -> None:
    found = offered(text)
    assert sorted(found) == sorted(expected)


def test_that_stages_come_first_and_in_order() -> None:
    found = [one.text for one in completions("", 0, STAGES, ACTIVITIES)]
    assert found[:6] == ["Qualify", "Discovery", "Demo", "Pricing Committee", '"Demo then call"', "Won"]
    assert found[6:10] == ["contains", "starts with", "ends with", "stands at"]


def test_that_the_word_under_the_cursor_is_replaced() -> None:
    assert offered("skips Discxx and deviates", 10) == ["skips Discovery and deviates"]


def test_that_every_offer_says_what_it_means() -> None:
    assert all(one.hint for one in completions("", 0, STAGES, ACTIVITIES))


WORDS = "Demo Won and then or not ( ) skips goes back to contains within 30 days D Pri th 2+ times"
PARTS = st.lists(st.sampled_from(WORDS.split()), max_size=8)


@settings(max_examples=200)
@given(PARTS, st.booleans())
def test_that_what_is_offered_can_be_read_on(parts: list[str], ended: bool) -> None:
    """Whatever is taken makes the beginning of a query: nothing before its end is complained about."""
    text = " ".join(parts) + (" " if ended else "")
    for one in completions(text, len(text), STAGES, ACTIVITIES):
        taken = text[: one.start] + one.text
        with suppress(UserError):
            parse_query(taken)
            continue
        with pytest.raises(UserError, match=r"not complete|only single steps"):
            parse_query(taken)

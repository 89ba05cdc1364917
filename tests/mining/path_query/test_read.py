"""Reading and writing path queries: what every phrase means, and that what cannot be read is said where and why."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.path_query.read import parse_query
from mining.path_query.words import LONGEST
from mining.path_query.write import query_text
from models.conformance import Status
from models.deviation import DeviationType
from models.errors import UserError
from models.path_query import (
    AllOf,
    AnyOf,
    EndsWith,
    InOrder,
    Judged,
    Not,
    PathQuery,
    Shows,
    StandsAt,
    StartsWith,
    Steps,
    Times,
)  # fmt: skip
from tests.mining.path_query.queries import DAY, MINUTE, queries

BACK, SKIP = Shows(DeviationType.WENT_BACK, None), Shows(DeviationType.SKIPPED, "Discovery")
NAMES = st.text(min_size=1, max_size=8).filter(
    lambda name: "“" not in name and "”" not in name
) | st.sampled_from(
    [
        "Demo",
        "Closed Won",
        "2 times",
        "and then",
        "follows up",
        'the "big" one',
        " x ",
        "a..b",
        "->",
        "within",
        "3",
    ]
)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Demo", Steps(("Demo",))),
        ("contains Pricing  Committee", Steps(("Pricing Committee",))),
        ("CONTAINS Demo", Steps(("Demo",))),
        ("Demo then Proposal", Steps(("Demo", "Proposal"), (True,))),
        ("Demo → Proposal -> Won", Steps(("Demo", "Proposal", "Won"), (True, True))),
        ("Demo .. Proposal", Steps(("Demo", "Proposal"), (False,))),
        ("Demo..Proposal…Won", Steps(("Demo", "Proposal", "Won"), (False, False))),
        ("Demo later Proposal within 30 days", Steps(("Demo", "Proposal"), (False,), 30 * DAY)),
        ("Demo then Proposal within 1.5 hours", Steps(("Demo", "Proposal"), (True,), 90 * MINUTE)),
        ("Demo then Proposal within 1 week", Steps(("Demo", "Proposal"), (True,), 7 * DAY)),
        ("starts with Qualify", StartsWith("Qualify")),
        ("ends with Closed Won", EndsWith("Closed Won")),
        ("stands at Demo", StandsAt("Demo")),
        ("Demo 2+ times", Times("Demo", 2, None)),
        ("Demo 2 times", Times("Demo", 2, 2)),
        ("Stage 2 1 to 3 times", Times("Stage 2", 1, 3)),
        ("skips Discovery", SKIP),
        ("skips", Shows(DeviationType.SKIPPED, None)),
        ("goes back to Proposal", Shows(DeviationType.WENT_BACK, "Proposal")),
        ("Went back to Proposal", Shows(DeviationType.WENT_BACK, "Proposal")),
        ("goes back", BACK),
        ("repeats Demo", Shows(DeviationType.REPEATED, "Demo")),
        ("Demo out of order", Shows(DeviationType.OUT_OF_ORDER, "Demo")),
        ("out of order", Shows(DeviationType.OUT_OF_ORDER, None)),
        ('adds "Pricing Committee"', Shows(DeviationType.UNDOCUMENTED, "Pricing Committee")),
        ("closes early from Demo", Shows(DeviationType.PREMATURE_CLOSE, "Demo")),
        ("closes early", Shows(DeviationType.PREMATURE_CLOSE, None)),
        ("follows", Judged(Status.CONFORMS)),
        ("follows the process", Judged(Status.CONFORMS)),
        ("follows so far", Judged(Status.PENDING)),
        ("deviates from the process", Judged(Status.DEVIATES)),
        ("skips Discovery and then goes back", InOrder((SKIP, BACK))),
        ("skips Discovery and goes back", AllOf((SKIP, BACK))),
        ("not goes back", Not(BACK)),
        (
            "skips Discovery or goes back and then skips Discovery and deviates",
            AnyOf((SKIP, AllOf((InOrder((BACK, SKIP)), Judged(Status.DEVIATES))))),
        ),
        ("(skips Discovery or goes back) and deviates", AllOf((AnyOf((SKIP, BACK)), Judged(Status.DEVIATES)))),
        ("(skips Discovery) and then (goes back)", InOrder((SKIP, BACK))),
        ("contains Not interested", Steps(("Not interested",))),
        ('"then" then "follows up"', Steps(("then", "follows up"), (True,))),
        ('contains "the ""big"" one"', Steps(('the "big" one',))),
    ],
)  # fmt: skip
def test_that_every_phrase_is_read(text: str, query: PathQuery) -> None:
    assert parse_query(text) == query


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The query is empty"),
        ("  ", "The query is empty"),
        ("skips Demo and", "The query is not complete"),
        ("(skips Demo", "a closing parenthesis"),
        ("skips Demo)", "at character 11 (“)”)"),
        ('contains "Demo', "The quote at character 10 of the query is never closed"),
        ('contains ""', "the name is empty"),
        ("goes back Demo", "at character 11 (“Demo”)"),
        ("follows up", "at character 9 (“up”)"),
        ("deviates and then goes back", "“and then”"),
        ("Demo then Proposal within x days", "a number above 0"),
        ("Demo then Proposal within 0 days", "a number above 0"),
        ("Demo then Proposal within nan days", "a number above 0"),
        ("Demo then Proposal within 3 months", "at character 29 (“months”)"),
        ("Demo then Proposal within 3", "The query is not complete: days, hours, minutes or weeks"),
        ("Demo 4 to 2 times", "a number of at least 4"),
        ("Demo 999999 times", "too large"),
        ("x" * (LONGEST + 1), "shorten it"),
        ("not " * 40 + "Demo", "nested more than 30 deep"),
        ("(" * 900, "nested more than 30 deep"),
    ],
)
def test_that_what_cannot_be_read_is_told(text: str, sentence: str) -> None:
    with pytest.raises(UserError, match=r"\.$") as caught:
        parse_query(text)
    assert sentence in str(caught.value)


@settings(max_examples=300)
@given(queries(NAMES, st.integers(1, 10**6).map(lambda minutes: minutes * MINUTE)))
def test_that_a_query_is_written_as_it_is_read(query: PathQuery) -> None:
    assert parse_query(query_text(query)) == query


WORDS = (
    'Demo Won and then or not ( ) " .. → within 3 2+ to from times days goes back skips contains out of order'
)


@settings(max_examples=300)
@given(st.text(max_size=40) | st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_that_any_text_is_a_query_or_a_sentence_that_says_why_not(text: str) -> None:
    query = None
    with suppress(UserError):
        query = parse_query(text)
    if query is None:
        with pytest.raises(UserError, match=r"\.$"):
            parse_query(text)
    else:
        assert parse_query(query_text(query)) == query

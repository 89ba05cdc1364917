"""What is found in the paths, in plain words and by query."""

import numpy as np
import pytest

from mining.path_query.matching import matching
from mining.path_query.read import parse_query
from mining.variant_rows.searching import search
from tests.builders import a_log
from tests.desktop.screens.checked import TRACES
from tests.mining.variant_rows.checked_paths import checked, rows_of

FULL, SKIPS_WON, SKIPS_LOST, PRICING, BACK, OPEN = range(6)
"""The rows of `TRACES`, which are all of one deal, in their order."""


def found(text: str) -> list[int]:
    conformance, rows = checked(*TRACES)
    return np.flatnonzero(search(conformance.log, conformance, rows, text).rows).tolist()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Pricing", [PRICING]),
        ("pric", [PRICING]),
        ("skipped", [SKIPS_WON, SKIPS_LOST]),
        ("discovery skip lost", [SKIPS_LOST]),
        ("follows the process", [FULL]),  # which as a query asks for closed deals
        ("the process", [FULL, OPEN]),
        ("nowhere", []),
        ("skips Discovery", [SKIPS_WON, SKIPS_LOST]),
        ("skips Discovery and contains Won", [SKIPS_WON]),
        ("goes back to Discovery", [BACK]),
        ("not contains Demo", [OPEN]),
        ("skips Discovery and then goes back", []),
    ],
)
def test_that_words_and_queries_find_the_rows_that_say_so(text, rows):
    assert found(text) == rows


def test_that_deals_that_match_are_counted_where_a_row_has_others_too():
    log = a_log("A > B", "A > B", "A > C")
    log.timestamp.flags.writeable = True
    log.timestamp[3] += 40 * 86_400_000_000
    log.timestamp.flags.writeable = False
    sought = search(log, None, rows_of(log), "A then B within 10 days")
    assert (sought.rows.tolist(), sought.deals) == ([True, False], 1)


def test_that_a_query_that_names_what_is_not_there_is_read_as_words_and_says_why():
    conformance, rows = checked(*TRACES)
    sought = search(conformance.log, conformance, rows, "skips Discovry")
    assert not sought.rows.any()
    assert sought.deals is None
    assert "Discovry" in sought.problem


@pytest.mark.parametrize("words", ["pric", "skipped", "discovery lost", "follows", "went back"])
def test_that_plain_words_can_be_asked_as_a_query_that_finds_the_same(words):
    conformance, rows = checked(*TRACES)
    sought = search(conformance.log, conformance, rows, words)
    deals = matching(parse_query(sought.query), conformance.log, conformance)
    assert set(rows.of_case[deals].tolist()) == set(np.flatnonzero(sought.rows).tolist())


def test_that_words_that_nobody_says_can_be_asked_for_by_no_query():
    conformance, rows = checked(*TRACES)
    assert search(conformance.log, conformance, rows, "nowhere at all").query == ""


def test_that_without_a_process_names_are_searched():
    log = a_log(*TRACES)
    sought = search(log, None, rows_of(log), "pricing")
    assert (int(sought.rows.sum()), sought.query) == (1, "contains Pricing")

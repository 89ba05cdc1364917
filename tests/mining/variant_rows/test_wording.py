"""What rows of paths say in plain words."""

import numpy as np

from mining.variant_rows.rows import by_deviation, totals
from mining.variant_rows.wording import (
    coverage_words,
    explanation,
    more_words,
    outcome_words,
    path_words,
    time_words,
    who_words,
    win_rate_words,
)
from models.variant_rows import PathTotals
from tests.mining.variant_rows.checked_paths import checked

FULL, SKIPS = "Qualify > Discovery > Demo > Proposal > Won", "Qualify > Demo > Proposal > Won"


def plain(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_that_outcomes_and_times_are_told_with_their_counts():
    counted = PathTotals(2, 120, 40, 60, 20, 100, 52.0, 130.0)
    assert plain(outcome_words(counted)) == "120 deals: 40 won, 60 lost, 20 still open"
    assert (
        plain(time_words(counted)) == "From creation to close 52 days (median of 100), 90 % within 130 days"
    )
    assert plain(win_rate_words(40, 100)) == "40 of the 100 closed deals won (40 %, 95 % interval 31–50 %)"


def test_that_what_cannot_be_told_is_said():
    none = PathTotals(1, 3, 0, 0, 3, 0, float("nan"), float("nan"))
    assert "no win rate" in win_rate_words(0, 0)
    assert time_words(none) == "No deal closed with its dates known"
    unknown = PathTotals(1, 2, 0, 0, 0, 1, 5.0, 5.0)
    assert plain(outcome_words(unknown)) == "2 deals: 2 without a known outcome"
    assert plain(time_words(unknown)) == "The one that ended took 5 days"


def test_that_teams_are_named_and_people_only_counted():
    found, rows = checked(
        FULL, FULL, FULL, owner=["Ann", "Bob", "Ann"], team=["North", "South", "South"]
    )  # fmt: skip
    assert plain(who_words(found.log, rows.cases_of(np.array([0])))) == "South 2, North 1; 2 owners"


def test_that_a_row_names_all_its_deviations_and_its_path():
    found, rows = checked("Qualify > Demo > Proposal > Pricing > Won")
    assert explanation(rows, 0, found.ends) == "Skipped Discovery; Undocumented step: Pricing"
    assert path_words(found.log, rows, 0) == "Qualify > Demo > Proposal > Pricing > Won"


def test_that_a_group_says_how_many_show_its_deviation_under_another_heading():
    found, rows = checked(
        SKIPS, "Qualify > Demo > Proposal > Pricing > Won", FULL.replace("Won", "Pricing > Won")
    )
    groups = by_deviation(found.log, rows, np.arange(len(rows)))
    said = {explanation(rows, int(group.rows[0]), found.ends).split(";")[0]: group for group in groups}
    assert more_words(rows, said["Skipped Discovery"]) == ""
    more = more_words(rows, said["Undocumented step: Pricing"])
    assert plain(more).startswith("1 more deal shows it too")


def test_that_the_coverage_is_told():
    found, rows = checked(FULL, FULL, FULL, FULL, SKIPS)
    assert plain(coverage_words(rows, 0.8)) == "The most frequent one of 2 paths covers 80 % of deals"
    assert plain(coverage_words(rows, 1.0)) == "All 2 paths together hold 5 deals"
    assert totals(found.log, rows, np.array([0])).deals == 4

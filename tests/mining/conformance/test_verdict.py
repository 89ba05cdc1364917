"""What an edit of the process changes, counted by hand."""

import numpy as np
import pytest

from mining.conformance.check import check
from mining.conformance.verdict import deals_reaching, figures_of, verdict_of
from models.deviation import DeviationKey, DeviationType
from models.progress import silent
from models.sales_process import End, SalesProcess, Stage
from models.verdict import TeamChange
from tests.builders import a_log

ENDS = (End("won", ("Won",)), End("lost", ("Lost",)))
A, B, C = (Stage(name, (name,)) for name in "ABC")
STRICT = SalesProcess("Strict", (A, B, C), ENDS)
SWAPPED = SalesProcess("Swapped", (B, A, C), ENDS)


@pytest.fixture
def log():
    """Two deals in order, one the other way round, one that skips B, and an open one at A."""
    return a_log(
        "A > B > C > Won", "A > B > C > Won", "B > A > C > Won", "A > C > Won", "A",
        team=["North", "South", "North", "South", "North"],
    )  # fmt: skip


def everyone(log):
    return np.ones(log.n_cases, dtype=bool)


def test_that_deals_change_sides_with_the_process(log):
    before, after = check(log, STRICT, silent), check(log, SWAPPED, silent)
    verdict = verdict_of(after, before, everyone(log))
    assert verdict.deals == 5
    assert (verdict.before.conforming, verdict.before.deviating, verdict.before.pending) == (2, 2, 1)
    assert (verdict.now.conforming, verdict.now.deviating, verdict.now.pending) == (1, 4, 0)
    assert (verdict.now_following, verdict.no_longer) == (1, 3)
    assert verdict.teams == (TeamChange("North", 1, 2), TeamChange("South", 0, 1))


def test_that_only_the_deals_shown_are_counted(log):
    before, after = check(log, STRICT, silent), check(log, SWAPPED, silent)
    mask = np.array([False, False, True, True, False])
    verdict = verdict_of(after, before, mask)
    assert verdict.deals == 2
    assert (verdict.now_following, verdict.no_longer) == (1, 0)
    assert verdict.teams == (TeamChange("North", 1, 0),)


def test_that_stages_are_counted_by_the_deals_that_reach_and_skip_them(log):
    verdict = verdict_of(check(log, STRICT, silent), None, everyone(log))
    assert verdict.before is None
    assert verdict.reached == {"A": 5, "B": 3, "C": 4, "Won": 4}
    assert verdict.skipped == {"B": 1}
    assert verdict.now.of_deviation[DeviationKey(DeviationType.SKIPPED, "B")] == 1


def test_that_the_same_process_changes_nothing(log):
    before, again = check(log, STRICT, silent), check(log, STRICT, silent)
    verdict = verdict_of(again, before, everyone(log), figures_of(before, everyone(log)))
    assert verdict.now == verdict.before
    assert (verdict.now_following, verdict.no_longer, verdict.teams) == (0, 0, ())


def test_that_a_deal_that_comes_twice_to_a_stage_counts_once():
    log = a_log("A > B > A > Won", "A > Won")
    assert deals_reaching(log, everyone(log)) == {"A": 2, "B": 1, "Won": 2}


def test_that_without_deals_there_is_nothing_to_judge(log):
    figures = figures_of(check(log, STRICT, silent), np.zeros(5, dtype=bool))
    assert (figures.conforming, figures.deviating, figures.pending, figures.fitness) == (0, 0, 0, None)

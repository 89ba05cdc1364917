"""From a difference to the deals behind it: the filter shows as many deals as it says."""

import numpy as np
import pytest

from mining.comparing.compare import compare_groups
from mining.comparing.leading import deals_behind, joined
from mining.comparing.sides import Question, Split, sides_of
from mining.filtering import case_mask
from models.case_filter import CaseFilter
from models.case_table import Outcome
from models.comparison import Side
from models.progress import silent
from tests.mining.comparing.sides import analysed, times

FOLLOWS, SKIPS, LOST = "Qualify > Demo > Proposal > Won", "Qualify > Proposal > Won", "Qualify > Demo > Lost"
BACK = "Qualify > Demo > Qualify > Demo"


@pytest.mark.parametrize("split", [Split.OUTCOME, Split.TEAMS, Split.PROCESS])
@pytest.mark.parametrize("chosen", [CaseFilter(), CaseFilter(path=("Qualify", "Demo"))])
def test_that_every_row_leads_to_as_many_deals_as_it_says(split, chosen) -> None:
    log = times(
        (20, FOLLOWS), (12, SKIPS), (15, LOST), (15, FOLLOWS), (14, SKIPS), (15, LOST), (12, BACK),
        team=["North"] * 3 + ["South"] * 4, segment=["S", "M"] * 3 + ["L"],
    )  # fmt: skip
    analysis = analysed(log)
    mask = case_mask(analysis.log, chosen, analysis.conformance)
    first, second = sides_of(Question(split, "North", "South"), analysis, chosen, mask)
    found = compare_groups(analysis, first, second, silent)
    told = 0
    for row in found.rows:
        for which, side in enumerate((first, second)):
            deals = deals_behind(row, which, found, analysis)
            if deals is None:
                continue
            passing = case_mask(analysis.log, deals.filter, analysis.conformance)
            assert not (passing & ~side.mask).any()
            assert np.count_nonzero(passing) == deals.count, row.about
            told += 1
    assert told > 20


def test_that_a_side_without_a_filter_leads_nowhere() -> None:
    analysis = analysed(times((40, FOLLOWS), (40, SKIPS)))
    half = np.arange(80) < 40
    found = compare_groups(analysis, Side("A", "as", half), Side("B", "bs", ~half), silent)
    assert {deals_behind(row, 0, found, analysis) for row in found.rows} == {None}


def test_that_filters_are_joined_where_one_filter_can_say_both() -> None:
    north, either = CaseFilter(teams=frozenset({"North"})), CaseFilter(teams=frozenset({"North", "South"}))
    won = CaseFilter(outcomes=frozenset({Outcome.WON}), queries=("Demo",))
    assert joined(north, won) == CaseFilter(
        teams=frozenset({"North"}), outcomes=frozenset({Outcome.WON}), queries=("Demo",)
    )
    assert joined(north, either) == north
    assert joined(north, CaseFilter(teams=frozenset({"South"}))) is None
    assert joined(CaseFilter(queries=("Demo", "Proposal")), won).queries == ("Demo", "Proposal")
    assert joined(CaseFilter(path=("A", "B")), CaseFilter(path=("B", "C"))) is None

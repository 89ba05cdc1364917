"""A deviation by team: groups that are too small are not shown by themselves."""

import numpy as np

from mining.conformance.by_group import GroupShare, by_group
from models.categorical import Categorical
from models.deviation import Deviation, DeviationKey, DeviationType

KEY = DeviationKey(DeviationType.SKIPPED, "Demo")
TEAMS = Categorical.of(["North"] * 40 + ["South"] * 30 + ["East"] * 29 + ["West"] * 5 + [""] * 10)


def test_that_groups_are_counted_among_their_judged_deals():
    deviation = Deviation.of_cases(KEY, [0, 1, 40, 41, 42, 70, 100], range(104), 114)
    found = by_group(deviation, TEAMS, np.ones(114, dtype=bool))
    assert found.groups == (GroupShare("South", 3, 30), GroupShare("North", 2, 40))
    assert found.small == 2
    assert found.rest == GroupShare("", 2, 34)


def test_that_only_the_chosen_deals_count():
    deviation = Deviation.of_cases(KEY, [0, 1, 40], range(104), 114)
    chosen = np.arange(114) >= 1
    found = by_group(deviation, TEAMS, chosen)
    assert found.groups == (GroupShare("South", 1, 30), GroupShare("North", 1, 39))


def test_that_deals_of_no_group_are_left_out():
    deviation = Deviation.of_cases(KEY, [110], [110, 111], 114)
    found = by_group(deviation, TEAMS, np.ones(114, dtype=bool))
    assert (found.groups, found.small, found.rest) == ((), 0, None)

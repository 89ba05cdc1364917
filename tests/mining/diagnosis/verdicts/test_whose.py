"""Whose a deviation is: every rule with deals that just meet it and deals that just do not."""

import numpy as np
import pytest

from mining.diagnosis.verdicts.team import permutation_p
from mining.diagnosis.verdicts.whose import whose
from models.diagnosis import VerdictKind
from models.thresholds import Thresholds
from tests.mining.diagnosis.verdicts.made import judged

DEFAULTS = Thresholds()
FOUR_TEAMS = [f"Team {number // 3}" for number in range(12)]


def test_that_it_is_everybodys_where_most_reps_show_it_often() -> None:
    found = whose(judged(*[(14, 20)] * 12), DEFAULTS)
    assert (found.kind, found.who, found.above) == (VerdictKind.EVERYBODY, (), 12)


def test_that_it_is_not_everybodys_where_the_lower_bound_is_not_above_the_threshold() -> None:
    deals = judged(*[(9, 20)] * 12)  # 108 of 240: Wilson's lower bound is 0.388
    assert whose(deals, DEFAULTS).low == pytest.approx(0.388, abs=0.001)
    assert whose(deals, DEFAULTS).kind is VerdictKind.NO_CALL
    assert whose(deals, Thresholds(everybody_rate=0.35)).kind is VerdictKind.EVERYBODY


def test_that_it_is_not_everybodys_where_a_third_of_the_reps_do_not() -> None:
    found = whose(judged(*[(19, 20)] * 8, *[(0, 20)] * 4), DEFAULTS)
    assert found.low > DEFAULTS.everybody_rate
    assert found.above == 8
    assert found.kind is VerdictKind.NO_CALL


def test_that_one_person_is_not_everybody() -> None:
    assert whose(judged((38, 40)), DEFAULTS).kind is VerdictKind.NO_CALL


def test_that_a_team_reads_it_differently_where_its_reps_do_and_others_do_not() -> None:
    deals = judged(*[(12, 20)] * 3, *[(2, 20)] * 9, teams=FOUR_TEAMS)
    found = whose(deals, DEFAULTS)
    assert (found.kind, found.who) == (VerdictKind.TEAM, ("Team 0",))
    assert found.team is not None
    assert (found.team.hits, found.team.of, found.team.raised) == (36, 60, 3)
    assert len(found.cases) == 36


def test_that_a_gap_below_the_threshold_is_no_teams_reading() -> None:
    deals = judged(*[(5, 20)] * 3, *[(2, 20)] * 9, teams=FOUR_TEAMS)
    assert whose(deals, DEFAULTS).kind is VerdictKind.NO_CALL
    assert whose(deals, Thresholds(team_gap=0.1)).kind is VerdictKind.TEAM


def test_that_two_of_a_team_do_not_make_it_the_teams() -> None:
    deals = judged((20, 20), (20, 20), (2, 20), *[(2, 20)] * 9, teams=FOUR_TEAMS)
    found = whose(deals, DEFAULTS)
    assert (found.kind, found.who) == (VerdictKind.REP, ("Rep 00", "Rep 01"))


def test_that_the_mix_of_deals_is_held_equal_between_teams() -> None:
    reps = [(12, 20)] * 3 + [(4, 20)] * 9
    # deals of kind 1 all show it whoever sells: the team only has more of them
    shown = judged(*reps, teams=FOUR_TEAMS).shown
    deals = judged(*reps, teams=FOUR_TEAMS, strata=[int(one) for one in shown])
    assert whose(deals, DEFAULTS).kind is VerdictKind.NO_CALL


def test_that_all_ways_to_deal_out_four_reps_are_counted() -> None:
    rates, team = np.array([1.0, 0.9, 0.1, 0.0]), np.array([0, 0, 1, 1], dtype=np.int32)
    # of the six ways to choose two of four, two set a team as far apart: this one, and its mirror
    assert permutation_p(rates, team, 0) == pytest.approx(2 / 6)


def test_that_ways_that_are_drawn_agree_with_those_that_are_counted() -> None:
    rates = np.array([0.9, 0.8, 0.7, 0.1, 0.2, 0.1, 0.0, 0.2, 0.1])
    team = np.repeat([0, 1, 2], 3).astype(np.int32)
    # 84 ways to choose the team of three; each of three teams could be it
    assert permutation_p(rates, team, 0) == pytest.approx(3 / 84, abs=0.006)


def test_that_it_is_a_reps_habit_where_one_is_far_above_the_peers() -> None:
    found = whose(judged((14, 20), *[(2, 20)] * 11), DEFAULTS)
    assert (found.kind, found.who) == (VerdictKind.REP, ("Rep 00",))
    assert found.habits.q[0] <= DEFAULTS.rep_q
    assert (found.habits.held[0], found.habits.parts[0]) == (3, 3)
    assert len(found.cases) == 14


def test_that_a_rep_a_little_above_the_peers_has_no_habit() -> None:
    assert whose(judged((6, 20), *[(2, 20)] * 11), DEFAULTS).kind is VerdictKind.NO_CALL


def test_that_more_than_a_sixth_of_the_reps_are_not_called() -> None:
    found = whose(judged(*[(38, 40)] * 3, *[(1, 40)] * 9), DEFAULTS)
    assert found.kind is VerdictKind.NO_CALL
    assert found.habits.too_many
    assert whose(judged(*[(38, 40)] * 2, *[(1, 40)] * 10), DEFAULTS).kind is VerdictKind.REP


def test_that_a_habit_that_ended_is_none() -> None:
    deals = judged((15, 30), *[(1, 30)] * 11)
    mine = np.flatnonzero(deals.rep == 0)
    deals.shown[mine] = (
        np.arange(30) < 15
    )  # only in the first half of the time: at most one quarter of the last two
    found = whose(deals, DEFAULTS)
    assert (found.habits.held[0], found.habits.parts[0]) == (2, 3)
    assert found.kind is VerdictKind.REP
    deals.shown[mine] = np.arange(30) < 10
    assert whose(deals, DEFAULTS).kind is VerdictKind.NO_CALL


def test_that_records_that_lack_all_stages_alike_are_no_habit() -> None:
    deals = judged((14, 20), *[(2, 20)] * 11)
    elsewhere = np.array([0.5] + [0.0] * 11)
    assert whose(deals, DEFAULTS, None, elsewhere).kind is VerdictKind.NO_CALL


def test_that_q_allows_for_what_a_rep_lacks_everywhere() -> None:
    deals = judged((14, 20), *[(2, 20)] * 11)
    plain = whose(deals, DEFAULTS).habits
    other = whose(deals, DEFAULTS, None, np.array([0.3] + [0.0] * 11)).habits
    assert plain.q[0] <= 0.05 < other.q[0]  # 14 of 20 or more at about 0.4: p = 0.006, times twelve reps


def test_that_five_reps_are_too_few_for_one_to_stand_out() -> None:
    assert whose(judged((20, 20), *[(0, 20)] * 4), DEFAULTS).kind is VerdictKind.NO_CALL


def test_that_nobody_is_called_of_fewer_than_thirty_deals_or_of_open_ones_only() -> None:
    assert whose(judged((5, 5), *[(0, 5)] * 4), DEFAULTS).kind is VerdictKind.NO_CALL
    everybody = judged(*[(14, 20)] * 12)
    assert whose(everybody, DEFAULTS, any_ended=False).kind is VerdictKind.NO_CALL


def test_that_deals_without_owner_are_counted_for_nobody() -> None:
    found = whose(judged(*[(3, 4)] * 10), DEFAULTS)  # four deals a rep are too few to count
    assert (found.judged.n_reps, found.kind) == (0, VerdictKind.NO_CALL)

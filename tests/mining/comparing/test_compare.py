"""Two sides compared: shares and differences by hand, what is settled by choice, and what chance alone marks."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.comparing.defining import BY_CHOICE, ENDED
from mining.comparing.rows import NO_CHOICE, TOO_FEW, corrected, share_rows
from mining.comparing.wording import headline
from mining.intervals import newcombe
from mining.significance import false_discovery_rates, fisher_exact
from mining.wording import tells_apart
from models.comparison import About, Topic, Unit
from models.deviation import DeviationKey, DeviationType
from tests.builders import a_log
from tests.mining.comparing.sides import analysed, by_team, compared, row_of, times

FOLLOWS, SKIPS, LOST = "Qualify > Demo > Proposal > Won", "Qualify > Proposal > Won", "Qualify > Demo > Lost"


def two_teams():
    """North: 40 follow, 10 skip the demo, 10 are lost; South: 20 follow, 30 skip it, 10 are lost."""
    return times(
        (40, FOLLOWS), (10, SKIPS), (10, LOST), (20, FOLLOWS), (30, SKIPS), (10, LOST),
        team=["North"] * 3 + ["South"] * 3,
    )  # fmt: skip


def test_that_a_path_is_compared_among_the_deals_that_leave_its_source() -> None:
    row = row_of(by_team(analysed(two_teams())), Topic.PATH, ("Demo", "Proposal"))
    assert (row.first.hits, row.first.of) == (40, 50)
    assert (row.second.hits, row.second.of) == (20, 30)
    assert row.first.value == 0.8
    assert row.second.value == pytest.approx(2 / 3)
    assert row.effect is not None
    assert row.effect.estimate == pytest.approx(0.8 - 2 / 3)
    assert (row.effect.low, row.effect.high) == pytest.approx(newcombe(40, 50, 20, 30))


def test_that_starts_ends_and_stages_are_shares_of_the_deals_of_a_side() -> None:
    found = by_team(analysed(two_teams()))
    start = row_of(found, Topic.PATH, (None, "Qualify"))
    assert (start.first.hits, start.first.of) == (60, 60)
    assert start.untested == NO_CHOICE
    end = row_of(found, Topic.PATH, ("Won", None))
    assert (end.first.hits, end.first.of, end.second.hits) == (50, 50, 50)
    demo = row_of(found, Topic.STAGE, stage="Demo")
    assert (demo.first.hits, demo.first.of, demo.second.hits, demo.second.of) == (50, 60, 30, 60)


def test_that_q_values_are_corrected_over_everything_tested() -> None:
    shares = [((30, 100), (50, 100)), ((10, 100), (12, 100)), ((5, 50), (25, 60)), ((1, 9), (8, 90))]
    rows = corrected(
        share_rows([(About(Topic.STAGE, stage=f"{at}"), *pair, "") for at, pair in enumerate(shares)])
    )
    p_values = [fisher_exact(*first, *second) for first, second in shares[:3]]
    q_values = dict(zip("012", false_discovery_rates(p_values), strict=True))
    assert {row.about.stage: row.effect.q for row in rows if row.effect} == pytest.approx(q_values)
    assert [row.about.stage for row in rows] == ["2", "0", "1", "3"]
    assert rows[-1].untested == TOO_FEW


def test_that_a_planted_difference_is_marked_and_says_on_which_side_there_is_more() -> None:
    found = by_team(analysed(two_teams()))
    skipped = next(
        row for row in found.rows if row.about.deviation == DeviationKey(DeviationType.SKIPPED, "Demo")
    )
    assert (skipped.first.hits, skipped.first.of) == (10, 50)
    assert (skipped.second.hits, skipped.second.of) == (30, 50)
    assert skipped.effect.estimate == pytest.approx(-0.4)
    assert tells_apart(skipped.effect)
    straight = row_of(found, Topic.PATH, ("Qualify", "Proposal"))
    assert tells_apart(straight.effect)
    assert straight.effect.estimate < 0
    assert not tells_apart(row_of(found, Topic.WIN_RATE).effect)


def test_that_what_the_sides_are_chosen_by_is_shown_and_not_tested() -> None:
    found = by_team(analysed(two_teams()))
    mix = [row for row in found.rows if row.about.topic is Topic.MIX and row.about.column == "Team"]
    assert [row.untested for row in mix] == [BY_CHOICE, BY_CHOICE]
    assert {row.first.value for row in mix} == {1.0, 0.0}


def test_that_winners_and_losers_are_compared_where_they_go_on() -> None:
    log = times(
        (40, FOLLOWS),
        (20, SKIPS),
        (30, LOST),
        (30, "Qualify > Lost"),
        (10, "Qualify > Demo > Proposal > Lost"),
    )
    analysis = analysed(log)
    won = analysis.log.cases.outcome == 1
    found = compared(analysis, won)
    assert found.going_on
    assert row_of(found, Topic.WIN_RATE).untested == BY_CHOICE
    assert row_of(found, Topic.STAGE, stage="Proposal").untested == ENDED
    assert row_of(found, Topic.STAGES).untested == ENDED
    demo = row_of(found, Topic.PATH, ("Qualify", "Demo"))
    assert (demo.first.hits, demo.first.of) == (40, 60)
    assert (demo.second.hits, demo.second.of) == (40, 40), "30 lost ones did not go on from Qualify"
    assert not any(end in (row.about.path or ()) for row in found.rows for end in ("Won", "Lost"))
    assert not any(row.about.path and row.about.path[1] is None for row in found.rows)


def test_that_without_a_process_the_ends_are_what_only_one_side_ends_with() -> None:
    log = times((40, FOLLOWS), (20, SKIPS), (40, LOST))
    analysis = analysed(log, with_process=False)
    found = compared(analysis, analysis.log.cases.outcome == 1)
    assert found.going_on
    assert not any("Won" in (row.about.path or ()) or "Lost" in (row.about.path or ()) for row in found.rows)
    assert row_of(found, Topic.PATH, ("Qualify", "Demo")).first.of == 60


def test_that_outcomes_and_times_stay_untold_while_many_more_of_one_side_are_open() -> None:
    log = times(
        (40, FOLLOWS),
        (20, LOST),
        (20, FOLLOWS),
        (10, LOST),
        (30, "Qualify > Demo"),
        team=["North"] * 2 + ["South"] * 3,
    )
    found = by_team(analysed(log))
    row = row_of(found, Topic.WIN_RATE)
    assert (row.first.hits, row.first.of, row.second.hits, row.second.of) == (40, 60, 20, 30)
    assert "still open" in row.untested
    assert "still open" in row_of(found, Topic.STAGE_TIME, stage="Demo").untested
    assert any("still open" in caution for caution in found.cautions)
    assert tells_apart(row_of(found, Topic.OPEN).effect)


def test_that_fewer_than_ten_deals_are_not_tested() -> None:
    log = times((40, FOLLOWS), (5, SKIPS), (40, FOLLOWS), (5, SKIPS), team=["North"] * 2 + ["South"] * 2)
    row = row_of(by_team(analysed(log)), Topic.STEP_TIME, ("Qualify", "Proposal"))
    assert (row.first.of, row.second.of) == (5, 5)
    assert row.untested == TOO_FEW


def test_that_times_are_medians_and_a_planted_delay_is_marked() -> None:
    log = times((60, FOLLOWS), (60, FOLLOWS), team=["North", "South"])
    moved = log.timestamp.copy()
    of_demo = np.flatnonzero(log.activity.codes == log.activity.code("Proposal"))
    moved[of_demo[:60]] += np.arange(60) * 600_000_000
    moved[of_demo[60:]] += 43_200_000_000 + np.arange(60) * 600_000_000  # half a day later
    analysis = analysed(replace(log, timestamp=moved))
    row = row_of(by_team(analysis), Topic.STEP_TIME, ("Demo", "Proposal"))
    assert row.unit is Unit.DAYS
    assert row.second.value - row.first.value == pytest.approx(0.5)
    assert row.effect.estimate == pytest.approx(-0.5)
    assert tells_apart(row.effect)
    assert not tells_apart(row_of(by_team(analysis), Topic.STEP_TIME, ("Qualify", "Demo")).effect)


def test_that_amounts_are_compared_within_their_currency() -> None:
    currency = ["EUR", "USD", "EUR", "USD"]
    log = times(
        (30, FOLLOWS),
        (30, FOLLOWS),
        (30, FOLLOWS),
        (5, FOLLOWS),
        team=["North"] * 2 + ["South"] * 2,
        currency=currency,
    )
    amount = np.concatenate([np.full(30, 10.0), np.full(30, 500.0), np.full(30, 30.0), np.full(5, 900.0)])
    found = by_team(analysed(replace(log, cases=replace(log.cases, amount=amount))))
    rows = [row for row in found.rows if row.about.topic is Topic.AMOUNT]
    assert [(row.about.value, row.first.value, row.second.value) for row in rows] == [("EUR", 10.0, 30.0)]
    assert any("2 currencies" in caution for caution in found.cautions)


def test_that_both_maps_and_the_joint_one_count_the_same_deals() -> None:
    found = by_team(analysed(two_teams()))
    joint = {(edge.source, edge.target): edge.cases for edge in found.joint.edges}
    parts = [{(edge.source, edge.target): edge.cases for edge in one.edges} for one in found.maps]
    for way, cases in joint.items():
        assert sum(part.get(way, 0) for part in parts) == cases


def a_mixed_log(n: int):
    dice = np.random.default_rng(3)
    ways = [FOLLOWS, SKIPS, LOST, "Qualify > Lost", "Qualify > Demo > Qualify > Demo > Proposal > Won"]
    traces = dice.choice(len(ways), n, p=[0.35, 0.2, 0.2, 0.15, 0.1])
    return times(*((1, ways[trace]) for trace in traces), segment=[f"S{i % 3}" for i in range(n)])


def test_that_random_halves_are_rarely_told_apart() -> None:
    """Under no difference at all, a comparison with any mark is a false discovery: at most one in ten."""
    analysis = analysed(a_mixed_log(240))
    dice = np.random.default_rng(11)
    marked = 0
    for _ in range(150):
        half = np.zeros(240, dtype=bool)
        half[dice.permutation(240)[:120]] = True
        marked += any(tells_apart(row.effect) for row in compared(analysis, half).rows)
    assert marked / 150 <= 0.1


def test_that_a_random_half_has_no_difference_larger_than_chance() -> None:
    analysis = analysed(a_mixed_log(240))
    found = compared(analysis, np.arange(240) % 2 == 0)
    assert headline(found) == (f"No difference larger than chance among {found.tested} compared.",)


TRACES = st.lists(
    st.lists(st.sampled_from(["Qualify", "Demo", "Proposal", "Won", "Lost", "Chat"]), max_size=5),
    min_size=2,
    max_size=14,
)


@given(TRACES, st.booleans(), st.randoms(use_true_random=False))
def test_that_any_two_sides_can_be_compared(traces, with_process, dice) -> None:
    traces = [["Qualify"], *traces]
    analysis = analysed(a_log(*(" > ".join(trace) for trace in traces)), with_process)
    first = np.zeros(len(traces), dtype=bool)
    first[dice.sample(range(len(traces)), dice.randint(1, len(traces) - 1))] = True
    found = compared(analysis, first)
    assert len({row.about for row in found.rows}) == len(found.rows)
    for row in found.rows:
        for figure in (row.first, row.second):
            assert figure.hits is None or figure.hits <= figure.of
        assert row.effect is not None or row.untested

"""The distinct paths of some deals, counted by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.variant_rows.ordering import FEWEST, Order, ordered_groups, ordered_rows
from mining.variant_rows.rows import by_deviation, covering, telling_statuses, totals, variant_rows
from mining.variant_rows.wording import explanation
from models.case_table import Outcome
from models.conformance import Status
from models.deviation import DeviationKey, DeviationType
from models.variant_rows import FOLLOWS, OUTSIDE
from tests.builders import DAY, START, a_log
from tests.mining.variant_rows.checked_paths import CONDITIONAL, checked, rows_of

FULL = "Qualify > Discovery > Demo > Proposal > Won"
SKIPS = "Qualify > Demo > Proposal > Won"
BACK = "Qualify > Discovery > Demo > Discovery > Demo > Proposal > Won"
SKIP = DeviationKey(DeviationType.SKIPPED, "Discovery")
WENT_BACK = DeviationKey(DeviationType.WENT_BACK, "Discovery")


def test_that_a_row_counts_the_deals_of_one_path_the_most_frequent_first():
    _, rows = checked(FULL, SKIPS, SKIPS, "Qualify > Lost", "Qualify > Discovery")
    assert rows.deals.tolist() == [2, 1, 1, 1]
    assert rows.won.tolist() == [2, 1, 0, 0]
    assert rows.lost.tolist() == [0, 0, 1, 0]
    assert rows.open.tolist() == [0, 0, 0, 1]
    assert rows.total == 5
    assert rows.of_case.tolist() == [1, 0, 0, 2, 3]


def test_that_a_path_has_two_rows_where_it_follows_for_one_deal_and_departs_for_another():
    found, rows = checked(
        SKIPS, SKIPS, SKIPS, process=CONDITIONAL, segment=["Small", "Large", "Large"]
    )  # fmt: skip
    assert len(found.log.variants) == 1
    assert rows.deals.tolist() == [2, 1]
    assert [explanation(rows, row, found.ends) for row in (0, 1)] == [
        "Skipped Discovery", "Follows the process",
    ]  # fmt: skip


def test_that_statuses_tell_a_row_from_another_on_the_same_path():
    _, rows = checked(SKIPS, SKIPS, FULL, process=CONDITIONAL, segment=["Small", "Large", "Large"])
    follows = int(np.flatnonzero((rows.main == FOLLOWS) & (rows.variant == 0))[0])
    departs = int(np.flatnonzero(rows.main != FOLLOWS)[0])
    full = int(np.flatnonzero(rows.variant == 1)[0])
    assert telling_statuses(rows, np.array([follows])) == {Status.CONFORMS, Status.PENDING}
    assert telling_statuses(rows, np.array([departs])) == {Status.DEVIATES}
    assert telling_statuses(rows, np.array([full])) == frozenset()
    assert telling_statuses(rows, np.array([departs, follows])) == frozenset()


def test_that_conditions_and_outcomes_that_make_no_difference_leave_one_row():
    _, rows = checked(
        "Qualify > Discovery", "Qualify > Discovery", "Qualify > Discovery",
        process=CONDITIONAL, segment=["Small", "Large", "Large"],
        outcome=np.array([Outcome.OPEN, Outcome.OPEN, Outcome.LOST], dtype=np.int8),
    )  # fmt: skip
    assert (rows.deals.tolist(), rows.open.tolist(), rows.lost.tolist()) == ([3], [2], [1])


def test_that_the_days_are_from_creation_to_close_and_open_deals_have_none():
    closed = START + DAY * np.array([10, 20, 40, 0])
    _, rows = checked(
        FULL, FULL, FULL, "Qualify",
        created=np.full(4, START), closed=np.where(closed > START, closed, np.iinfo(np.int64).min),
    )  # fmt: skip
    assert (rows.timed.tolist(), rows.median_days[0]) == ([3, 0], 20.0)
    assert rows.p90_days[0] == 36.0  # nine tenths of the way over 10, 20, 40: 20 + 0.8 * 20
    assert np.isnan(rows.median_days[1])


def test_that_a_filter_leaves_out_deals_and_the_rows_that_have_none_left():
    found, _ = checked(FULL, SKIPS, SKIPS, "Qualify > Lost")
    rows = variant_rows(found.log, found, np.array([True, False, True, False]))
    assert rows.deals.tolist() == [1, 1]
    assert rows.of_case.tolist() == [1, OUTSIDE, 0, OUTSIDE]
    assert rows.cases_of(np.array([0])).tolist() == [2]
    nothing = variant_rows(found.log, found, np.zeros(4, dtype=bool))
    assert (len(nothing), nothing.total, covering(nothing, 0.8)) == (0, 0, 0)


def test_that_the_main_deviation_is_the_one_the_path_comes_to_first():
    found, rows = checked("Qualify > Demo > Pricing > Qualify > Demo > Proposal > Won")
    keys = rows.deviations_of(0)
    assert keys[0].stage == "Qualify"
    assert [key.type for key in keys] == [
        DeviationType.WENT_BACK, DeviationType.SKIPPED, DeviationType.UNDOCUMENTED,
    ]  # fmt: skip
    assert rows.deviations[rows.main[0]] == keys[0]
    assert found.count(1) == 1


def test_that_without_a_process_a_row_is_a_variant():
    rows = rows_of(a_log(FULL, SKIPS, SKIPS))
    assert rows.deals.tolist() == [2, 1]
    assert rows.main.tolist() == [FOLLOWS, FOLLOWS]
    assert rows.deviations == ()


def test_that_groups_take_rows_together_by_their_main_deviation():
    found, rows = checked(SKIPS, SKIPS, "Qualify > Demo > Proposal > Lost", BACK, FULL)
    groups = by_deviation(found.log, rows, np.arange(len(rows)))
    named = [None if group.main == FOLLOWS else rows.deviations[group.main] for group in groups]
    assert named == [None, SKIP, WENT_BACK]
    skipped = groups[1].totals
    assert (skipped.rows, skipped.deals, skipped.won, skipped.closed) == (2, 3, 2, 3)
    assert skipped.median_days == 3.0


def test_that_totals_are_over_the_deals_of_all_chosen_rows():
    found, rows = checked(FULL, SKIPS, SKIPS, "Qualify")
    both = totals(found.log, rows, np.array([0, 1]))
    assert (both.deals, both.won, both.open, both.timed) == (3, 3, 0, 3)
    assert both.median_days == 3.0  # of 3, 3 and 4 days


def test_that_so_many_of_the_first_rows_cover_a_share():
    _, rows = checked(FULL, FULL, FULL, SKIPS, "Qualify > Lost")
    assert [covering(rows, share) for share in (0.5, 0.6, 0.7, 0.8, 1.0)] == [1, 1, 2, 2, 3]


def test_that_few_deals_are_not_ranked_by_their_win_rate_but_stand_after_the_others():
    many = ["Qualify > Discovery > Demo > Proposal"] * FEWEST
    half = [Outcome.WON, Outcome.LOST] * (FEWEST // 2)
    worse = [Outcome.WON] * 10 + [Outcome.LOST] * (FEWEST - 10)
    log = a_log(
        *many, *["Qualify > Demo"] * FEWEST, "Demo > Won",
        outcome=np.array([*worse, *half, Outcome.WON], dtype=np.int8),
    )  # fmt: skip
    rows = rows_of(log)
    every = np.arange(3)
    assert ordered_rows(rows, every, Order.WON_MOST).tolist() == [1, 0, 2]
    assert ordered_rows(rows, every, Order.WON_LEAST).tolist() == [0, 1, 2]
    assert ordered_rows(rows, every, Order.DEALS).tolist() == [0, 1, 2]
    assert ordered_rows(rows, every, Order.QUICKEST).tolist() == [1, 0, 2]  # one day, three days, too few
    assert ordered_rows(rows, every, Order.SLOWEST).tolist() == [0, 1, 2]


def test_that_what_follows_the_process_stays_the_first_group_in_any_order():
    found, rows = checked(*[FULL] * FEWEST, *[SKIPS] * FEWEST, BACK)
    groups = by_deviation(found.log, rows, np.arange(len(rows)))
    quickest = ordered_groups(rows, groups, Order.QUICKEST)
    assert quickest[0][0].main == FOLLOWS
    assert rows.deviations[quickest[1][0].main] == SKIP


_STEPS = st.lists(st.sampled_from("ABC"), max_size=5)


@settings(deadline=None, max_examples=60)
@given(st.lists(_STEPS, min_size=1, max_size=12), st.data())
def test_that_rows_are_what_counting_deal_by_deal_gives(traces, data):
    flags = data.draw(st.lists(st.booleans(), min_size=len(traces), max_size=len(traces)))
    log = a_log(*(" > ".join(trace) for trace in traces))
    rows = variant_rows(log, None, np.array(flags))
    kept = [tuple(trace) for trace, flag in zip(traces, flags, strict=True) if flag]
    names = log.activity.labels
    found = {
        tuple(names[code] for code in log.variants.sequence(v)): int(deals)
        for v, deals in zip(rows.variant, rows.deals, strict=True)
    }
    assert found == {trace: kept.count(trace) for trace in kept}
    for row in range(len(rows)):
        assert len(rows.cases_of(np.array([row]))) == rows.deals[row]

"""When things are settled, by hand."""

import numpy as np

from mining.drift.gates import Leaving, rows_at
from mining.drift.rows import Feature
from tests.builders import DAY, START, a_log

EVERY = np.ones(2, dtype=bool)


def test_that_a_stage_is_left_once_and_for_the_next_one():
    log = a_log("Qualify > Demo > Qualify > Won", "Qualify > Lost")
    left = Leaving.of(log, EVERY)
    told = [
        (case, log.activity.labels[stage], log.activity.labels[then])
        for case, stage, then in zip(left.case, left.stage, left.then, strict=True)
    ]
    assert sorted(told) == [(0, "Demo", "Qualify"), (0, "Qualify", "Demo"), (1, "Qualify", "Lost")]
    assert set(left.days.tolist()) == {1.0}


def test_that_a_deal_that_is_in_a_stage_has_not_left_it():
    left = Leaving.of(a_log("Qualify", "Qualify > Demo"), EVERY)
    assert left.case.tolist() == [1]


def test_that_only_chosen_deals_leave():
    left = Leaving.of(a_log("Qualify > Demo", "Qualify > Demo"), np.array([False, True]))
    assert left.case.tolist() == [1]


def test_that_moments_count_from_when_slow_deals_could_have_come():
    # ten deals begin a day apart (days 0 to 9) and come to the moment after 4 days each: it counts from day 4 to 13
    log = a_log(*["Qualify > Demo"] * 10)
    shifted = log.timestamp + np.repeat(np.arange(10), 2) * DAY
    log = type(log)(log.activity, shifted, log.resource, log.kind, log.case_start, log.cases)
    at = START + (np.arange(10) + 4) * DAY
    flags = np.arange(10)[:, None] % 2 == 0
    case = np.arange(10, dtype=np.int32)
    rows = rows_at((Feature("f", "f"),), flags, at, case, log)
    assert rows is not None
    assert rows.at.tolist() == at.tolist()
    slow = at.copy()
    slow[::3] += 3 * DAY  # four of ten come after 7 days: the nine-in-ten time is 7, the one-in-ten time 4
    rows = rows_at((Feature("f", "f"),), flags, slow, case, log)
    assert rows is not None
    assert rows.at.min() >= START + 7 * DAY
    assert rows.at.max() <= START + 13 * DAY
    assert (np.diff(rows.at) >= 0).all()


def test_that_without_rows_there_is_nothing_to_compare():
    log = a_log("Qualify > Demo")
    none = np.zeros(0, dtype=np.int64)
    assert rows_at((), np.zeros((0, 0), dtype=bool), none, none.astype(np.int32), log) is None

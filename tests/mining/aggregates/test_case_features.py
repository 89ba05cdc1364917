"""What every deal is by itself."""

import numpy as np

from mining.aggregates.case_features import case_features
from models.case_table import NO_TIME
from tests.builders import DAY, START, a_log


def test_that_a_deal_knows_its_first_and_last_event_and_the_days_between() -> None:
    found = case_features(a_log("A > B > C", "A"))
    assert found.first.tolist() == [START, START]
    assert found.last.tolist() == [START + 2 * DAY, START]
    assert found.events.tolist() == [3, 1]
    assert found.days.tolist() == [2.0, 0.0]


def test_that_a_deal_without_events_has_no_times() -> None:
    for log in (a_log("", "A > B", ""), a_log("", "")):
        found = case_features(log)
        empty = np.diff(log.case_start) == 0
        assert (found.first[empty] == NO_TIME).all()
        assert (found.last[empty] == NO_TIME).all()
        assert np.isnan(found.days).tolist() == empty.tolist()
    assert case_features(a_log("", "A > B", "")).days[1] == 1

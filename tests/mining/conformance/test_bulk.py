"""Bulk entry: same deal, same user, within ten minutes; and never where the log knows days only."""

from dataclasses import replace

import numpy as np

from mining.conformance.bulk import bulk_events, entered_in_bulk
from models.event_log import EventLog
from tests.builders import START, a_log

MINUTE = 60_000_000


def at_minutes(log: EventLog, *minutes: int) -> EventLog:
    return replace(log, timestamp=np.array([START + m * MINUTE for m in minutes], dtype=np.int64))


def test_that_ten_minutes_are_bulk_and_eleven_are_not() -> None:
    log = at_minutes(a_log("A > B > C > D", resources=["Ann"]), 0, 10, 21, 30)
    assert bulk_events(log).tolist() == [False, True, False, True]


def test_that_a_deal_counts_once_at_the_first_stage_that_followed_too_soon() -> None:
    log = at_minutes(a_log("A > B > C", "A > B", "A", resources=["Ann", "Bob", "Bob"]), 0, 90, 95, 0, 700, 5)
    found = entered_in_bulk(log, bulk_events(log))
    assert [(d.key.stage, d.cases.tolist(), d.eligible.tolist()) for d in found] == [("C", [0], [0, 1])]


def test_that_events_without_a_user_are_not_bulk() -> None:
    assert not bulk_events(at_minutes(a_log("A > B > C"), 0, 1, 3)).any()


def test_that_days_without_times_are_not_bulk() -> None:
    log = a_log("A > B > C", resources=["Ann"])
    same_day = replace(log, timestamp=np.full(3, START, dtype=np.int64))
    assert not bulk_events(same_day).any()

"""The event log refuses what is out of order, and keeps what was worked out from it."""

from dataclasses import replace

import numpy as np
import pytest

from models.event_log import EventLog
from tests.builders import DAY, START, a_log


def test_that_a_case_out_of_order_of_time_is_refused() -> None:
    log = a_log("A > B", "A > B")
    with pytest.raises(ValueError, match="not in order of time"):
        replace(log, timestamp=START + np.array([0, 1, 1, 0]) * DAY)


def test_that_a_case_may_begin_before_the_one_above_it_ends() -> None:
    log = a_log("A > B", "", "A > B")
    assert replace(log, timestamp=START + np.array([5, 6, 0, 0]) * DAY).n_events == 4


def test_that_what_is_derived_is_worked_out_once_a_log() -> None:
    seen: list[EventLog] = []

    def count(log: EventLog) -> int:
        seen.append(log)
        return log.n_events

    log, other = a_log("A > B"), a_log("A")
    assert [log.derived(count), log.derived(count), other.derived(count)] == [2, 2, 1]
    assert seen == [log, other]

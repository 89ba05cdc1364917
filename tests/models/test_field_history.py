"""The history of fields refuses what is out of order, and goes along when deals are left out."""

from dataclasses import replace

import numpy as np
import pytest

from models.field_history import FieldHistory
from tests.builders import a_history, a_log

CHANGES = a_history(
    (0, 1, "Amount", "", "1", "Ann"), (2, 0, "Amount", "", "2", "Ann"), (2, 3, "Owner", "Ann", "Bob", "Cid")
)


def test_that_the_changes_of_a_case_are_found() -> None:
    assert [list(CHANGES.of_case(case)) for case in range(4)] == [[0], [], [1, 2], []]
    assert list(FieldHistory().of_case(0)) == []


def test_that_changes_stay_with_their_deals_when_others_are_left_out() -> None:
    log = replace(a_log("A", "A", "A > B"), changes=CHANGES)
    kept = log.keep_cases(np.array([False, True, True])).changes
    assert (kept.case.tolist(), kept.new.texts()) == ([1, 1], ["2", "Bob"])
    assert log.keep_events(log.timestamp > log.timestamp[0]).changes is CHANGES


def test_that_what_is_out_of_order_or_of_no_deal_is_refused() -> None:
    with pytest.raises(ValueError, match="not in order"):
        a_history((1, 0, "Amount", "", "1", ""), (0, 0, "Amount", "", "1", ""))
    with pytest.raises(ValueError, match="not in order"):
        a_history((0, 1, "Amount", "", "1", ""), (0, 0, "Amount", "", "1", ""))
    with pytest.raises(ValueError, match="different lengths"):
        replace(CHANGES, timestamp=CHANGES.timestamp[:1])
    with pytest.raises(ValueError, match="belongs to no case"):
        replace(a_log("A", "B"), changes=CHANGES)

"""Closings by a status beside the stage become stages, whatever the order of the rows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.sources.crm.closings import STATUS, with_closings
from mining.sources.crm.deal_list import DealList
from mining.sources.crm.deals import Deals
from mining.sources.crm.field_changes import STAGE, FieldChanges
from mining.sources.crm.objects import ObjectFrame
from models.categorical import Categorical

CLOSING = {"won": "Won", "lost": "Lost"}
Row = tuple[str, str, str | None, str | None, int]


def _trail(*rows: Row) -> FieldChanges:
    case, field, old, new, time = zip(*rows, strict=True)
    return FieldChanges(
        Categorical.of(case),
        np.array(time, dtype=np.int64),
        Categorical.of([None] * len(rows)),
        Categorical.of(field),
        Categorical.of(old),
        Categorical.of(new),
    )


def _told(changes: FieldChanges) -> set[tuple[str, int, str, str]]:
    assert set(changes.field.texts()) <= {STAGE}
    return set(
        zip(
            changes.case.texts(), changes.time.tolist(), changes.old.texts(), changes.new.texts(), strict=True
        )
    )


def test_that_a_closing_leaves_the_stage_before_it_and_a_reopening_returns_to_it():
    rows = [("d", STAGE, "A", "B", 1), ("d", STATUS, "open", "lost", 2), ("d", STATUS, "lost", "open", 3)]
    assert _told(with_closings(_trail(*rows), CLOSING, None)) == {
        ("d", 1, "A", "B"),
        ("d", 2, "B", "Lost"),
        ("d", 3, "Lost", "B"),
    }


def test_that_the_stage_is_the_old_one_of_a_later_change_or_the_present_one_of_the_list():
    rows = [("d", STATUS, "open", "won", 1), ("d", STAGE, "A", "B", 2), ("e", STATUS, "open", "won", 1)]
    deals = Deals(Categorical.of(["e"]))
    listed = DealList(ObjectFrame(()), deals, Categorical.of(["C"]), np.zeros(1, dtype=np.int64))
    told = _told(with_closings(_trail(*rows), CLOSING, listed))
    assert {("d", 1, "A", "Won"), ("e", 1, "C", "Won")} <= told


def test_that_nothing_is_made_up_where_the_stage_is_not_known():
    assert _told(with_closings(_trail(("d", STATUS, "won", "open", 1)), CLOSING, None)) == {
        ("d", 1, "Won", "")
    }


def test_that_a_status_that_neither_closes_nor_opens_is_no_event():
    rows = [("d", STAGE, "A", "B", 1), ("d", STATUS, "open", "on hold", 2)]
    assert _told(with_closings(_trail(*rows), CLOSING, None)) == {("d", 1, "A", "B")}


def test_that_of_one_save_the_closing_comes_after_the_stage():
    rows = [("d", STATUS, "open", "won", 1), ("d", STAGE, "A", "B", 1)]
    assert with_closings(_trail(*rows), CLOSING, None).new.texts() == ["B", "Won"]


@given(st.permutations(range(5)))
def test_that_the_order_of_the_rows_does_not_matter(order):
    rows: list[Row] = [
        ("d", STAGE, "A", "B", 1),
        ("d", STATUS, "open", "lost", 2),
        ("d", STATUS, "lost", "open", 3),
        ("e", STAGE, "A", "C", 2),
        ("e", STATUS, "open", "won", 4),
    ]
    expected = _told(with_closings(_trail(*rows), CLOSING, None))
    assert _told(with_closings(_trail(*(rows[i] for i in order)), CLOSING, None)) == expected

"""Compares logs and projects value by value; their arrays have no equality of their own."""

from dataclasses import fields
from typing import Any

import numpy as np

from models.case_table import CaseTable
from models.categorical import Categorical
from models.event_log import EventLog
from models.field_history import FieldHistory
from models.project import Project


def assert_same(left: Any, right: Any) -> None:
    """Equal to the last bit and in every type; NaN equals NaN."""
    assert type(left) is type(right)
    if isinstance(left, EventLog | CaseTable | Categorical | FieldHistory | Project):
        for column in fields(left):
            assert_same(getattr(left, column.name), getattr(right, column.name))
    elif isinstance(left, np.ndarray):
        assert left.dtype == right.dtype
        np.testing.assert_array_equal(left, right)
    elif isinstance(left, dict):
        assert list(left) == list(right)
        for name in left:
            assert_same(left[name], right[name])
    else:
        assert left == right

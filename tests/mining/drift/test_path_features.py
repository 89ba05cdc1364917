"""What the path of a case shows."""

import numpy as np

from mining.drift.path_features import path_features
from tests.builders import a_log


def shown(*traces: str, share: float = 0.0) -> list[set[str]]:
    """The names of the features of every case."""
    log = a_log(*traces)
    features, flags = path_features(log, np.arange(log.n_cases), share)
    return [{feature.name for feature, has in zip(features, row, strict=True) if has} for row in flags]


def test_that_a_path_has_steps_pairs_a_beginning_and_an_end():
    (only,) = shown("A > B")
    assert only == {"has A", "has B", "begins with A", "A > B", "ends with B"}


def test_that_a_step_that_comes_again_is_seen():
    (only,) = shown("A > A > B > A")
    assert {"repeats A", "A > A", "B > A"} <= only
    assert "repeats B" not in only


def test_that_the_order_of_steps_is_a_feature_where_both_orders_happen():
    first, second = shown("A > X > B", "B > X > A")
    assert "A .. B" in first
    assert "B .. A" in second
    assert "A .. B" not in second


def test_that_an_order_that_never_varies_is_none():
    assert not any(".." in name for row in shown("A > X > B", "A > B") for name in row)


def test_that_what_few_deals_show_is_left_out():
    rows = shown(*["A > B"] * 9, "A > Z", share=0.2)
    assert not any("Z" in name for row in rows for name in row)


def test_that_only_the_chosen_cases_are_looked_at_in_their_order():
    log = a_log("A", "B", "C")
    features, flags = path_features(log, np.array([2, 0]), 0.0)
    assert [feature.name for feature in features if feature.name.startswith("has")] == ["has A", "has C"]
    names = [[feature.name for feature, has in zip(features, row, strict=True) if has] for row in flags]
    assert "has C" in names[0]
    assert "has A" in names[1]

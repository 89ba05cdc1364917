"""Conditions that tell deals which leave a stage out from those which do it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mining.process.condition_truth import truth
from mining.process.conditions import parse_condition
from mining.process.repair.separating import separating_condition
from models.case_table import CaseTable
from models.categorical import Categorical

TIMES = 5
"""Every deal of a test stands for so many that are alike."""


def found(shows: list[bool], **columns: Categorical | np.ndarray) -> str | None:
    cases = CaseTable.bare(tuple(f"D{i}" for i in range(len(shows))), **columns)
    return separating_condition(cases, np.tile(np.arange(len(shows)), TIMES), np.tile(shows, TIMES))


def test_that_nothing_is_learnt_from_fewer_than_five_deals_on_either_side() -> None:
    shows = np.array([True] * 4 + [False] * 50)
    cases = CaseTable.bare(tuple(map(str, range(54))), segment=Categorical.of(["SMB"] * 4 + ["Large"] * 50))
    assert separating_condition(cases, np.arange(54), shows) is None


def test_that_a_segment_that_separates_is_named() -> None:
    segment = Categorical.of(["SMB", "SMB", "Large", "Large", "Large"])
    assert found([True, True, False, False, False], segment=segment) == "segment == 'SMB'"


def test_that_several_values_are_listed() -> None:
    source = Categorical.of(["Web", "Fair", "Web", "Partner", "Partner"])
    assert found([True, True, True, False, False], source=source) == "source in ['Web', 'Fair']"


def test_that_a_bound_on_the_amount_is_a_round_number_between_two_deals() -> None:
    amount = np.array([1200.0, 4800.0, 5100.0, 9000.0])
    assert found([True, True, False, False], amount=amount) == "amount < 5000"
    assert found([False, False, True, True], amount=amount) == "amount >= 5000"


def test_that_amounts_of_several_currencies_are_not_compared() -> None:
    amount, currency = np.array([1.0, 2.0, 3.0, 4.0]), Categorical.of(["EUR", "USD", "EUR", "EUR"])
    assert found([True, True, False, False], amount=amount, currency=currency) is None


def test_that_nothing_is_said_where_nothing_separates_or_all_are_alike() -> None:
    segment = Categorical.of(["SMB", "SMB", "Large", "Large"])
    assert found([True, False, True, False], segment=segment) is None
    assert found([True] * 4, segment=segment) is None


def test_that_a_value_with_both_quotes_is_left_alone() -> None:
    segment = Categorical.of(["a'b\"c", "a'b\"c", "Large"])
    assert found([True, True, False], segment=segment) is None


@given(st.lists(st.tuples(st.floats(0, 1e12), st.booleans()), min_size=2, max_size=30))
def test_that_a_condition_on_the_amount_holds_for_at_least_half_more_of_those_that_show_it(
    deals: list[tuple[float, bool]],
) -> None:
    amount, shows = np.array([deal[0] for deal in deals]), np.array([deal[1] for deal in deals])
    text = found(shows.tolist(), amount=amount)
    if text is not None:
        cases = CaseTable.bare(tuple(map(str, range(len(deals)))), amount=amount)
        holds = truth(parse_condition(text, "test"), cases) == 1
        assert holds[shows].mean() - holds[~shows].mean() >= 0.5

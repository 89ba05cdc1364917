"""Whether conditions can hold together is told from made-up deals, as exactly as a person would."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.process.condition_truth import truth
from mining.process.conditions import parse_condition
from mining.process.satisfiable import can_hold
from models.case_table import CaseTable
from models.categorical import Categorical


def conditions(*texts: str):
    return tuple(parse_condition(text, "test") for text in texts)


@pytest.mark.parametrize(
    ("holding", "failing", "possible"),
    [
        (["amount < 10"], [], True),
        (["amount < 10", "amount > 20"], [], False),
        (["amount <= 10", "amount >= 10"], [], True),
        (["amount < 10 and amount > 9"], [], True),
        (["amount >= 10"], ["amount > 10"], True),
        (["segment == 'Enterprise'", "segment == 'SMB'"], [], False),
        (["segment == 'Enterprise'"], ["segment == 'enterprise '"], False),
        (["segment in ['A', 'B']", "segment != 'A'"], ["segment == 'B'"], False),
        ([], ["amount < 10", "amount >= 10"], False),
        ([], ["amount < 10", "amount > 10"], True),
        (["not renewal", "renewal"], [], False),
        (["renewal == true"], ["renewal"], False),
        (["outcome == 'paused'"], [], False),
        (["outcome == 'won' or outcome == 'lost'"], ["outcome == 'won'"], True),
        (["amount > discount", "amount < discount"], [], True),
        ([], [], True),
    ],
)
def test_that_it_is_known_which_conditions_can_hold_together(holding, failing, possible) -> None:
    assert can_hold(conditions(*holding), conditions(*failing)) is possible


def test_that_too_many_fields_are_not_judged() -> None:
    many = " and ".join(f"f{number} == 'x'" for number in range(9))
    assert can_hold(conditions(many, "not (" + many + ")"))


_ATOMS = st.sampled_from(
    ["amount < 5", "amount >= 5", "amount == 7", "segment == 'A'", "segment != 'B'", "segment in ['A', 'C']"]
)


@given(st.lists(_ATOMS, max_size=3), st.lists(_ATOMS, max_size=3), st.data())
def test_that_what_holds_for_a_real_deal_can_hold(holding, failing, data) -> None:
    amount, segment = data.draw(st.sampled_from([1.0, 5.0, 6.0, 7.0])), data.draw(st.sampled_from("ABCD"))
    deal = CaseTable.bare(("D",), amount=np.array([amount]), segment=Categorical.of([segment]))
    yes, no = conditions(*holding), conditions(*failing)
    if all(truth(c, deal)[0] == 1 for c in yes) and all(truth(c, deal)[0] == 0 for c in no):
        assert can_hold(yes, no)

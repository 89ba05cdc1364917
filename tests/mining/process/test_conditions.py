"""Conditions: what they mean, which deals they hold for, and what is said of broken ones."""

import numpy as np
import pytest

from mining.process.conditions import conditions_of, parse_condition, truth
from mining.process.yaml_format import parse_yaml
from models.case_table import CaseTable, Outcome
from models.categorical import Categorical
from models.condition import Both, Comparison, Either, Field, Not
from models.errors import UserError


def the_cases() -> CaseTable:
    return CaseTable.bare(
        ("1", "2", "3", "4"),
        name=("Big", "Small", "", "Odd"),
        amount=np.array([50_000.0, 100.0, np.nan, 10_000.0]),
        segment=Categorical.of(["Enterprise", "SMB", None, "enterprise "]),
        outcome=np.array([Outcome.WON, Outcome.LOST, Outcome.UNKNOWN, Outcome.OPEN], dtype=np.int8),
        extra={
            "Lead Score": Categorical.of(["9", "10", "", "many"]),
            "Renewal": Categorical.of(["true", "no", None, "Yes"]),
        },
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("amount < 10000", [0, 1, -1, 0]),
        ("amount >= 10_000", [1, 0, -1, 1]),
        ("not amount < 10000", [1, 0, -1, 1]),
        ("segment == 'ENTERPRISE'", [1, 0, -1, 1]),
        ("segment != 'Enterprise'", [0, 1, -1, 0]),
        ("segment in ['SMB', 'Public']", [0, 1, -1, 0]),
        ("segment not in ['SMB']", [1, 0, -1, 1]),
        ("amount < 1000 or segment == 'Enterprise'", [1, 1, -1, 1]),
        ("amount > 20000 and segment == 'Enterprise'", [1, 0, -1, 0]),
        ("not (amount > 20000 and segment == 'Enterprise')", [0, 1, -1, 1]),
        ("`lead score` > 9", [0, 1, -1, -1]),
        ("`Lead Score` == '9'", [1, 0, -1, 0]),
        ("renewal", [1, 0, -1, 1]),
        ("renewal == false", [0, 1, -1, 0]),
        ("outcome == 'won'", [1, 0, -1, 0]),
        ("name == 'odd'", [0, 0, -1, 1]),
        ("region == 'EMEA'", [-1, -1, -1, -1]),
        ("region == 'EMEA' or amount > 0", [1, 1, -1, 1]),
        ("region == 'EMEA' and amount < 0", [0, 0, -1, 0]),
        ("10000 > amount", [0, 1, -1, 0]),
    ],
)
def test_that_a_condition_holds_for_the_right_deals(text, expected):
    assert truth(parse_condition(text, "p.yaml"), the_cases()).tolist() == expected


def test_that_not_binds_before_and_and_and_before_or():
    read = parse_condition("a or not b and c == 1", "p.yaml").expression
    assert read == Either(Field("a"), Both(Not(Field("b")), Comparison(Field("c"), "==", 1.0)))


@pytest.mark.parametrize(
    ("text", "character", "problem"),
    [
        ("amount = 5", 8, "write =="),
        ("amount <", 9, "missing"),
        ("amount < 5 segment == 'x'", 12, "`and` or `or`"),
        ("(amount < 5", 12, "closing )"),
        ("segment in 'Enterprise'", 12, "list"),
        ("segment in [Enterprise]", 13, "quotes"),
        ("segment == 'Enter", 12, "never closed"),
        ("amount < 5; import os", 11, "no meaning"),
        ("5", 2, "comparison"),
        ("", 1, "missing"),
        ("__import__('os').system('x')", 11, "`and` or `or`"),
        ("(" * 500, 41, "nested too deeply"),
    ],
)
def test_that_a_broken_condition_is_refused_with_its_place(text, character, problem):
    with pytest.raises(UserError) as refused:
        parse_condition(text, "p.yaml, stage Demo")
    assert str(refused.value).startswith("p.yaml, stage Demo: ")
    assert f"at character {character}:" in str(refused.value)
    assert problem in str(refused.value)


def test_that_every_condition_of_a_process_is_listed_once():
    flow = """
      - {stage: A, optional: "amount < 5"}
      - parallel: [{stage: B, optional: "amount < 5"}, {stage: C, optional: "amount < 7"}]
      - choice: [{when: "team == 'x'", flow: [{stage: D, optional: "amount < 9"}]}]
    """
    process = parse_yaml(f"process: {{name: P}}\nflow: {flow}", "p.yaml")
    assert [c.text for c in conditions_of(process)] == [
        "amount < 5",
        "amount < 7",
        "team == 'x'",
        "amount < 9",
    ]

"""Conditions on deals in plain words."""

import pytest

from mining.process.conditions import parse_condition
from mining.rules.condition_words import condition_words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("outcome == 'won'", "that were won"),
        ("outcome != 'Lost'", "that were not lost"),
        ("outcome == 'open'", "that are open"),
        ("outcome in ['won', 'lost']", "that were won or lost"),
        ("outcome in ['won', 'open']", "that were won or are open"),
        ("amount > 50000", "with amount above 50,000"),
        ("50000 > amount", "with amount below 50,000"),
        ("amount <= 0.5", "with amount of at most 0.5"),
        ("amount >= 1_000", "with amount of at least 1,000"),
        ("segment == 'Enterprise'", "with segment Enterprise"),
        ("segment != 'Enterprise'", "with segment other than Enterprise"),
        ("segment in ['A', 'B', 'C']", "with segment A, B or C"),
        ("`new customer` == true", "with new customer yes"),
        ("amount > 5 and segment == 'A'", "with amount above 5 and with segment A"),
        ("amount > 5 or segment == 'A'", "with amount above 5 or with segment A"),
        (
            "outcome == 'won' and amount > 5 or amount > 9",
            "that were won and with amount above 5, or with amount above 9",
        ),
        (
            "(amount > 5 or amount < 2) and owner == 'X'",
            "where “(amount > 5 or amount < 2) and owner == 'X'”",
        ),
        ("not amount > 5", "where “not amount > 5”"),
        ("amount > 5 and not renewal", "where “amount > 5 and not renewal”"),
        ("amount > budget", "where “amount > budget”"),
        ("outcome > 'won'", "where “outcome > 'won'”"),
        ("outcome == 'parked'", "where “outcome == 'parked'”"),
    ],
)
def test_that_a_condition_is_said_in_words_or_as_it_was_written(written: str, words: str) -> None:
    assert condition_words(parse_condition(written, "test.yaml")) == f"in deals {words}"

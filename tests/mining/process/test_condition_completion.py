"""What is offered while a condition is typed, by hand for every place in it."""

import pytest

from mining.process.condition_completion import condition_completions
from models.editing_facts import Counted, DealField, EditingFacts

FACTS = EditingFacts(
    3,
    fields=(
        DealField("amount", low=1.0, high=9.0),
        DealField("segment", (Counted("SMB", 2), Counted("Enterprise", 1))),
        DealField("Loss reason", (Counted("Price", 1), Counted("it's late", 1), Counted("Other", 1))),
    ),
)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("", ["amount", "segment", "`Loss reason`", "not"]),
        ("lo", ["`Loss reason`"]),
        ("amount", []),
        ("amount ", ["<", "<=", ">", ">=", "==", "!="]),
        ("amount <", ["<="]),
        ("amount < ", ["1", "5", "9"]),
        ("amount < 5 ", ["and", "or"]),
        ("amount < 5 a", ["and"]),
        ("amount < 5 and se", ["segment"]),
        ("segment ", ["==", "!=", "in"]),
        ("segment == ", ["'SMB'", "'Enterprise'"]),
        ("segment == 'e", ["'Enterprise'"]),
        ("segment in ", ["["]),
        ("segment in [", ["'SMB'", "'Enterprise'"]),
        ("segment in ['SMB' ", [",", "]"]),
        ("segment in ['SMB'] ", ["and", "or"]),
        ("`Loss reason` == ", ["'Price'", '"it\'s late"', "'Other'"]),
        ("not ", ["amount", "segment", "`Loss reason`"]),
        ("(", ["amount", "segment", "`Loss reason`", "not"]),
        ("unknown ", ["<", "<=", ">", ">=", "==", "!=", "in"]),
        ("unknown == ", []),
        ("amount < 5 ) ", ["and", "or"]),
    ],
)
def test_that_what_fits_is_offered(typed: str, offered: list[str]) -> None:
    assert [offer.text for offer in condition_completions(typed, len(typed), FACTS)] == offered


def test_that_an_offer_takes_the_place_of_what_is_typed_of_it_and_says_what_it_is() -> None:
    (offer,) = condition_completions("segment == 'en' and amount < 5", 14, FACTS)
    assert (offer.text, offer.start, offer.end, offer.hint) == ("'Enterprise'", 11, 15, "1\u00a0deal")
    hints = {one.text: one.hint for one in condition_completions("", 0, FACTS)}
    assert hints["amount"] == "1 to 9"
    assert hints["segment"] == "SMB, Enterprise"
    assert hints["`Loss reason`"] == "Price, it's late, …"


def test_that_without_a_log_only_words_are_offered() -> None:
    assert [offer.text for offer in condition_completions("", 0, EditingFacts())] == ["not"]

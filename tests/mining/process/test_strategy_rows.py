"""The strategy as rows of texts: read as people write it, and the same after a way there and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mining.process.strategy_rows import (
    change_of,
    change_row,
    fit_of,
    fit_row,
    handoff_of,
    handoff_row,
    share_of,
    share_text,
    stakeholder_of,
    stakeholder_row,
)
from models.errors import UserError
from models.handoff import Handoff
from models.strategy import Expectation, FitRule, RecordedChange, Stakeholder


@pytest.mark.parametrize(
    ("wanted", "rule"),
    [
        ("Software, Media", FitRule("x", ("Software", "Media"))),
        ("50 to 1,000", FitRule("x", (), 50.0, 1000.0)),
        ("from 50", FitRule("x", (), 50.0, None)),
        ("up to 1e6", FitRule("x", (), None, 1e6)),
        ("business to business", FitRule("x", ("business to business",))),
        ("", FitRule("x")),
    ],
)
def test_that_what_a_field_has_to_be_is_read(wanted: str, rule: FitRule) -> None:
    assert fit_of(("x", wanted)) == rule
    assert fit_of(fit_row(rule)) == rule


def test_that_bounds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(UserError, match="smaller number first"):
        fit_of(("employees", "1000 to 50"))


@given(st.integers(0, 10_000))
def test_that_shares_come_back(basis_points: int) -> None:
    share = basis_points / 10_000
    assert share_of(share_text(share), "It") == pytest.approx(share, abs=1e-12)


@pytest.mark.parametrize("text", ["a third", "140 %", "-1", "nan"])
def test_that_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="It is "):
        share_of(text, "It")


def test_that_every_kind_of_row_comes_back() -> None:
    handoff = Handoff("H1", "MKT", "SDR", "mql", ("accepted", "rejected"), "1bd", ("bad fit",), 0.6)
    expected = Expectation("skip.Demo", 0.35, 0.15, date(2026, 6, 30))
    change = RecordedChange("C1", date(2026, 3, 1), "Checklist", "Enablement", expected)
    stakeholder = Stakeholder("CMO", "Marketing", "weekly")
    assert handoff_of(handoff_row(handoff)) == handoff
    assert change_of(change_row(change)) == change
    assert stakeholder_of(stakeholder_row(stakeholder)) == stakeholder


def test_that_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(UserError, match="“soon”, which is no time"):
        handoff_of(("H1", "MKT", "SDR", "mql", "accepted", "soon", "", ""))

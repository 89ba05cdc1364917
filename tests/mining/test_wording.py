"""Deviations in plain words, and the numbers in them."""

from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.proportion import proportion_confint

from mining.intervals import wilson
from mining.number_format import (
    date,
    day_and_time,
    days,
    money,
    number,
    percent,
    plural,
    points,
)
from mining.wording import how_long, how_often, how_sure, sentence, tells_apart, title, verdict, what_follows
from models.case_table import NO_TIME
from models.deviation import DeviationKey, DeviationRow, DeviationType, Effect

SKIP = DeviationKey(DeviationType.SKIPPED, "Security review")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def a_row(key: DeviationKey = SKIP, effect: Effect | None = None, **values: object) -> DeviationRow:
    known: dict[str, object] = {
        "cases": 1640, "eligible": 2010, "rate": 1640 / 2010, "win_rate_with": 0.24, "win_rate_without": 0.27,
        "cycle_days_with": 41.0, "cycle_days_without": 52.0, "examples": ("D1",),
    }  # fmt: skip
    return DeviationRow(key=key, effect=effect, **{**known, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (DeviationType.SKIPPED, "Skipped Demo"),
        (DeviationType.OUT_OF_ORDER, "Demo out of order"),
        (DeviationType.REPEATED, "Repeated Demo"),
        (DeviationType.WENT_BACK, "Went back to Demo"),
        (DeviationType.UNDOCUMENTED, "Undocumented step: Demo"),
        (DeviationType.PREMATURE_CLOSE, "Closed too early, from Demo"),
        (DeviationType.ENTERED_IN_BULK, "Entered in bulk: Demo"),
        (DeviationType.BUYER_NOT_THERE_YET, "Buyer not there yet: Demo"),
        (DeviationType.BUYER_AHEAD, "Buyer ahead, at Demo"),
        (DeviationType.MISSING_EVIDENCE, "Missing evidence: Demo"),
        (DeviationType.STALLED, "Stalled in Demo"),
        (DeviationType.LATE, "Late in Demo"),
        (DeviationType.WRONG_ROLE, "Wrong role: Demo"),
        (DeviationType.BARE_CLOSE, "Bare close: Demo"),
        (DeviationType.HAND_OVER, "Hand-over Demo"),
    ],
)
def test_that_every_deviation_has_a_title(kind, expected):
    assert title(DeviationKey(kind, "Demo")) == expected


def test_that_a_deviation_without_a_stage_has_a_title_without_a_gap():
    assert title(DeviationKey(DeviationType.PREMATURE_CLOSE, "")) == "Premature close"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (
            DeviationType.BUYER_NOT_THERE_YET,
            "5 of the 9 deals that came to Won came before the buyer was there (",
        ),
        (DeviationType.BUYER_AHEAD, "In 5 of the 9 deals that came to Won the buyer was further than that ("),
        (
            DeviationType.MISSING_EVIDENCE,
            "5 of the 9 deals that went on from Won lack evidence it asks for (",
        ),
        (DeviationType.BARE_CLOSE, "5 of the 9 deals that ended as Won lack what it asks for ("),
        (DeviationType.STALLED, "5 of the 9 deals that are open in Won have been quiet for too long ("),
        (DeviationType.LATE, "5 of the 9 deals whose time in Won is known stayed longer than it allows ("),
        (
            DeviationType.WRONG_ROLE,
            "In 5 of the 9 deals for which it is known, Won was entered by another role (",
        ),
    ],
)
def test_that_what_is_beside_the_flow_is_told_in_a_sentence(kind, expected):
    row = a_row(DeviationKey(kind, "Won"), cases=5, eligible=9)
    assert plain(how_often(row, ends=("Won",))).startswith(expected)


def test_that_evidence_is_asked_for_when_a_stage_is_left():
    row = a_row(DeviationKey(DeviationType.MISSING_EVIDENCE, "Demo"), cases=5, eligible=9)
    assert plain(how_often(row)).startswith(
        "5 of the 9 deals that went on from Demo lack evidence it asks for ("
    )


def test_that_going_back_to_an_end_is_called_reopening():
    key = DeviationKey(DeviationType.WENT_BACK, "Lost")
    assert title(key, ends=("Won", "Lost")) == "Reopened after Lost"
    assert plain(how_often(a_row(key, cases=12, eligible=48), ends=("Won", "Lost"))).startswith(
        "12 of the 48 deals that were closed as Lost went on after it ("
    )
    assert title(DeviationKey(DeviationType.WENT_BACK, "Demo"), ends=("Lost",)) == "Went back to Demo"


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (None, "Cannot tell"),
        (Effect(-0.10, -0.07, -0.04, 0.001), "−7 points"),
        (Effect(-0.07, -0.02, 0.04, 0.5), "No difference seen"),
        (Effect(-0.10, 0.0, 0.10, 0.9), "No difference seen"),
        (Effect(-0.11, -0.03, 0.04, 0.5), "Cannot tell"),
        (Effect(-0.09, -0.05, -0.01, 0.2), "Cannot tell"),
    ],
)
def test_that_no_difference_is_only_said_where_a_large_one_would_have_shown(effect, expected):
    assert plain(verdict(effect)) == expected


def test_that_how_long_is_said_only_where_both_sides_have_won_deals():
    assert plain(how_long(a_row())) == "Won deals with it took 41 days (median), the others 52 days."
    assert how_long(a_row(cycle_days_with=None)) == ""


def test_that_a_skip_that_makes_no_visible_difference_is_told_in_one_sentence_each():
    row = a_row(effect=Effect(-0.08, -0.03, 0.02, 0.3))
    assert plain(sentence(row)) == (
        "Security review is skipped in 1,640 of the 2,010 deals that got past it "
        "(82 %, 95 % interval 80–83 %). Deals that skip it win 24 % of the time, the others 27 %: "
        "the data cannot tell the two apart."
    )


def test_that_a_difference_is_called_an_association_and_shown_with_its_interval():
    row = a_row(effect=Effect(-0.10, -0.07, -0.04, 0.001), win_rate_without=0.31)
    assert plain(what_follows(row)) == (
        "Deals that skip it win 24 % of the time, the others 31 %: associated with −7 points "
        "(95 % interval −10 to −4), which does not say that it is the cause."
    )


def test_that_too_few_deals_are_said_to_be_too_few():
    assert "Cannot tell" in what_follows(a_row(effect=None))


def test_that_bulk_entry_is_called_data_entry_and_never_an_effect():
    row = a_row(DeviationKey(DeviationType.ENTERED_IN_BULK, "Demo"), Effect(-0.1, -0.07, -0.04, 0.001))
    assert "how the data was entered" in what_follows(row)
    assert "%" not in what_follows(row)


@pytest.mark.parametrize("kind", list(DeviationType))
def test_that_every_type_says_how_often_with_counts_and_interval(kind):
    text = plain(how_often(a_row(DeviationKey(kind, "Demo"))))
    assert "1,640" in text
    assert "2,010 deals" in text
    assert "95 % interval 80–83 %" in text


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (None, False),
        (Effect(-0.1, -0.05, -0.01, 0.1), True),
        (Effect(-0.1, -0.05, -0.01, 0.11), False),
        (Effect(-0.1, -0.05, 0.0, 0.01), False),
        (Effect(0.01, 0.05, 0.1, 0.01), True),
    ],
)
def test_that_two_rates_are_told_apart_only_by_interval_and_q_together(effect, expected):
    assert tells_apart(effect) is expected


@pytest.mark.parametrize(("hits", "of"), [(0, 7), (7, 7), (1, 3), (1640, 2010), (12, 400)])
def test_that_the_wilson_interval_equals_the_one_of_statsmodels(hits, of):
    assert wilson(hits, of) == pytest.approx(proportion_confint(hits, of, method="wilson"), abs=1e-12)


def test_that_a_share_of_nothing_has_no_interval():
    assert wilson(0, 0) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (percent(0.824), "82 %"),
        (percent(0.0), "0 %"),
        (percent(0.001), "< 1 %"),
        (percent(0.999), "> 99 %"),
        (percent(1.0), "100 %"),
        (percent(None), "–"),
        (points(-0.072), "−7 points"),
        (points(0.01), "+1 point"),
        (points(0.001), "0 points"),
        (days(52.4), "52 days"),
        (days(3.46), "3.5 days"),
        (days(1.0), "1 day"),
        (days(0.5), "12 hours"),
        (days(0.01), "14 minutes"),
        (days(0.0), "0 days"),
        (days(0.0001), "< 1 minute"),
        (days(float("nan")), "–"),
        (money(12500.0, "EUR"), "12,500 EUR"),
        (money(float("nan"), "EUR"), "–"),
        (number(-5), "−5"),
        (plural(1, "deal"), "1 deal"),
        (plural(2010, "deal"), "2,010 deals"),
        (date(1_772_496_000_000_000), "3 Mar 2026"),
        (date(NO_TIME), "–"),
        (day_and_time(int(np.int64(1_772_546_700_000_000))), "3 Mar 2026, 14:05 UTC"),
    ],
)
def test_that_numbers_are_written_for_people(text, expected):
    assert plain(text) == expected


def test_that_what_has_no_outcome_says_why() -> None:
    stalled = a_row(DeviationKey(DeviationType.STALLED, "Demo"), effect=None)
    bare = a_row(DeviationKey(DeviationType.BARE_CLOSE, "Lost"), effect=None)
    assert what_follows(stalled) == "Open deals have no outcome to compare yet."
    assert what_follows(bare) == "All of these deals ended alike, so that there is no outcome to compare."


def test_that_a_skip_says_how_sure_it_is() -> None:
    key = DeviationKey(DeviationType.SKIPPED, "Demo")
    assert how_sure(a_row(key)) == ""
    some = a_row(key, cases=5, eligible=9, definite=2)
    assert how_sure(some) == (
        "In 2 of them it is certain; in the others another explanation of the deal may do without it."
    )
    assert how_sure(replace(some, definite=5)).startswith("That is certain in all of them")

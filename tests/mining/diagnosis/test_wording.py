"""Verdicts in plain words."""

import pytest

from mining.diagnosis.wording import (
    confidence_reason,
    confidence_words,
    habit_sentence,
    headline,
    kind_words,
    stake_words,
    standing_words,
    who_words,
)
from mining.number_format import NBSP
from models.deviation import DeviationType
from models.diagnosis import Confidence, Estimate, Habit, Reading, VerdictKind
from tests.mining.diagnosis.cards import a_card, a_key

HIDDEN = {"Ann": "Rep 1", "Bob": "Rep 2"}


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (
            a_card(VerdictKind.EVERYBODY, key=a_key("Security review"), reading=Reading.UNREALISTIC),
            "Everybody leaves out Security review: the process may be unrealistic",
        ),
        (
            a_card(VerdictKind.EVERYBODY, reading=Reading.VAGUE),
            "Everybody leaves out Discovery: the step may be too vague",
        ),
        (a_card(VerdictKind.EVERYBODY), "Everybody leaves out Discovery"),
        (
            a_card(VerdictKind.REP, "Ann", "Bob", reading=Reading.COMFORT),
            "Two reps leave out Discovery: a habit, perhaps of comfort",
        ),
        (a_card(VerdictKind.REP, "Ann"), "Rep 1 leaves out Discovery: a habit"),
        (
            a_card(VerdictKind.TEAM, "East", key=a_key("Discovery", DeviationType.OUT_OF_ORDER)),
            "East reads the steps differently: it takes Discovery out of order",
        ),
        (
            a_card(VerdictKind.TEAM, "East", "West"),
            "Two teams read the steps differently: they leave out Discovery",
        ),
        (
            a_card(VerdictKind.TEAM, "East", key=a_key("Negotiation", DeviationType.LATE)),
            "East stands out: it takes too long in Negotiation",
        ),
        (
            a_card(VerdictKind.TEAM, "East", "West", key=a_key("Demo", DeviationType.STALLED)),
            "Two teams stand out: they let deals stall in Demo",
        ),
        (
            a_card(VerdictKind.TEAM, "East", key=a_key("H2 late", DeviationType.HAND_OVER)),
            "East stands out: it has hand-overs go wrong (H2 late)",
        ),
        (
            a_card(VerdictKind.NO_CALL, confidence=Confidence.CANNOT_TELL),
            "Skipped Discovery – cannot tell yet whose it is",
        ),
        (
            a_card(VerdictKind.NO_CALL, confidence=Confidence.POSSIBLE),
            "Skipped Discovery – nobody stands out",
        ),
    ],
)
def test_that_a_headline_says_who_does_what_in_one_line(card, said):
    assert headline(card, HIDDEN) == said


@pytest.mark.parametrize("deviation", DeviationType)
def test_that_every_deviation_has_a_verb(deviation):
    assert "shows:" not in headline(a_card(key=a_key("Demo", deviation)))


def test_that_skill_is_a_question():
    assert headline(a_card(VerdictKind.SKILL)).endswith("?")


@pytest.mark.parametrize("kind", VerdictKind)
@pytest.mark.parametrize("deviation", DeviationType)
def test_that_no_headline_names_a_person_who_has_a_stand_in(kind, deviation):
    for who in ((), ("Ann",), ("Ann", "Bob")):
        card = a_card(kind, *who, key=a_key("Demo", deviation))
        said = headline(card, HIDDEN) + who_words(card, HIDDEN)
        assert "Ann" not in said
        assert "Bob" not in said


def test_that_there_are_words_for_every_kind_and_confidence():
    assert len({kind_words(kind) for kind in VerdictKind}) == len(VerdictKind)
    assert len({confidence_words(one) + confidence_reason(one) for one in Confidence}) == len(Confidence)


def test_that_only_a_call_is_likely_or_possible():
    assert standing_words(a_card(VerdictKind.REP, "Ann")) == ("A rep's habit", "Likely")
    assert standing_words(a_card(VerdictKind.NO_CALL, confidence=Confidence.POSSIBLE)) == ("No call",)


def test_that_people_are_told_in_the_order_of_the_names_that_are_shown():
    assert (
        who_words(a_card(VerdictKind.REP, "Bob", "Ann"), {"Ann": "Rep 9", "Bob": "Rep 2"}) == "Rep 2, Rep 9"
    )


@pytest.mark.parametrize(
    ("stake", "said"),
    [
        (
            (-123_456.0, -1_234_567.0, -4_412.0),
            "120,000 EUR a year at stake (95 % interval 4,400 to 1,200,000)",
        ),
        ((52_000.0, 1_040.0, 103_000.0), "52,000 EUR a year more with it (95 % interval 1,000 to 100,000)"),
        ((-1_000.0, -9_900.0, 7_777.0), "−9,900 to +7,800 EUR a year, not told apart from none"),
        ((0.0, 0.0, 0.0), "0 to 0 EUR a year, not told apart from none"),
    ],
)
def test_that_money_at_stake_is_told_to_two_digits_with_its_interval(stake, said):
    assert stake_words(Estimate(*stake, 80), "EUR").replace(NBSP, " ") == said
    assert "EUR" not in stake_words(Estimate(*stake, 80), "")


def test_that_money_is_no_more_than_an_interval_where_the_comparisons_do_not_tell_it_from_none():
    said = stake_words(Estimate(-50_000, -90_000, -1_000, 80), "EUR", is_told_apart=False)
    assert said.replace(NBSP, " ") == "−90,000 to −1,000 EUR a year, not told apart from none"


def test_that_a_habit_is_told_beside_the_others_and_with_what_is_logged():
    habit = Habit("Ann", "East", 31, 38, 0.76, 0.61, 0.87, 0.12, 0.01, 0.4)
    assert habit_sentence(habit, HIDDEN).replace(NBSP, " ") == (
        "Rep 1 (East): 31 of 38 deals, drawn towards the others 76 % (95 % interval 61–87 %); everybody else 12 %. "
        "Something is logged in 40 % of the stages."
    )
    unknown = Habit("Ann", "", 1, 2, 0.5, 0.1, 0.9, None, None)
    assert habit_sentence(unknown).endswith("How much is logged is not known.")

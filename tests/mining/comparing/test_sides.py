"""The questions on offer, the two sides of each, and why some tell nothing."""

from dataclasses import replace

import numpy as np
import pytest

from mining.comparing.sides import Question, Split, offers, sides_of, why_not
from mining.filtering import case_mask
from models.case_filter import CaseFilter
from models.case_table import DAY
from models.comparison import Side
from models.saved_filter import SavedFilter
from tests.builders import START
from tests.mining.comparing.sides import analysed, times

FOLLOWS, SKIPS, LOST = "Qualify > Demo > Proposal > Won", "Qualify > Proposal > Won", "Qualify > Demo > Lost"
PEOPLE = ["Ann", "Bob", "Cid", "Dee", "Eve", "Fay"]


@pytest.fixture(scope="module")
def analysis():
    """Six people of two teams with ten deals each, created one day apart."""
    log = times(
        *((10, trace) for trace in (FOLLOWS, SKIPS, LOST, FOLLOWS, SKIPS, LOST)),
        owner=PEOPLE, team=["North"] * 3 + ["South"] * 3, segment=["S", "M", "L"] * 2,
    )  # fmt: skip
    return analysed(replace(log, cases=replace(log.cases, created=START + np.arange(60) * DAY)))


def asked(analysis, question: Question, chosen: CaseFilter | None = None, saved=()):
    chosen = chosen or CaseFilter()
    mask = case_mask(analysis.log, chosen, analysis.conformance, analysis.rules)
    offer = offers(analysis, mask, saved)[question.split]
    return offer, sides_of(offer.completed(question), analysis, chosen, mask, saved)


@pytest.mark.parametrize("split", [s for s in Split if s not in (Split.FILTER, Split.SAVED)])
def test_that_every_question_has_two_sides_that_share_no_deal(analysis, split) -> None:
    offer, (first, second) = asked(analysis, Question(split))
    assert offer.why_not == ""
    assert first.cases
    assert second.cases
    assert not (first.mask & second.mask).any()


@pytest.mark.parametrize("split", [Split.OUTCOME, Split.TEAMS, Split.SEGMENTS, Split.PERSON, Split.DATE])
@pytest.mark.parametrize("chosen", [CaseFilter(), CaseFilter(segments=frozenset({"S", "L"}))])
def test_that_the_filter_of_a_side_leads_to_its_deals(analysis, split, chosen) -> None:
    _, sides = asked(analysis, Question(split), chosen)
    for side in sides:
        assert side.filter is not None
        np.testing.assert_array_equal(case_mask(analysis.log, side.filter, analysis.conformance), side.mask)


def test_that_the_largest_two_and_the_middle_of_the_time_are_chosen_at_first(analysis) -> None:
    _, (north, south) = asked(analysis, Question(Split.TEAMS))
    assert (north.name, south.name) == ("North", "South")
    _, (before, after) = asked(analysis, Question(Split.DATE))
    assert (before.cases, after.cases) == (29, 31), "the 30th day begins"
    _, (chosen, other) = asked(analysis, Question(Split.TEAMS, "South", "Gone"))
    assert (chosen.name, other.name) == ("South", "North")


def test_that_one_person_is_only_held_against_at_least_five_others(analysis) -> None:
    offer, (person, rest) = asked(analysis, Question(Split.PERSON, "Eve"))
    assert (person.name, person.cases, rest.cases) == ("Eve", 10, 50)
    assert "Eve (10" in why_not(person, rest)
    offer, _ = asked(analysis, Question(Split.PERSON), CaseFilter(owners=frozenset(PEOPLE[:5])))
    assert "6 owners" in offer.why_not


def test_that_follows_against_departs_leaves_out_whoever_is_still_under_way() -> None:
    log = times((30, FOLLOWS), (30, SKIPS), (5, "Qualify > Demo"))
    _, (follows, departs) = asked(analysed(log), Question(Split.PROCESS))
    assert (follows.cases, departs.cases) == (30, 30)


def test_that_a_filter_can_be_held_against_all_other_deals(analysis) -> None:
    offer, _ = asked(analysis, Question(Split.FILTER))
    assert offer.why_not
    chosen = CaseFilter(owners=frozenset({"Ann", "Bob"}))
    offer, (these, others) = asked(analysis, Question(Split.FILTER), chosen)
    assert offer.why_not == ""
    assert (these.cases, others.cases, these.filter) == (20, 40, chosen)


def test_that_what_is_not_there_is_not_offered() -> None:
    log = times((3, "Qualify > Demo"))
    offered = offers(analysed(log, with_process=False), np.ones(3, dtype=bool))
    told = {split: offer.why_not for split, offer in offered.items() if offer.why_not}
    assert set(told) == set(Split), "no outcomes, teams, segments, six owners, two dates, process or filter"


def test_that_overlapping_and_small_sides_are_told() -> None:
    def side(name: str, *cases: int) -> Side:
        return Side(name, name, np.isin(np.arange(100), cases))

    assert "1\u00a0deal is on both sides" in why_not(side("A", *range(40)), side("B", *range(39, 99)))
    assert "B (no deals)" in why_not(side("A", *range(40)), side("B"))
    assert "B (29\u00a0deals)" in why_not(side("A", *range(40)), side("B", *range(50, 79)))
    assert why_not(side("A", *range(40)), side("B", *range(50, 80))) == ""


def test_that_two_saved_filters_are_held_against_each_other(analysis) -> None:
    saved = (
        SavedFilter("Straight", CaseFilter(queries=("Qualify then Proposal",))),
        SavedFilter("Through a demo", CaseFilter(queries=("Demo",), teams=frozenset({"North"}))),
    )
    offer, (straight, demo) = asked(analysis, Question(Split.SAVED), saved=saved)
    assert offer.why_not == ""
    assert (straight.cases, demo.cases, demo.filter) == (20, 20, saved[1].filter)
    chosen = CaseFilter(teams=frozenset({"North", "South"}), segments=frozenset({"S", "M"}))
    _, (straight, demo) = asked(analysis, Question(Split.SAVED), chosen, saved)
    assert (straight.cases, demo.cases) == (20, 10)
    for side in (straight, demo):
        np.testing.assert_array_equal(case_mask(analysis.log, side.filter, analysis.conformance), side.mask)
    assert "save two filters" in offers(analysis, np.ones(60, dtype=bool), saved[:1])[Split.SAVED].why_not

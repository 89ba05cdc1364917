"""Where the parts of a journey stand: in columns by what comes before them, with lines that cross no box."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.screens.journey_editor.geometry import columns_of, lay_out
from mining.process.editing.buyer_steps import begin_journey, map_stage
from mining.process.journey_templates import journey_template
from models.buyer_journey import BuyerJourney, BuyerStep
from models.sales_process import SalesProcess, Stage
from tests.desktop.screens.with_buyer import a_process

JOBS = journey_template("six-buying-jobs")


def test_that_columns_count_what_comes_before():
    assert columns_of(JOBS.journey) == (("problem",), ("exploration", "requirements"), ("selection",))


def test_that_a_step_stands_beside_what_it_comes_after():
    steps = (
        BuyerStep("a"), BuyerStep("b"), BuyerStep("x", after=("b",)), BuyerStep("y", after=("a",)),
    )  # fmt: skip
    assert columns_of(BuyerJourney(steps)) == (("a", "b"), ("y", "x"))


def test_that_a_circle_and_what_is_not_there_are_drawn_all_the_same():
    steps = (BuyerStep("a", after=("b",)), BuyerStep("b", after=("a",)), BuyerStep("c", after=("gone",)))
    assert columns_of(BuyerJourney(steps)) == (("c",), ("a", "b"))


def test_that_bands_reach_along_the_whole_width_above_the_order():
    picture = lay_out(begin_journey(a_process(), JOBS), 900, 700)
    top = min(box.top() for box in picture.steps.values())
    for band in picture.bands.values():
        assert (band.left(), band.right()) == (24, 876)
        assert band.bottom() < top


def test_that_every_line_goes_from_its_stage_to_its_step():
    picture = lay_out(a_process(), 900, 700)
    assert [(link.source, link.target) for link in picture.presumes] == [
        ("Qualify", "problem"), ("Discovery", "exploration"), ("Proposal", "selection")
    ]  # fmt: skip
    for link in picture.presumes:
        assert link.path.pointAtPercent(0).y() == picture.stages[link.source].top()
        assert picture.steps[link.target].adjusted(0, 0, 0, 1).contains(link.end)


def test_that_a_line_to_an_upper_step_passes_beside_the_lower_one():
    process = begin_journey(a_process(), JOBS)
    picture = lay_out(process, 900, 700)
    link = next(link for link in picture.presumes if link.target == "exploration")
    lower = picture.steps["requirements"]
    on_the_way = [link.path.pointAtPercent(at / 100) for at in range(101)]
    assert not any(lower.contains(point) for point in on_the_way)


def test_that_a_line_to_a_step_that_is_always_on_passes_beside_all_steps():
    process = map_stage(begin_journey(a_process(), JOBS), "Proposal", "consensus")
    picture = lay_out(process, 900, 700)
    link = next(link for link in picture.presumes if link.target == "consensus")
    assert link.end.y() == picture.bands["consensus"].bottom()
    on_the_way = [link.path.pointAtPercent(at / 100) for at in range(101)]
    assert not any(box.contains(point) for box in picture.steps.values() for point in on_the_way)
    assert not any(picture.bands["validation"].contains(point) for point in on_the_way)


@pytest.mark.parametrize(("room", "height"), [(500, 400), (860, 700), (1300, 900)])
def test_that_nothing_covers_anything(room, height):
    picture = lay_out(begin_journey(a_process(), JOBS), room, height)
    boxes = [*picture.steps.values(), *picture.bands.values(), *picture.stages.values()]
    assert not any(one.intersects(other) for one, other in itertools.combinations(boxes, 2))
    assert all(box.right() <= picture.width and box.bottom() <= picture.height for box in boxes)


@given(st.data(), st.integers(0, 12), st.integers(1, 14))
def test_that_any_journey_has_its_place(data, n_steps, n_stages):
    names = [f"s{at}" for at in range(n_steps)]
    steps = tuple(
        BuyerStep(
            name,
            after=tuple(data.draw(st.lists(st.sampled_from(names), max_size=3, unique=True))),
            always_on=data.draw(st.booleans()),
        )
        for name in names
    )
    flow = tuple(
        Stage(f"S{at}", (f"S{at}",), buyer=data.draw(st.sampled_from(["", *names]))) for at in range(n_stages)
    )
    picture = lay_out(SalesProcess("P", flow, journey=BuyerJourney(steps)), 700, 500)
    assert set(picture.steps) | set(picture.bands) == set(names)
    assert len(picture.stages) == n_stages
    boxes = [*picture.steps.values(), *picture.bands.values(), *picture.stages.values()]
    assert not any(one.intersects(other) for one, other in itertools.combinations(boxes, 2))

"""Where the boxes of the two lanes stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.screens.deal.geometry import COMFORTABLE, NARROWEST, Span, lay_out
from models.deal_path import Step
from models.deviation import DeviationType
from tests.builders import DAY


def label_width(text: str) -> float:
    return 8.0 * len(text)


def done(stage: str, begin: int, end: int, asked: bool = True) -> Step:
    return Step(stage, True, asked, begin=begin * DAY, end=end * DAY)


def skipped(stage: str) -> Step:
    return Step(stage, False, True, DeviationType.SKIPPED)


def in_order(spans: tuple[Span, ...]) -> bool:
    return all(a.right < b.left and a.step < b.step for a, b in itertools.pairwise(spans))


def test_that_boxes_are_as_wide_as_they_took():
    lanes = lay_out([done("A", 0, 10), done("B", 10, 40), Step("Won", True, True)], 1000, label_width)
    a, b, won = lanes.happened
    assert (b.width + 6) / (a.width + 6) == pytest.approx(3)
    assert won.width == COMFORTABLE
    assert lanes.width == pytest.approx(1000)


def test_that_a_short_stage_stays_wide_enough_to_read():
    lanes = lay_out([done("A", 0, 1), done("B", 1, 1000)], 600, label_width)
    assert lanes.happened[0].width >= NARROWEST
    assert lanes.width == pytest.approx(600)


def test_that_a_left_out_stage_stands_under_the_one_before_it():
    lanes = lay_out([done("A", 0, 1), skipped("B"), done("C", 1, 2)], 300, label_width)
    a, b, c = lanes.asked
    assert lanes.happened[0].left <= b.left <= b.right <= lanes.happened[0].right
    assert a.right < b.left < c.left
    assert [step for step, _, _ in lanes.followed] == [0, 2]


def test_that_stages_left_out_before_the_first_event_come_first():
    lanes = lay_out([skipped("A"), skipped("B"), done("C", 0, 1)], 300, label_width)
    assert lanes.happened[0].left > lanes.asked[1].right
    assert in_order(lanes.asked)


def test_that_a_moved_stage_is_tied_to_the_place_where_it_was_expected():
    late = Step("B", True, False, DeviationType.OUT_OF_ORDER, DAY, 2 * DAY)
    lanes = lay_out([done("A", 0, 1), skipped("B"), late], 300, label_width)
    assert lanes.moved == ((2, 1),)


def test_that_a_long_path_is_squeezed_before_it_scrolls():
    steps = [done("Stage", day, day + 1) for day in range(10)]
    assert lay_out(steps, 800, label_width).width == pytest.approx(800)
    assert lay_out(steps, 700, label_width).width > 700


def test_that_what_is_still_to_come_stands_after_everything_that_happened():
    steps = [done("A", 0, 1), Step("B", False, True, pending=True), Step("Won", False, True, pending=True)]
    lanes = lay_out(steps, 600, label_width)
    assert in_order(lanes.asked)
    assert lanes.asked[1].left > lanes.happened[0].right


def test_that_no_steps_need_no_room():
    assert lay_out([], 300, label_width).width == 0


@st.composite
def paths(draw: st.DrawFn) -> list[Step]:
    steps, now = [], 0
    for _ in range(draw(st.integers(0, 100))):
        stage = draw(st.sampled_from(["Qualify", "Security review", "X" * 60]))
        if draw(st.booleans()):
            until = now + draw(st.sampled_from([0, 1, 30, 900]))
            steps.append(done(stage, now, until, draw(st.booleans())))
            now = until
        else:
            steps.append(skipped(stage))
    return steps


@given(paths(), st.integers(100, 3000))
def test_that_boxes_never_cover_each_other_and_keep_their_order(steps, room):
    lanes = lay_out(steps, room, label_width)
    assert in_order(lanes.happened)
    assert in_order(lanes.asked)
    assert len(lanes.happened) == sum(step.happened for step in steps)
    assert len(lanes.asked) == sum(step.asked for step in steps)
    assert all(span.width >= NARROWEST for span in (*lanes.happened, *lanes.asked))
    assert all(span.right <= lanes.width + 1e-6 for span in (*lanes.happened, *lanes.asked))
    where = {span.step: span for span in lanes.happened}
    assert all(where[step].left <= x <= where[step].right and x == y for step, x, y in lanes.followed)

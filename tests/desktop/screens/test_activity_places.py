"""Where the marks of a deal's activities stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.screens.deal.activity_places import GROUP, SINGLE, WAY, marks_of, times_of
from desktop.screens.deal.even_steps import BEFORE, lay_out_evenly
from desktop.screens.deal.geometry import Lanes
from desktop.screens.deal.marks import Mark
from models.case_table import NO_TIME
from models.deal_activity import ActivityType, DealActivity, Direction
from models.deal_path import Step
from tests.builders import DAY

ROOM = 1000.0
NAN = float("nan")
DONE = (
    Step("A", True, True, begin=10 * DAY, end=20 * DAY),
    Step("B", True, True, begin=20 * DAY, end=40 * DAY),
    Step("Won", True, True, begin=40 * DAY, is_end=True),
)


def label_width(text: str) -> float:
    return 6.0 * len(text)


def call(day: float, way: Direction = Direction.UNKNOWN) -> DealActivity:
    return DealActivity(ActivityType.CALL, "Call", int(day * DAY), direction=way)


def mail(day: float) -> DealActivity:
    return DealActivity(ActivityType.EMAIL, "Email", int(day * DAY))


def placed(*activities: DealActivity, steps: tuple[Step, ...] = DONE) -> tuple[Lanes, tuple[Mark, ...]]:
    begins = [step.begin for step in steps if step.happened]
    times = times_of(activities, begins[0] if begins else NO_TIME)
    first, last = (times[0], times[-1]) if times else (NAN, NAN)
    lanes, scale = lay_out_evenly(steps, first, last, NAN, ROOM, label_width)
    end = max(lanes.width, ROOM)
    return lanes, marks_of(activities, range(len(activities)), times, scale, end, label_width)


def test_that_a_mark_stands_above_its_stage_in_proportion_to_time():
    lanes, marks = placed(call(10), call(15), call(20), call(30))
    a, b, won = lanes.happened
    middles = [mark.left + SINGLE / 2 for mark in marks]
    halfway = (a.left + b.left) / 2, (b.left + won.left) / 2
    assert middles == pytest.approx([a.left + 12, halfway[0] + 12, b.left + 12, halfway[1] + 12])


def test_that_what_came_before_the_first_stage_has_room_before_it():
    lanes, marks = placed(call(1), call(12))
    assert lanes.happened[0].left == BEFORE
    assert marks[0].left == 0
    assert marks[1].left > BEFORE
    assert lanes.width == pytest.approx(ROOM)


def test_that_what_has_only_a_date_is_not_put_before_a_stage_of_the_same_day():
    steps = (Step("A", True, True, begin=int(10.4 * DAY)),)
    lanes, marks = placed(call(10), call(15), steps=steps)
    assert lanes.happened[0].left == marks[0].left == 0
    lanes, _ = placed(call(10), call(10.2), steps=steps)
    assert lanes.happened[0].left == BEFORE
    lanes, _ = placed(call(9), steps=steps)
    assert lanes.happened[0].left == BEFORE


def test_that_without_activities_the_lanes_stay_as_they_are():
    lanes, marks = placed()
    assert (lanes.happened[0].left, marks) == (0, ())


def test_that_many_in_little_room_share_a_mark_that_says_how_many_of_what():
    _, marks = placed(*[mail(12 + i / 100) for i in range(5)], call(30))
    assert [(mark.items, mark.words.replace("\u00a0", " ")) for mark in marks] == [
        ((0, 1, 2, 3, 4), "5 e-mails"),
        ((5,), ""),
    ]


def test_that_a_mark_without_room_for_its_words_has_the_number_only():
    _, marks = placed(call(10), mail(10.1), mail(12.4))
    assert marks[0].words == "2"
    assert marks[0].right < marks[1].left


def test_that_a_direction_has_room_for_its_arrow():
    _, marks = placed(call(12, Direction.INCOMING), call(30))
    assert [mark.width for mark in marks] == [SINGLE + WAY, SINGLE]


def test_that_the_stage_an_open_deal_is_in_is_as_wide_as_it_has_taken_so_far():
    steps = (DONE[0], Step("B", True, True, begin=20 * DAY))
    lanes, marks = placed(call(12), *[call(20 + 10 * i) for i in range(1, 5)], steps=steps)
    a, b = lanes.happened
    assert b.width > 3 * a.width
    assert len(marks) == 5
    assert marks[-1].right <= lanes.width


def test_that_a_deal_without_any_stage_event_shows_its_activities_too():
    _, marks = placed(call(1), call(5), steps=(Step("A", False, True, pending=True),))
    assert [(mark.items, mark.left < ROOM / 2) for mark in marks] == [((0,), True), ((1,), False)]


DAYS = st.lists(st.floats(0, 60), max_size=60).map(sorted)


@given(DAYS, st.sampled_from(list(Direction)), st.booleans())
def test_that_marks_never_cover_each_other_and_hold_every_activity_once_in_order(days, way, is_open):
    steps = DONE[:2] if is_open else DONE
    steps = (*steps[:-1], Step("B", True, True, begin=20 * DAY)) if is_open else steps
    lanes, marks = placed(*[call(day, way) for day in days], steps=steps)
    assert [i for mark in marks for i in mark.items] == list(range(len(days)))
    assert all(a.right < b.left for a, b in itertools.pairwise(marks))
    assert all(mark.left >= 0 and mark.right <= max(lanes.width, ROOM) + 1e-6 for mark in marks)
    assert all(mark.width <= GROUP + WAY or "calls" in mark.words for mark in marks)

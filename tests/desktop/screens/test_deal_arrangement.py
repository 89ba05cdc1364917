"""Where everything on a deal's timeline stands, in even steps and in true time."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from desktop.screens.deal.arrangement import Arrangement, Lane, Told, arrange
from desktop.screens.deal.steering import next_place
from desktop.screens.deal.time_scale import ticks_of, true_scale
from models.case_table import NO_TIME, Outcome
from models.deal_activity import ActivityType, DealActivity
from models.deal_buyer import BuyerMoment
from models.deal_path import DealPath, Step
from models.deal_story import AmountChange, CloseDateChange, DealStory, HandOver
from models.deviation import DeviationType
from tests.builders import DAY, START

NAN = float("nan")


def width(text: str) -> float:
    return 7.0 * len(text)


def step(stage: str, begin: float, end: float | None, **more: object) -> Step:
    until = NO_TIME if end is None else START + int(end * DAY)
    return Step(stage, True, True, begin=START + int(begin * DAY), end=until, **more)  # type: ignore[arg-type]


STEPS = (step("Qualify", 0, 10), step("Demo", 10, 40), step("Won", 40, None, is_end=True))
STORY = DealStory("Ann", "USD", Outcome.WON, START, "Ann", START + 40 * DAY, START + 90 * DAY, "Won")


def told(*steps: Step, activities: tuple[DealActivity, ...] = (), **story: object) -> Told:
    found = replace(STORY, **story)
    return Told(DealPath(0, steps or STEPS, (), True), activities, found)


def arranged(what: Told, is_true: bool = False, room: float = 900) -> Arrangement:
    return arrange(what, is_true, room, width, width)


def close(day: float, before: int, after: int, push: int = 0) -> CloseDateChange:
    return CloseDateChange(START + int(day * DAY), before, START + after * DAY, push=push)


def test_that_a_lane_with_nothing_in_it_is_not_there():
    assert list(arranged(told()).rows) == [Lane.AXIS, Lane.STAGES, Lane.ASKED]
    call = DealActivity(ActivityType.CALL, "Call", START + DAY)
    reply = DealActivity(ActivityType.EMAIL, "Email", START + DAY, from_buyer=True)
    everything = told(
        activities=(call, reply),
        amounts=(AmountChange(START, NAN, 5.0),),
        close_dates=(close(1, NO_TIME, 50),),
        hand_overs=(HandOver(START + DAY, "Ann", "Bob", True),),
    )
    everything = replace(everything, journey=(BuyerMoment(START + DAY, ("Problem",)),))
    assert list(arranged(everything).rows) == list(Lane)
    assert [mark.items for mark in arranged(everything).buyer] == [(1,)]
    assert [mark.items for mark in arranged(everything).seller] == [(0,)]


def test_that_the_buyers_steps_stand_where_they_were_reached_and_what_parts_is_named():
    moments = (
        BuyerMoment(START + 2 * DAY, ("Problem identification",)),
        BuyerMoment(START + 10 * DAY, ("Needs",), DeviationType.BUYER_NOT_THERE_YET, "Demo"),
        BuyerMoment(START + 10 * DAY, ("Choice",)),
    )
    found = arranged(replace(told(), journey=moments), is_true=True)
    assert [mark.items for mark in found.journey] == [(0,), (1, 2)]
    assert [mark.words for mark in found.journey] == ["", "Choice, not ready"]  # a name is whole or not there
    qualify, demo = found.lanes.happened[:2]
    first, second = found.journey
    assert (second.left - first.left) / (demo.left - qualify.left) == pytest.approx(0.8, abs=0.02)
    assert [place.items for place in found.places if place.lane is Lane.JOURNEY] == [(0,), (1, 2)]


def test_that_true_time_gives_equal_times_equal_room():
    qualify, demo, won = arranged(told(), is_true=True).lanes.happened
    assert (demo.left - qualify.left) / (won.left - demo.left) == pytest.approx(10 / 30)
    quick = told(step("Qualify", 0, 1), step("Demo", 1, 40), STEPS[2])
    even, true = (arranged(quick, is_true).lanes.happened[0].width for is_true in (False, True))
    assert even >= 80 > true  # in even steps there is room for the name


def test_that_steps_too_short_for_a_box_share_one_that_counts_them_and_the_end_has_its_own():
    quick = [step("A", day / 10, (day + 1) / 10) for day in range(5)]
    found = arranged(told(*quick, step("B", 0.5, 60), step("Won", 60, None, is_end=True)), is_true=True)
    assert [span.all_steps for span in found.lanes.happened] == [(0, 1, 2, 3, 4), (5,), (6,)]
    assert len(found.lanes.asked) == 7
    assert next(place.items for place in found.places if place.lane is Lane.STAGES) == (0, 1, 2, 3, 4)


def test_that_an_open_deal_is_in_its_stage_until_the_end_of_the_data_in_true_time():
    is_open = told(STEPS[0], step("Demo", 10, None), ended=NO_TIME, outcome=Outcome.OPEN)
    qualify, demo = arranged(is_open, is_true=True).lanes.happened
    assert demo.width / qualify.width == pytest.approx(80 / 10, rel=0.1)


def test_that_the_flag_stands_behind_an_open_deal_that_is_to_close_later():
    is_open = told(
        STEPS[0],
        step("Demo", 10, None),
        ended=NO_TIME,
        outcome=Outcome.OPEN,
        close_dates=(close(0, NO_TIME, 120),),
    )
    for is_true in (False, True):
        found = arranged(is_open, is_true)
        assert found.lanes.happened[-1].right < found.flag <= found.width
    sooner = replace(is_open.story, close_dates=(close(0, NO_TIME, 5),))  # type: ignore[type-var]
    found = arranged(replace(is_open, story=sooner))
    assert found.lanes.happened[0].left < found.flag < found.lanes.happened[0].right


def test_that_an_amount_reaches_to_the_next_and_has_the_label_there_is_room_for():
    amounts = (AmountChange(START, NAN, 14000.0), AmountChange(START + 9 * DAY, 14000.0, 15400.0),
               AmountChange(START + 10 * DAY, 15400.0, 7700.0))  # fmt: skip
    first, second, last = arranged(told(amounts=amounts)).amounts
    assert first.right == second.left
    assert first.words == "14,000"
    assert second.words == ""
    assert last.words.replace("\u00a0", " ") == "7,700  −50 %"


def test_that_a_place_knows_the_change_it_stands_for():
    from models.deal_story import FieldChange

    changes = (
        FieldChange("Amount", START, "", "5", ""),
        FieldChange("Close date", START, "", "2026-03-01", ""),
    )
    story = told(
        amounts=(AmountChange(START, NAN, 5.0),), close_dates=(close(0, NO_TIME, 50),), changes=changes
    )
    found = {place.lane: place.change_in(story.story) for place in arranged(story).places}  # type: ignore[arg-type]
    assert (found[Lane.AMOUNT], found[Lane.CLOSE_DATE], found[Lane.STAGES]) == (0, 1, -1)


def test_that_the_arrow_keys_go_through_a_lane_and_to_the_nearest_of_the_next():
    places = arranged(told(amounts=(AmountChange(START, NAN, 5.0),))).places
    amount = next_place(places, None, Qt.Key.Key_Right)
    assert amount is not None
    assert amount.lane is Lane.AMOUNT
    stage = next_place(places, amount, Qt.Key.Key_Down)
    assert stage is not None
    assert (stage.lane, stage.items) == (Lane.STAGES, (0,))
    last = next_place(places, stage, Qt.Key.Key_End)
    assert last is not None
    assert last.items == (2,)
    assert next_place(places, last, Qt.Key.Key_Right) == last
    assert next_place(places, last, Qt.Key.Key_A) is None
    assert next_place(places, amount, Qt.Key.Key_Up) == amount
    assert next_place((), None, Qt.Key.Key_Right) is None


@pytest.mark.parametrize(("days", "first", "second"), [
    (5, "6 Jan 2026", "7 Jan 2026"), (60, "12 Jan 2026", "19 Jan 2026"), (400, "Mar 2026", "May 2026"),
    (4000, "Jan 2027", "Jan 2028"),
])  # fmt: skip
def test_that_the_axis_has_round_dates_with_room_for_each(days: int, first: str, second: str):
    ticks = ticks_of(true_scale(START + DAY // 2, START + days * DAY, 0, 1000))
    assert [tick.words.replace("\u00a0", " ") for tick in ticks[:2]] == [first, second]
    assert all(later.x - earlier.x >= 80 for earlier, later in itertools.pairwise(ticks))


@st.composite
def stories(draw: st.DrawFn) -> Told:
    days = sorted(draw(st.lists(st.floats(0, 400), min_size=1, max_size=70)))
    steps = [step("Security review", begin, end) for begin, end in itertools.pairwise(days)]
    steps.append(step("Won", days[-1], None, is_end=draw(st.booleans())))
    some = st.lists(st.floats(-20, 420), max_size=30).map(sorted)
    activities = tuple(
        DealActivity(ActivityType.CALL, "Call", START + int(day * DAY), from_buyer=draw(st.booleans()))
        for day in draw(some)
    )
    return told(
        *steps,
        activities=activities,
        amounts=tuple(AmountChange(START + int(day * DAY), 1.0, day) for day in draw(some)),
        close_dates=tuple(close(day, START, 30 + at, at) for at, day in enumerate(draw(some))),
        hand_overs=tuple(HandOver(START + int(day * DAY), "Ann", "Bob", True) for day in draw(some)),
        ended=NO_TIME,
    )


@given(stories(), st.booleans(), st.integers(200, 2000))
def test_that_nothing_in_a_lane_covers_anything_else_and_everything_is_there_once(what, is_true, room):
    found = arranged(what, is_true, room)
    for marks in (found.buyer, found.seller, found.people, found.close_dates):
        assert all(a.right <= b.left for a, b in itertools.pairwise(marks))
    for spans in (found.lanes.happened, found.lanes.asked):
        assert all(a.right < b.left for a, b in itertools.pairwise(spans))
        assert all(span.left >= 0 and span.right <= found.width + 1e-6 for span in spans)
    assert all(a.right == pytest.approx(b.left) for a, b in itertools.pairwise(found.amounts))
    activities = sorted(item for mark in (*found.buyer, *found.seller) for item in mark.items)
    assert activities == list(range(len(what.activities)))
    assert what.story is not None
    assert [item for mark in found.close_dates for item in mark.items] == list(
        range(len(what.story.close_dates))
    )
    assert [item for mark in found.people for item in mark.items] == list(range(len(what.story.hand_overs)))
    tops = [(row.top, row.top + row.height) for row in found.rows.values()]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(tops))

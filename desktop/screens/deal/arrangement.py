"""Everything on a deal's timeline with its place, in lanes one below the other: numbers only, no paint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from desktop.screens.deal.activity_places import PIN, marks_of, times_of
from desktop.screens.deal.even_steps import lay_out_evenly
from desktop.screens.deal.geometry import Lanes
from desktop.screens.deal.marks import Mark, placed
from desktop.screens.deal.time_scale import Tick, TimeScale, ticks_of, true_scale
from desktop.screens.deal.true_time import LEAST, lay_out_in_time
from mining.deals.story_words import amount_label, close_date_label, ordinal
from mining.number_format import number
from models.beside_check import BesideMoment
from models.case_table import NO_TIME
from models.deal_activity import DealActivity
from models.deal_buyer import BuyerMoment
from models.deal_path import DealPath
from models.deal_story import DealStory
from models.deviation import DeviationType
from models.field_history import AMOUNT, CLOSE_DATE, OWNER
from resources.translation import tr

NAN = float("nan")
BOX = 48.0
_AXIS, _FLAG, _MARKS, _PEOPLE, _AMOUNT, _LINKS, _SPACE = 20.0, 20.0, 28.0, 24.0, 50.0, 36.0, 6.0
_LEAST_PILL, _BESIDE = 24.0, 30.0
_FURTHEST = 0.4
"""A close date further ahead than this part of the deal's time is drawn at the end of the true time."""


class Lane(Enum):
    """The lanes from top to bottom."""

    AXIS = auto()
    EXPECTED = auto()
    BUYER = auto()
    SELLER = auto()
    PEOPLE = auto()
    AMOUNT = auto()
    CLOSE_DATE = auto()
    JOURNEY = auto()
    STAGES = auto()
    ASKED = auto()


LANE_NAMES = {
    Lane.AXIS: "",
    Lane.EXPECTED: tr("Expected close"),
    Lane.BUYER: tr("Buyer signals"),
    Lane.SELLER: tr("Sales activities"),
    Lane.PEOPLE: tr("Who has it"),
    Lane.AMOUNT: tr("Amount"),
    Lane.CLOSE_DATE: tr("Close date"),
    Lane.JOURNEY: tr("Buyer's journey"),
    Lane.STAGES: tr("Stages"),
    Lane.ASKED: tr("Prescribed path"),
}
"""What stands at the left."""


_HEIGHTS = {
    Lane.AXIS: _AXIS,
    Lane.EXPECTED: _FLAG,
    Lane.PEOPLE: _PEOPLE,
    Lane.AMOUNT: _AMOUNT,
    Lane.STAGES: BOX,
    Lane.ASKED: BOX,
}


PARTING = {
    DeviationType.BUYER_NOT_THERE_YET: tr("not ready"),
    DeviationType.BUYER_AHEAD: tr("ahead"),
    DeviationType.MISSING_EVIDENCE: tr("no evidence"),
}
"""What a mark says where buyer and seller part."""

_FIELDS = {Lane.AMOUNT: AMOUNT, Lane.CLOSE_DATE: CLOSE_DATE, Lane.PEOPLE: OWNER}


@dataclass(frozen=True)
class Row:
    """The room of a lane, in pixels from the top."""

    top: float
    height: float


@dataclass(frozen=True)
class Place:
    """Where something can be pointed at: its lane, the indices of what it is there, and its box in pixels."""

    lane: Lane
    items: tuple[int, ...]
    left: float
    top: float
    width: float
    height: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in it."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height

    def change_in(self, story: DealStory) -> int:
        """The index of the change of a field that the first thing here is, -1 where it is none."""
        if not self.items or self.lane not in _FIELDS:
            return -1
        times = {
            Lane.AMOUNT: [one.time for one in story.amounts],
            Lane.CLOSE_DATE: [one.time for one in story.close_dates],
            Lane.PEOPLE: [one.time for one in story.hand_overs],
        }[self.lane]
        wanted = (_FIELDS[self.lane], times[self.items[0]])
        return next((at for at, one in enumerate(story.changes) if (one.field, one.time) == wanted), -1)


@dataclass(frozen=True)
class Told:
    """What is shown of one deal."""

    path: DealPath
    activities: tuple[DealActivity, ...]
    story: DealStory | None
    journey: tuple[BuyerMoment, ...] = ()
    journey_words: tuple[str, ...] = ()
    """A sentence for every moment of the journey."""
    beside: tuple[BesideMoment, ...] = ()
    """What is beside the flow on the seller's side."""


@dataclass(frozen=True)
class Arrangement:
    """The lanes that have something in them, and all that stands there, in pixels from their left end.

    `amounts` has one mark an amount, from where it begins to where it ends; `flag` is NaN without an expected
    close date; `ticks` are empty where the axis has the dates of the stages.
    """

    rows: dict[Lane, Row]
    lanes: Lanes
    scale: TimeScale
    buyer: tuple[Mark, ...] = ()
    seller: tuple[Mark, ...] = ()
    people: tuple[Mark, ...] = ()
    amounts: tuple[Mark, ...] = ()
    close_dates: tuple[Mark, ...] = ()
    journey: tuple[Mark, ...] = ()
    flag: float = NAN
    ticks: tuple[Tick, ...] = ()
    places: tuple[Place, ...] = ()
    width: float = 0.0
    height: float = 0.0


def arrange(
    told: Told,
    is_true: bool,
    room: float,
    bold_width: Callable[[str], float],
    small_width: Callable[[str], float],
) -> Arrangement:
    """Place everything in `room` pixels, or in more where the stages need it; the widths are those of text."""
    steps, activities, story = told.path.steps, told.activities, told.story
    begins = [step.begin for step in steps if step.happened]
    times = times_of(activities, begins[0] if begins else NO_TIME)
    first, last = _span(told, times)
    expected = float(story.expected) if story is not None and story.expected != NO_TIME else NAN
    if is_true and begins:
        scale, until = _in_true_time(told, first, last, expected, room)
        lanes = lay_out_in_time(steps, scale, until, room, bold_width)
        ticks = ticks_of(scale)
    else:
        lanes, scale = lay_out_evenly(steps, first, last, expected, room, bold_width)
        ticks = ()
    end = max(lanes.width, room)
    theirs = [at for at, activity in enumerate(activities) if activity.from_buyer]
    ours = [at for at, activity in enumerate(activities) if not activity.from_buyer]
    buyer = marks_of(activities, theirs, times, scale, end, small_width)
    seller = marks_of(activities, ours, times, scale, end, small_width)
    people = _people(story, scale, end, small_width)
    amounts = _amounts(story, scale, end, small_width)
    close_dates = _close_dates(story, scale, end, small_width)
    journey = _journey(told.journey, scale, end, small_width)
    flag = scale.x(expected) if expected == expected else NAN
    there = {
        Lane.EXPECTED: flag == flag,
        Lane.BUYER: bool(buyer),
        Lane.SELLER: bool(seller),
        Lane.PEOPLE: bool(people) or any(step.who for step in steps),
        Lane.AMOUNT: bool(amounts),
        Lane.CLOSE_DATE: bool(close_dates),
        Lane.JOURNEY: bool(journey),
        Lane.ASKED: told.path.checked,
    }
    rows, height = _rows(there)
    found = Arrangement(
        rows, lanes, scale, buyer, seller, people, amounts, close_dates, journey, flag, ticks, (), end, height
    )
    return _with_places(found)


def _span(told: Told, times: Sequence[float]) -> tuple[float, float]:
    """The first and the last time of what is drawn beside the stages, NaN where there is nothing.

    A change that came before the first stage makes no room before it: it is taken to come with it.
    """
    story = told.story
    changes = [] if story is None else [float(change.time) for change in story.changes]
    if story is not None:
        changes += [float(one.time) for one in story.hand_overs]
    changes += [float(moment.time) for moment in told.journey]
    first = times[0] if times else NAN
    last = max([*times[-1:], *changes], default=NAN)
    return first, last


def _in_true_time(
    told: Told, first: float, last: float, expected: float, room: float
) -> tuple[TimeScale, int]:
    """The scale, and until when a deal is in the stage it is still in."""
    steps = [step for step in told.path.steps if step.happened]
    story = told.story
    known = [float(step.begin) for step in steps] + [x for x in (first, last) if x == x]
    begin, end = min(known), max(known)
    if story is not None and story.ended == NO_TIME and not steps[-1].is_end:
        end = max(end, float(story.until))
    until = int(end)
    if expected > end:
        end = min(expected, end + _FURTHEST * (end - begin))
    return true_scale(int(begin), int(end), PIN, max(room - LEAST - PIN, LEAST)), until


def _people(
    story: DealStory | None, scale: TimeScale, end: float, width_of: Callable[[str], float]
) -> tuple[Mark, ...]:
    if story is None:
        return ()

    def words(items: Sequence[int]) -> tuple[str, ...]:
        name = story.hand_overs[items[-1]].after
        count = tr("{items} changes", items=number(len(items)))
        return (
            (tr("{count}, then {name}", count=count, name=name), count, number(len(items)))
            if len(items) > 1
            else (name,)
        )

    xs = [scale.x(one.time) for one in story.hand_overs]
    return placed(xs, PIN, _LEAST_PILL, end, words, lambda text: _BESIDE + width_of(text))


def _amounts(
    story: DealStory | None, scale: TimeScale, end: float, width_of: Callable[[str], float]
) -> tuple[Mark, ...]:
    """Every amount from where it begins to where the next one does, with the label for which it has room."""
    if story is None:
        return ()
    lefts = [scale.x(change.time) for change in story.amounts]
    found = []
    for at, (change, left) in enumerate(zip(story.amounts, lefts, strict=True)):
        width = (lefts[at + 1] if at + 1 < len(lefts) else end) - left
        labels = dict.fromkeys((amount_label(change), amount_label(change, longest=False)))
        words = next((text for text in labels if width_of(text) + 8 <= width), "")
        found.append(Mark((at,), left, width, words))
    return tuple(found)


def _close_dates(
    story: DealStory | None, scale: TimeScale, end: float, width_of: Callable[[str], float]
) -> tuple[Mark, ...]:
    if story is None:
        return ()

    def words(items: Sequence[int]) -> tuple[str, ...]:
        if len(items) > 1:
            return (tr("{items} changes", items=number(len(items))), number(len(items)))
        change = story.close_dates[items[0]]
        short = close_date_label(change)
        return (
            (tr("{short}, {ordinal} time", short=short, ordinal=ordinal(change.push)), short)
            if change.push > 1
            else (short,)
        )

    xs = [scale.x(change.time) for change in story.close_dates]
    return placed(xs, PIN, _LEAST_PILL, end, words, lambda text: _BESIDE + width_of(text))


def _journey(
    moments: Sequence[BuyerMoment], scale: TimeScale, end: float, width_of: Callable[[str], float]
) -> tuple[Mark, ...]:
    """The steps of the buyer where they were reached, and where the two sides part."""

    def words(items: Sequence[int]) -> tuple[str, ...]:
        parting = [moments[at] for at in items if moments[at].kind is not None]
        steps = [moments[at].what[0] for at in items if moments[at].kind is None]
        said = ", ".join([*steps, *(PARTING[one.kind] for one in parting if one.kind is not None)])
        return (said, number(len(items))) if len(items) > 1 else (said,)

    xs = [scale.x(moment.time) for moment in moments]
    return placed(xs, PIN, _LEAST_PILL, end, words, lambda text: _BESIDE + width_of(text))


def _rows(there: dict[Lane, bool]) -> tuple[dict[Lane, Row], float]:
    rows: dict[Lane, Row] = {}
    top = 0.0
    for lane in Lane:
        if not there.get(lane, True):
            continue
        top += _LINKS if lane is Lane.ASKED else _SPACE if lane is Lane.STAGES else 0.0
        height = _HEIGHTS.get(lane, _MARKS)
        rows[lane] = Row(top, height)
        top += height
    return rows, top + _SPACE


def _with_places(found: Arrangement) -> Arrangement:
    """With the boxes that can be pointed at, lane by lane from the left."""
    marks = {
        Lane.BUYER: found.buyer,
        Lane.SELLER: found.seller,
        Lane.PEOPLE: found.people,
        Lane.AMOUNT: found.amounts,
        Lane.CLOSE_DATE: found.close_dates,
        Lane.JOURNEY: found.journey,
    }
    places = []
    for lane, row in found.rows.items():
        if lane is Lane.EXPECTED:
            places.append(Place(lane, (), found.flag - 8, row.top, 130, row.height))
        for mark in marks.get(lane, ()):
            places.append(Place(lane, mark.items, mark.left, row.top, mark.width, row.height))
        spans = {Lane.STAGES: found.lanes.happened, Lane.ASKED: found.lanes.asked}.get(lane, ())
        for span in spans:
            places.append(Place(lane, span.all_steps, span.left, row.top, span.width, row.height))
    return replace(found, places=tuple(places))

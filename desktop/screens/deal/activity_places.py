"""Where the marks of a deal's activities stand above its stages, and which of them share one: numbers only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from desktop.screens.deal.geometry import GAP, Lanes, lay_out, moved_right
from mining.deal_activities import counted, in_total
from mining.number_format import number
from models.case_table import NO_TIME
from models.deal_activity import DealActivity, Direction
from models.deal_path import Step

SINGLE, GROUP = 24.0, 54.0
"""The least width of a mark of one activity and of several."""
WAY = 11.0
"""What the arrow of its direction adds to a mark."""
APART = 3.0
BEFORE = 104.0
"""The room before the first stage where there are activities that came before it."""
_BESIDE_WORDS = 34.0
_PIN = SINGLE / 2
_END = GROUP + WAY - _PIN


@dataclass(frozen=True)
class Mark:
    """One mark: the indices of its activities in order of time, its room in pixels, and its words, empty for one."""

    activities: tuple[int, ...]
    left: float
    width: float
    words: str = ""

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width


def lay_out_with(
    steps: Sequence[Step],
    activities: Sequence[DealActivity],
    room: float,
    label_width: Callable[[str], float],
) -> Lanes:
    """The lanes of `lay_out` with room before them for what came before the first stage.

    The last stage of a deal that is still in it takes as long as something was done in it.
    """
    begins = [step.begin for step in steps if step.happened]
    if not activities or not begins:
        return lay_out(steps, room, label_width)
    last = max(at for at, step in enumerate(steps) if step.happened)
    until = activities[-1].time
    stretched = list(steps)
    if steps[last].end == NO_TIME and not steps[last].is_end and until > steps[last].begin:
        stretched[last] = replace(steps[last], end=until)
    before = BEFORE if activities[0].time < begins[0] else 0.0
    return moved_right(lay_out(stretched, room - before, label_width), before)


def marks_of(
    activities: Sequence[DealActivity],
    steps: Sequence[Step],
    lanes: Lanes,
    label_width: Callable[[str], float],
) -> tuple[Mark, ...]:
    """A mark for every activity above the stage in which it was done, in proportion to time within the stage.

    Those that would cover each other share one, which says how many there are, and of what where it has the room.
    """
    places = _places(activities, steps, lanes)
    groups: list[list[int]] = []
    for at, x in enumerate(places):
        if groups and x < places[groups[-1][0]] + _reach(activities, groups[-1]):
            groups[-1].append(at)
        else:
            groups.append([at])
    if not groups:
        return ()
    lefts = [places[group[0]] - _PIN for group in groups]
    end = max(lanes.width, lefts[-1] + GROUP + WAY)
    ends = [*(left - APART for left in lefts[1:]), end]
    return tuple(
        _mark(activities, group, left, end - left, label_width)
        for group, left, end in zip(groups, lefts, ends, strict=True)
    )


def way_of(activities: Sequence[DealActivity]) -> Direction:
    """The direction that all of them share, else unknown."""
    ways = {activity.direction for activity in activities}
    return ways.pop() if len(ways) == 1 else Direction.UNKNOWN


def _places(activities: Sequence[DealActivity], steps: Sequence[Step], lanes: Lanes) -> list[float]:
    """The middle of the mark of every activity alone, in pixels."""
    if not activities:
        return []
    times = np.array([activity.time for activity in activities], dtype=np.float64)
    begins = [(float(steps[span.step].begin), span.left + _PIN) for span in lanes.happened]
    right = (lanes.happened[-1].right if lanes.happened else lanes.width - GAP) - _END
    if not begins:
        begins = [(times[0], _PIN)]
    if times[0] < begins[0][0]:
        begins.insert(0, (times[0], _PIN))
    if times[-1] > begins[-1][0]:
        begins.append((times[-1], max(right, begins[-1][1])))
    at, x = zip(*begins, strict=True)
    return [float(place) for place in np.interp(times, at, x)]


def _reach(activities: Sequence[DealActivity], group: Sequence[int]) -> float:
    """How far from the middle of its first mark a group keeps others from standing beside it."""
    return _least([activities[i] for i in group]) + APART


def _least(activities: Sequence[DealActivity]) -> float:
    """A group keeps the room of an arrow, whether or not it comes to have one."""
    if len(activities) > 1:
        return GROUP + WAY
    return SINGLE + (WAY if way_of(activities) is not Direction.UNKNOWN else 0.0)


def _mark(
    activities: Sequence[DealActivity],
    group: Sequence[int],
    left: float,
    room: float,
    label_width: Callable[[str], float],
) -> Mark:
    its = [activities[i] for i in group]
    if len(its) == 1:
        return Mark(tuple(group), left, _least(its))
    beside = _BESIDE_WORDS + (WAY if way_of(its) is not Direction.UNKNOWN else 0.0)
    short = number(len(its))
    for words in (counted(its), in_total(its)):
        width = beside + label_width(words)
        if width <= room:
            return Mark(tuple(group), left, width, words)
    return Mark(tuple(group), left, min(max(beside + label_width(short), SINGLE), GROUP + WAY), short)

"""Where the marks of a deal's activities stand above its stages, and which of them share one: numbers only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from desktop.screens.deal.geometry import GAP, Lanes, lay_out, moved_right
from mining.deal_activities import counted, in_total
from mining.number_format import number
from models.case_table import DAY, NO_TIME
from models.deal_activity import DealActivity, Direction
from models.deal_path import Step

SINGLE, GROUP = 24.0, 58.0
"""The width of a mark of one activity, and the greatest of one of several without words."""
WAY = 11.0
"""What the arrow of its direction adds to a mark."""
APART = 3.0
BEFORE = 104.0
"""The room before the first stage where there are activities that came before it."""
_MOST = 999
"""What a mark counts to where it has no room for words."""
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
    before = BEFORE if _times(activities, begins[0])[0] < begins[0] else 0.0
    return moved_right(lay_out(stretched, room - before, label_width), before)


def marks_of(
    activities: Sequence[DealActivity],
    steps: Sequence[Step],
    lanes: Lanes,
    room: float,
    label_width: Callable[[str], float],
) -> tuple[Mark, ...]:
    """A mark for every activity above the stage in which it was done, in proportion to time within the stage.

    Those of a deal without any stage share the `room`, in pixels, by time.
    Those that would cover each other share one, which says how many there are, and of what where it has the room.
    """
    groups = _grouped(activities, _places(activities, steps, lanes, room), label_width)
    lefts = [group.left for group in groups[1:]]
    ends = [*(left - APART for left in lefts), max(lanes.width, room)]
    return tuple(
        _with_words(group, [activities[i] for i in group.activities], end - group.left, label_width)
        for group, end in zip(groups, ends, strict=False)  # without a group there is an end all the same
    )


def way_of(activities: Sequence[DealActivity]) -> Direction:
    """The direction that all of them share, else unknown."""
    ways = {activity.direction for activity in activities}
    return ways.pop() if len(ways) == 1 else Direction.UNKNOWN


def _places(
    activities: Sequence[DealActivity], steps: Sequence[Step], lanes: Lanes, room: float
) -> list[float]:
    """The middle of the mark of every activity alone, in pixels."""
    if not activities:
        return []
    begins = [(float(steps[span.step].begin), span.left + _PIN) for span in lanes.happened]
    right = (lanes.happened[-1].right if lanes.happened else room - GAP) - _END
    times = _times(activities, begins[0][0] if begins else NO_TIME)
    if not begins:
        begins = [(times[0], _PIN)]
    if times[0] < begins[0][0]:
        begins.insert(0, (times[0], _PIN))
    if times[-1] > begins[-1][0]:
        begins.append((times[-1], max(right, begins[-1][1])))
    at, x = zip(*begins, strict=True)
    return [float(place) for place in np.interp(times, at, x)]


def _times(activities: Sequence[DealActivity], first: float) -> list[float]:
    """When they were done; what has only a date, that of the `first` stage, is not taken to come before it."""
    found: list[float] = []
    following = inf
    for activity in reversed(activities):
        time = float(activity.time)
        if activity.time % DAY == 0 and time < first < time + DAY:
            time = min(first, following)
        following = time
        found.append(time)
    return found[::-1]


def _grouped(
    activities: Sequence[DealActivity], places: Sequence[float], label_width: Callable[[str], float]
) -> list[Mark]:
    """The marks as narrow as they can be: whatever would cover the one before it becomes part of that."""
    groups: list[list[int]] = []
    found: list[Mark] = []
    ways: set[Direction] = set()
    for at, x in enumerate(places):
        if found and x - _PIN < found[-1].right + APART:
            groups[-1].append(at)
            ways.add(activities[at].direction)
        else:
            groups.append([at])
            found.append(Mark((), x - _PIN, 0.0))
            ways = {activities[at].direction}
        count = len(groups[-1])
        words = "" if count == 1 else number(count) if count <= _MOST else f"{number(_MOST)}+"
        way = WAY if len(ways) == 1 and Direction.UNKNOWN not in ways else 0.0
        beside = SINGLE if count == 1 else min(_BESIDE_WORDS + label_width(words), GROUP)
        found[-1] = Mark((), found[-1].left, beside + way, words)
    return [replace(mark, activities=tuple(group)) for mark, group in zip(found, groups, strict=True)]


def _with_words(
    mark: Mark, its: Sequence[DealActivity], room: float, label_width: Callable[[str], float]
) -> Mark:
    """The mark of several with as many words as there is `room` for."""
    if len(its) == 1:
        return mark
    beside = _BESIDE_WORDS + (WAY if way_of(its) is not Direction.UNKNOWN else 0.0)
    for words in (counted(its), in_total(its)):
        width = beside + label_width(words)
        if width <= room:
            return replace(mark, width=width, words=words)
    return mark

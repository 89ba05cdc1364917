"""Where the marks of a deal's activities stand in their lanes, and which of them share one: numbers only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import inf

from desktop.screens.deal.marks import APART, Mark
from desktop.screens.deal.time_scale import TimeScale
from mining.deals.activities import counted, in_total
from mining.number_format import number
from models.case_table import DAY
from models.deal_activity import DealActivity, Direction

SINGLE, GROUP = 24.0, 58.0
"""The width of a mark of one activity, and the greatest of one of several without words."""
WAY = 11.0
"""What the arrow of its direction adds to a mark."""
PIN = SINGLE / 2
END = GROUP + WAY - PIN
"""The room a mark may need to the right of its place."""
_MOST = 999
"""What a mark counts to where it has no room for words."""
_BESIDE_WORDS = 34.0


def marks_of(
    activities: Sequence[DealActivity],
    chosen: Sequence[int],
    times: Sequence[float],
    scale: TimeScale,
    end: float,
    label_width: Callable[[str], float],
) -> tuple[Mark, ...]:
    """Marks for the `chosen` of the activities, one lane of them; `times` has one entry an activity.

    Those that would cover each other share one, which says how many there are, and of what where it has the room,
    until the lane's `end`.
    """
    groups = _grouped([activities[i] for i in chosen], [scale.x(times[i]) for i in chosen], label_width)
    ends = [*(group.left - APART for group in groups[1:]), end]
    found = []
    for group, until in zip(groups, ends, strict=False):  # without a group there is an end all the same
        items = tuple(chosen[i] for i in group.items)
        its = [activities[i] for i in items]
        found.append(_with_words(replace(group, items=items), its, until - group.left, label_width))
    return tuple(found)


def way_of(activities: Sequence[DealActivity]) -> Direction:
    """The direction that all of them share, else unknown."""
    ways = {activity.direction for activity in activities}
    return ways.pop() if len(ways) == 1 else Direction.UNKNOWN


def times_of(activities: Sequence[DealActivity], first: float) -> list[float]:
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
        if found and x - PIN < found[-1].right + APART:
            groups[-1].append(at)
            ways.add(activities[at].direction)
        else:
            groups.append([at])
            found.append(Mark((), x - PIN, 0.0))
            ways = {activities[at].direction}
        count = len(groups[-1])
        words = "" if count == 1 else number(count) if count <= _MOST else f"{number(_MOST)}+"
        way = WAY if len(ways) == 1 and Direction.UNKNOWN not in ways else 0.0
        beside = SINGLE if count == 1 else min(_BESIDE_WORDS + label_width(words), GROUP)
        found[-1] = Mark((), found[-1].left, beside + way, words)
    return [replace(mark, items=tuple(group)) for mark, group in zip(found, groups, strict=True)]


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

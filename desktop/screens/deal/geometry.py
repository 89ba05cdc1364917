"""Where the boxes of a deal's two lanes stand: numbers only, so that it can be tested without a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from models.case_table import NO_TIME
from models.deal_path import Step

GAP = 6.0
COMFORTABLE, WIDEST = 92.0, 184.0
"""The smallest room for a box where there is plenty; it grows with its label up to the second."""
NARROWEST = 70.0
"""How far every box may shrink where that spares a long deal from scrolling; a long label is elided then."""
_NARROW_PADDING = 16.0

_PADDING = 46.0


@dataclass(frozen=True)
class Span:
    """The horizontal room of the box of one step, in pixels from the left end of the lanes.

    `others` are the steps that share the box, where each alone would be too narrow.
    """

    step: int
    left: float
    width: float
    others: tuple[int, ...] = ()

    @property
    def all_steps(self) -> tuple[int, ...]:
        """Every step in the box."""
        return (self.step, *self.others)

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def middle(self) -> float:
        """Halfway."""
        return self.left + self.width / 2


@dataclass(frozen=True)
class Lanes:
    """What happened (as wide as it took, but wide enough to read) above what the process asks.

    `followed` gives the step and the upper and lower end of each line between the lanes; `moved` pairs of a step
    that came at another point than documented and the step where it was expected.
    """

    happened: tuple[Span, ...]
    asked: tuple[Span, ...]
    followed: tuple[tuple[int, float, float], ...]
    moved: tuple[tuple[int, int], ...]
    width: float


def lay_out(steps: Sequence[Step], room: float, label_width: Callable[[str], float]) -> Lanes:
    """Place the boxes of both lanes in `room` pixels, or in more where they need it.

    Boxes are comfortable where they can be, and narrower where only that spares the reader from scrolling.
    A stage that happened reaches to where the next one begins; stages that were left out stand below it, at
    its right end. So no box ever covers another, and both lanes keep their order.
    """
    groups = _groups(steps)
    wishes = [min(WIDEST, max(COMFORTABLE, label_width(step.stage) + _PADDING)) for step in steps]
    least = [
        NARROWEST if step.deviation is None else max(NARROWEST, label_width(step.stage) + _NARROW_PADDING)
        for step in steps
    ]
    needs = _squeezed(wishes, least, room - GAP * len(steps))
    together = [sum(needs[i] for i in group) + GAP * len(group) for group in groups]
    widths = _share_out(together, [_took(steps[group[0]]) for group in groups], room)
    happened, asked, followed = [], [], []
    left = 0.0
    for group, width in zip(groups, widths, strict=True):
        right = left + width
        first = group[0]
        left_out = [i for i in group if not steps[i].happened]
        if steps[first].happened:
            happened.append(Span(first, left, width - GAP))
            if steps[first].asked:
                box = Span(first, left, needs[first])
                asked.append(box)
                followed.append((first, box.middle, box.middle))
        at = right - sum(needs[i] + GAP for i in left_out)
        for i in left_out:
            asked.append(Span(i, at, needs[i]))
            at += needs[i] + GAP
        left = right
    return Lanes(tuple(happened), tuple(asked), tuple(followed), moved_steps(steps), left)


def moved_right(lanes: Lanes, by: float) -> Lanes:
    """The same lanes with so many pixels of room before them."""
    return replace(
        lanes,
        happened=tuple(replace(span, left=span.left + by) for span in lanes.happened),
        asked=tuple(replace(span, left=span.left + by) for span in lanes.asked),
        followed=tuple((step, top + by, bottom + by) for step, top, bottom in lanes.followed),
        width=lanes.width + by,
    )


def _squeezed(wishes: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """All widths brought nearer to the least where that makes them fit, else as they are.

    What departs from the process keeps its whole name as long as that is possible.
    """
    if sum(least) > room:
        least = [NARROWEST] * len(wishes)
    if sum(wishes) <= room or sum(least) > room:
        return list(wishes)
    part = (room - sum(least)) / (sum(wishes) - sum(least))
    return [narrow + (wish - narrow) * part for wish, narrow in zip(wishes, least, strict=True)]


def _groups(steps: Sequence[Step]) -> list[list[int]]:
    """A step that happened and the left-out ones after it; what comes before the first, or is still to come, apart."""
    groups: list[list[int]] = []
    for i, step in enumerate(steps):
        if step.happened or step.pending or not groups:
            groups.append([i])
        else:
            groups[-1].append(i)
    return groups


def _took(step: Step) -> float:
    known = step.happened and step.begin != NO_TIME and step.end != NO_TIME
    return float(step.end - step.begin) if known else 0.0


def _share_out(least: Sequence[float], took: Sequence[float], room: float) -> list[float]:
    """Widths in proportion to time where that is more than the least, together as wide as the room or wider."""
    spare = room - sum(least)
    if spare <= 0 or not any(took):
        return list(least)
    growing = sorted((i for i in range(len(least)) if took[i]), key=lambda i: least[i] / took[i])
    fixed, time, scale = sum(least), 0.0, 0.0
    for at, i in enumerate(growing):
        fixed -= least[i]
        time += took[i]
        scale = (room - fixed) / time
        following = growing[at + 1] if at + 1 < len(growing) else None
        if following is None or scale * took[following] <= least[following]:
            break
    return [max(narrow, scale * duration) for narrow, duration in zip(least, took, strict=True)]


def moved_steps(steps: Sequence[Step]) -> tuple[tuple[int, int], ...]:
    """Pairs of a step that came at another point than documented and the step where it was expected."""
    pairs = []
    for i, step in enumerate(steps):
        if not step.happened or step.asked:
            continue
        expected = [j for j, other in enumerate(steps) if other.stage == step.stage and not other.happened]
        if expected:
            pairs.append((i, min(expected, key=lambda j: abs(i - j))))
    return tuple(pairs)

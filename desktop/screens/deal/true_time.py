"""The boxes of a deal's stages in true proportion to time; those too short to read share a box that counts them.

The end of a deal has always its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.screens.deal.geometry import GAP, WIDEST, Lanes, Span, moved_steps
from desktop.screens.deal.time_scale import TimeScale
from models.case_table import NO_TIME
from models.deal_path import Step

LEAST = 54.0
"""A box narrower than this shares one with its neighbours that are as narrow."""
_PADDING = 46.0


def lay_out_in_time(
    steps: Sequence[Step], scale: TimeScale, until: int, room: float, label_width: Callable[[str], float]
) -> Lanes:
    """The stages on the `scale`, the one the deal is still in until `until`; what the process asks evenly below."""
    happened = _boxes(steps, scale, until)
    asked = _evenly(steps, room, label_width)
    box_of = {step: span for span in happened for step in span.all_steps}
    followed = tuple(
        (span.step, box_of[span.step].middle, span.middle) for span in asked if span.step in box_of
    )
    width = max([room, *(span.right for span in (*happened[-1:], *asked[-1:]))])
    return Lanes(tuple(happened), tuple(asked), followed, moved_steps(steps), width)


def _boxes(steps: Sequence[Step], scale: TimeScale, until: int) -> list[Span]:
    found: list[Span] = []
    was_narrow = False
    for at, step in enumerate(steps):
        if not step.happened:
            continue
        end = step.end if step.end != NO_TIME else step.begin if step.is_end else max(step.begin, until)
        left, right = scale.x(step.begin), scale.x(end)
        is_narrow = right - left < LEAST
        if found and is_narrow and was_narrow and found[-1].width < LEAST and not step.is_end:
            last = found[-1]
            found[-1] = replace(last, width=max(last.width, right - last.left), others=(*last.others, at))
        else:
            found.append(Span(at, left, right - left))
        was_narrow = is_narrow
    return _apart(found)


def _apart(spans: Sequence[Span]) -> list[Span]:
    """The boxes with a gap between them and wide enough for a count, each no further left than its time."""
    found: list[Span] = []
    for span in spans:
        left = max(span.left, found[-1].right + GAP) if found else span.left
        right = max(span.right - GAP, left + LEAST - GAP)
        found.append(replace(span, left=left, width=right - left))
    return found


def _evenly(steps: Sequence[Step], room: float, label_width: Callable[[str], float]) -> list[Span]:
    """As wide as their names wish, brought to fill the room, and no narrower than `LEAST`."""
    asked = [at for at, step in enumerate(steps) if step.asked]
    wishes = [min(WIDEST, label_width(steps[at].stage) + _PADDING) for at in asked]
    free = room - GAP * len(asked)
    spare = free - sum(wishes)
    part = max(0.0, free - LEAST * len(asked)) / max(1.0, sum(wishes) - LEAST * len(asked))
    found, left = [], 0.0
    for at, wish in zip(asked, wishes, strict=True):
        width = wish + spare / len(asked) if spare >= 0 else LEAST + (wish - LEAST) * part
        found.append(Span(at, left, width))
        left += width + GAP
    return found

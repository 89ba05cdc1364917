"""The stages of a deal in even steps, with room for what came before and what is still expected, and their scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.screens.deal.activity_places import END, PIN
from desktop.screens.deal.geometry import GAP, Lanes, lay_out, moved_right
from desktop.screens.deal.time_scale import TimeScale, spread
from models.case_table import NO_TIME
from models.deal_path import Step

BEFORE = 104.0
"""The room before the first stage where something came before it."""
AFTER = 64.0
"""The room behind the last stage of an open deal that is expected to close later."""


def lay_out_evenly(
    steps: Sequence[Step],
    first: float,
    last: float,
    expected: float,
    room: float,
    label_width: Callable[[str], float],
) -> tuple[Lanes, TimeScale]:
    """The lanes of `lay_out`, and where times are on them: in proportion within every stage.

    `first` and `last` are the times of the first and the last thing that is drawn, `expected` is when the deal is
    expected to close; NaN where there is no such time. The last stage of a deal that is still in it takes as long as
    something was done in it. A deal without any stage has the `room`, in pixels, by time.
    """
    happened = [at for at, step in enumerate(steps) if step.happened]
    if not happened:
        lanes = lay_out(steps, room, label_width)
        return lanes, spread((first, last), (PIN, room - GAP - END)) if first == first else TimeScale((), ())
    begin = steps[happened[0]].begin
    end_of = steps[happened[-1]]
    is_in_it = end_of.end == NO_TIME and not end_of.is_end
    stretched = list(steps)
    if is_in_it and last > end_of.begin:
        stretched[happened[-1]] = replace(end_of, end=int(last))
    before = BEFORE if first < begin else 0.0
    is_ahead = expected > max(last if last == last else begin, end_of.begin)
    coming = any(step.pending for step in steps)
    after = AFTER if is_ahead and is_in_it and not coming else 0.0
    lanes = moved_right(lay_out(stretched, room - before - after, label_width), before)
    lanes = replace(lanes, width=lanes.width + after)
    return lanes, _scale(steps, lanes, first, last, expected if is_ahead else float("nan"))


def _scale(steps: Sequence[Step], lanes: Lanes, first: float, last: float, expected: float) -> TimeScale:
    points = [(float(steps[span.step].begin), span.left + PIN) for span in lanes.happened]
    right = max(lanes.happened[-1].right - END, points[-1][1])
    if first < points[0][0]:
        points.insert(0, (first, PIN))
    if last > points[-1][0]:
        points.append((last, right))
    if expected == expected:
        points.append((expected, max(right, min(lanes.happened[-1].right + AFTER / 2, lanes.width - PIN))))
    return spread(*zip(*points, strict=True))

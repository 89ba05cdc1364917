"""What became of each recorded change: before, right after, now, and whether what was gained was lost again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from mining.decay.differences import difference, estimate
from mining.decay.metrics import Observed, observed
from mining.decay.wording import sentence
from models.analysis import Analysis
from models.case_table import DAY
from models.decay import Became, ChangeStory, Span
from models.diagnosis import Estimate
from models.strategy import RecordedChange
from resources.translation import tr

EARLY, BEFORE, WIDTH = 90 * DAY, 180 * DAY, 30 * DAY
"""The first 90 days after a change are held against up to 180 before it and against the last 90, month by month."""
FEWEST = 10
"""Fewer deals than this tell nothing."""


def change_stories(
    analysis: Analysis, mask: NDArray[np.bool_], changes: Sequence[RecordedChange]
) -> tuple[ChangeStory, ...]:
    """The story of every change over the deals in `mask` (one flag a case), in order of their days."""
    ordered = sorted(changes, key=lambda one: one.day)
    return tuple(_story(analysis, mask, one, ordered) for one in ordered)


def _story(
    analysis: Analysis, mask: NDArray[np.bool_], change: RecordedChange, changes: Sequence[RecordedChange]
) -> ChangeStory:
    metric = change.expect.metric if change.expect is not None else ""
    if not metric:
        why = tr("It names no metric, so nothing can be measured; name one on the screen Strategy.")
        return ChangeStory(change, "", True, Became.CANNOT_TELL, why)
    seen = observed(analysis, metric).among(mask)
    if seen.why_none or not len(seen.time):
        why = seen.why_none or tr("No deal says anything of it: {words}.", words=seen.words)
        return ChangeStory(change, seen.words, seen.is_share, Became.CANNOT_TELL, why)
    at, end = start_of(change.day), int(seen.time.max()) + 1
    earlier = [start_of(one.day) for one in changes if one.day < change.day and _metric(one) == metric]
    before = _span(seen, max([at - BEFORE, *earlier]), at)
    early = _span(seen, at, min(at + EARLY, end))
    late = _span(seen, max(at + EARLY, end - EARLY), end) if end > at + EARLY else None
    gain = difference(_values(seen, early), _values(seen, before), seen.is_share)
    loss = None if late is None else difference(_values(seen, late), _values(seen, early), seen.is_share)
    spans = _spans(seen)
    kept = None if late is None else difference(_values(seen, late), _values(seen, before), seen.is_share)
    became = _became(gain, loss, kept, seen.falls)
    lost = _half_lost(spans, at, gain, before) if became is Became.CREPT_BACK else None
    found = ChangeStory(
        change, seen.words, seen.is_share, became, "", before, early, late, gain, loss, spans, lost
    )
    return replace(found, sentence=sentence(found))


def _became(gain: Estimate | None, loss: Estimate | None, kept: Estimate | None, falls: bool) -> Became:
    """By the intervals: a difference counts where its interval does not hold 0.

    It holds only where the last deals are still better than those before the change; where they are neither that nor
    worse than the first ones after it, it worked at first, and the data cannot tell whether it still does.
    """
    if gain is None:
        return Became.CANNOT_TELL
    if _is_better(gain, not falls):
        return Became.WORSE
    if not _is_better(gain, falls):
        return Became.NOTHING
    if loss is not None and _is_better(loss, not falls):
        return Became.CREPT_BACK
    return Became.HELD if kept is not None and _is_better(kept, falls) else Became.WORKED


def _is_better(one: Estimate, falls: bool) -> bool:
    """Whether a difference is surely less than 0, or more where less is not better."""
    return one.high < 0 if falls else one.low > 0


def _half_lost(spans: Sequence[Span], at: int, gain: Estimate | None, before: Span | None) -> int | None:
    """The first month after which no month is on the good side of half the gain."""
    if gain is None or before is None or before.value is None:
        return None
    half = before.value.value + gain.value / 2
    after = [span for span in spans if span.begins >= at and span.value is not None]
    good = [
        span.value.value <= half if gain.value < 0 else span.value.value >= half
        for span in after
        if span.value
    ]
    last_good = max((place for place, is_good in enumerate(good) if is_good), default=-1)
    return after[last_good + 1].begins if 0 <= last_good < len(after) - 1 else None


def _spans(seen: Observed) -> tuple[Span, ...]:
    begin, end = int(seen.time.min()), int(seen.time.max()) + 1
    return tuple(_span(seen, at, min(at + WIDTH, end)) for at in range(begin, end, WIDTH))


def _span(seen: Observed, begins: int, ends: int) -> Span:
    values = seen.value[(seen.time >= begins) & (seen.time < ends)]
    told = estimate(values, seen.is_share) if len(values) >= FEWEST else None
    return Span(begins, ends, told, len(values))


def _values(seen: Observed, span: Span) -> NDArray[np.float64]:
    found: NDArray[np.float64] = seen.value[(seen.time >= span.begins) & (seen.time < span.ends)]
    return found if span.value is not None else found[:0]


def start_of(day: date) -> int:
    """When a day begins (microseconds UTC)."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1_000_000


def _metric(change: RecordedChange) -> str:
    return change.expect.metric if change.expect is not None else ""

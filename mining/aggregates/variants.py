"""The distinct sequences of a log, found by the compiled loop where it is there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.side_by_side import parts, side_by_side
from mining.aggregates.variants_loop import GROUP_TRACES, PROBES
from mining.compiled.loading import fast
from models.event_log import EventLog
from models.variants import Variants, in_order, variants_of

_SLOTS = 1 << 16
_EVENTS_AT_ONCE = 1 << 21
_SAMPLE = 50_000
"""So many cases tell whether sequences repeat."""


def with_variants(log: EventLog) -> EventLog:
    """The same log, which now knows its variants."""
    if not log.knows_variants:
        log.learn_variants(distinct_traces(log))
    return log


def distinct_traces(log: EventLog, slots: int = _SLOTS, events_at_once: int = _EVENTS_AT_ONCE) -> Variants:
    """The variants of a log from scratch, as `models.variants.variants_of` finds them.

    `slots`, a power of two, is the size of the table to begin with; it grows with the sequences found. Parts of
    so many events are looked at side by side where sequences repeat.
    """
    code, start = log.activity.codes, log.case_start
    loop = fast(GROUP_TRACES)
    found = _in_parts(loop, code, start, slots, events_at_once) if loop else None
    return variants_of(code, start) if found is None else in_order(code, start, *found)


_Grouped = tuple[NDArray[np.int32], NDArray[np.int64]]
"""The group of every case, and the first case of every group."""


def _in_parts(
    loop: Callable[..., Any],
    code: NDArray[np.int32],
    start: NDArray[np.int64],
    slots: int,
    events_at_once: int,
) -> _Grouped | None:
    """Group the parts of a log, then the sequences found in them; None where hashes were made to collide."""
    some = _grouped(loop, code, start[: _SAMPLE + 1], slots)
    ranges = parts(start, events_at_once)
    if some is None or len(ranges) < 2 or 4 * len(some[1]) > len(some[0]):
        return _grouped(loop, code, start, slots)
    works = [partial(_grouped, loop, code, start[begin : end + 1], slots) for begin, end in ranges]
    found = [one for one in side_by_side(works) if one is not None]
    if len(found) < len(ranges):
        return None
    first = np.concatenate([one[1] + begin for one, (begin, _) in zip(found, ranges, strict=True)])
    lengths = start[first + 1] - start[first]
    bounds = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    event = np.arange(bounds[-1]) + np.repeat(start[first] - bounds[:-1], lengths)
    merged = _grouped(loop, code[event], bounds, slots)
    if merged is None:
        return None
    before = np.cumsum([0, *(len(one[1]) for one in found)])
    group = np.concatenate([merged[0][shift:][one[0]] for one, shift in zip(found, before, strict=False)])
    return group, first[merged[1]]


def _grouped(
    loop: Callable[..., Any], code: NDArray[np.int32], start: NDArray[np.int64], slots: int
) -> _Grouped | None:
    """Group cases by sequence, groups in order of their first case; None where hashes were made to collide."""
    group = np.empty(len(start) - 1, dtype=np.int32)
    hashes, first = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    progress = np.zeros(3, dtype=np.int64)
    while progress[0] < len(group):
        room = np.empty(slots // 2 - len(hashes), dtype=np.int64)
        hashes, first = np.concatenate((hashes, room)), np.concatenate((first, room))
        table = np.full(slots, -1, dtype=np.int32)
        loop(code, start, progress[0], table, hashes, first, group, progress[1], progress)
        if progress[2] > PROBES * len(group):
            return None
        slots *= 4
    return group, first[: progress[1]]

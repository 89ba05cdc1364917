"""The distinct sequences of a log, found by the compiled loop where it is there."""

from __future__ import annotations

import numpy as np

from mining.aggregates.variants_loop import GROUP_TRACES, PROBES
from mining.compiled.loading import fast
from models.event_log import EventLog
from models.variants import Variants, in_order, variants_of

_SLOTS = 1 << 16


def with_variants(log: EventLog) -> EventLog:
    """The same log, which now knows its variants."""
    if not log.knows_variants:
        log.learn_variants(distinct_traces(log))
    return log


def distinct_traces(log: EventLog, slots: int = _SLOTS) -> Variants:
    """The variants of a log from scratch, as `models.variants.variants_of` finds them.

    `slots`, a power of two, is the size of the table to begin with; it grows with the sequences found.
    """
    loop = fast(GROUP_TRACES)
    if loop is None:
        return variants_of(log.activity.codes, log.case_start)
    group = np.empty(log.n_cases, dtype=np.int32)
    hashes, first = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    progress = np.zeros(3, dtype=np.int64)
    while progress[0] < log.n_cases:
        room = np.empty(slots // 2 - len(hashes), dtype=np.int64)
        hashes, first = np.concatenate((hashes, room)), np.concatenate((first, room))
        table = np.full(slots, -1, dtype=np.int32)
        loop(
            log.activity.codes,
            log.case_start,
            progress[0],
            table,
            hashes,
            first,
            group,
            progress[1],
            progress,
        )
        if progress[2] > PROBES * log.n_cases:  # made to collide
            return variants_of(log.activity.codes, log.case_start)
        slots *= 4
    return in_order(log.activity.codes, log.case_start, group, first[: progress[1]])

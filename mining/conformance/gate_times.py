"""When each deal first came to a stage, and when it first got to it or past it."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.case_table import NO_TIME
from models.conformance import Conformance
from models.event_log import Times

Ints = NDArray[np.int64]

NO_EVENT = -1


class GateTimes:
    """First events of the cases of a checked log, by documented order of the stages; the ends stand behind them all.

    Those who ask differ on purpose in which ends count as being further. For effects
    (`mining/diagnosis/effects/happening.py`) none does: deals are compared from where they got to a stage, and one that
    was closed before never did. For a metric over time (`mining/decay/metrics.py`) a win shows that a stage was
    skipped, a loss does not. For drift (`mining/drift/deviation_gates.py`) every end does: then nothing can turn.
    """

    def __init__(self, found: Conformance) -> None:
        self._found = found
        self._came: dict[str, Ints] = {}
        self._reached: dict[tuple[int, frozenset[str]], Ints] = {}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of every stage and end in documented order."""
        return {name: at for at, name in enumerate((*self._found.stages, *self._found.ends))}

    @cached_property
    def began(self) -> Ints:
        """For every case its first event, of whatever name."""
        return self._first(set(self._found.log.activity.labels))

    def came(self, name: str) -> Ints:
        """For every case its first event of this stage or end, `NO_EVENT` where there is none."""
        if name not in self._came:
            self._came[name] = self._first({name})
        return self._came[name]

    def reached(self, rank: int, without: frozenset[str] = frozenset()) -> Ints:
        """For every case its first event of this rank or a later one, `NO_EVENT` where there is none.

        Stages and ends in `without` do not count.
        """
        asked = (rank, without)
        if asked not in self._reached:
            self._reached[asked] = self._first(
                {name for name, at in self.rank.items() if at >= rank} - without
            )
        return self._reached[asked]

    def times(self, events: Ints) -> Times:
        """When events happened (int64), `NO_TIME` for `NO_EVENT`."""
        timestamp = self._found.log.timestamp
        if not len(timestamp):
            return np.full(len(events), NO_TIME, dtype=np.int64)
        return np.where(events == NO_EVENT, NO_TIME, timestamp[events])

    def _first(self, names: set[str]) -> Ints:
        log = self._found.log
        wanted = np.array([label in names for label in log.activity.labels], dtype=bool)
        first = np.full(log.n_cases, NO_EVENT, dtype=np.int64)
        if len(wanted):
            backwards = np.flatnonzero(wanted[log.activity.codes])[::-1]
            first[log.case_of_event[backwards]] = backwards  # the one that is written last stays
        return first


def gate_times(found: Conformance) -> GateTimes:
    """The gates of a check, each looked up once and kept with the check."""
    return found.derived(GateTimes)

"""When deals got to a gate, and when they then did what was not documented."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.conformance.deviating_moves import deviating_moves
from mining.conformance.deviation_codes import KINDS
from mining.conformance.gate_times import NO_EVENT, gate_times
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType

Ints = NDArray[np.int64]

_LATER_ON = frozenset(
    {
        DeviationType.REPEATED,
        DeviationType.WENT_BACK,
        DeviationType.UNDOCUMENTED,
        DeviationType.OUT_OF_ORDER,
    }
)
"""What can happen long after a deal got to the gate."""

_ON_LEAVING = frozenset({DeviationType.MISSING_EVIDENCE, DeviationType.LATE})
"""What is sure when a deal goes on from the stage, where no other gate is known."""


class Happening:
    """Looks up events of a checked log; what was looked up once is kept."""

    def __init__(self, found: Conformance) -> None:
        self._found = found
        self._gates = gate_times(found)
        self._rank = {stage: at for at, stage in enumerate(found.stages)}

    def gate_of(self, deviation: Deviation) -> tuple[str, int] | None:
        """The stage at which a deviation is judged and its rank; None where that is no stage of the process.

        The name is empty where it is any stage after that of the deviation.
        """
        key = deviation.key
        if deviation.gate in self._rank:
            return deviation.gate, self._rank[deviation.gate]
        if key.stage not in self._rank:
            return None
        rank = self._rank[key.stage]
        return ("", rank + 1) if key.type in _ON_LEAVING else (key.stage, rank)

    def reached(self, rank: int) -> Ints:
        """For every case the first event of a stage of this rank or a later one, `NO_EVENT` where there is none."""
        return self._gates.reached(rank, frozenset(self._found.ends))

    def done(self, key: DeviationKey) -> Ints | None:
        """For every case the event with which it did so, `NO_EVENT` where it did not; None where the gate says it."""
        if key.type not in _LATER_ON or key.stage not in self._found.alignments.labels:
            return None
        kinds, labels, position, unit = self._moves
        wanted = (kinds == KINDS.index(key.type)) & (labels == self._found.alignments.labels.index(key.stage))
        at = np.flatnonzero(wanted)[::-1]
        first = np.full(len(self._found.alignments), NO_EVENT, dtype=np.int64)
        first[unit[at]] = position[at]  # the one that is written last is the first move
        place = first[self._found.alignment_of_case]
        begin = self._found.log.case_start[:-1]
        return np.where(place == NO_EVENT, NO_EVENT, begin + place)

    def times_of(self, events: Ints) -> Ints:
        """When they happened, `NO_TIME` for `NO_EVENT`."""
        return self._gates.times(events)

    @cached_property
    def _moves(self) -> tuple[NDArray[np.int8], NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        moves, alignments = deviating_moves(self._found), self._found.alignments
        return moves.kind, moves.label, alignments.position, alignments.of_move

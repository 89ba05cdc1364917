"""How long the stays of a log lasted, on either clock, and which of these lengths mean something."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.beside.clocks import Clocks
from mining.beside.stays import NOWHERE, Stays
from models.categorical import MISSING
from models.event_log import Times
from models.rule import DayUnit

Flags = NDArray[np.bool_]


class Lengths:
    """The lengths of stays; what was asked once is kept."""

    def __init__(self, stays: Stays, clocks: Clocks) -> None:
        self.stays, self.clocks = stays, clocks
        self.is_date = stays.on_dates(clocks.calendar.zone)
        self._lasted: dict[tuple[int, DayUnit], Times] = {}
        self._of_stage: dict[int, tuple[Flags, Flags, NDArray[np.int32]]] = {}

    def lasted(self, stage: str, unit: DayUnit) -> Times:
        """By stay in the stage, in microseconds of the clock; one that has not ended lasts to the end of the log."""
        stays = self.stays
        asked = (stays.log.activity.code(stage), unit)
        if asked not in self._lasted:
            here = stays.of_stage(stage)
            began, ended = (self.clocks.shown(times[here], unit) for times in (stays.began, stays.ended))
            self._lasted[asked] = ended - began
        return self._lasted[asked]

    def of_stage(self, stage: str) -> tuple[Flags, Flags, NDArray[np.int32]]:
        """By stay in the stage: `is_told`, `Stays.is_open` and `next_code`."""
        code = self.stays.log.activity.code(stage)
        if code not in self._of_stage:
            here = self.stays.of_stage(stage)
            self._of_stage[code] = self.is_told[here], self.stays.is_open[here], self.next_code[here]
        return self._of_stage[code]

    @cached_property
    def is_told(self) -> NDArray[np.bool_]:
        """One flag a stay: is its length known? That of the last one only where the deal is open."""
        stays = self.stays
        told = (stays.left != NOWHERE) | stays.is_open
        return np.asarray(told & ~stays.in_bulk & ~self.is_date)

    @cached_property
    def next_code(self) -> NDArray[np.int32]:
        """By stay: the activity that ended it, `MISSING` where nothing did."""
        return np.append(self.stays.log.activity.codes, MISSING)[self.stays.left]

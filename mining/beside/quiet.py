"""For how long deals were quiet in their stays: from the beginning of one, from contact to contact, to its end."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.beside.contacts import Contacts
from mining.beside.lengths import Lengths
from mining.beside.stays import NOWHERE
from mining.journey.seller_place import last_entered
from models.case_table import Outcome
from models.event_log import Times
from models.rule import DayUnit

LEVEL = 0.9


class Quiet:
    """The contacts of a log by stay; what was asked once is kept."""

    def __init__(self, lengths: Lengths, contacts: Contacts) -> None:
        self.lengths, self.contacts = lengths, contacts
        stays = lengths.stays
        past = contacts.time <= stays.now
        case, time = contacts.case[past], contacts.time[past]
        event = last_entered(stays.log, case, time)
        stay, time = stays.of_event[event[event != NOWHERE]], time[event != NOWHERE]
        order = np.lexsort((time, stay))
        self._stay, self._time = stay[order], time[order]
        self._usual: dict[tuple[int, DayUnit], tuple[float, int]] = {}

    @cached_property
    def since(self) -> Times:
        """By stay: the last contact in it, or its beginning."""
        since = self.lengths.stays.began.copy()
        since[self._stay] = self._time  # in order of time: what is written last stays
        return since

    @cached_property
    def was_contacted(self) -> NDArray[np.bool_]:
        """One flag a stay: was there any contact in it?"""
        flags = np.zeros(len(self.lengths.stays.begin), dtype=bool)
        flags[self._stay] = True
        return flags

    @cached_property
    def standing(self) -> NDArray[np.bool_]:
        """One flag a stay: is the deal still in it, open, and is it known since when it is quiet?"""
        stays, is_date = self.lengths.stays, self.lengths.is_date
        return np.asarray(stays.is_open & ~is_date & (~stays.in_bulk | self.was_contacted))

    def usual(self, stage: str, unit: DayUnit) -> tuple[float, int]:
        """How long nine in ten won deals were quiet in the stage at most, at their longest, and how many these are.

        In microseconds of the clock; the quantile is interpolated linearly, as `numpy.quantile` does. Stays of which
        the length is not known are left out.
        """
        asked = (self.lengths.stays.log.activity.code(stage), unit)
        if asked not in self._usual:
            self._usual[asked] = self._of_won(stage, unit)
        return self._usual[asked]

    def _of_won(self, stage: str, unit: DayUnit) -> tuple[float, int]:
        stays = self.lengths.stays
        won = stays.of_stage(stage)
        won = won[(stays.log.cases.outcome[stays.case[won]] == Outcome.WON) & (stays.left[won] != NOWHERE)]
        won = won[self.lengths.is_told[won]]
        if not len(won):
            return 0.0, 0
        among = np.zeros(len(stays.begin), dtype=bool)
        among[won] = True
        inside = among[self._stay]
        stay = np.concatenate((won, self._stay[inside], won))
        time = np.concatenate((stays.began[won], self._time[inside], stays.ended[won]))
        order = np.lexsort((time, stay))
        case = stays.case[stay[order]]
        gap = np.diff(self.lengths.clocks.shown(time[order], unit))
        gap[np.diff(stay[order]) != 0] = 0
        begins = np.flatnonzero(np.diff(case, prepend=-1) != 0)
        longest = np.maximum.reduceat(np.append(gap, 0), begins)
        return float(np.quantile(longest, LEVEL)), len(longest)

"""Late: a stage was entered where the process has it, and the deal stayed longer than the stage allows."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from mining.beside.clocks import Clocks
from mining.beside.finding import Told, cases_flagged, longest
from mining.beside.stays import NOWHERE, Stays, followed
from mining.journey.two_sided import Finding
from models.beside_check import Unjudged
from models.conformance import Conformance
from models.deviation import DeviationKey, DeviationType
from models.event_log import Times
from models.rule import DayUnit, Within

_NO_TIMES = (
    "Late: the log knows days but no times, so that nobody can tell how long a stage took; export times."
)
_NO_LENGTH = "Late in {stages}: all times there are only dates, or were entered in bulk."


class Lengths:
    """How long every stay lasted on either clock, and which of these lengths mean something."""

    def __init__(self, stays: Stays, clocks: Clocks) -> None:
        self.stays, self.clocks = stays, clocks
        self.is_date = stays.on_dates(clocks.calendar.zone)
        self._lasted: dict[DayUnit, Times] = {}

    def lasted(self, unit: DayUnit) -> Times:
        """By stay, in microseconds of the clock; one that has not ended lasts until the end of the log."""
        if unit not in self._lasted:
            stays = self.stays
            shown = self.clocks.shown(np.append(stays.log.timestamp, stays.now), unit)
            self._lasted[unit] = shown[stays.left] - shown[stays.begin]
        return self._lasted[unit]

    def is_told(self, which: NDArray[np.int64]) -> NDArray[np.bool_]:
        """One flag a stay of `which`: is its length known? That of the last one only where the deal is open."""
        stays = self.stays
        told = (stays.left[which] != NOWHERE) | stays.is_open[which]
        return np.asarray(told & ~stays.in_bulk[which] & ~self.is_date[which])


def late(found: Conformance, lengths: Lengths, allowed: Mapping[str, Within], ends: Collection[str]) -> Told:
    """By stage that has a longest time: the deals that stayed longer, in any of their stays there.

    Judged are stays that ended, and of those that have not the ones that are too long already: the others are
    pending. Outcomes are compared among the deals that went on to another stage, none of the `ends`.
    """
    stays, clocks = lengths.stays, lengths.clocks
    n_cases, code_of_end = stays.log.n_cases, np.append(stays.log.activity.is_any_of(ends), True)
    findings, facts, untold = [], [], []
    for stage, within in allowed.items():
        entered = stays.of_stage(stage)
        known = entered[lengths.is_told(entered)]
        if len(entered) and not len(known):
            untold.append(stage)
        known = known[followed(found, stays, known)]
        took = lengths.lasted(within.unit)[known]
        day = clocks.day(within.unit)
        too_long = took > within.number * day
        judged = known[too_long | ~stays.is_open[known]]
        went_on = judged[~code_of_end[stays.left[judged]]]
        late_ones, key = known[too_long], DeviationKey(DeviationType.LATE, stage)
        shown, could, compared = (
            cases_flagged(stays.case[some], n_cases) for some in (late_ones, judged, went_on)
        )
        findings.append(Finding(key, shown, could, compared))
        entries = stays.log.timestamp[stays.begin[late_ones]]
        lasted = took[too_long] / day
        facts.append(longest(key, stays.case[late_ones], entries, lasted, within.number, within.unit))
    return Told(tuple(findings), tuple(facts), _cannot_tell(lengths, untold))


def _cannot_tell(lengths: Lengths, stages: list[str]) -> tuple[Unjudged, ...]:
    if not stages:
        return ()
    if lengths.is_date.all():
        return (Unjudged(DeviationType.LATE, _NO_TIMES),)
    return (Unjudged(DeviationType.LATE, _NO_LENGTH.format(stages=", ".join(stages))),)

"""Stalled: an open deal is quiet in its stage for longer than is allowed, and than nine of ten won deals were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mining.beside.contacts import Contacts
from mining.beside.finding import Told, cases_flagged, longest
from mining.beside.late import Lengths
from mining.beside.stays import NOWHERE
from mining.journey.seller_place import last_entered
from mining.journey.two_sided import Finding
from models.beside_check import Unjudged
from models.case_table import Outcome
from models.deviation import DeviationKey, DeviationType
from models.event_log import Times
from models.rule import DayUnit, Within

LEVEL = 0.9
FEWEST = 10
"""Fewer won deals than this do not say how long is usual."""

_ANYBODY = (
    "Stalled: the log has nothing that a buyer does, so that whatever anybody does in a deal counts instead."
)
_STAGES = "Stalled: the log has nothing but stages, so that a deal is quiet while its stage does not change."
_UNUSUAL = (
    "Stalled in {stages}: fewer than ten won deals show how long is usual there, and the process allows no "
    "time; give the stages a longest time in Process editor."
)


class Quiet:
    """For how long deals were quiet in every stay: from its beginning, from contact to contact, to its end."""

    def __init__(self, lengths: Lengths, contacts: Contacts) -> None:
        self.lengths, self.contacts = lengths, contacts
        stays = lengths.stays
        past = contacts.time <= stays.now
        case, time = contacts.case[past], contacts.time[past]
        event = last_entered(stays.log, case, time)
        stay, time = stays.of_event[event[event != NOWHERE]], time[event != NOWHERE]
        order = np.lexsort((time, stay))
        self._stay, self._time = stay[order], time[order]
        self._usual: dict[DayUnit, Mapping[int, tuple[float, int]]] = {}
        self._since: Times | None = None

    @property
    def since(self) -> Times:
        """By stay: the last contact in it, or its beginning."""
        if self._since is None:
            stays = self.lengths.stays
            since = stays.log.timestamp[stays.begin].copy()
            since[self._stay] = self._time  # in order of time: what is written last stays
            self._since = since
        return self._since

    @property
    def was_contacted(self) -> NDArray[np.bool_]:
        """One flag a stay: was there any contact in it?"""
        flags = np.zeros(len(self.lengths.stays.begin), dtype=bool)
        flags[self._stay] = True
        return flags

    def usual(self, unit: DayUnit) -> Mapping[int, tuple[float, int]]:
        """By activity code: what the longest quiet time of nine in ten won deals was at most, and of how many deals.

        In microseconds of the clock; the quantile is interpolated linearly. Stays of which the length is not known
        are left out.
        """
        if unit not in self._usual:
            self._usual[unit] = self._of_won(unit)
        return self._usual[unit]

    def _of_won(self, unit: DayUnit) -> Mapping[int, tuple[float, int]]:
        stays, lengths = self.lengths.stays, self.lengths
        won = np.flatnonzero((stays.log.cases.outcome[stays.case] == Outcome.WON) & (stays.left != NOWHERE))
        won = won[lengths.is_told(won)]
        among = np.zeros(len(stays.begin), dtype=bool)
        among[won] = True
        inside = among[self._stay]
        stay = np.concatenate((won, self._stay[inside], won))
        time = np.concatenate((stays.log.timestamp[stays.begin[won]], self._time[inside], stays.ended[won]))
        order = np.lexsort((time, stay))
        stay = stay[order]
        gap = np.diff(lengths.clocks.shown(time[order], unit))
        gap[stay[1:] != stay[:-1]] = 0
        first = (
            np.flatnonzero(np.append(True, stay[1:] != stay[:-1]))
            if len(stay)
            else np.zeros(0, dtype=np.int64)
        )
        longest_of_stay = np.maximum.reduceat(np.append(gap, 0), first) if len(first) else gap
        code, case = stays.code[won], stays.case[won]
        order = np.lexsort((longest_of_stay, case, code))
        code, case, most = code[order], case[order], longest_of_stay[order]
        last = np.append((code[1:] != code[:-1]) | (case[1:] != case[:-1]), True)[: len(code)]
        code, most = code[last], most[last]
        return {
            int(one): (float(np.quantile(most[code == one], LEVEL)), int((code == one).sum()))
            for one in np.unique(code)
        }


def stalled(quiet: Quiet, stages: Sequence[str], allowed: Mapping[str, Within]) -> Told:
    """By stage: the open deals in it that have been quiet for longer than is allowed and than is usual.

    A stage is judged where it has a longest time or at least `FEWEST` won deals show what is usual; where both are
    known, the longer one counts. Time is that of the unit in which the stage's longest time is written, days of 24
    hours where it has none. Nothing is compared: open deals have no outcome.
    """
    lengths = quiet.lengths
    stays, clocks = lengths.stays, lengths.clocks
    now = np.array([stays.now], dtype=np.int64)
    nothing = np.zeros(stays.log.n_cases, dtype=bool)
    trusted = ~(stays.in_bulk | lengths.is_date) | (quiet.was_contacted & ~lengths.is_date)
    standing = stays.is_open & trusted
    findings, facts, untold = [], [], []
    for stage in stages:
        here = stays.of_stage(stage)
        here = here[standing[here]]
        within = allowed.get(stage)
        unit = within.unit if within else DayUnit.DAYS
        limit = _limit(quiet, stays.log.activity.code(stage), within, unit)
        if not len(here) or limit is None:
            untold += [stage] if len(here) else []
            continue
        took = clocks.shown(now, unit)[0] - clocks.shown(quiet.since[here], unit)
        too_long = took > limit
        key, day = DeviationKey(DeviationType.STALLED, stage), clocks.day(unit)
        shown, judged = (cases_flagged(stays.case[some], len(nothing)) for some in (here[too_long], here))
        findings.append(Finding(key, shown, judged, nothing))
        case, since = stays.case[here[too_long]], quiet.since[here[too_long]]
        facts.append(longest(key, case, since, took[too_long] / day, limit / day, unit))
    return Told(tuple(findings), tuple(facts), _unjudged(quiet.contacts, untold))


def _limit(quiet: Quiet, code: int, within: Within | None, unit: DayUnit) -> float | None:
    """The longer of what is allowed and what is usual, None where neither is known."""
    usual, deals = quiet.usual(unit).get(code, (0.0, 0))
    known = [usual] if deals >= FEWEST else []
    if within is not None:
        known.append(float(within.number * quiet.lengths.clocks.day(unit)))
    return max(known, default=None)


def _unjudged(contacts: Contacts, stages: Sequence[str]) -> tuple[Unjudged, ...]:
    said = []
    if not contacts.by_buyer:
        said.append(_STAGES if contacts.only_stages else _ANYBODY)
    if stages:
        said.append(_UNUSUAL.format(stages=", ".join(stages)))
    return tuple(Unjudged(DeviationType.STALLED, sentence) for sentence in said)

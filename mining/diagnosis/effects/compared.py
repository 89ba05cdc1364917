"""The deals that a deviation is judged on, from the moment they got to its gate: with it, and without it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.conformance.gate_times import NO_EVENT
from mining.deals.days import created
from mining.diagnosis.effects.cells import WAIT, Mix
from mining.diagnosis.effects.happening import Happening
from mining.diagnosis.effects.seeds import seeded
from mining.survival.aalen_johansen import OPEN, CumulativeIncidence, aalen_johansen
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance
from models.deviation import Deviation
from models.event_log import EventLog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

WON, LOST = 1, 2
"""How a deal ended, as numbers of `mining.survival.aalen_johansen`."""

BANDS, A_BAND = 8, 10
"""Times since the gate are held equal in so many bands at most, with at least so many deals that did it in each."""

_MOSTLY = 0.1
"""Where more than this share of the deals did it after the gate, it happened later on."""


@dataclass(frozen=True, eq=False)
class Compared:
    """One entry a deal that is followed from the gate on (time zero); times in days of the log's clock.

    `time` is how long until it ended (`end`: `OPEN`, `WON`, `LOST`) or was last seen, `zero` the moment it begins in
    microseconds UTC, `before` the time from creation to then. `stay` is how long it stayed in the stage of the gate
    and `left` whether it has left it; NaN where nobody can tell. `gate` names that stage, empty where it is any later
    one. With `later_on` deals did it some time after the gate: then time zero is that time, and a deal without it is
    followed from as long after the gate as some deal with it, if it was still open and had not done it by then.
    `waited` is the band of that time.
    """

    gate: str
    cases: Ints
    exposed: Flags
    zero: Ints
    time: Floats
    end: Ints
    before: Floats
    stay: Floats
    left: Flags
    later_on: bool
    waited: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @property
    def arms(self) -> tuple[int, int]:
        """How many deals with it and without."""
        having = int(self.exposed.sum())
        return having, len(self.exposed) - having

    @cached_property
    def followed(self) -> tuple[tuple[Flags, CumulativeIncidence], ...]:
        """The deals with it and those without it (one flag a deal), and how either were won and lost."""
        sides = (self.exposed, ~self.exposed)
        return tuple((side, aalen_johansen(self.time[side], self.end[side])) for side in sides)

    def closing(self, horizon: float) -> Floats:
        """For every deal that was won by the horizon how many deals it stands for, 0 for others."""
        weight = np.zeros(len(self.time))
        for side, incidence in self.followed:
            weight[side] = incidence.weights(horizon, WON)
        return weight


def mix_among(deals: Compared, mix: Mix) -> Mix:
    """The mix of these deals, one entry for each of them, with the time since the gate where that differs."""
    of_deals = mix.take(deals.cases)
    return of_deals.also(WAIT, deals.waited) if deals.later_on else of_deals


def compared_deals(
    found: Conformance, deviation: Deviation, mask: Flags, happening: Happening, entered: Flags
) -> Compared | None:
    """The deals in `mask` that are compared for a deviation; None where its gate is not known.

    `entered` flags the events whose time says nothing of when it happened (bulk entry, or only a date).
    """
    gate = happening.gate_of(deviation)
    if gate is None:
        return None
    log = found.log
    name, rank = gate
    told = mask & (log.cases.outcome != Outcome.UNKNOWN)
    cases = np.flatnonzero(deviation.comparable[deviation.unit_of_case] & told).astype(np.int64)
    event = happening.reached(rank)[cases]
    cases, event = cases[event != NO_EVENT], event[event != NO_EVENT]
    exposed = deviation.shown[deviation.unit_of_case[cases]]
    reached = happening.times_of(event)
    cases, event, exposed, zero, waited = _from_then(
        deviation, log, happening, cases, event, exposed, reached
    )
    until, end = ends_of(log, cases)
    time = np.maximum(_days(log, zero, until), 0.0)
    begun = created(log)[cases]
    before = np.where(begun == NO_TIME, np.nan, _days(log, begun, zero))
    stay, left = _stays(log, cases, event, until, end, entered)
    later_on = bool(waited.any())
    return Compared(name, cases, exposed, zero, time, end, before, stay, left, later_on, waited)


def _from_then(
    deviation: Deviation,
    log: EventLog,
    happening: Happening,
    cases: Ints,
    event: Ints,
    exposed: Flags,
    reached: Ints,
) -> tuple[Ints, Ints, Flags, Ints, Ints]:
    """Time zero of every deal: the gate, or what comes after it that long; and the band of how long that is.

    Otherwise only deals that stay open could do it later on, and would seem to live longer for it.
    """
    at_gate = np.zeros(len(cases), dtype=np.int64)
    done = happening.done(deviation.key)
    if done is None or not exposed.any():
        return cases, event, exposed, reached, at_gate
    did = happening.times_of(done[cases])
    did = np.where(exposed & (did != NO_TIME), np.maximum(did, reached), reached)
    delay = did - reached
    if (delay[exposed] > 0).mean() <= _MOSTLY:
        return cases, event, exposed, reached, at_gate
    draw = seeded(deviation.key.type, deviation.key.stage).integers(0, int(exposed.sum()), len(cases))
    waited = delay[exposed][draw]
    until, _ = ends_of(log, cases)
    still = (reached + waited < until) & (~exposed | (delay > waited))
    everyone = np.concatenate((np.flatnonzero(exposed), np.flatnonzero(still)))
    having = np.arange(len(everyone)) < int(exposed.sum())
    zero = np.where(having, did[everyone], reached[everyone] + waited[everyone])
    bands = min(BANDS, max(2, int(exposed.sum()) // A_BAND))
    edges = np.quantile(delay[exposed], np.arange(1, bands) / bands)
    band = 1 + np.searchsorted(edges, zero - reached[everyone], side="right")
    return cases[everyone], event[everyone], having, zero, band.astype(np.int64)


def ends_of(log: EventLog, cases: Ints) -> tuple[Ints, Ints]:
    """When every deal ended or was last seen, and how: an open one lasts until the last event of the whole log."""
    outcome = log.cases.outcome[cases]
    end = np.select([outcome == Outcome.WON, outcome == Outcome.LOST], [WON, LOST], OPEN).astype(np.int64)
    last = int(log.timestamp.max(initial=0))
    closed = log.cases.closed[cases]
    last_event = log.timestamp[np.maximum(log.case_start[cases + 1] - 1, 0)]
    ended = np.where(closed == NO_TIME, last_event, np.maximum(closed, last_event))
    return np.where(end == OPEN, last, ended), end


def _stays(
    log: EventLog, cases: Ints, event: Ints, until: Ints, end: Ints, entered: Flags
) -> tuple[Floats, Flags]:
    """How long every deal stayed in the stage that it got to the gate with, and whether it has left it."""
    following = event + 1
    moved_on = following < log.case_start[cases + 1]
    place = np.minimum(following, max(log.n_events - 1, 0))
    leaving = np.where(moved_on, log.timestamp[place], until)
    stay = np.maximum(_days(log, log.timestamp[event], leaving), 0.0)
    void = entered[event] | (moved_on & entered[place])
    return np.where(void, np.nan, stay), moved_on | (end != OPEN)


def _days(log: EventLog, begin: Ints, end: Ints) -> Floats:
    return np.asarray((log.elapsed_of(end) - log.elapsed_of(begin)) / log.day, dtype=np.float64)

"""Deviations as features of deals, each judged at the moment when the deal came to the stage, or got past it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.drift.gates import rows_at
from mining.drift.rows import Feature, Rows
from mining.wording import title
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog, Times

_WORDS = {
    DeviationType.SKIPPED: "skips {stage}",
    DeviationType.OUT_OF_ORDER: "takes {stage} out of order",
    DeviationType.REPEATED: "repeats {stage} more than documented",
    DeviationType.WENT_BACK: "goes back to {stage}",
    DeviationType.BUYER_NOT_THERE_YET: "comes to {stage} before the buyer is there",
    DeviationType.BUYER_AHEAD: "is at {stage} while the buyer is further",
    DeviationType.MISSING_EVIDENCE: "leaves {stage} without the evidence it asks for",
}

_SAID_BY_STEPS = (DeviationType.UNDOCUMENTED, DeviationType.FORBIDDEN, DeviationType.PREMATURE_CLOSE)
"""Where a deal goes from a stage says the same, at the very moment."""

_ON_ARRIVAL = (DeviationType.BUYER_NOT_THERE_YET, DeviationType.BUYER_AHEAD)

_MAY_STILL_TURN = (
    DeviationType.SKIPPED,
    DeviationType.OUT_OF_ORDER,
    DeviationType.REPEATED,
    DeviationType.WENT_BACK,
)
"""An open deal may still come back to the stage: only closed deals tell."""

_CLOSED_BY_THEN = 0.9

_NEVER = np.iinfo(np.int64).max


def deviation_gates(found: Conformance, chosen: NDArray[np.bool_]) -> Iterator[Rows]:
    """A row a deal that was judged for the deviation, when it came to the stage or first got past it.

    What an open deal may still do or undo is told by closed deals only, as far as nine in ten of those that got past
    the stage at the time can be closed by the end of the log. Data entry is left out.
    """
    moments = _Moments.of(found)
    for deviation in found.shown:
        kind = deviation.key.type
        if kind.is_behaviour and kind not in _SAID_BY_STEPS:
            rows = _rows(found.log, deviation, moments, chosen)
            if rows is not None:
                yield rows


@dataclass(frozen=True, eq=False)
class _Moments:
    """By stage when each case first came to it, when it got past it, and when it was closed; else `_NEVER`."""

    came: dict[str, Times]
    past: dict[str, Times]
    closed: Times

    @classmethod
    def of(cls, found: Conformance) -> _Moments:
        log, stages = found.log, found.stages
        place_of = {name: place for place, name in enumerate(stages)} | dict.fromkeys(found.ends, len(stages))
        place = np.array([place_of.get(label, -1) for label in log.activity.labels], dtype=np.int64)
        of_event = place[log.activity.codes]
        ended = (log.cases.outcome != Outcome.OPEN) & (np.diff(log.case_start) > 0)
        closed = np.full(log.n_cases, _NEVER)
        closed[ended] = log.timestamp[log.case_start[1:][ended] - 1]
        came = {stage: _first(log, of_event == number) for number, stage in enumerate(stages)}
        past = {stage: _first(log, of_event > number) for number, stage in enumerate(stages)}
        return cls(came, past, closed)


def _first(log: EventLog, is_it: NDArray[np.bool_]) -> Times:
    events = np.flatnonzero(is_it)
    cases, first = np.unique(log.case_of_event[events], return_index=True)
    moment = np.full(log.n_cases, _NEVER)
    moment[cases] = log.timestamp[events[first]]
    return moment


def _rows(log: EventLog, deviation: Deviation, moments: _Moments, chosen: NDArray[np.bool_]) -> Rows | None:
    key = deviation.key
    settled = (moments.came if key.type in _ON_ARRIVAL else moments.past).get(key.stage)
    if settled is None:
        return None
    cases = deviation.eligible
    cases = cases[chosen[cases] & (settled[cases] != _NEVER)]
    if key.type in _MAY_STILL_TURN:
        cases = cases[moments.closed[cases] != _NEVER]
        if not len(cases):
            return None
        took = float(np.quantile(moments.closed[cases] - settled[cases], _CLOSED_BY_THEN))
        cases = cases[settled[cases] <= int(log.timestamp.max()) - took]
    shown = np.zeros(log.n_cases, dtype=bool)
    shown[deviation.cases] = True
    return rows_at((_feature(key),), shown[cases, None], settled[cases], cases, log)


def _feature(key: DeviationKey) -> Feature:
    words = _WORDS[key.type].format(stage=key.stage) if key.type in _WORDS else f"shows '{title(key)}'"
    return Feature(f"{key.type.value}: {key.stage}", words)

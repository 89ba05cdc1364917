"""Deviations as features of deals, each judged at the moment when the deal came to the stage, or got past it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.conformance.gate_times import gate_times
from mining.drift.gates import rows_at
from mining.drift.rows import Feature, Rows
from mining.wording import title
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.event_log import EventLog, Times
from resources.translation import tr

_WORDS = {
    DeviationType.SKIPPED: tr("skips {stage}"),
    DeviationType.OUT_OF_ORDER: tr("takes {stage} out of order"),
    DeviationType.REPEATED: tr("repeats {stage} more than documented"),
    DeviationType.WENT_BACK: tr("goes back to {stage}"),
    DeviationType.BUYER_NOT_THERE_YET: tr("comes to {stage} before the buyer is there"),
    DeviationType.BUYER_AHEAD: tr("is at {stage} while the buyer is further"),
    DeviationType.MISSING_EVIDENCE: tr("leaves {stage} without the evidence it asks for"),
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
    """By stage when each case first came to it, when it got past it, and when it was closed; else `NO_TIME`."""

    came: dict[str, Times]
    past: dict[str, Times]
    closed: Times

    @classmethod
    def of(cls, found: Conformance) -> _Moments:
        log, gates = found.log, gate_times(found)
        ended = (log.cases.outcome != Outcome.OPEN) & (np.diff(log.case_start) > 0)
        closed = np.full(log.n_cases, NO_TIME)
        closed[ended] = log.timestamp[log.case_start[1:][ended] - 1]
        came = {stage: gates.times(gates.came(stage)) for stage in found.stages}
        past = {stage: gates.times(gates.reached(gates.rank[stage] + 1)) for stage in found.stages}
        return cls(came, past, closed)


def _rows(log: EventLog, deviation: Deviation, moments: _Moments, chosen: NDArray[np.bool_]) -> Rows | None:
    key = deviation.key
    settled = (moments.came if key.type in _ON_ARRIVAL else moments.past).get(key.stage)
    if settled is None:
        return None
    cases = deviation.eligible
    cases = cases[chosen[cases] & (settled[cases] != NO_TIME)]
    if key.type in _MAY_STILL_TURN:
        cases = cases[moments.closed[cases] != NO_TIME]
        if not len(cases):
            return None
        took = float(np.quantile(moments.closed[cases] - settled[cases], _CLOSED_BY_THEN))
        cases = cases[settled[cases] <= int(log.timestamp.max()) - took]
    shown = np.zeros(log.n_cases, dtype=bool)
    shown[deviation.cases] = True
    return rows_at((_feature(key),), shown[cases, None], settled[cases], cases, log)


def _feature(key: DeviationKey) -> Feature:
    words = (
        _WORDS[key.type].format(stage=key.stage)
        if key.type in _WORDS
        else tr("shows '{title}'", title=title(key))
    )
    return Feature(f"{key.type.value}: {key.stage}", words)

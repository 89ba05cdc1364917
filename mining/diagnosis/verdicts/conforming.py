"""How deals that follow the process end, told apart from those that left it on the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created, days_taken
from mining.survival.aalen_johansen import OPEN, aalen_johansen
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance, Status
from models.event_log import EventLog

Mask = NDArray[np.bool_]
Numbers = NDArray[np.float64]

_NEVER = np.iinfo(np.int64).max
_LOST, _WON = 2, 1
_LEAST_LEFT = 0.1
"""Where fewer of the deals are left on the documented way, a deal stands for ten at most."""


@dataclass(frozen=True, eq=False)
class Conforming:
    """The closed deals that followed the process to their end: case, whether it was `won`, and what it stands for.

    A deal stands for itself and for those that had come as far on the documented way and left it: the `weight` is one
    over the share that is left there. Otherwise deals that are lost early, before they could leave it, would count for
    too much. `open_factor` is what open deals make of the win rate: that of Aalen and Johansen over that of closed
    deals alone, 1.0 where it is not known.
    """

    case: NDArray[np.int64]
    won: Mask
    weight: Numbers
    open_factor: float


def conforming_deals(found: Conformance, mask: Mask) -> Conforming:
    """Of the deals in `mask` (one flag a case)."""
    outcome = found.log.cases.outcome
    left = _left_at(found)
    reached = np.where(outcome == Outcome.WON, len(found.stages), _furthest(found.log, found.stages))
    known = mask & (found.status != Status.UNCHECKED)
    share = _share_left(left[known], reached[known], len(found.stages))
    closed = (outcome == Outcome.WON) | (outcome == Outcome.LOST)
    case = np.flatnonzero(known & closed & (left == _NEVER))
    weight = 1 / np.maximum(share[reached[case]], _LEAST_LEFT)
    return Conforming(case, outcome[case] == Outcome.WON, weight, open_factor(found.log, mask))


def _left_at(found: Conformance) -> NDArray[np.int64]:
    """By case the rank of the first stage at which it left the documented way; -1 where that is unknown."""
    rank = {stage: number for number, stage in enumerate(found.stages)}
    left = np.full(found.log.n_cases, _NEVER, dtype=np.int64)
    for deviation in found.deviations:
        if deviation.key.type.is_of_flow:
            at = rank.get(deviation.key.stage, -1)
            left[deviation.cases] = np.minimum(left[deviation.cases], at)
    left[(found.status == Status.DEVIATES) & (left == _NEVER)] = -1
    return left


def _furthest(log: EventLog, stages: tuple[str, ...]) -> NDArray[np.int64]:
    """The highest rank of a stage that every case visited, 0 where it visited none."""
    rank = {stage: number for number, stage in enumerate(stages)}
    of_code = np.array([rank.get(label, 0) for label in log.activity.labels], dtype=np.int64)
    found = np.zeros(log.n_cases, dtype=np.int64)
    if log.n_events:
        np.maximum.at(found, log.case_of_event, of_code[log.activity.codes])
    return found


def _share_left(left: NDArray[np.int64], reached: NDArray[np.int64], stages: int) -> Numbers:
    """By rank the share that is still on the documented way when it is reached: a product over the stages before."""
    share = np.ones(stages + 1)
    on_way = left >= 0
    for rank in range(stages):
        came = on_way & (reached > rank) & (left >= rank)
        leaves = int((came & (left == rank)).sum())
        share[rank + 1] = share[rank] * (1 - leaves / max(1, int(came.sum())))
    return share


def open_factor(log: EventLog, mask: Mask) -> float:
    """The share won in the end, open deals as censored, over the share of closed deals that were won."""
    outcome = log.cases.outcome
    closed = mask & ((outcome == Outcome.WON) | (outcome == Outcome.LOST))
    is_open = mask & (outcome == Outcome.OPEN)
    won = int((outcome[closed] == Outcome.WON).sum())
    begun = created(log)
    days = days_taken(log)
    if not is_open.any() or not won or not log.n_events:
        return 1.0
    now = log.elapsed_of(np.array([log.timestamp.max()]))[0]
    age = np.full(log.n_cases, np.nan)
    dated = begun != NO_TIME
    age[dated] = (now - log.elapsed_of(begun[dated])) / log.day
    days = np.where(is_open, age, days)
    used = (closed | is_open) & np.isfinite(days) & (days >= 0)
    if not (used & is_open).any() or not (used & closed & (outcome == Outcome.WON)).any():
        return 1.0
    code = np.select([outcome == Outcome.WON, outcome == Outcome.LOST], [_WON, _LOST], OPEN)
    incidence = aalen_johansen(days[used], code[used].astype(np.int64))
    ends_won, ends_lost = (float(incidence.of_end[end - 1, -1]) for end in (_WON, _LOST))
    if ends_won + ends_lost <= 0:
        return 1.0
    return ends_won / (ends_won + ends_lost) / (won / int(closed.sum()))

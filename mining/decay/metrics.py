"""The metrics that a change is expected to move: what each deal says of one, and when."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.conformance.gate_times import gate_times
from mining.kpis.periods import ended
from mining.process.deviation_words import parse_deviation, said_words
from models.analysis import Analysis
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance
from models.deviation import Deviation, DeviationKey, DeviationType
from models.errors import UserError
from resources.translation import tr

MATURE = 0.9
"""The share of won deals that are won within the horizon of the win rate."""

_SAID_AT_THE_STAGE = (
    DeviationType.SKIPPED,
    DeviationType.BUYER_NOT_THERE_YET,
    DeviationType.BUYER_AHEAD,
    DeviationType.WRONG_ROLE,
    DeviationType.STALLED,
)
"""All else a deal may still do later on: told there, the last deals would seem to do less of it."""


@dataclass(frozen=True, eq=False)
class Observed:
    """What deals say of a metric: `case` (int32), its `value` (float64), and the `time` (int64) at which it says it.

    Values are 0 or 1 where `is_share`. `falls` says whether less is better. `why_none` says why no deal tells.
    """

    words: str
    case: NDArray[np.int32]
    time: NDArray[np.int64]
    value: NDArray[np.float64]
    is_share: bool
    falls: bool
    why_none: str = ""

    def among(self, mask: NDArray[np.bool_]) -> Observed:
        """What the deals in `mask` (one flag a case) say."""
        keep = mask[self.case]
        return replace(self, case=self.case[keep], time=self.time[keep], value=self.value[keep])


def observed(analysis: Analysis, metric: str) -> Observed:
    """What the deals of an analysis say of a metric.

    `win_rate`, `cycle_days`, `fitness`, or a deviation: `skip.Discovery`, or as the allow-list writes it (`skip
    Discovery`). A deviation is told at the time when it could no longer be avoided, which for what a deal may still do
    later on is its end; the win rate at the creation of deals old enough to be won.
    """
    if metric in _OF_DEALS:
        return _OF_DEALS[metric](analysis)
    found = analysis.conformance
    key = deviation_named(metric)
    if found is None or key is None:
        known = ", ".join([*_OF_DEALS, "skip.Discovery"])
        why = (
            tr("there is no documented process")
            if found is None
            else tr("it is none of {known}", known=known)
        )
        return _nothing(
            metric or tr("no metric"), tr("Nothing can be said of “{metric}”: {why}.", metric=metric, why=why)
        )
    words = said_words(key)
    deviation = found.deviation(key)
    if deviation is None:
        return _never(found, key, words)
    return _of_deviation(found, deviation, words)


def deviation_named(metric: str) -> DeviationKey | None:
    """The deviation that a metric names, None where it names none."""
    verb, dot, stage = metric.partition(".")
    for text in (f"{verb} {stage}" if dot else metric, f"{stage} {verb}", metric):
        try:
            return parse_deviation(text, "")
        except UserError:
            continue
    return None


def _of_deviation(found: Conformance, deviation: Deviation, words: str) -> Observed:
    cases = deviation.eligible
    time = _told_at(found, deviation.key)[cases]
    shown = np.zeros(found.log.n_cases, dtype=bool)
    shown[deviation.cases] = True
    known = time != NO_TIME
    return Observed(words, cases[known], time[known], shown[cases][known].astype(np.float64), True, True)


def _never(found: Conformance, key: DeviationKey, words: str) -> Observed:
    """A deviation that no deal shows: none of those that got past the stage (a skip), or came to it."""
    if key.stage not in found.stages:
        return _nothing(words, tr("The process has no stage {stage}.", stage=key.stage))
    time, gates = _told_at(found, key), gate_times(found)
    known = time != NO_TIME
    if key.type is not DeviationType.SKIPPED:
        known &= gates.times(gates.came(key.stage)) != NO_TIME
    return Observed(words, _cases(known), time[known], np.zeros(int(known.sum())), True, True)


def _told_at(found: Conformance, key: DeviationKey) -> NDArray[np.int64]:
    """When each deal got past the stage (a skip), came to it or ended, `NO_TIME` for never."""
    gates = gate_times(found)
    if key.type not in _SAID_AT_THE_STAGE or key.stage not in gates.rank:
        return ended(found.log)
    if key.type is DeviationType.SKIPPED:
        return gates.times(gates.reached(gates.rank[key.stage] + 1, frozenset({"Lost"})))
    return gates.times(gates.came(key.stage))


def win_rate_within(analysis: Analysis, horizon: int) -> Observed:
    """The share of deals that are won within so many microseconds of their creation, of those that are as old."""
    cases, end = analysis.log.cases, _end(analysis)
    won = _won(analysis)
    if not won.any():
        return _nothing(
            tr("the win rate"), tr("Nothing can be said of the win rate: no deal is known to be won.")
        )
    old = (cases.created != NO_TIME) & (cases.created <= end - horizon)
    value = won & (cases.closed - np.where(won, cases.created, cases.closed) <= horizon)
    return Observed(
        tr("the win rate"), _cases(old), cases.created[old], value[old].astype(np.float64), True, False
    )


def win_horizon(analysis: Analysis) -> int:
    """Within how many microseconds nine of ten won deals were won, 0 where none is known to be."""
    cases, won = analysis.log.cases, _won(analysis)
    return int(np.quantile((cases.closed - cases.created)[won], MATURE)) if won.any() else 0


def _win_rate(analysis: Analysis) -> Observed:
    return win_rate_within(analysis, win_horizon(analysis))


def _won(analysis: Analysis) -> NDArray[np.bool_]:
    cases = analysis.log.cases
    won = (cases.outcome == Outcome.WON) & (cases.created != NO_TIME) & (cases.closed != NO_TIME)
    return np.asarray(won, dtype=np.bool_)


def _cycle_days(analysis: Analysis) -> Observed:
    cases, log = analysis.log.cases, analysis.log
    won = _won(analysis)
    days = (log.elapsed_of(cases.closed[won]) - log.elapsed_of(cases.created[won])) / log.day
    why = "" if won.any() else tr("Nothing can be said of the time to close: no deal is known to be won.")
    return Observed(
        tr("days to close"), _cases(won), cases.closed[won], days.astype(np.float64), False, True, why
    )


def _fitness(analysis: Analysis) -> Observed:
    found = analysis.conformance
    if found is None:
        return _nothing(
            tr("the fitness"), tr("Nothing can be said of the fitness: there is no documented process.")
        )
    log = found.log
    judged = (np.diff(log.case_start) > 0) & found.alignments.finished[found.alignment_of_case]
    worst = np.maximum(found.worst_cost, 1)
    value = 1.0 - found.counted_cost / worst
    last = log.timestamp[np.maximum(log.case_start[1:] - 1, 0)]
    return Observed(tr("the fitness"), _cases(judged), last[judged], value[judged], False, False)


def _end(analysis: Analysis) -> int:
    """The last moment that the log knows."""
    return int(analysis.log.timestamp.max(initial=0))


def _nothing(words: str, why: str) -> Observed:
    empty = np.zeros(0)
    return Observed(words, empty.astype(np.int32), empty.astype(np.int64), empty, True, True, why)


def _cases(flags: NDArray[np.bool_]) -> NDArray[np.int32]:
    return np.flatnonzero(flags).astype(np.int32)


_OF_DEALS = {"win_rate": _win_rate, "cycle_days": _cycle_days, "fitness": _fitness}

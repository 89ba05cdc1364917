"""Since when deals are worked differently: the changes of a log, when they came, what changed, and of what kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mining.drift.deal_mix import mix_rows
from mining.drift.deviation_gates import deviation_gates
from mining.drift.gates import LEAST_SHARE, stage_gates
from mining.drift.gradual import span
from mining.drift.path_features import path_features
from mining.drift.rows import Rows, told_apart
from mining.drift.segments import Found, changes
from mining.drift.series import SEED, around
from mining.drift.strata import explained
from mining.drift.telling import Moved, features_changed
from mining.drift.unsaid import unsaid
from models.analysis import Analysis
from models.case_table import Outcome
from models.conformance import Conformance
from models.deviation import DeviationType
from models.drift import DriftChange, DriftFeature, DriftKind, DriftOrder, DriftResult
from models.event_log import EventKind, EventLog, Times
from models.progress import Report
from models.project import ProcessModel

_PATHS_LAST = 0.09
"""Whole paths have many features, and cases that begin together share their luck: a change of them lasts longer."""

_ALL_BUT = 0.95
"""The rank correlation from which the cases of a log stand all but in order of time."""

_BY_ITSELF = 15.0
"""The likelihood ratio from which a feature of the process counts for itself beside a change of the mix."""


def find_drift(
    source: Analysis | EventLog,
    process: ProcessModel | None,
    mask: NDArray[np.bool_] | None,
    report: Report,
    order: DriftOrder | None = None,
) -> DriftResult:
    """The changes among the deals in `mask` (one flag a case; None: all), in order of time.

    `source` is an analysis, or a log (only its stage events are looked at), which is then checked against the `process`
    where there is one. The `order` of deals is by gate where the log says how deals end: each feature is judged at
    the moment when it is settled. Else whole paths are compared, in order of their first events; `FILE` takes them as
    they stand in the log, which is the usual order of a log that is all but in order of time: whoever wrote it meant
    its cases to be read so. The same log gives the same result every time.
    """
    log, found = _looked_at(source, process, report)
    chosen = np.diff(log.case_start) > 0
    if mask is not None:
        chosen &= mask
    if order is None:
        order = _usual_order(log, chosen)
    series = _by_gate(log, found, chosen) if order is DriftOrder.GATE else _by_path(log, chosen, order)
    dice = np.random.default_rng(SEED)
    told = [
        _told(log, series, one, dice) for one in changes(series.parts, dice, report, steady=series.by_time)
    ]
    return DriftResult(tuple(told), series.order, unsaid(log, found, series.parts, chosen, order), order)


def _usual_order(log: EventLog, chosen: NDArray[np.bool_]) -> DriftOrder:
    if (log.cases.outcome[chosen] != Outcome.UNKNOWN).any():
        return DriftOrder.GATE
    first = log.timestamp[log.case_start[:-1][chosen]]
    if len(first) < 2 or (first[1:] >= first[:-1]).all():
        return DriftOrder.FIRST_EVENT
    rank = np.argsort(np.argsort(first, kind="stable"), kind="stable")
    alike = float(
        np.corrcoef(rank, np.arange(len(rank)))[0, 1]
    )  # Spearman's: the place in the log is a rank already
    return DriftOrder.FILE if alike >= _ALL_BUT else DriftOrder.FIRST_EVENT


@dataclass(frozen=True, eq=False)
class _Series:
    """What is searched: `at` is the place on the axis of every case of `order`, `times` the moments (microseconds)."""

    parts: tuple[Rows, ...]
    order: NDArray[np.int32]
    at: NDArray[np.int64]
    times: Times
    by_time: bool

    def moments(self, low: int, high: int) -> tuple[int, int]:
        return (low, high) if self.by_time else around(self.times, low, high)


def _looked_at(
    source: Analysis | EventLog, process: ProcessModel | None, report: Report
) -> tuple[EventLog, Conformance | None]:
    if isinstance(source, Analysis):
        return source.log, source.conformance
    if process is None:
        return source.of_kind(EventKind.STAGE), None
    from mining.analysis import analyse

    analysis = analyse(source, process, report)
    return analysis.log, analysis.conformance


def _by_path(log: EventLog, chosen: NDArray[np.bool_], order: DriftOrder) -> _Series:
    """Whole paths of cases, in order of their first events (ties: as they stand in the log), or as in the log."""
    cases = np.flatnonzero(chosen)
    times = log.timestamp[log.case_start[:-1][cases]]
    if order is DriftOrder.FIRST_EVENT:
        sorted_by_time = np.argsort(times, kind="stable")
        cases, times = cases[sorted_by_time], times[sorted_by_time]
    at = np.arange(len(cases), dtype=np.int64)
    number = cases.astype(np.int32)
    if order is DriftOrder.FIRST_EVENT and len(times) and times[0] == times[-1]:
        return _Series((), number, at, times, False)  # without times there is no before and after
    features, flags = path_features(log, cases, LEAST_SHARE)
    return _Series(
        (told_apart(Rows(features, flags, at, number, _PATHS_LAST), LEAST_SHARE),), number, at, times, False
    )


def _by_gate(log: EventLog, found: Conformance | None, chosen: NDArray[np.bool_]) -> _Series:
    """Each feature at the time when it is settled; cases in order of the last moment at which they are judged."""
    parts = list(stage_gates(log, chosen, _bulk(log, found)))
    parts += deviation_gates(found, chosen) if found is not None else ()
    parts += mix_rows(log, chosen)
    cases = np.flatnonzero(chosen)
    last = log.timestamp[log.case_start[1:][cases] - 1]
    order = np.argsort(last, kind="stable")
    return _Series(tuple(parts), cases[order].astype(np.int32), last[order], last[order], True)


def _bulk(log: EventLog, found: Conformance | None) -> NDArray[np.bool_]:
    """The cases with stages that were entered in bulk: their times mean nothing."""
    flags = np.zeros(log.n_cases, dtype=bool)
    for deviation in found.shown if found is not None else ():
        if deviation.key.type is DeviationType.ENTERED_IN_BULK:
            flags[deviation.cases] = True
    return flags


def _told(log: EventLog, series: _Series, found: Found, dice: np.random.Generator) -> DriftChange:
    at, low, high = span(found.scores, found.at, dice)
    begins, ends = series.moments(low, high)
    kind, features = _kind(log, found, features_changed(series.parts, found))
    index = int(np.searchsorted(series.at, at))
    return DriftChange(index, begins, ends, features, kind, found.p)


def _kind(log: EventLog, found: Found, moved: Sequence[Moved]) -> tuple[DriftKind, tuple[DriftFeature, ...]]:
    """Process where a feature of it changed among deals of the same kind, too; that one then comes first.

    Else the mix, with the kind of deal that explains the change.
    """
    of_process = [one for one in moved if not one.feature.is_mix]
    strong = [one for one in of_process if one.ratio >= _BY_ITSELF] or of_process[:1]
    told = [one.told for one in moved]
    causes: list[DriftFeature] = []
    for one in strong:
        first, middle, last = one.rows.sides(found.begin, found.at, found.end)
        column = one.rows.features.index(one.feature)
        is_after = np.arange(first, last) >= middle
        why = explained(log, one.rows.case[first:last], one.rows.has[first:last, column], is_after)
        if why is None or not why.is_mix:
            return DriftKind.PROCESS, (one.told, *(other for other in told if other is not one.told))
        causes.append(replace(one.told, name=why.field, words=why.words, before=why.before, after=why.after))
    known = {one.words for one in told}
    return DriftKind.MIX, (*told, *(cause for cause in causes[:1] if cause.words not in known))

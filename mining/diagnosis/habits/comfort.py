"""Signs that somebody does what is comfortable: easy stages, mail instead of talk, deals outside the sweet spot."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import NDArray

from mining.intervals import newcombe, wilson
from mining.kpis.fit import fits
from mining.number_format import days, number, percent, percent_range, points
from models.analysis import Analysis
from models.categorical import MISSING
from models.deviation import DeviationKey, DeviationType
from models.event_log import EventKind, EventLog
from models.sales_process import SalesProcess
from resources.translation import tr

Flags = NDArray[np.bool_]

NEEDED = 2
"""So many signs at least make a habit one of comfort."""
FEWEST_EVENTS = 30
"""Shares of fewer events or stage visits are no sign."""
FEWEST_PEERS = 5
_MORE = 0.05
"""A share is above that of the peers from five points on, chance allowed for."""
_LONGER = 1.25
"""A stay is longer from a quarter on."""
_MAIL = ("mail",)
_HIGH, _LOW = "high", "low"


@dataclass(frozen=True, eq=False)
class Traces:
    """What is known of how people work: one entry an activity, and one a finished visit of a low-effort stage.

    `who` and `visitor` are owners of the deals (codes), `mailed` and `outside` flag activities by e-mail and on deals
    outside the sweet spot; `outside` is None without one. `stayed` is in days.
    """

    who: NDArray[np.int32]
    mailed: Flags
    outside: Flags | None
    visitor: NDArray[np.int32]
    stayed: NDArray[np.float64]
    high_effort: frozenset[str]
    day_hours: float | None


def traces_of(analysis: Analysis, prepared: EventLog, process: SalesProcess, mask: Flags) -> Traces:
    """Of the deals in `mask` (one flag a case)."""
    log = analysis.log
    owner = log.cases.owner.codes
    case = prepared.case_of_event
    used = (prepared.kind == EventKind.ACTIVITY) & mask[case] & (owner[case] != MISSING)
    by_mail = np.array(
        [any(word in label.casefold() for word in _MAIL) for label in prepared.activity.labels] + [False]
    )
    fit = fits(prepared, process.strategy.sweet_spot) if process.strategy.sweet_spot is not None else None
    low = {stage.name for stage in process.stages if stage.effort.casefold() == _LOW}
    visitor, stayed = _visits(log, low, mask)
    return Traces(
        who=owner[case[used]],
        mailed=by_mail[prepared.activity.codes[used]],
        outside=None if fit is None else fit[case[used]] == 0,
        visitor=visitor,
        stayed=stayed,
        high_effort=frozenset(stage.name for stage in process.stages if stage.effort.casefold() == _HIGH),
        day_hours=log.day_hours,
    )


def _visits(log: EventLog, stages: set[str], mask: Flags) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Who had every finished visit of these stages, and how long it took."""
    wanted = log.activity.is_any_of(stages)[:-1] if log.n_events else np.zeros(0, dtype=bool)
    case = log.case_of_event
    at = (
        np.flatnonzero(wanted & (case[1:] == case[:-1]) & mask[case[:-1]])
        if log.n_events
        else np.zeros(0, np.int64)
    )
    owner = log.cases.owner.codes[case[at]]
    known = owner != MISSING
    at = at[known]
    return owner[known], (log.elapsed[at + 1] - log.elapsed[at]) / log.day


def signs_of_comfort(key: DeviationKey, rep: int, peers: Flags, traces: Traces) -> list[str]:
    """A sentence a sign that holds for a rep (a code of owners) against `peers` (one flag an owner)."""
    said = []
    if key.type is DeviationType.SKIPPED and key.stage in traces.high_effort:
        said.append(tr("what is left out, {stage}, is a stage of high effort.", stage=key.stage))
    mail = _share_above(tr("of the activities are e-mails"), traces.who, traces.mailed, rep, peers)
    outside = (
        None
        if traces.outside is None
        else _share_above(
            tr("of the activities are on deals outside the sweet spot"),
            traces.who,
            traces.outside,
            rep,
            peers,
        )
    )
    return [*said, *(one for one in (mail, outside, _stays_longer(rep, peers, traces)) if one is not None)]


def _share_above(what: str, who: NDArray[np.int32], flags: Flags, rep: int, peers: Flags) -> str | None:
    """Whether the share is above that of the peers: by five points, with its interval, above nine of ten of them."""
    n = np.bincount(who, minlength=len(peers))
    hits = np.bincount(who[flags], minlength=len(peers))
    counted = peers & (n >= FEWEST_EVENTS)
    counted[rep] = False
    if n[rep] < FEWEST_EVENTS or counted.sum() < FEWEST_PEERS:
        return None
    mine, theirs = hits[rep] / n[rep], hits[counted] / n[counted]
    low, _ = newcombe(int(hits[rep]), int(n[rep]), int(hits[counted].sum()), int(n[counted].sum()))
    if low <= 0 or mine - np.median(theirs) < _MORE or mine <= np.quantile(theirs, 0.9):
        return None
    interval = wilson(int(hits[rep]), int(n[rep]))
    assert interval is not None
    return tr(
        "{share} {what} ({n} of them, 95\u00a0% interval {interval}), {points} more than with the "
        "middle one of the others.",
        share=percent(float(mine)),
        what=what,
        n=number(n[rep]),
        interval=percent_range(*interval),
        points=points(float(mine - np.median(theirs))),
    )


def _stays_longer(rep: int, peers: Flags, traces: Traces) -> str | None:
    """Whether stages of low effort take longer than with the peers, by a quarter and above all but few of them."""
    medians = _medians(traces, peers)
    mine = medians[rep]
    theirs = medians[peers & (np.arange(len(peers)) != rep)]
    theirs = theirs[~np.isnan(theirs)]
    if isnan(mine) or len(theirs) < FEWEST_PEERS:
        return None
    usual = float(np.median(theirs))
    if mine < _LONGER * usual or mine <= np.quantile(theirs, 0.9):
        return None
    return tr(
        "stages of low effort take {days} (median), with the middle one of the others {days_2}.",
        days=days(float(mine), traces.day_hours),
        days_2=days(usual, traces.day_hours),
    )


def _medians(traces: Traces, peers: Flags) -> NDArray[np.float64]:
    found = np.full(len(peers), np.nan)
    order = np.argsort(traces.visitor, kind="stable")
    bounds = np.searchsorted(traces.visitor[order], np.arange(len(peers) + 1))
    for owner in range(len(peers)):
        own = traces.stayed[order[bounds[owner] : bounds[owner + 1]]]
        if len(own) >= FEWEST_EVENTS:
            found[owner] = np.median(own)
    return found

"""Execution against strategy: fit, qualification, preparation, effort on deals that fail their exits, and fitness."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from mining.deals.days import created
from mining.journey.steps import LATER
from mining.kpis.figure import Figure, first_of_deal, shares, unknown
from mining.kpis.fit import fits
from mining.kpis.periods import ended, settled_from
from mining.kpis.touches import touches
from models.analysis import Analysis
from models.buyer_check import BuyerCheck
from models.case_table import NO_TIME, Outcome
from models.conformance import Conformance, Status
from models.event_log import EventLog
from models.kpi_series import KpiUnit
from models.strategy import SweetSpot
from resources.translation import tr

NO_SPOT = tr(
    "The process has no sweet spot: write whom you want to sell to in its file, such as "
    "`sweet_spot: {industry: [SaaS], employees: [50, 1000], min_score: 0.6}`."
)
_NO_FIELD = tr("No deal of this log has a value of any field that the sweet spot names.")
_NO_ACTIVITIES = tr("The log holds no activities: import calls, e-mails and meetings along with the deals.")
_NO_EXITS = tr("No stage of the process asks for evidence that this log can show: add `exit:` to its stages.")
_NO_MEETING = tr("The log holds no meetings.")
_NO_NOTES = tr(
    "The log holds no notes, research or plans at all, so that a meeting without them says nothing."
)

Flags = NDArray[np.bool_]


def execution_figures(
    log: EventLog, analysis: Analysis, sweet_spot: SweetSpot | None, mask: Flags
) -> Iterator[Figure]:
    """The figures over the deals in `mask`; `log` is the prepared one with events of all kinds."""
    yield from _fit_figures(log, sweet_spot, mask)
    yield _unqualified(log, analysis.buyer, mask)
    yield _failing_effort(log, analysis.buyer, mask)
    yield _unprepared(log, mask)
    if analysis.conformance is not None:
        yield _fitness(analysis.conformance, mask)


def _fit_figures(log: EventLog, spot: SweetSpot | None, mask: Flags) -> Iterator[Figure]:
    deals = "outside", tr("Deals outside the sweet spot"), KpiUnit.SHARE
    effort = "outside_effort", tr("Effort outside the sweet spot"), KpiUnit.SHARE
    deal_words = tr("Of the deals created in the period whose fit is known, those below the least score.")
    effort_words = tr(
        "Of what sellers did in the period on deals whose fit is known, the part on deals below that score."
    )
    fit = fits(log, spot)
    why = NO_SPOT if spot is None else "" if (fit >= 0).any() else _NO_FIELD
    if why:
        yield unknown(*deals, deal_words, why)
        yield unknown(*effort, effort_words, why)
        return
    begin = created(log)
    known = np.flatnonzero(mask & (fit >= 0) & (begin != NO_TIME))
    yield shares(*deals, deal_words, known, begin[known], fit[known] == 0)
    done = touches(log)
    told = np.flatnonzero(done.effort & mask[done.case] & (fit[done.case] >= 0))
    if not done.effort.any():
        yield unknown(*effort, effort_words, _NO_ACTIVITIES)
    else:
        case, time = done.case[told], done.time[told]
        yield shares(
            *effort, effort_words, case, time, fit[case] == 0,
            scored=first_of_deal(case, time), known_from=settled_from(log),
        )  # fmt: skip


def _unqualified(log: EventLog, check: BuyerCheck | None, mask: Flags) -> Figure:
    """The first stage with evidence that the log can show is where a deal is qualified."""
    what = "unqualified", tr("Qualified without evidence"), KpiUnit.SHARE
    words = tr("Of the deals that left {} in the period, those without the evidence that it is left with.")
    exits = _exits(log, check)
    stages = [name for name in (check.stages if check is not None else ()) if name in exits]
    if not stages:
        return unknown(*what, words.format(tr("their first stage")), _NO_EXITS)
    left, ready = exits[stages[0]]
    cases = np.flatnonzero(mask & (left != NO_TIME))
    return shares(*what, words.format(stages[0]), cases, left[cases], ready[cases] > left[cases])


def _failing_effort(log: EventLog, check: BuyerCheck | None, mask: Flags) -> Figure:
    what = "failing_effort", tr("Effort on deals that fail their exits"), KpiUnit.SHARE
    words = tr(
        "Of what sellers did in the period, the share on deals that had left a stage without its "
        "evidence and did not have it yet."
    )
    exits, done = _exits(log, check), touches(log)
    if not exits or not done.effort.any():
        return unknown(*what, words, _NO_ACTIVITIES if exits else _NO_EXITS)
    told = np.flatnonzero(done.effort & mask[done.case])
    case, time = done.case[told], done.time[told]
    fails, has_left = np.zeros(len(told), dtype=bool), np.zeros(len(told), dtype=bool)
    for left, ready in exits.values():
        gone = (left[case] != NO_TIME) & (time >= left[case])
        has_left |= gone
        fails |= gone & (time < ready[case])
    scored = first_of_deal(case, time, has_left)
    return shares(*what, words, case, time, fails, scored=scored, known_from=settled_from(log))


def _exits(log: EventLog, check: BuyerCheck | None) -> dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """By stage with evidence: when each deal left it, `NO_TIME` for never, and when all of it was there, or `LATER`."""
    found = {}
    for name, asked in (check.asked if check is not None else {}).items():
        assert check is not None
        seen = [one for signal in asked if (one := check.signal(signal)) is not None and len(one)]
        if seen and name in check.stages and name in check.left:
            times = [one.first(log.n_cases) for one in seen]
            ready = np.maximum.reduce([np.where(one == NO_TIME, LATER, one) for one in times])
            found[name] = check.left[name], ready
    return found


def _unprepared(log: EventLog, mask: Flags) -> Figure:
    what = "unprepared", tr("First meeting without preparation"), KpiUnit.SHARE
    words = tr(
        "Of the deals whose first meeting was in the period, those without a note, research or a "
        "plan before it."
    )
    done = touches(log)
    if not done.meeting.any() or not done.preparation.any():
        return unknown(*what, words, _NO_NOTES if done.meeting.any() else _NO_MEETING)
    first = _first(done.case[done.meeting], done.time[done.meeting], log.n_cases)
    prepared = _first(done.case[done.preparation], done.time[done.preparation], log.n_cases)
    cases = np.flatnonzero(mask & (first != NO_TIME))
    lacking = (prepared[cases] == NO_TIME) | (prepared[cases] >= first[cases])
    return shares(*what, words, cases, first[cases], lacking)


def _first(case: NDArray[np.int32], time: NDArray[np.int64], n_cases: int) -> NDArray[np.int64]:
    found = np.full(n_cases, NO_TIME, dtype=np.int64)
    found[case[::-1]] = time[::-1]  # in order of time: what is written last stays
    return found


def _fitness(found: Conformance, mask: Flags) -> Figure:
    """1 - cost / worst cost over the deals that ended in the period: `mining.conformance.measures.log_fitness`."""
    end = ended(found.log)
    judged = mask & (found.status != Status.UNCHECKED) & (found.worst_cost > 0) & (end != NO_TIME)
    cases = np.flatnonzero(judged & (found.log.cases.outcome != Outcome.OPEN))
    worst = found.worst_cost[cases].astype(np.float64)
    return shares(
        "fitness", tr("Fitness"), KpiUnit.SHARE,
        tr("How well the deals that ended in the period follow the documented process."),
        cases, end[cases], worst - found.counted_cost[cases], worst, known_from=settled_from(found.log),
    )  # fmt: skip

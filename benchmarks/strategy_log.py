"""The simulated sales log with all that a diagnosis looks at: fit, roles, a strategy, hand-overs, and leads."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.buyer_log import buyer_log, with_buyer
from mining.process.yaml_format import parse_yaml
from models.case_table import DAY, NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventKind, EventLog, Times
from models.leads import DEAL
from models.project import Project
from models.sales_process import SalesProcess

_AGREED = """
process: {name: Nine stages and what was agreed}
roles: {AE: Account executive, SE: Solutions, MKT: Marketing, SDR: Sales development}
flow:
  - {stage: Lead, effort: low, sla: 5d}
  - {stage: Qualified, effort: low, sla: 10bd}
  - {stage: Discovery, owner: AE, effort: high}
  - {stage: Demo, owner: [AE, SE], effort: high, sla: 8bd}
  - {stage: Proposal, owner: AE, effort: medium, sla: 10d}
  - {stage: Negotiation, effort: medium}
  - {stage: Contract sent, effort: low, sla: 12bd}
handoffs:
  - {id: H1, from: MKT, to: SDR, start: Marketing Qualified, done: [Accepted, Rejected], within: 1bd,
     accept_target: 0.6}
  - {id: H2, from: SDR, to: AE, start: Qualified, done: [Discovery], within: 3bd}
  - {id: H3, from: AE, to: SE, start: asked, done: [proposed], within: 2bd}
sweet_spot: {industry: [Machinery, Retail], employees: [50, 5000], min_score: 1}
targets: {win_rate: 0.35, cycle_days: 40, amount: 100000}
baseline: {from: 2023-04-01, to: 2023-09-30}
stakeholders:
  - {who: VP Sales, function: Sales, cadence: weekly}
changes:
  - {id: C1, date: 2024-03-01, what: Checklist, expect: {metric: skip.Discovery, from: 0.09, to: 0.03, by: 2024-06-30}}
  - {id: C2, date: 2025-02-01, what: More trade shows}
"""
_SEGMENTS, _SOURCES = ("Enterprise", "Mid-market", "SMB"), ("Web", "Webinar", "Trade Show", "Partner")
_INDUSTRIES = ("Machinery", "Retail", "Energy", "Media", "Insurance")
_LEAD_STEPS = ("Open", "Call", "Marketing Qualified", "Accepted", "Rejected")
_OPEN, _CALL, _HANDED, _ACCEPTED, _REJECTED = range(len(_LEAD_STEPS))


def agreed_project(deals: int) -> Project:
    """So many deals, half as many leads, the process of nine stages with its journey and all that was agreed beside."""
    log = _with_fields(buyer_log(deals))
    people = log.cases.owner.labels
    areas = {person: "SE" if at % 4 == 0 else "AE" for at, person in enumerate(people)}
    return Project("Sales with a strategy", log, process=agreed_process(), leads=_leads(log), areas=areas)


def agreed_process() -> SalesProcess:
    """The process of nine stages with a journey, owners, longest times, hand-overs and a strategy."""
    buyer, agreed = with_buyer(), parse_yaml(_AGREED, "the benchmark")
    told = {stage.name: stage for stage in agreed.stages}
    flow = tuple(
        replace(s, owners=told[s.name].owners, allowed=told[s.name].allowed, effort=told[s.name].effort)
        for s in buyer.stages
    )
    return replace(agreed, flow=flow, ends=buyer.ends, journey=buyer.journey, signals=buyer.signals)


def _with_fields(log: EventLog) -> EventLog:
    """The deals with segment, source, industry, employees, currency and the day they closed."""
    n, dice, cases = log.n_cases, np.random.default_rng(2), log.cases
    is_over = cases.outcome != Outcome.OPEN
    employees = [str(number) for number in (10, 60, 200, 900, 4000, 20_000)]
    fields = replace(
        cases,
        segment=_any_of(dice, _SEGMENTS, n),
        source=_any_of(dice, _SOURCES, n),
        currency=Categorical(np.zeros(n, dtype=np.int32), ("EUR",)),
        closed=np.where(is_over, _last(log), NO_TIME),
        extra={"Industry": _any_of(dice, _INDUSTRIES, n), "Employees": _any_of(dice, employees, n)},
    )
    return replace(log, cases=fields)


def _last(log: EventLog) -> Times:
    return log.timestamp[log.case_start[1:] - 1]


def _any_of(dice: np.random.Generator, labels: tuple[str, ...] | list[str], n: int) -> Categorical:
    return Categorical(dice.integers(0, len(labels), n).astype(np.int32), tuple(labels))


def _leads(deals: EventLog) -> EventLog:
    """Half as many leads: each handed over, most touched and answered, every accepted one a deal."""
    n, dice = deals.n_cases // 2, np.random.default_rng(3)
    begins = deals.timestamp[deals.case_start[: 2 * n : 2]]
    is_silent, is_accepted = dice.random(n) < 0.1, dice.random(n) < 0.6
    answer = np.where(is_accepted, _ACCEPTED, _REJECTED)
    what = np.stack([np.full(n, _OPEN), np.full(n, _HANDED), np.full(n, _CALL), answer], axis=1)
    days = dice.exponential((0.1, 1.0, 0.4, 0.4), (n, 4)).cumsum(axis=1)
    time = begins[:, None] - ((days[:, -1:] - days) * DAY).astype(np.int64)
    keep = ~is_silent[:, None] | (np.arange(4) < 2)
    people = deals.cases.owner
    who = np.repeat(dice.integers(0, len(people.labels), n), keep.sum(axis=1)).astype(np.int32)
    code = what[keep].astype(np.int32)
    became = is_accepted & ~is_silent
    codes = np.where(became, np.arange(0, 2 * n, 2), MISSING).astype(np.int32)
    cases = CaseTable.bare(
        tuple(f"L{number:08d}" for number in range(n)),
        owner=_any_of(dice, people.labels, n),
        team=_any_of(dice, deals.cases.team.labels, n),
        source=_any_of(dice, _SOURCES, n),
        outcome=np.select(
            [became, ~is_accepted & ~is_silent], [Outcome.WON, Outcome.LOST], Outcome.OPEN
        ).astype(np.int8),
        created=time[:, 0].copy(),
        closed=np.where(is_silent, NO_TIME, time[:, -1]),
        extra={DEAL: Categorical(codes, deals.cases.ids)},
    )
    return EventLog(
        activity=Categorical(code, _LEAD_STEPS),
        timestamp=time[keep],
        resource=Categorical(who, people.labels),
        kind=np.where(code == _CALL, EventKind.ACTIVITY, EventKind.LEAD).astype(np.int8),
        case_start=np.concatenate(([0], np.cumsum(keep.sum(axis=1)))).astype(np.int64),
        cases=cases,
    )

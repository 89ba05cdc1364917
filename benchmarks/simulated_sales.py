"""Simulated sales logs whose truth is known: who leaves out a stage, and whether the strategy can be met at all.

Twenty-four reps in four teams. Segment and size of a deal drive both leaving out and winning, and every team and rep
has a mix of its own; some reps log less; better reps may leave out more; deals that are not over are open. Planted is
at most one thing: everybody, a team or a rep leaves out Demo, nobody reaches the target, or only the best do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mining.process.yaml_format import parse_yaml
from models.case_table import DAY, CaseTable, Outcome
from models.categorical import Categorical
from models.diagnosis import VerdictKind
from models.event_log import EventKind, EventLog
from models.sales_process import SalesProcess

STAGES = ("Qualify", "Discovery", "Demo", "Proposal", "Negotiation")
WON, LOST = "Closed Won", "Closed Lost"
STAGE, GATE = "Demo", "Proposal"
"""What is left out where something is planted, and the stage behind it: only deals that came to it are judged."""
TEAMS, REPS_OF_TEAM = 4, 6
REPS = TEAMS * REPS_OF_TEAM
SEGMENTS = ("Enterprise", "Mid-market", "SMB")
TRUTHS = (
    VerdictKind.EVERYBODY,
    VerdictKind.TEAM,
    VerdictKind.REP,
    VerdictKind.UNOBTAINABLE,
    VerdictKind.SKILL,
    VerdictKind.NO_CALL,
)
"""No call stands for the healthy process."""
_START = 1_704_067_200_000_000
"""The first of January 2024, in microseconds."""
_SKIP_BY_SEGMENT, _WIN_BY_SEGMENT = np.array([-0.8, 0.0, 0.7]), np.array([-0.5, 0.0, 0.4])
_LOG_AMOUNT = np.array([11.3, 10.2, 8.9])
_STAGE_DAYS = np.array([8.0, 10.0, 9.0, 12.0, 14.0])

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Simulated:
    """A log, the process with its target, and what was planted: `who` are the names of the team or the reps."""

    log: EventLog
    process: SalesProcess
    truth: VerdictKind
    who: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """What is beside what is planted; every one of these can be turned off.

    `better_skip` is how much more (in log odds) a rep leaves out who is one standard deviation better. `target` is in
    parts of the true win rate where a target is reached.
    """

    confounded: bool = True
    gaps: bool = True
    open_deals: bool = True
    lost_early: float = 0.25
    better_skip: float = 0.0
    skill_spread: float = 0.2
    target: float = 1.0


@dataclass(frozen=True, eq=False)
class _Plan:
    """How likely each rep (a row) leaves out the stage and wins, before the deal's own mix."""

    skip: Numbers
    win: Numbers
    effect: float
    target: float
    who: tuple[str, ...] = field(default=())


def simulate(truth: VerdictKind, deals: int, seed: int, world: World | None = None) -> Simulated:
    """A log in which every rep has `deals` deals past the gate; the same for the same seed."""
    random = np.random.default_rng((seed, deals, TRUTHS.index(truth)))
    world = world or any_world(random)
    plan = _plan(truth, random, world)
    columns = _deals(plan, deals, random, world)
    text = (
        "process: {name: Simulated}\nflow:\n"
        + "".join(f"  - {{stage: {stage}}}\n" for stage in STAGES)
        + f"end:\n  won: {{crm: [{WON}]}}\n  lost: {{crm: [{LOST}], from: any}}\n"
        + f"targets: {{win_rate: {plan.target:.4f}}}\n"
    )
    return Simulated(_log(columns, random, world), parse_yaml(text, "the simulation"), truth, plan.who)


def any_world(random: np.random.Generator) -> World:
    """Everything on, and how much of it by chance."""
    return World(
        lost_early=float(random.choice([0.0, 0.2, 0.35])),
        better_skip=float(random.choice([0.0, 0.3])),
        skill_spread=float(random.uniform(0.05, 0.25)),
    )


def rep_name(rep: int) -> str:
    """The name of a rep."""
    return f"Rep {rep + 1:02d}"


def team_name(team: int) -> str:
    """The name of a team."""
    return f"Team {team + 1}"


def _plan(truth: VerdictKind, random: np.random.Generator, world: World) -> _Plan:
    rate = random.uniform(0.22, 0.35)
    skill = random.normal(0, 1, REPS)
    skip = np.full(REPS, _logit(random.uniform(0.06, 0.15)))
    skip += random.normal(0, 0.2, REPS) + world.better_skip * skill
    win = _logit(rate) + world.skill_spread * skill
    effect, target, who = 0.0, rate * world.target, ()
    if truth is VerdictKind.EVERYBODY:
        skip = _logit(random.uniform(0.6, 0.8)) + random.normal(0, 0.4, REPS)
    elif truth is VerdictKind.TEAM:
        team = int(random.integers(TEAMS))
        skip[_of_team(team)] = _logit(random.uniform(0.5, 0.75)) + random.normal(0, 0.3, REPS_OF_TEAM)
        effect, who = -0.2, (team_name(team),)
    elif truth is VerdictKind.REP:
        reps = random.choice(REPS, 1)
        skip[reps] = _logit(random.uniform(0.55, 0.8))
        effect, who = -0.4, tuple(map(rep_name, reps.tolist()))
    elif truth is VerdictKind.UNOBTAINABLE:
        win = win - _logit(rate) + _logit(rate * random.uniform(0.5, 0.65))
    elif truth is VerdictKind.SKILL:
        best = random.choice(REPS, REPS // 4, replace=False)
        win = win - _logit(rate) + _logit(rate * random.uniform(0.35, 0.5))
        win[best] = _logit(rate * random.uniform(1.05, 1.25)) + world.skill_spread * skill[best] / 2
    return _Plan(skip, win, effect, target, who)


def _of_team(team: int) -> slice:
    return slice(team * REPS_OF_TEAM, (team + 1) * REPS_OF_TEAM)


@dataclass(frozen=True, eq=False)
class _Deals:
    """One entry a deal; `seen` has a column a stage (was its event written?), `at` its time and that of the end.

    `last` is the last stage reached, `ending` the outcome there, both as far as the log goes.
    """

    rep: Codes
    segment: Codes
    amount: Numbers
    seen: NDArray[np.bool_]
    at: Codes
    last: Codes
    ending: NDArray[np.int8]


def _deals(plan: _Plan, deals: int, random: np.random.Generator, world: World) -> _Deals:
    """More than are needed are drawn; every rep keeps those up to its last one past the gate that is needed."""
    n = round(deals * 3 / (1 - world.lost_early)) + 10
    rep = np.repeat(np.arange(REPS), n)
    segment = _segments(rep, n, random, world)
    size = random.normal(0, 1, len(rep))
    amount = np.exp(_LOG_AMOUNT[segment] + 0.6 * size).round(2)
    mixed = 1.0 if world.confounded else 0.0
    skips = random.random(len(rep)) < _share(
        plan.skip[rep] + mixed * (_SKIP_BY_SEGMENT[segment] - 0.3 * size)
    )
    odds = plan.win[rep] + mixed * (_WIN_BY_SEGMENT[segment] - 0.2 * size) + plan.effect * skips
    wins = random.random(len(rep)) < _at_mean(odds, _share(plan.win[rep]).mean() if mixed else None)
    early = ~wins & (random.random(len(rep)) < world.lost_early / (1 - _share(odds).mean()))
    gate = STAGES.index(GATE)
    last = np.where(wins, len(STAGES) - 1, np.where(early, random.integers(0, gate, len(rep)), 0))
    last = np.where(wins | early, last, random.integers(gate, len(STAGES), len(rep)))
    seen = np.arange(len(STAGES)) <= last[:, None]
    noise = random.random(seen.shape) < np.array([0.0, 0.03, 0.0, 0.02, 0.03])
    seen &= ~noise
    seen[:, STAGES.index(STAGE)] &= ~skips
    if world.gaps:
        forgetful = np.isin(rep, random.choice(REPS, REPS // 6, replace=False))
        lost = (random.random(seen.shape) < 0.1) & forgetful[:, None]
        lost[:, 0] = False
        seen &= ~lost
    return _until_now(rep, segment, amount, seen, wins, last, deals, random, world)


def _segments(rep: Codes, n: int, random: np.random.Generator, world: World) -> Codes:
    """Every team has a mix of segments, and every rep of it one near to it."""
    base = np.array([0.25, 0.35, 0.4])
    if not world.confounded:
        return random.choice(len(SEGMENTS), len(rep), p=base)
    of_team = random.dirichlet(base * 8, TEAMS)
    of_rep = [random.dirichlet(of_team[one // REPS_OF_TEAM] * 10 + 0.05) for one in range(REPS)]
    return np.concatenate([random.choice(len(SEGMENTS), n, p=shares) for shares in of_rep])


def _until_now(
    rep: Codes,
    segment: Codes,
    amount: Numbers,
    seen: NDArray[np.bool_],
    wins: NDArray[np.bool_],
    last: Codes,
    deals: int,
    random: np.random.Generator,
    world: World,
) -> _Deals:
    """Give everything its time, cut at the end of the log, and keep so many deals past the gate of every rep."""
    n = len(rep)
    period = int(random.choice([270, 365, 540])) * DAY
    created = random.integers(0, period, n)
    pace = np.where(wins, random.uniform(0.8, 1.3), random.uniform(0.6, 1.3))
    days = random.gamma(2.0, 0.5, (n, len(STAGES))) * _STAGE_DAYS * pace[:, None]
    leaves = np.cumsum(np.where(np.arange(len(STAGES)) <= last[:, None], days, 0.0), axis=1)
    enters = np.concatenate((np.zeros((n, 1)), leaves), axis=1)
    at = created[:, None] + (enters * DAY).astype(np.int64)
    now = period if world.open_deals else np.iinfo(np.int64).max
    reached = (at[:, :-1] <= now) & (np.arange(len(STAGES)) <= last[:, None])
    ended = at[:, -1] <= now
    outcome = np.where(ended, np.where(wins, Outcome.WON, Outcome.LOST), Outcome.OPEN).astype(np.int8)
    seen = seen & reached
    gate = STAGES.index(GATE)
    past = seen[:, gate:].any(axis=1) | (outcome == Outcome.WON)
    before = np.concatenate([np.cumsum(past[rep == one]) - past[rep == one] for one in range(REPS)])
    keep = (before < deals) & (at[:, 0] <= now)
    return _Deals(
        rep[keep], segment[keep], amount[keep], seen[keep], at[keep] + _START, last[keep], outcome[keep]
    )


def _log(deals: _Deals, random: np.random.Generator, world: World) -> EventLog:
    n, ends = len(deals.rep), len(STAGES)
    case, stage = np.nonzero(deals.seen)
    closed = np.flatnonzero(deals.ending != Outcome.OPEN)
    acts = random.random(len(case)) < np.where(world.gaps & (deals.rep[case] % 6 == 0), 0.5, 0.8)
    label = np.concatenate((stage, np.where(deals.ending[closed] == Outcome.WON, ends, ends + 1)))
    label = np.concatenate((label, np.full(int(acts.sum()), ends + 2)))
    times = np.concatenate(
        (deals.at[case, stage], deals.at[closed, ends], deals.at[case, stage][acts] + DAY // 24)
    )
    cases = np.concatenate((case, closed, case[acts]))
    kind = np.where(label == ends + 2, EventKind.ACTIVITY, EventKind.STAGE).astype(np.int8)
    order = np.lexsort((label == ends + 2, times, cases))
    names = tuple(map(rep_name, range(REPS)))
    rep = deals.rep.astype(np.int32)
    table = CaseTable.bare(
        tuple(f"D{number + 1:05d}" for number in range(n)),
        owner=Categorical(rep, names),
        team=Categorical(rep // np.int32(REPS_OF_TEAM), tuple(map(team_name, range(TEAMS)))),
        segment=Categorical(deals.segment.astype(np.int32), SEGMENTS),
        amount=deals.amount,
        outcome=deals.ending,
        created=deals.at[:, 0].copy(),
        closed=np.where(deals.ending == Outcome.OPEN, np.iinfo(np.int64).min, deals.at[:, ends]),
    )
    return EventLog(
        activity=Categorical(label[order].astype(np.int32), (*STAGES, WON, LOST, "Call")),
        timestamp=times[order],
        resource=Categorical(rep[cases[order]], names),
        kind=kind[order],
        case_start=np.searchsorted(cases[order], np.arange(n + 1)).astype(np.int64),
        cases=table,
    )


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _share(log_odds: Numbers) -> Numbers:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _at_mean(log_odds: Numbers, wanted: float | None) -> Numbers:
    """Probabilities of these log odds, moved so that their mean is as wanted: the mix alone changes no win rate."""
    low, high = -3.0, 3.0
    for _ in range(40 if wanted is not None else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if _share(log_odds + middle).mean() < (wanted or 0) else (low, middle)
    return _share(log_odds + (low + high) / 2)

"""What a deal does: its departures from the process are decided first, then its path, then its times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mining.demo.clock import DAY, PERIOD, moment
from mining.demo.company import ENGINEERS, Person, Team
from mining.demo.dice import Dice
from mining.demo.stages import (
    COMMITTEE,
    CONTRACT,
    CRM,
    DEMO,
    DISCOVERY,
    DOCUMENTED,
    ENDS,
    LOST,
    NEGOTIATION,
    PROPOSAL,
    QUALIFY,
    SECURITY,
    WON,
)
from mining.demo.story import (
    BULK_MONTH,
    BULK_TEAM,
    CHECKLIST_LASTS,
    CHECKLIST_SINCE,
    CHECKLIST_WORKS,
    COMMITTEE_RATE,
    COMMITTEE_SINCE,
    DISCOVERY_SKIPPERS,
    PREMATURE_RATE,
    RENEGOTIATION_RATE,
    RETURN_RATE,
    SECURITY_SKIP_RATE,
    SKIP_RATE,
    SLOW_STAGE,
    SLOW_TEAM,
    SLOWER,
    STRAIGHT_RATE,
    STRAIGHT_TO_PROPOSAL,
    SWAP_RATE,
    SWAPPING_TEAM,
    WIN_RATE,
    WIN_RATE_WITHOUT_DISCOVERY,
)

_LOST_AT = {
    QUALIFY: 24.0, DISCOVERY: 18.0, DEMO: 18.0, SECURITY: 6.0, PROPOSAL: 20.0, NEGOTIATION: 14.0, CONTRACT: 4.0,
}  # fmt: skip
_PACE = {"Enterprise": 1.6, "Mid-market": 1.1, "SMB": 0.6}
_SHORTEST = 75
"""Minutes of work that every stage takes at least."""


@dataclass(frozen=True)
class Visit:
    """A stage (documented name, `Won`, `Lost` or the CRM's label), when it was entered, and who entered it."""

    stage: str
    at: int
    by: Person


@dataclass(frozen=True)
class Plan:
    """What a deal is going to do: the stages it leaves out, and the other ways in which it departs."""

    left_out: frozenset[str]
    swaps: bool
    returns: bool
    renegotiates: bool
    closes_early: bool
    wins: bool


def plan_for(dice: Dice, rep: Person, team: Team) -> Plan:
    """Decide what a deal of this rep departs in; every call draws equally often."""
    straight = dice.chance(STRAIGHT_RATE) and rep.name == STRAIGHT_TO_PROPOSAL
    skips = dice.chance(SKIP_RATE) and rep.name in DISCOVERY_SKIPPERS
    swaps = dice.chance(SWAP_RATE) and team.name == SWAPPING_TEAM
    no_security = dice.chance(SECURITY_SKIP_RATE)
    returns, renegotiates = dice.chance(RETURN_RATE), dice.chance(RENEGOTIATION_RATE)
    early = dice.chance(PREMATURE_RATE)
    left_out = {DISCOVERY} if skips else set()
    if no_security:
        left_out.add(SECURITY)
    if straight:
        left_out |= {DISCOVERY, DEMO, SECURITY}
    rate = WIN_RATE_WITHOUT_DISCOVERY if DISCOVERY in left_out else WIN_RATE
    wins = dice.chance(rate)
    return Plan(
        left_out=frozenset(left_out),
        swaps=swaps,
        # with both, Demo and Proposal done too early would explain the deal as well: no single truth
        returns=returns and not swaps and DEMO not in left_out,
        renegotiates=renegotiates,
        closes_early=early and wins and DISCOVERY not in left_out,
        wins=wins,
    )


def by_checklist(dice: Dice, plan: Plan, start: int, team: Team) -> Plan | None:
    """The plan of a deal that would have left out Discovery, where the checklist kept it from that; else None."""
    since = moment(start, 0, team.utc_offset) - CHECKLIST_SINCE
    rate = CHECKLIST_WORKS * max(0.0, 1 - since / CHECKLIST_LASTS) if since >= 0 else 0.0
    works, wins = dice.chance(rate), dice.chance(WIN_RATE)
    if not works or DISCOVERY not in plan.left_out:
        return None
    return replace(plan, left_out=plan.left_out - {DISCOVERY, DEMO}, wins=wins)


def path_of(dice: Dice, plan: Plan) -> list[str]:
    """The stages a deal would visit if it did not stop at the end of the period, its end included."""
    if plan.closes_early:
        return [QUALIFY, DISCOVERY, WON]
    stages = [stage for stage in DOCUMENTED if stage not in plan.left_out]
    if plan.returns:
        after = stages.index(PROPOSAL) + 1
        stages[after:after] = [DEMO, PROPOSAL]
    if plan.renegotiates:
        after = stages.index(NEGOTIATION) + 1
        stages[after:after] = [PROPOSAL, NEGOTIATION]
    weights = {place: _lost_at(stages, place) for place in range(len(stages))}
    last = dice.weighted(weights)
    path = [*stages, WON] if plan.wins else [*stages[: last + 1], LOST]
    if plan.swaps and len(path) > 3:
        path[1], path[2] = path[2], path[1]
    return path


def _lost_at(stages: Sequence[str], place: int) -> float:
    """How likely it is lost there; what Security review loses, Demo loses where that stage is left out."""
    if _is_half_done(stages, place):
        return 0.0
    stage = stages[place]
    return _LOST_AT[stage] + (_LOST_AT[SECURITY] if stage == DEMO and SECURITY not in stages else 0.0)


def _is_half_done(path: Sequence[str], place: int) -> bool:
    """Whether the deal is there in the middle of a swap or a return: its history would not yet tell which.

    Right after both swapped stages it can be lost like any other, or swapping would seem to win deals.
    """
    swapped = list(path[1:3]) == [DEMO, DISCOVERY] and place == 1
    return swapped or (place > 0 and path[place] == DEMO and path[place - 1] == PROPOSAL)


def visits_of(
    dice: Dice,
    path: Sequence[str],
    start: int,
    rep: Person,
    team: Team,
    desk: Person,
    until: int = PERIOD,
    first: int = 0,
) -> list[Visit]:
    """The visits of a deal created at this minute of work, as far as the period shows them: `until` that minute.

    With `first` those from that place of the path on, which it came to at `start`.
    """
    visits: list[Visit] = []
    minute, committed = start, False
    for place, stage in enumerate(path[first:], first):
        if minute >= until:
            break
        by = ENGINEERS.get(team.name, rep) if stage == SECURITY else rep
        visits.append(Visit(stage, _moment(dice, minute, team), by))
        if stage in ENDS:
            break
        lost_next = path[place + 1] == LOST
        minute += dwell(dice, stage, rep, team, 1.7 if lost_next else 1.0)
        asks = dice.chance(COMMITTEE_RATE)
        if stage == PROPOSAL and path[place + 1] == NEGOTIATION and not committed:
            committed = True
            at = _moment(dice, minute, team)
            if asks and at >= COMMITTEE_SINCE and minute < until:
                visits.append(Visit(COMMITTEE, at, desk))
                minute += dwell(dice, COMMITTEE, rep, team, 1.0)
    shown = [visit.stage for visit in visits if visit.stage != COMMITTEE]
    while _is_half_done(path, first + len(shown) - 1):
        shown.pop()
        visits.pop()
    return visits


def _moment(dice: Dice, minute: int, team: Team) -> int:
    return moment(minute, dice.whole(0, 59), team.utc_offset)


def dwell(dice: Dice, stage: str, rep: Person, team: Team, factor: float) -> int:
    """Minutes of work that a deal of this rep stays in a stage."""
    slow = SLOWER if team.name == SLOW_TEAM and stage == SLOW_STAGE else 1.0
    days = CRM[stage].days * _PACE[team.segment] * rep.tempo * slow * factor
    return max(_SHORTEST, int(dice.around(days, 0.55) * DAY))


def entered_in_bulk(dice: Dice, visits: Sequence[Visit], team: Team) -> list[Visit]:
    """The same visits, those of the bulk month moved to within ten minutes of the last of them.

    At most three stages in a row, all of them documented, never the creation and never the end.
    """
    waits = (dice.whole(60, 200), dice.whole(60, 200))
    changed = list(visits)
    if team.name != BULK_TEAM:
        return changed
    burst: list[int] = []
    for place, visit in enumerate(visits):
        fits = place > 0 and visit.stage in DOCUMENTED and BULK_MONTH[0] <= visit.at < BULK_MONTH[1]
        if fits and len(burst) < 3:
            burst.append(place)
        elif len(burst) > 1:
            break
        else:
            burst = []
    if len(burst) < 2:
        return changed
    at = visits[burst[-1]].at
    for place, wait in zip(reversed(burst[:-1]), waits, strict=False):
        at -= wait
        changed[place] = Visit(visits[place].stage, at, visits[place].by)
    return changed

"""Marketing's leads: how each was handed over to sales development, what became of it, and who did what when.

Those that became a deal are told backwards from its creation, the others forwards from theirs. Chance of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mining.demo.clock import DAY, PERIOD, minute_of, moment
from mining.demo.company import MARKETING, MARKETING_SOURCES, SDR_TEAM_OF, SDRS, TEAMS, Person
from mining.demo.deals import ACCOUNTS, Deal
from mining.demo.dice import Dice
from mining.demo.story import (
    SDR_HOURS,
    SDR_HOURS_SLOW,
    SDR_SLOW_SINCE,
    SILENT_RATE,
    SILENT_RATE_ELSEWHERE,
    SILENT_TEAM,
    UNFIT_SOURCE,
    UNFIT_SOURCE_SINCE,
)

NEW, MQL, ACCEPTED, QUALIFIED = "Open - Not Contacted", "Marketing Qualified", "Accepted", "Qualified"
CONVERTED, REJECTED, RECYCLED = "Closed - Converted", "Rejected", "Recycled"
BAD_FIT, NO_NEED, DUPLICATE, BAD_DATA = "bad fit", "no need", "duplicate", "bad data"
_LOOSE = 1_500
_LOOSE_UNFIT = 480
"""Leads that became no deal, and those of them that come of the source gone wrong, since then."""
_REASONS = {BAD_FIT: 30.0, NO_NEED: 34.0, DUPLICATE: 12.0, BAD_DATA: 10.0, "": 14.0}
_REASONS_UNFIT = {BAD_FIT: 84.0, NO_NEED: 6.0, DUPLICATE: 2.0, BAD_DATA: 3.0, "": 5.0}
_EMPLOYEES = {"Enterprise": (1_500.0, 0.5), "Mid-market": (400.0, 0.5), "SMB": (90.0, 0.4)}
_FEW = (16.0, 0.5)
_REFERENCE = TEAMS[0].utc_offset


class Step(NamedTuple):
    """The status of a lead from `at` on (seconds since 1970), entered by `by`."""

    status: str
    at: int
    by: Person


class Touch(NamedTuple):
    """A call or an e-mail to a lead."""

    subject: str
    at: int
    by: Person


@dataclass(frozen=True)
class Lead:
    """One lead; `deal` is what it became, `account` gives its company a name, `reason` says why it was rejected."""

    number: int
    owner: Person
    source: str
    account: int
    segment: str
    employees: int
    created: int
    steps: tuple[Step, ...]
    touches: tuple[Touch, ...]
    reason: str = ""
    deal: Deal | None = None

    @property
    def status(self) -> str:
        """The last one."""
        return self.steps[-1].status if self.steps else NEW


def all_leads(dice: Dice, deals: Sequence[Deal]) -> list[Lead]:
    """Those that became one of the deals, then the others."""
    leads = leads_of(dice, deals, 1)
    since = minute_of(UNFIT_SOURCE_SINCE, _REFERENCE)
    for number in range(_LOOSE + _LOOSE_UNFIT):
        is_wave = number >= _LOOSE
        source = UNFIT_SOURCE if is_wave else dice.weighted({"Web": 50, "Webinar": 35, "Trade Show": 15})
        leads.append(_loose(dice, len(leads) + 1, source, dice.whole(since if is_wave else 0, PERIOD - DAY)))
    return leads


def leads_of(dice: Dice, deals: Sequence[Deal], number: int) -> list[Lead]:
    """The leads of marketing that became these deals, numbered from `number` on."""
    leads: list[Lead] = []
    for deal in deals:
        if deal.source in MARKETING_SOURCES:
            leads.append(_converted(dice, number + len(leads), deal))
    return leads


def _converted(dice: Dice, number: int, deal: Deal) -> Lead:
    owner = dice.pick(SDRS[SDR_TEAM_OF[deal.team.name]])
    end = minute_of(deal.created, _REFERENCE)
    waits = [dice.around(median * DAY, 0.6) for median in (0.3, 0.4, 1.6)]
    quick, slow = dice.around(SDR_HOURS * 60, 0.8), dice.around(SDR_HOURS_SLOW * 60, 0.8)
    in_work = sum(waits[1:])
    handed = end - in_work - quick
    if moment(int(handed), 0, _REFERENCE) >= SDR_SLOW_SINCE:
        handed = end - in_work - slow
    touched = end - in_work
    marks = [handed - waits[0], handed, touched, touched + waits[1]]
    created, mql, first, accepted = (
        min(_at(mark), deal.created - 60 * (4 - i)) for i, mark in enumerate(marks)
    )
    half = min(_at(touched + waits[1] + waits[2] / 2), deal.created - 30)
    steps = (
        Step(MQL, mql, MARKETING),
        Step(ACCEPTED, accepted, owner),
        Step(QUALIFIED, max(half, accepted), owner),
        Step(CONVERTED, deal.created, owner),
    )
    employees = _rounded(dice.around(*_EMPLOYEES[deal.segment]))
    touches = tuple(_touches(dice, first, deal.created, owner))
    return Lead(
        number, owner, deal.source, deal.account, deal.segment, employees, created, steps, touches, deal=deal
    )


def _loose(dice: Dice, number: int, source: str, start: int) -> Lead:
    """A lead that became no deal."""
    team = dice.weighted({team: float(team.share) for team in TEAMS})
    owner = dice.pick(SDRS[SDR_TEAM_OF[team.name]])
    created = moment(start, dice.whole(0, 59), _REFERENCE)
    is_unfit = source == UNFIT_SOURCE and created >= UNFIT_SOURCE_SINCE
    is_handed, handed = dice.chance(0.93), start + dice.around(0.3 * DAY, 0.6)
    is_silent = dice.chance(SILENT_RATE if owner.role == SILENT_TEAM else SILENT_RATE_ELSEWHERE)
    is_late = _at(handed) >= SDR_SLOW_SINCE
    touched = handed + dice.around((SDR_HOURS_SLOW if is_late else SDR_HOURS) * 60, 0.8)
    settled = touched + dice.around(0.4 * DAY, 0.6)
    is_rejected = dice.chance(0.88 if is_unfit else 0.52)
    reason = dice.weighted(_REASONS_UNFIT if is_unfit else _REASONS)
    is_touched = dice.chance(0.75) or not is_rejected
    is_qualified, ends = dice.chance(0.35), dice.weighted({RECYCLED: 5.0, REJECTED: 3.0, "": 2.0})
    later = [dice.around(days * DAY, 0.7) for days in (2.0, 14.0)]
    is_small = dice.chance(0.85 if is_unfit else 0.5) and is_rejected and reason == BAD_FIT
    employees = _rounded(dice.around(*(_FEW if is_small else _EMPLOYEES[team.segment])))
    steps = [Step(MQL, _at(handed), MARKETING)] if is_handed else []
    if is_handed and not is_silent:
        steps.append(Step(REJECTED if is_rejected else ACCEPTED, _at(settled), owner))
        if not is_rejected:
            steps += [Step(QUALIFIED, _at(settled + later[0]), owner)] if is_qualified else []
            steps += [Step(ends, _at(settled + sum(later)), owner)] if ends else []
    first = _at(touched) if is_handed and not is_silent and is_touched else None
    seen = tuple(step for step in steps if step.at < _at(PERIOD))
    touches = _touches(dice, first or 0, _at(PERIOD), owner)
    return Lead(
        number,
        owner,
        source,
        dice.whole(1, ACCOUNTS),
        team.segment,
        employees,
        created,
        seen,
        tuple(touches) if first is not None else (),
        reason if seen and seen[-1].status == REJECTED else "",
    )


def _touches(dice: Dice, first: int, until: int, by: Person) -> list[Touch]:
    """The first touch and perhaps a second, those before `until`; draws equally often."""
    calls, again, wait = dice.chance(0.55), dice.chance(0.4), dice.whole(3_600, 30_000)
    touches = [Touch("Call: first contact" if calls else "Email: first contact", first, by)]
    touches += [Touch("Email: follow-up to first contact", first + wait, by)] if again else []
    return [touch for touch in touches if touch.at < until]


def _at(minute: float) -> int:
    return moment(int(minute), 0, _REFERENCE)


def _rounded(number: float) -> int:
    return max(2, round(number / 10) * 10 if number >= 100 else round(number))

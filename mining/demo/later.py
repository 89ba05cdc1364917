"""The demo's next export, three months later: the same deals, those then open go on, and new ones come.

Nothing of what was closed changes. Planted is one improvement, in one team: it skips Security review far less often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from mining.demo.behaviour import Plan, Visit, path_of, plan_for, visits_of
from mining.demo.buyers import with_buyers
from mining.demo.clock import DAY, PERIOD, minute_of, moment
from mining.demo.company import DEAL_DESK, Team
from mining.demo.deals import DEALS, LATEST_START, LOSS_REASONS, Deal, deal_of, forgets_reason
from mining.demo.desks import with_desks
from mining.demo.dice import Dice
from mining.demo.discounts import discounts_of
from mining.demo.generate import SEED, Made, make, write_export
from mining.demo.leads import leads_of
from mining.demo.open_deals import with_open_deals
from mining.demo.owners import owner_changes
from mining.demo.records import Email, FieldSet, Meeting, Records, Task
from mining.demo.salesforce_history import Save, saves_of
from mining.demo.sellers import logged
from mining.demo.stages import COMMITTEE, LOST, NEGOTIATION, SECURITY
from mining.demo.story import IMPROVED_TEAM, SECURITY_SKIP_RATE, SECURITY_SKIP_RATE_IMPROVED

LATER = PERIOD + 66 * DAY
"""Minutes of work until the next export: with 30 September 2026."""

NEW_DEALS = DEALS * (LATER - PERIOD) // PERIOD
"""As many begin in a month as before."""

_TRIES = 5_000
_Record = TypeVar("_Record", Task, Meeting, Email, FieldSet)


def write_later_export(folder: Path, seed: int = SEED) -> None:
    """Write twelve CSV files and `process.yaml` into `folder`; the same seed gives the same bytes.

    Raises OSError where the folder cannot be written.
    """
    write_export(folder, make_later(make(seed), seed), seed)


def make_later(first: Made, seed: int = SEED) -> Made:
    """What the company had done by the next export, where the `first` one was this."""
    dice = Dice(seed + 20)
    gone_on = {deal.id: _gone_on(dice, deal) for deal in first.deals if deal.outcome == "open"}
    new = _new_deals(seed)
    old = [gone_on.get(deal.id, deal) for deal in first.deals]
    going = list(gone_on.values())
    fresh = [*going, *new]
    discounts = {**discounts_of(Dice(seed + 28), fresh), **first.discounts}
    records = with_buyers(Dice(seed + 25), logged(Dice(seed + 23), fresh), fresh)
    records = with_desks(Dice(seed + 27), records, fresh, discounts)
    records = with_open_deals(Dice(seed + 32), records, fresh, LATER)
    began = {deal.id: deal.visits[-1].at for deal in first.deals if deal.id in gone_on}
    known = {deal.id: deal for deal in going}
    dice = Dice(seed + 24)
    handed = [change for deal in new for change in owner_changes(dice, deal)]
    return Made(
        deals=[*old, *new],
        saves=_saves(Dice(seed + 21), first, known, new),
        discounts=discounts,
        accounts=first.accounts,
        leads=[*first.leads, *leads_of(Dice(seed + 22), new, len(first.leads) + 1)],
        records=Records(
            [*first.records.tasks, *_since(records.tasks, began)],
            [*first.records.meetings, *_since(records.meetings, began)],
            [*first.records.emails, *_since(records.emails, began)],
            [*first.records.fields, *_since(records.fields, began)],
        ),
        handed=[*first.handed, *handed],
    )


def _new_deals(seed: int) -> list[Deal]:
    """Those that begin after the first export."""
    dice, checklist, reasons, better = (Dice(seed + at) for at in (33, 34, 35, 36))
    starts = sorted(dice.whole(PERIOD, LATER - LATEST_START) for _ in range(NEW_DEALS))

    def changed(plan: Plan, team: Team) -> Plan:
        return _improved(better, plan, team)

    return [
        deal_of(dice, checklist, reasons, number, start, LATER, changed)
        for number, start in enumerate(starts, DEALS + 1)
    ]


def _improved(dice: Dice, plan: Plan, team: Team) -> Plan:
    """The plan with Security review in it again, as often as became usual in the team."""
    takes_it = dice.chance(1 - SECURITY_SKIP_RATE_IMPROVED / SECURITY_SKIP_RATE)
    if team.name != IMPROVED_TEAM or not takes_it:
        return plan
    return replace(plan, left_out=plan.left_out - {SECURITY})


def _gone_on(dice: Dice, deal: Deal) -> Deal:
    """An open deal three months later: of all that a deal of its rep may do, one that began as this one did."""
    stages = [visit.stage for visit in deal.visits if visit.stage != COMMITTEE]
    for _ in range(_TRIES):
        path = path_of(dice, _improved(dice, plan_for(dice, deal.owner, deal.team), deal.team))
        if len(path) > len(stages) and path[: len(stages)] == stages:
            break
    else:
        return deal
    last = deal.visits[-1]
    is_asked = last.stage == COMMITTEE and path[len(stages)] == NEGOTIATION
    visits: list[Visit] = []
    for _ in range(_TRIES // 10):
        start = minute_of(last.at, deal.team.utc_offset)
        found = visits_of(dice, path, start, deal.owner, deal.team, DEAL_DESK, LATER, len(stages) - 1)
        visits = [one for one in found[1:] if not (is_asked and one.stage == COMMITTEE)]
        if not visits or visits[0].at >= moment(PERIOD, 0, deal.team.utc_offset):
            break
    else:
        return deal
    reason, forgets = dice.weighted(LOSS_REASONS), forgets_reason(dice, deal.owner)
    is_lost = bool(visits) and visits[-1].stage == LOST
    return replace(
        deal, visits=(*deal.visits, *visits), loss_reason=reason if is_lost and not forgets else ""
    )


def _saves(dice: Dice, first: Made, gone_on: dict[str, Deal], new: Sequence[Deal]) -> list[Sequence[Save]]:
    """The saves of the first export as they were, and after them those of the deals that went on and the new ones."""
    found: list[Sequence[Save]] = []
    for saves in first.saves:
        before = saves[-1]
        deal = gone_on.get(before.deal.id)
        if deal is None:
            found.append(saves)
            continue
        place = sum(visit.at <= before.at for visit in before.deal.visits)
        rest = replace(deal, visits=deal.visits[len(before.deal.visits) - 1 :], amount=before.amount)
        later = [save._replace(deal=deal) for save in saves_of(dice, rest) if save.at > _end(deal)]
        kept = [save._replace(deal=deal) for save in saves]
        if later and place:
            kept[-1] = kept[-1]._replace(superseded=later[0].at)
        found.append([*kept, *later])
    return [*found, *(saves_of(dice, deal) for deal in new)]


def _end(deal: Deal) -> int:
    """When the first export was made, in the deal's time zone."""
    return moment(PERIOD, 0, deal.team.utc_offset) - 1


def _since(records: Sequence[_Record], began: dict[str, int]) -> list[_Record]:
    """Of deals that went on what belongs to the stage they were in and to later ones; all of the new deals."""
    return [one for one in records if one.at >= began.get(one.deal.id, 0)]

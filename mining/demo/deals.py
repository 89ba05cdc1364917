"""Every deal of the demo, in the order of creation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from mining.demo.behaviour import Plan, Visit, by_checklist, entered_in_bulk, path_of, plan_for, visits_of
from mining.demo.clock import PERIOD
from mining.demo.company import AMOUNTS, DEAL_DESK, PRODUCTS, REPS, SEGMENTS, SOURCES, TEAMS, Person, Team
from mining.demo.dice import Dice
from mining.demo.salesforce_ids import record_id
from mining.demo.stages import ENDS, LOST, WON
from mining.demo.story import LITTLE, NO_REASON_RATE, REASON_FORGETTER

DEALS = 3_000
ACCOUNTS = 1_700
LATEST_START = 400
"""Minutes of work before the end of the period, in which no deal begins any more."""
LOSS_REASONS = {"No decision": 34, "Price": 24, "Competitor": 22, "No budget": 14, "Missing feature": 6}


@dataclass(frozen=True)
class Deal:
    """One opportunity: what it is, and the stages it visited within the period."""

    number: int
    owner: Person
    team: Team
    segment: str
    source: str
    product: str
    account: int
    amount: int
    loss_reason: str
    visits: tuple[Visit, ...]

    @cached_property
    def id(self) -> str:
        """The opportunity id."""
        return record_id("Opportunity", self.number)

    @property
    def created(self) -> int:
        """When it was created, in seconds since 1970."""
        return self.visits[0].at

    @property
    def outcome(self) -> str:
        """`won`, `lost` or `open`."""
        last = self.visits[-1].stage
        return {WON: "won", LOST: "lost"}.get(last, "open")

    @property
    def ended(self) -> int | None:
        """When it was won or lost."""
        last = self.visits[-1]
        return last.at if last.stage in ENDS else None


def all_deals(dice: Dice, checklist: Dice, reasons: Dice) -> list[Deal]:
    """Draw all deals.

    What the checklist changes, and who gives no reason, has chance of its own, so that all else stays as it is.
    """
    starts = sorted(dice.whole(0, PERIOD - LATEST_START) for _ in range(DEALS))
    return [deal_of(dice, checklist, reasons, number, start) for number, start in enumerate(starts, 1)]


def deal_of(
    dice: Dice,
    checklist: Dice,
    reasons: Dice,
    number: int,
    start: int,
    until: int = PERIOD,
    changed: Callable[[Plan, Team], Plan] | None = None,
) -> Deal:
    """A deal that begins at this minute of work, as far as it goes `until` another; `changed` is what became usual."""
    team = dice.weighted({team: float(team.share) for team in TEAMS})
    rep = dice.pick(REPS[team.name])
    segment = dice.weighted({segment: 90.0 if segment == team.segment else 5.0 for segment in SEGMENTS})
    median, spread = AMOUNTS[segment]
    plan = plan_for(dice, rep, team)
    plan = plan if changed is None else changed(plan, team)
    visits = visits_of(dice, path_of(dice, plan), start, rep, team, DEAL_DESK, until)
    kept = by_checklist(checklist, plan, start, team)
    if kept is not None:
        visits = visits_of(checklist, path_of(checklist, kept), start, rep, team, DEAL_DESK, until)
    visits = entered_in_bulk(dice, visits, team)
    reason, forgets = dice.weighted(LOSS_REASONS), forgets_reason(reasons, rep)
    return Deal(
        number=number,
        owner=rep,
        team=team,
        segment=segment,
        source=dice.weighted(SOURCES),
        product=dice.weighted(PRODUCTS[segment]),
        account=dice.whole(1, ACCOUNTS),
        amount=max(500, 100 * round(dice.around(median, spread) / 100)),
        loss_reason=reason if visits[-1].stage == LOST and not forgets else "",
        visits=tuple(visits),
    )


def forgets_reason(reasons: Dice, rep: Person) -> bool:
    """Whether a rep writes down no reason for a loss."""
    return reasons.chance(NO_REASON_RATE if rep.name == REASON_FORGETTER else LITTLE)

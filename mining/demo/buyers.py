"""What the buyers do: they describe their need, compare, set requirements, ask for a price, open what they get.

Chance of its own, so that whatever the sellers do stays as it is. Each thing falls into the stage in which it belongs,
except where the story says otherwise; the stage a deal is still in at the end of the period shows nothing yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mining.demo.clock import part_way
from mining.demo.deals import Deal
from mining.demo.dice import Dice
from mining.demo.records import Email, FieldSet, Meeting, Records, Task
from mining.demo.sellers import stays
from mining.demo.stages import DEMO, DISCOVERY, NEGOTIATION, PROPOSAL, QUALIFY, SECURITY
from mining.demo.story import (
    EARLY_PRICE_RATE,
    EARLY_PRICE_SOURCE,
    EVIDENCE_FORGETTER,
    FORGET_RATE,
    HASTY_RATE,
    HASTY_RATE_WON,
    HASTY_TEAM,
    LITTLE,
)

CHALLENGES, OPTIONS = "Re: Your challenges today", "Re: Options you are comparing"
REQUIREMENTS, QUESTIONNAIRE = "Our requirements", "Our security questionnaire"
PRICE, PROPOSAL_SENT = "Pricing for our team", "Your proposal from Northlight"
DISCOVERY_CALL, EXECUTIVE_MEETING = "Call: discovery questions", "Executive meeting"
PAIN, PLAN = "Identified_Pain__c", "Mutual_Plan__c"
_PAINS = ("Manual reporting", "Data in silos", "Slow month end", "Tool end of life", "Audit findings")


def with_buyers(dice: Dice, records: Records, deals: Sequence[Deal]) -> Records:
    """The records with what the buyers did after all that is there already."""
    tasks, meetings = list(records.tasks), list(records.meetings)
    emails, fields = list(records.emails), list(records.fields)
    for deal in deals:
        for found in _buyer(dice, deal):
            match found:
                case Task():
                    tasks.append(found)
                case Meeting():
                    meetings.append(found)
                case Email():
                    emails.append(found)
                case FieldSet():
                    fields.append(found)
    return Records(tasks, meetings, emails, fields)


def _buyer(dice: Dice, deal: Deal) -> list[Task | Meeting | Email | FieldSet]:
    """One deal; the number of draws is the same for all."""
    first: dict[str, tuple[int, int]] = {}
    for start, end, stage in stays(deal):
        first.setdefault(stage, (start, end))
    found: list[Task | Meeting | Email | FieldSet] = []

    def put(
        stage: str,
        happens: bool,
        low: float,
        high: float,
        make: Callable[[int], Task | Meeting | Email | FieldSet],
    ) -> None:
        part = dice.between(low, high)
        if happens and stage in first:
            found.append(make(part_way(*first[stage], part, deal.team.utc_offset)))

    def wrote(subject: str) -> Callable[[int], Email]:
        return lambda at: Email(deal, subject, at, came_in=True)

    forgets = FORGET_RATE if deal.owner.name == EVIDENCE_FORGETTER else LITTLE
    has_pain, has_plan = not dice.chance(forgets), not dice.chance(forgets)
    pain = dice.pick(_PAINS)
    put(QUALIFY, dice.chance(0.9), 0.1, 0.7, wrote(CHALLENGES))
    put(QUALIFY, has_pain, 0.4, 0.95, lambda at: FieldSet(deal, PAIN, at, "", pain))
    put(DISCOVERY, dice.chance(0.85), 0.1, 0.8, lambda at: Task(deal, DISCOVERY_CALL, at, 20, came_in=True))
    put(DISCOVERY, dice.chance(0.85), 0.3, 0.95, wrote(OPTIONS))
    hasty = dice.chance(_hasty(deal))
    put(PROPOSAL if hasty else DEMO, dice.chance(0.97), 0.3, 0.95, wrote(REQUIREMENTS))
    put(SECURITY, dice.chance(0.95), 0.1, 0.6, wrote(QUESTIONNAIRE))
    sent, opens, after = dice.between(0.05, 0.2), dice.chance(1 - LITTLE), dice.between(0.3, 0.9)
    put(PROPOSAL, True, sent, sent, lambda at: _proposal(deal, at, first[PROPOSAL], after if opens else None))
    early = dice.chance(EARLY_PRICE_RATE if deal.source == EARLY_PRICE_SOURCE else LITTLE)
    in_discovery = dice.chance(0.6) and DISCOVERY in first
    put(DISCOVERY if in_discovery else QUALIFY, early, 0.2, 0.9, wrote(PRICE))
    put(PROPOSAL, dice.chance(0.5), 0.3, 0.95, wrote(PRICE))
    put(NEGOTIATION, dice.chance(0.6), 0.2, 0.9, lambda at: Meeting(deal, EXECUTIVE_MEETING, at, 60, True))
    put(NEGOTIATION, has_plan, 0.3, 0.9, lambda at: FieldSet(deal, PLAN, at, "false", "true"))
    return found


def _hasty(deal: Deal) -> float:
    """How likely a deal gets its proposal before the buyer has said what is needed."""
    if deal.team.name != HASTY_TEAM:
        return LITTLE
    return HASTY_RATE_WON if deal.outcome == "won" else HASTY_RATE


def _proposal(deal: Deal, at: int, stay: tuple[int, int], opened: float | None) -> Email:
    seen = None if opened is None else max(at + 60, part_way(*stay, opened, deal.team.utc_offset))
    return Email(deal, PROPOSAL_SENT, at, came_in=False, opened=seen)

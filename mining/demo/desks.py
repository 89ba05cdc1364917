"""What sellers ask of other desks in Negotiation: Legal for the contract, the deal desk for a high discount."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mining.demo.clock import part_way
from mining.demo.company import DEAL_DESK, LAWYERS, Person
from mining.demo.deals import Deal
from mining.demo.dice import Dice
from mining.demo.records import Records, Task
from mining.demo.sellers import stays
from mining.demo.stages import NEGOTIATION
from mining.demo.story import DESK_FROM, SLOW_LEGAL_TEAM

LEGAL_ASKED, LEGAL_DONE = "Email: legal review requested", "Email: legal review done"
DESK_ASKED, DESK_DONE = "Email: discount approval requested", "Email: discount approved"
_LEGAL_FROM = 40_000
"""Deals from this amount on, in dollars, need Legal."""


def with_desks(dice: Dice, records: Records, deals: Sequence[Deal], discounts: Mapping[str, int]) -> Records:
    """The records with what was asked of the desks and what they answered."""
    asked = [task for deal in deals for task in _asked(dice, deal, discounts.get(deal.id, 0))]
    return records._replace(tasks=[*records.tasks, *asked])


def _asked(dice: Dice, deal: Deal, discount: int) -> Iterator[Task]:
    """One deal, of its first Negotiation; the number of draws is the same for all."""
    stay = next(((start, end) for start, end, stage in stays(deal) if stage == NEGOTIATION), None)
    is_slow = deal.team.name == SLOW_LEGAL_TEAM
    low, high = (0.8, 0.97) if is_slow else (0.25, 0.55)
    first, answered, again = dice.between(0.05, 0.2), dice.between(low, high), dice.chance(0.12)
    forgotten, lawyer = dice.chance(0.05), dice.pick(LAWYERS)
    at_desk, by_desk, asks_desk = dice.between(0.03, 0.1), dice.between(0.12, 0.4), dice.chance(0.85)
    if stay is None:
        return

    def task(part: float, subject: str, by: Person | None = None) -> Task:
        return Task(deal, subject, part_way(*stay, part, deal.team.utc_offset), 0, by=by)

    if deal.amount >= _LEGAL_FROM:
        yield task(first, LEGAL_ASKED)
        if not forgotten:
            half = first + (answered - first) / 3
            if again:
                yield from (task(half, LEGAL_DONE, lawyer), task(half + 0.02, LEGAL_ASKED))
            yield task(answered, LEGAL_DONE, lawyer)
    if discount > DESK_FROM and asks_desk:
        yield from (task(at_desk, DESK_ASKED), task(by_desk, DESK_DONE, DEAL_DESK))

"""Who owned a deal before it came to its owner: managers hand deals out, and colleagues stand in for a while."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from mining.demo.clock import part_way
from mining.demo.company import MANAGERS, REPS, Person
from mining.demo.deals import Deal
from mining.demo.dice import Dice

_DAY = 86_400
_HANDED_OUT, _STOOD_IN = 0.08, 0.06
_LONG = 16 * _DAY
"""Only in a wait of at least so long somebody stands in."""


@dataclass(frozen=True)
class OwnerChange:
    """The owner of a deal changes at `at` (seconds since 1970), entered by `by`."""

    deal: Deal
    at: int
    by: Person
    before: Person
    after: Person


def owner_changes(dice: Dice, deal: Deal) -> list[OwnerChange]:
    """The changes of owner of a deal in order of time; every call draws equally often."""
    handed, stood_in = dice.chance(_HANDED_OUT), dice.chance(_STOOD_IN)
    at_hand, begin, end = dice.between(0.2, 0.7), dice.between(0.05, 0.3), dice.between(0.6, 0.9)
    colleague = dice.pick([rep for rep in REPS[deal.team.name] if rep != deal.owner])
    manager, offset = MANAGERS[deal.team.name], deal.team.utc_offset
    times = [visit.at for visit in deal.visits]
    changes = []
    if handed and len(times) > 1:
        at = part_way(times[0], times[1], at_hand, offset)
        changes.append(OwnerChange(deal, at, manager, manager, deal.owner))
    waits = [(later - earlier, earlier, later) for earlier, later in pairwise(times[1:])]
    longest = max(waits, default=(0, 0, 0))
    if stood_in and longest[0] >= _LONG:
        away, back = (part_way(*longest[1:], part, offset) for part in (begin, end))
        changes.append(OwnerChange(deal, away, manager, deal.owner, colleague))
        changes.append(OwnerChange(deal, back, manager, colleague, deal.owner))
    return changes

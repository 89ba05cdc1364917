"""What the sellers let off the price: percent of a deal from the proposal on, more where Discovery was skipped."""

from __future__ import annotations

from collections.abc import Sequence

from mining.demo.deals import Deal
from mining.demo.dice import Dice
from mining.demo.stages import DISCOVERY, PROPOSAL
from mining.demo.story import DISCOUNT_WITHOUT_DISCOVERY, USUAL_DISCOUNT

_MOST = 40


def discounts_of(dice: Dice, deals: Sequence[Deal]) -> dict[str, int]:
    """The discount in whole percent by the id of the deal, of those that got a proposal; draws equally often."""
    found = {}
    for deal in deals:
        stages = {visit.stage for visit in deal.visits}
        usual = USUAL_DISCOUNT if DISCOVERY in stages else DISCOUNT_WITHOUT_DISCOVERY
        percent = min(_MOST, round(dice.around(usual, 0.45)))
        gives = dice.chance(0.92)
        if PROPOSAL in stages:
            found[deal.id] = percent if gives else 0
    return found

"""How many situations a process allows, known before they are all visited."""

from __future__ import annotations

from mining.process.soundness.exploring import explore, is_explorable
from mining.process.soundness.reducing import Reduced, reduce
from models.petri_net import PetriNet

MOST_COUNTED = 10**18
"""Where there are more, this is the answer."""


def size_estimate(net: PetriNet) -> int | None:
    """How many markings can be reached at most, up to `MOST_COUNTED`; None where there is no bound or no quick way.

    The number is exact for nets that are put together from sequences, choices, loops and parallel branches,
    and for every net in which no place ever holds two tokens: branches are counted by themselves and then
    multiplied (see `reduce`), and only what is left is explored. Otherwise it is an upper bound.
    """
    return situations(reduce(net))


def situations(reduced: Reduced) -> int | None:
    """The markings of the whole net, counted over those of the reduced one."""
    if not is_explorable(reduced.net):
        return None
    explored = explore(reduced.net)
    if not explored.complete:
        return None
    several = {place: count for place, count in reduced.positions.items() if count > 1}
    total = 0
    for number in explored.numbers:
        ways = 1
        if several:
            for place, tokens in explored.coding.tokens(number).items():
                ways *= several.get(place, 1) ** tokens
        total += ways
        if total >= MOST_COUNTED:
            return MOST_COUNTED
    return total

"""Several ways to be finished turned into one: nets here have a single final marking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.petri_net import PetriNet, Transition


def with_one_end(net: PetriNet, finals: Sequence[Mapping[str, int]]) -> PetriNet:
    """The net with its final marking set; of several, each leads by a silent step to one new place."""
    if len(finals) == 1:
        return replace(net, final=dict(finals[0]))
    end = free_name("finished", net.places)
    silent = [
        Transition(
            free_name(f"finish {number}", [t.name for t in net.transitions]),
            None,
            tuple(final.items()),
            ((end, 1),),
        )
        for number, final in enumerate(finals, 1)
    ]
    places = (*net.places, end)
    return replace(net, places=places, transitions=(*net.transitions, *silent), final={end: 1})


def free_name(wish: str, taken: Sequence[str]) -> str:
    """The wished name, with dashes behind it where it is taken."""
    while wish in taken:
        wish += "'"
    return wish

"""How steps are named in a finding."""

from __future__ import annotations

from collections.abc import Sequence

from models.petri_net import PetriNet, Transition
from resources.translation import tr

MOST_NAMED = 4
"""Of more names the others are counted."""


def title(step: Transition) -> str:
    """The label that people see, or the name of a silent step."""
    return step.label if step.label is not None else step.name


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence: A, B and C."""
    if len(names) > MOST_NAMED:
        names = (*names[: MOST_NAMED - 1], tr("{names} others", names=len(names) - MOST_NAMED + 1))
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def quoted(names: Sequence[str]) -> str:
    """Names of places and silent steps, which often are whole phrases or mere numbers, in quotation marks."""
    shown = [f"“{name}”" for name in names[: MOST_NAMED + 1]]
    return listed([*shown, *names[MOST_NAMED + 1 :]])


def places_shown(net: PetriNet, places: Sequence[str]) -> str:
    """Places as people find them: by their name, and by the steps that come next, or else came last."""
    return listed([_place_shown(net, place) for place in places])


def _place_shown(net: PetriNet, place: str) -> str:
    for word, ahead in (("before", True), ("after", False)):
        steps = _nearest(net, place, ahead)
        if steps and not any(step in place for step in steps):
            return f"“{place}” ({word} {listed(steps, 'or')})"
        if steps:
            break
    return f"“{place}”"


def _nearest(net: PetriNet, place: str, ahead: bool) -> tuple[str, ...]:
    """The visible steps that come next after a place, or came last before it, past silent ones."""
    labels: dict[str, None] = {}
    seen, waiting = {place}, [place]
    while waiting:
        current = waiting.pop(0)
        for step in net.transitions:
            near, far = (step.takes, step.puts) if ahead else (step.puts, step.takes)
            if all(name != current for name, _ in near):
                continue
            if step.label is not None:
                labels[step.label] = None
                continue
            for name, _ in far:
                if name not in seen:
                    seen.add(name)
                    waiting.append(name)
    return tuple(labels)

"""How steps are named in a finding."""

from __future__ import annotations

from collections.abc import Sequence

from models.petri_net import Transition

MOST_NAMED = 4
"""Of more names the others are counted."""


def title(step: Transition) -> str:
    """The label that people see, or the name of a silent step."""
    return step.label if step.label is not None else step.name


def listed(names: Sequence[str], last: str = "and") -> str:
    """Names in a sentence: A, B and C."""
    if len(names) > MOST_NAMED:
        names = (*names[: MOST_NAMED - 1], f"{len(names) - MOST_NAMED + 1} others")
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else "".join(names)


def quoted(names: Sequence[str], last: str = "and") -> str:
    """Names of places, which often are whole phrases, in quotation marks."""
    shown = [f"“{name}”" for name in names[: MOST_NAMED + 1]]
    return listed([*shown, *names[MOST_NAMED + 1 :]], last)

"""What a flow between gateways stands for in the documented process that is drawn, beside the words on it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One way of a choice or of work side by side: its `number` in the order written, from 1.

    `when` is the condition under which a choice takes it, `otherwise` marks the one for all other deals. Number 0 is
    the way that nobody has written: past a choice of which every way has a condition.
    """

    number: int
    when: str = ""
    otherwise: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """The way around a stage that may be left out, `when` the condition for it."""

    when: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """The loop of a stage that may come `most` times in a row; None: any number."""

    most: int | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """The documented way back from one stage to an earlier one, both by name.

    `number` is its place among those of the stage, from 1; 0 where that is not known.
    """

    source: str
    target: str
    number: int = 0


FlowMeaning = Way | Skip | Again | Back

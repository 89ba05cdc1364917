"""What is odd or wrong about a documented process itself, whatever the deals do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["error", "warning", "note"]


class ModelFault(StrEnum):
    """One kind of thing that a model can have wrong, or that has to be known about it."""

    EMPTY = "empty"
    """It has no step at all."""
    NO_START = "no_start"
    """Nothing says where it begins."""
    NO_END = "no_end"
    """Nothing says when it is finished."""
    UNBOUNDED = "unbounded"
    """Work piles up somewhere without end."""
    TOO_MUCH_WORK = "too_much_work"
    """More pieces of work lie in one place at once than any sales process has."""
    NEVER_FINISHES = "never_finishes"
    """No run reaches the end."""
    GETS_STUCK = "gets_stuck"
    """Some runs reach the end, others cannot any more."""
    LEFT_OVER = "left_over"
    """The end is reached with work still open beside it."""
    DEAD_STEP = "dead_step"
    """A step that no run contains."""
    SILENT_LOOP = "silent_loop"
    """A circle without any step and without a way out."""
    ALWAYS_POSSIBLE = "always_possible"
    """A step that waits for nothing."""
    APART = "apart"
    """A part that is not connected with the start."""
    NOT_REACHED = "not_reached"
    """No way leads there from the start."""
    NO_WAY_TO_END = "no_way_to_end"
    """No way leads from there to the end."""
    DUPLICATE_LABEL = "duplicate_label"
    """Several steps have one name."""
    SIMILAR_LABELS = "similar_labels"
    """Names that differ only by case or spaces."""
    TOO_LARGE = "too_large"
    """It was not examined completely."""
    NOT_IN_LOG = "not_in_log"
    """A step that no event is named after."""
    NOT_IN_MODEL = "not_in_model"
    """Events that no step is named after."""
    NEAR_MISS = "near_miss"
    """A step and an event with nearly the same name."""


@dataclass(frozen=True)
class ModelFinding:
    """One fault: a plain sentence (what, where, what to do) and the names of the steps and places concerned.

    An error means that no deal can be checked; a warning that part of the process cannot be what was meant; a
    note is for information.
    """

    kind: ModelFault
    severity: Severity
    sentence: str
    where: tuple[str, ...] = ()

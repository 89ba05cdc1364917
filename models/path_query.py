"""The path query language as a tree: which deals are asked for by what happened in them, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from models.conformance import Status
from models.deviation import DeviationType


@dataclass(frozen=True)
class Steps:
    """Comes to these activities one after the other; one alone: contains it.

    `directly` has one flag a step from one name to the next: nothing in between, or anything. `within` is the
    longest time from the first to the last, in microseconds, None for any.
    """

    names: tuple[str, ...]
    directly: tuple[bool, ...] = ()
    within: int | None = None


@dataclass(frozen=True)
class StartsWith:
    """Begins with this activity."""

    name: str


@dataclass(frozen=True)
class EndsWith:
    """Has ended (is not open), and this activity is the last one."""

    name: str


@dataclass(frozen=True)
class StandsAt:
    """Is open, and this activity is the last one so far."""

    name: str


@dataclass(frozen=True)
class Times:
    """Comes to this activity at least and at most so often; None: without a limit."""

    name: str
    least: int
    most: int | None


@dataclass(frozen=True)
class Shows:
    """Departs from the documented process in this way, at this stage or (None) at any."""

    type: DeviationType
    stage: str | None


@dataclass(frozen=True)
class Judged:
    """Has this status against the documented process."""

    status: Status


Placed = Steps | StartsWith | EndsWith | StandsAt | Shows
"""What happens at a moment of a deal, so that something else can come before or after it."""


@dataclass(frozen=True)
class InOrder:
    """All of these happen, each after the one before is over."""

    parts: tuple[Placed, ...]


@dataclass(frozen=True)
class Not:
    """What is asked for does not hold."""

    part: PathQuery


@dataclass(frozen=True)
class AllOf:
    """Every part holds."""

    parts: tuple[PathQuery, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[PathQuery, ...]


PathQuery = Placed | Times | Judged | InOrder | Not | AllOf | AnyOf
"""A query: true or false for every deal."""

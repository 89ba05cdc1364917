"""What an edited process says of the deals, beside what the process in force says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.deviation import DeviationKey


@dataclass(frozen=True)
class Figures:
    """One process over the deals shown: how many conform, deviate, are pending, and the fitness (0 to 1).

    `fitness` is None where there is no deal to judge; `of_deviation` counts the deals that show each deviation.
    """

    conforming: int
    deviating: int
    pending: int
    fitness: float | None
    of_deviation: Mapping[DeviationKey, int] = field(default_factory=dict)


@dataclass(frozen=True)
class TeamChange:
    """How many deals of a team follow the process now that did not before, and the other way round."""

    name: str
    now_following: int
    no_longer: int


@dataclass(frozen=True, eq=False)
class Verdict:
    """The figures of a process and of the one before it, over the same `deals`.

    A deal follows a process if it does not deviate from it (so far). `now_following` deals deviated before and do
    not now, `no_longer` deviate now and did not before; `teams` splits both, those with the largest change first.
    `reached` counts the deals that came to each stage, by its documented name; `skipped` those that skip it, and
    `passed` those that got past it and so could have: the share of both is what the deviations show. Where there
    was no process before, `before` is None and nothing is compared.
    """

    deals: int
    now: Figures
    before: Figures | None
    now_following: int = 0
    no_longer: int = 0
    teams: tuple[TeamChange, ...] = ()
    reached: Mapping[str, int] = field(default_factory=dict)
    skipped: Mapping[str, int] = field(default_factory=dict)
    passed: Mapping[str, int] = field(default_factory=dict)

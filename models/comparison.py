"""Two sets of deals held against each other: who is compared, and every difference with what the data say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.case_filter import CaseFilter
from models.deviation import DeviationKey, Effect
from models.process_map import ProcessMap

SMALLEST = 30
"""A side of fewer deals is too small to tell anything of it."""

Path = tuple[str | None, str | None]
"""Two activities that follow each other directly, None for the start (first) or the end (second)."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two sets of deals: `mask` has one flag a case of the analysed log.

    `name` heads its column, `phrase` is what a sentence calls its deals ("winners"). `filter` shows just these deals,
    None where no filter can say which they are.
    """

    name: str
    phrase: str
    mask: NDArray[np.bool_]
    filter: CaseFilter | None = None

    @property
    def cases(self) -> int:
        """How many deals."""
        return int(np.count_nonzero(self.mask))


class Topic(StrEnum):
    """What is compared; the values are the words of the interface."""

    PATH = "Path"
    STAGE = "Stage"
    STEP_TIME = "Time between stages"
    STAGE_TIME = "Time in stage"
    DEVIATION = "Deviation"
    FOLLOWS = "Follows the process"
    FITNESS = "Fitness of a deal"
    WIN_RATE = "Win rate"
    OPEN = "Still open"
    CYCLE_TIME = "Days from creation to close"
    AMOUNT = "Amount"
    STAGES = "Stages entered"
    MIX = "Mix"


class Unit(StrEnum):
    """In what a figure and a difference are measured; shares are fractions and differ in points."""

    SHARE = "points"
    DAYS = "days"
    MONEY = "money"
    COUNT = "count"


@dataclass(frozen=True)
class About:
    """What one difference is about: a topic, and which path, stage, deviation, currency, or value of a column."""

    topic: Topic
    path: Path | None = None
    stage: str = ""
    deviation: DeviationKey | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True)
class Figure:
    """One side's number: a share (`hits` of `of`), a median or a mean over `of` deals; None where there is none."""

    value: float | None
    of: int
    hits: int | None = None


@dataclass(frozen=True)
class Difference:
    """One thing compared, first side against second.

    `effect` is first minus second with its 95 % interval and q-value over all that was compared; None where nothing
    was tested, and `untested` then says why. `day_hours` are those of a working day where times are in working days.
    """

    about: About
    unit: Unit
    first: Figure
    second: Figure
    effect: Effect | None = None
    untested: str = ""
    day_hours: float | None = None


@dataclass(frozen=True, eq=False)
class GroupComparison:
    """What two sides of deals differ in.

    `rows` holds everything compared, the strongest evidence first, what was not tested last. `joint` is the map of
    both sides together, `maps` are those of each. Where the sides differ by how they ended, `going_on` is true: shares
    of paths are then of the deals that go on from a stage, and the steps into an end are not compared.
    """

    first: Side
    second: Side
    rows: tuple[Difference, ...]
    joint: ProcessMap
    maps: tuple[ProcessMap, ProcessMap]
    going_on: bool = False
    cautions: tuple[str, ...] = ()
    by_path: Mapping[Path, Difference] = field(init=False)
    by_stage: Mapping[str, Difference] = field(init=False)

    def __post_init__(self) -> None:
        paths = {row.about.path: row for row in self.rows if row.about.topic is Topic.PATH}
        stages = {row.about.stage: row for row in self.rows if row.about.topic is Topic.STAGE}
        object.__setattr__(self, "by_path", paths)
        object.__setattr__(self, "by_stage", stages)

    @property
    def tested(self) -> int:
        """How many differences were tested: what their q-values are corrected for."""
        return sum(row.effect is not None for row in self.rows)

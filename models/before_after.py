"""What changed between two times: every metric before and after, the difference at equal mix, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.diagnosis import Estimate
from models.kpi_series import KpiUnit


class Moved(StrEnum):
    """What a difference says; the values are the words of the JSON contract."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"
    UNCHANGED = "unchanged"
    EARLIER = "changed before"
    CANNOT_TELL = "cannot tell"


class Reached(StrEnum):
    """Where an action of the plan is; the values are the words of the JSON contract."""

    YES = "reached"
    ON_THE_WAY = "on the way"
    NO = "not reached"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Row:
    """One metric, of everybody (`team` empty) or of one team.

    `before` and `after` are the values as they are, `change` the difference at equal mix with its 95 % interval. `held`
    says what was held equal, `season` whether that includes the quarter of the year. `recent` is how the last three
    months before stood. `margin` is up to where a difference is called none. `why` says why nothing can be told, or
    what has to be known beside it. `planned` says whether an action of the plan is about the metric.
    """

    metric: str
    name: str
    unit: KpiUnit
    falls: bool | None
    team: str
    moved: Moved
    before: Estimate | None = None
    after: Estimate | None = None
    change: Estimate | None = None
    recent: Estimate | None = None
    p: float | None = None
    q: float | None = None
    margin: float = 0.0
    held: tuple[str, ...] = ()
    season: bool = False
    why: str = ""
    currency: str = ""
    planned: bool = False


@dataclass(frozen=True)
class SideOf:
    """One side of a comparison: what it is called, and from which to which day deals tell, both included."""

    name: str
    begins: date
    ends: date


@dataclass(frozen=True)
class BeforeAfter:
    """Two times held against each other: `rows` of everybody, `teams` of one team each, `notes` are full sentences."""

    before: SideOf
    after: SideOf
    rows: tuple[Row, ...]
    teams: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def of(self, metric: str, team: str = "") -> Row | None:
        """The row of a metric, of everybody or of a team; None where there is none."""
        rows = self.teams if team else self.rows
        return next((one for one in rows if one.metric == metric and one.team == team), None)


@dataclass(frozen=True)
class ActionResult:
    """What became of an action of the plan: `row` is its metric, since it was started against its baseline.

    `needed` is how many more deals would show the difference to the target, None where that cannot be said or none are.
    """

    action: str
    what: str
    target: float | None
    reached: Reached
    row: Row | None
    sentence: str
    needed: int | None = None

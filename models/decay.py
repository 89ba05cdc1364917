"""What became of a change: how a metric stood before it, right after it and since, and who looked at it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.diagnosis import Estimate
from models.strategy import RecordedChange, Stakeholder


class Became(StrEnum):
    """What the data say of a change; the values are the words of the interface."""

    HELD = "worked, and holds"
    CREPT_BACK = "worked, then crept back"
    WORKED = "worked at first"
    NOTHING = "no change seen"
    WORSE = "went the other way"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True)
class Span:
    """A stretch of time (microseconds UTC, `ends` excluded) and the metric in it, None where too few deals tell."""

    begins: int
    ends: int
    value: Estimate | None
    n: int = 0


@dataclass(frozen=True)
class ChangeStory:
    """One recorded change and what became of it.

    `metric` is what it is called in a sentence; it is a share (0 to 1) where `is_share`, else days or another number.
    `before`, `early` and `late` are the time up to the change, that right after it, and the last one; `gain` is early
    minus before, `loss` late minus early, None where that cannot be told. `spans` cover the whole log one after
    another. `half_lost` is when half of what was gained was lost again for good, None where it was not.
    """

    change: RecordedChange
    metric: str
    is_share: bool
    became: Became
    sentence: str
    before: Span | None = None
    early: Span | None = None
    late: Span | None = None
    gain: Estimate | None = None
    loss: Estimate | None = None
    spans: tuple[Span, ...] = ()
    half_lost: int | None = None


@dataclass(frozen=True)
class Attention:
    """How long ago a stakeholder was last kept informed: `last` is None for never, `due` None without a cadence."""

    stakeholder: Stakeholder
    last: date | None
    due: date | None

    def days_overdue(self, today: date) -> int:
        """By how many days the next look is late, 0 where it is not."""
        return max(0, (today - self.due).days) if self.due is not None else 0

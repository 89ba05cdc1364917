"""What happened to one deal beside its stages: its amounts, its close dates, who had it, and what was said."""

from __future__ import annotations

from dataclasses import dataclass

from models.case_table import NO_TIME, Outcome


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A changed field as `FieldHistory` has it; `time` in microseconds UTC, texts empty where there is nothing."""

    field: str
    time: int
    old: str
    new: str
    who: str


@dataclass(frozen=True, slots=True)
class AmountChange:
    """The amount from `time` on; `before` is NaN for the first that is known, `after` where it was taken away."""

    time: int
    before: float
    after: float
    who: str = ""


@dataclass(frozen=True, slots=True)
class CloseDateChange:
    """The expected close date (the midnight its day begins with) from `time` on, `NO_TIME` where there is none.

    `push` counts how often the day was put off, this time included; 0 where it was not. `at_close` says that the
    deal was closed with it: that is no plan any more.
    """

    time: int
    before: int
    after: int
    who: str = ""
    push: int = 0
    at_close: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it is the first date that is known."""
        return self.before == NO_TIME


@dataclass(frozen=True, slots=True)
class HandOver:
    """The deal passes from one person to another: the owner changes, or somebody else enters the next step.

    `waited` is how many days nobody of the sellers did anything after it, None where nothing came; in working days
    where `day_hours` says how long these are.
    """

    time: int
    before: str
    after: str
    of_owner: bool
    waited: float | None = None
    day_hours: float | None = None


@dataclass(frozen=True)
class DealStory:
    """Facts in order of time. `ended` is `NO_TIME` for an open deal, `until` the last moment of all data.

    `heard` and `last_heard` are how often and when last the buyer was heard from, `done` how often sellers did
    something. `stage` is the last stage that was entered, `expected` the last close date that was planned. `took` is
    how many days the deal took, or has taken until now: in working days where `day_hours` says how long these are.
    """

    owner: str
    currency: str
    outcome: Outcome
    opened: int
    opened_by: str
    ended: int
    until: int
    stage: str
    amounts: tuple[AmountChange, ...] = ()
    close_dates: tuple[CloseDateChange, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    heard: int = 0
    last_heard: int = NO_TIME
    done: int = 0
    took: float | None = None
    day_hours: float | None = None

    @property
    def expected(self) -> int:
        """When the deal was last expected to close, `NO_TIME` where nobody said."""
        plans = [change.after for change in self.close_dates if not change.at_close]
        return plans[-1] if plans else NO_TIME

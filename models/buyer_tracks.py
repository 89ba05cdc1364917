"""Seller and buyer of one deal beside each other, and how far the one is ahead of the other over many deals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class SellerVisit:
    """The seller in a stage from `begin` to `end` (microseconds UTC, `NO_TIME` while it lasts).

    `step` is what the buyer then works on, empty where the stage does not say. `lacking` are the presumed steps that
    the buyer is not seen to have done when the deal first came here, `missing` the signals without which the deal went
    on from here; both are told of the first visit alone.
    """

    stage: str
    step: str
    begin: int
    end: int
    lacking: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class BuyerMark:
    """A signal seen at `time`: the steps that it shows, and those of them that are done with it.

    `what` is the event or the change of a field, `who` did it (empty for unknown). `ahead_of` is the stage at which
    the seller still was where the buyer was ahead with it, else empty.
    """

    signal: str
    time: int
    what: str
    who: str
    steps: tuple[str, ...]
    done: tuple[str, ...] = ()
    ahead_of: str = ""


@dataclass(frozen=True)
class BuyerTracks:
    """Both sides of a deal in order of time; `reached` has the first time of every step that is seen, by name."""

    seller: tuple[SellerVisit, ...]
    buyer: tuple[BuyerMark, ...]
    reached: Mapping[str, int]


@dataclass(frozen=True)
class StageLead:
    """How far the buyer was, over the deals that came to a stage.

    The buyer is there once everything that can be checked of what the stage presumes is done, or the step of the stage
    itself. Of `deals`, the buyer was there `before` the seller (or at the same moment), `after`, or `never`.
    `median_days` is by how many days the buyer was there first over those where it is known, negative where the seller
    was, None where it is known of none; working days of `day_hours` where that is not None. `lacking` counts by step
    the deals that lacked it when they came. Without `can_be_checked` the log has no evidence of anything presumed.
    """

    stage: str
    step: str
    presumed: tuple[str, ...]
    can_be_checked: bool
    deals: int
    before: int = 0
    after: int = 0
    never: int = 0
    median_days: float | None = None
    lacking: Mapping[str, int] | None = None
    day_hours: float | None = None

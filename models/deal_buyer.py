"""The buyer's side of one deal: the steps that were reached, and where the two sides part."""

from __future__ import annotations

from dataclasses import dataclass

from models.case_table import NO_TIME
from models.deviation import DeviationType


@dataclass(frozen=True, slots=True)
class BuyerMoment:
    """One thing at `time` (microseconds UTC).

    Without a `kind` the buyer is seen to have done the one step in `what`. With one, it is a two-sided deviation at
    `stage`: `what` are the steps that were not done or were done already, or the signals that were not seen. `later`
    is when all of that was there after all, `NO_TIME` for never; `is_end` says that the stage is the won end.
    """

    time: int
    what: tuple[str, ...]
    kind: DeviationType | None = None
    stage: str = ""
    later: int = NO_TIME
    is_end: bool = False

"""What is allowed beside the documented process for a reason, and what must never happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.condition import Condition
from models.deviation import DeviationKey, DeviationType

STEP = " > "
"""What stands between the steps of a path where it is written as one text."""


class Force(StrEnum):
    """Whether an entry still takes in new deals on some day."""

    NOT_YET = "not yet in force"
    IN_FORCE = "in force"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Accepted:
    """A deviation that somebody has accepted: it is still reported, and no longer counts.

    It holds for the deals that were created from `since` to `until` (both included, None for no bound) and for which
    `when` holds, None for all. `why` is the reason, `by` who accepted it.
    """

    deviation: DeviationKey
    when: Condition | None = None
    why: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None

    def force(self, day: date) -> Force:
        """Whether it takes in deals that are created on that day."""
        return _force(self.since, self.until, day)


@dataclass(frozen=True)
class Forbidden:
    """A path that no deal may take, as the stages and the end by their documented names; the rest as above."""

    path: tuple[str, ...]
    why: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def key(self) -> DeviationKey:
        """The deviation that a deal on this path shows; the whole path is its name, so that no two share one."""
        return DeviationKey(DeviationType.FORBIDDEN, STEP.join(self.path))

    def force(self, day: date) -> Force:
        """Whether it takes in deals that are created on that day."""
        return _force(self.since, self.until, day)


def _force(since: date | None, until: date | None, day: date) -> Force:
    if until is not None and day > until:
        return Force.EXPIRED
    return Force.NOT_YET if since is not None and day < since else Force.IN_FORCE

"""What is allowed beside the documented process for a reason, and what must never happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.condition import Condition
from models.deviation import DeviationKey


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


@dataclass(frozen=True)
class Forbidden:
    """A path that no deal may take, as the stages and the end by their documented names; the rest as above."""

    path: tuple[str, ...]
    why: str = ""
    by: str = ""
    since: date | None = None
    until: date | None = None

"""That somebody looked: a day on which the alignment was gone over with a stakeholder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Review:
    """On this day the process, its figures or a change were gone over with `who`; `what` is a note of the user's."""

    day: date
    who: str
    what: str = ""

"""Times as people write them in a process: `3d` for days, `2bd` for business days."""

from __future__ import annotations

import re

from models.rule import DayUnit, Within

MOST_DAYS = 3650
"""The longest time that can be given."""
_WRITTEN = re.compile(r"([0-9]{1,5}) ?(bd|d)", re.IGNORECASE)


def days_of(text: str) -> Within | None:
    """The time that a text gives, None where it gives none of 1 to `MOST_DAYS` days."""
    found = _WRITTEN.fullmatch(text)
    if found is None or not 1 <= int(found[1]) <= MOST_DAYS:
        return None
    return Within(int(found[1]), DayUnit(found[2].lower()))

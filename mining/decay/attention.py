"""How long since anyone looked: reviews held against how often each stakeholder is to be kept informed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from models.decay import Attention
from models.label import key
from models.review import Review
from models.strategy import Stakeholder

_WORDS = {
    "täglich": 1,
    "wöchentlich": 7,
    "zweiwöchentlich": 14,
    "alle zwei wochen": 14,
    "monatlich": 30,
    "vierteljährlich": 91,
    "jährlich": 365,
    "daily": 1,
    "weekly": 7,
    "biweekly": 14,
    "fortnightly": 14,
    "monthly": 30,
    "quarterly": 91,
    "yearly": 365,
}
_UNITS = {"d": 1, "day": 1, "w": 7, "week": 7, "m": 30, "month": 30, "quarter": 91, "y": 365, "year": 365}
_NUMBERS = {"two": 2, "three": 3, "four": 4, "six": 6, "other": 2, "second": 2}
_EVERY = re.compile(r"(?:every )?(?:(\d{1,3}|[a-z]+) ?)?([a-z]+?)s?")


def days_between(cadence: str) -> int | None:
    """How many days apart the looks of a cadence are: "weekly", "2w", "every two weeks"; None where it says none."""
    said = key(cadence)
    if said in _WORDS:
        return _WORDS[said]
    found = _EVERY.fullmatch(said)
    if found is None or found[2] not in _UNITS:
        return None
    count = 1 if found[1] is None else int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 0)
    return count * _UNITS[found[2]] or None


def attention(
    stakeholders: Sequence[Stakeholder], reviews: Sequence[Review], since: date
) -> tuple[Attention, ...]:
    """When each was last kept informed and when the next look is due; `since` (the first day) where there was none."""
    found = []
    for one in stakeholders:
        looked = [review.day for review in reviews if key(review.who) == key(one.who)]
        last, apart = max(looked, default=None), days_between(one.cadence)
        due = None if apart is None else (last or since) + timedelta(days=apart)
        found.append(Attention(one, last, due))
    return tuple(found)


def last_look(reviews: Sequence[Review]) -> date | None:
    """The last day on which anybody looked."""
    return max((review.day for review in reviews), default=None)

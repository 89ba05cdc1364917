"""The words of the path query language: the phrases, what they mean, and which words a bare name cannot hold."""

from __future__ import annotations

from collections.abc import Mapping

from models.conformance import Status
from models.deviation import DeviationType

LONGEST = 2_000
"""A query has at most so many characters."""

DEEPEST = 30
"""Parentheses and `not` stand at most so deep in each other."""

AND, OR, NOT, AND_THEN = "and", "or", "not", "and then"
THEN, LATER, WITHIN = "then", "..", "within"
CONTAINS, STARTS, ENDS, STANDS = "contains", "starts with", "ends with", "stands at"
OUT_OF_ORDER = "out of order"

DEPARTURES: Mapping[str, tuple[DeviationType, str]] = {
    "skips": (DeviationType.SKIPPED, ""),
    "goes back": (DeviationType.WENT_BACK, "to"),
    "repeats": (DeviationType.REPEATED, ""),
    "adds": (DeviationType.UNDOCUMENTED, ""),
    "closes early": (DeviationType.PREMATURE_CLOSE, "from"),
}
"""The phrase of every departure that begins with it, and the word before the stage; the stage may be left out."""

JUDGEMENTS: Mapping[str, Status] = {
    "follows so far": Status.PENDING,
    "follows": Status.CONFORMS,
    "deviates": Status.DEVIATES,
    "unchecked": Status.UNCHECKED,
}
"""The longer phrase before the shorter one that it begins with."""

SAME: Mapping[str, str] = {
    "later": LATER,
    "…": LATER,
    "->": THEN,
    "→": THEN,
    "has": CONTAINS,
    "is at": STANDS,
    "skipped": "skips",
    "went back": "goes back",
    "repeated": "repeats",
    "departs": "deviates",
    "closed early": "closes early",
}
"""Other ways to say the same."""

MINUTE = 60_000_000
UNITS: Mapping[str, int] = {
    "day": 1440 * MINUTE,
    "hour": 60 * MINUTE,
    "minute": MINUTE,
    "week": 10_080 * MINUTE,
}
"""In microseconds; the first ones are written first."""

_PHRASES = (
    AND, OR, NOT, THEN, LATER, WITHIN, CONTAINS, STARTS, ENDS, STANDS, OUT_OF_ORDER,
    *DEPARTURES, *JUDGEMENTS, *SAME,
)  # fmt: skip

RESERVED = frozenset(word for phrase in _PHRASES for word in phrase.split()) | {"to", "from", "time", "times"}
"""A name with one of these words is written in quotes."""


def spellings(phrase: str) -> tuple[tuple[str, ...], ...]:
    """Every way to write a phrase, as words in lower case."""
    return tuple(tuple(way.split()) for way in (phrase, *(other for other in SAME if SAME[other] == phrase)))

"""How sequences stand to a rule, by the order of events alone or with the time between them.

Definitions (of Declare: Pesic, van der Aalst: A Declarative Approach for Flexible Business Processes Management,
BPM Workshops 2006), with the vacuity of Maggi, Mooij, van der Aalst (CIDM 2011): where nothing calls for the rule
it is not kept but not judged. A response is called for by its first event, a precedence by its second, not
co-existence by either; absence and exactly once by every sequence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from models.event_log import Times
from models.rule import RuleKind


class Standing(IntEnum):
    """How one sequence stands to a rule if it goes on (`UNMET`: what is called for has not come yet)."""

    NOT_CALLED_FOR = 0
    KEPT = 1
    UNMET = 2
    BROKEN = 3


@dataclass(frozen=True, eq=False)
class Sequences:
    """Sequences one after the other: `code` of every element and the `row` it is in, in order of the rows."""

    code: NDArray[np.int32]
    row: NDArray[np.int32]
    rows: int


@dataclass(frozen=True, eq=False)
class Judged:
    """`standing` (int8) has one entry a row; `places` are the elements that break it or lack what they call for."""

    standing: NDArray[np.int8]
    places: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Timing:
    """On the rule's clock: the time of every element, the longest difference, and for every row what time it is."""

    shown: Times
    longest: int
    now: Times


def judge(kind: RuleKind, first: int, second: int, found: Sequences, timing: Timing | None = None) -> Judged:
    """Judge every sequence; `first` and `second` are codes, `second` unused where the rule is about one event."""
    if kind is RuleKind.RESPONSE:
        return _response(first, second, found, timing)
    if kind is RuleKind.PRECEDENCE:
        return _precedence(first, second, found, timing)
    if kind is RuleKind.NOT_TOGETHER:
        return _not_together(first, second, found)
    return _absence(first, found) if kind is RuleKind.ABSENCE else _exactly_once(first, found)


def _response(first: int, second: int, found: Sequences, timing: Timing | None) -> Judged:
    calls, answers = _places(found, first), _places(found, second)
    at = np.searchsorted(answers, calls)
    answer = answers[np.minimum(at, len(answers) - 1)] if len(answers) else calls
    answered = (at < len(answers)) & (found.row[answer] == found.row[calls])
    standing = _called_for(found, calls)
    standing[found.row[calls[~answered]]] = Standing.UNMET
    if timing is None:
        return Judged(standing, calls[~answered])
    late = (
        np.where(answered, timing.shown[answer], timing.now[found.row[calls]]) - timing.shown[calls]
        > timing.longest
    )
    standing[found.row[calls[late]]] = Standing.BROKEN
    return Judged(standing, calls[late])


def _precedence(first: int, second: int, found: Sequences, timing: Timing | None) -> Judged:
    needed, calls = _places(found, first), _places(found, second)
    at = np.searchsorted(needed, calls) - 1
    before = needed[np.maximum(at, 0)] if len(needed) else calls
    preceded = (at >= 0) & (found.row[before] == found.row[calls])
    if timing is not None:
        preceded &= timing.shown[calls] - timing.shown[before] <= timing.longest
    standing = _called_for(found, calls)
    standing[found.row[calls[~preceded]]] = Standing.BROKEN
    return Judged(standing, calls[~preceded])


def _not_together(first: int, second: int, found: Sequences) -> Judged:
    """Broken by the first element of whichever of the two comes later."""
    ours, theirs = (_first_of_each_row(found, _places(found, code)) for code in (first, second))
    _, mine, other = np.intersect1d(
        found.row[ours], found.row[theirs], assume_unique=True, return_indices=True
    )
    places = np.sort(np.maximum(ours[mine], theirs[other]))
    standing = _called_for(found, np.concatenate((ours, theirs)))
    standing[found.row[places]] = Standing.BROKEN
    return Judged(standing, places)


def _absence(first: int, found: Sequences) -> Judged:
    places = _places(found, first)
    standing = np.full(found.rows, Standing.KEPT, dtype=np.int8)
    standing[found.row[places]] = Standing.BROKEN
    return Judged(standing, places)


def _exactly_once(first: int, found: Sequences) -> Judged:
    places = _places(found, first)
    again = places[1:][found.row[places[1:]] == found.row[places[:-1]]]
    standing = np.full(found.rows, Standing.UNMET, dtype=np.int8)
    standing[found.row[places]] = Standing.KEPT
    standing[found.row[again]] = Standing.BROKEN
    return Judged(standing, again)


def _places(found: Sequences, code: int) -> NDArray[np.int64]:
    return np.flatnonzero(found.code == code)


def _called_for(found: Sequences, calls: NDArray[np.int64]) -> NDArray[np.int8]:
    standing = np.zeros(found.rows, dtype=np.int8)
    standing[found.row[calls]] = Standing.KEPT
    return standing


def _first_of_each_row(found: Sequences, places: NDArray[np.int64]) -> NDArray[np.int64]:
    first: NDArray[np.int64] = places[np.diff(found.row[places], prepend=-1) != 0]
    return first

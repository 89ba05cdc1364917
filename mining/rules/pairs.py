"""What is counted of every pair of events in every distinct sequence, and the numpy way to count it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BOTH, RESPONSE, PRECEDENCE, SUCCESSION = 0, 1, 2, 3
ALTERNATE_RESPONSE, ALTERNATE_PRECEDENCE, ALTERNATE_SUCCESSION = 4, 5, 6
CHAIN_RESPONSE, CHAIN_PRECEDENCE, CHAIN_SUCCESSION = 7, 8, 9
FOLLOWED, DIRECTLY_FOLLOWED = 10, 11
KINDS = 12
"""The places of the counts of a pair (a, b) of which both occur: see `PairCounts`."""

_LARGEST = 1 << 22
"""So many flags (an event of a sequence by a label) at once."""

Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PairCounts:
    """Weights summed over sequences, int64: `single[a]` of those with a, with a exactly once, and beginning with a.

    `pair[a, b, kind]` of those with a and b for which the kind holds: both are there; every a has a b after it;
    the first b has an a before it; both of these; the same alternately (before the next a, after the last b)
    and directly; some b comes after some a; some b comes directly after an a.
    """

    single: NDArray[np.int64]
    pair: NDArray[np.int64]

    @classmethod
    def nothing(cls, labels: int) -> PairCounts:
        """Zeros for so many labels."""
        return cls(np.zeros((labels, 3), dtype=np.int64), np.zeros((labels, labels, KINDS), dtype=np.int64))


def count_with_numpy(
    code: NDArray[np.int32], start: NDArray[np.int64], weight: NDArray[np.int64], counts: PairCounts
) -> None:
    """Add the sequences `code[start[i]:start[i + 1]]`, each so many times as its weight; no code is negative."""
    for begin, end in _parts(start, len(counts.single)):
        part = code[start[begin] : start[end]].astype(np.int64)
        _count(part, start[begin : end + 1] - start[begin], weight[begin:end], counts)


def _parts(start: NDArray[np.int64], labels: int) -> Iterator[tuple[int, int]]:
    """Ranges of sequences that are small enough at once; a longer one alone."""
    at_once = max(1, _LARGEST // max(1, labels))
    begin = 0
    while begin < len(start) - 1:
        end = max(begin + 1, int(np.searchsorted(start, start[begin] + at_once, side="right")) - 1)
        yield begin, end
        begin = end


@dataclass(frozen=True, eq=False)
class _Occurrences:
    """The events by sequence and label: `order` lists them so, `begin` is where each (sequence, label) begins.

    `group` numbers them by sequence and label; `row` and `label` are those of each that there is.
    """

    order: NDArray[np.int64]
    group: NDArray[np.int64]
    begin: NDArray[np.int64]
    row: NDArray[np.int64]
    label: NDArray[np.int64]

    def every(self, flags: Flags) -> Flags:
        """For every (sequence, label): is the flag set at each of its events?"""
        found: Flags = np.logical_and.reduceat(flags[self.order], self.begin, axis=0)
        return found

    def some(self, flags: Flags) -> Flags:
        """For every (sequence, label): is the flag set at one of its events?"""
        found: Flags = np.logical_or.reduceat(flags[self.order], self.begin, axis=0)
        return found

    @property
    def first(self) -> NDArray[np.int64]:
        """The first event of every (sequence, label)."""
        return self.order[self.begin]

    @property
    def last(self) -> NDArray[np.int64]:
        """The last event of every (sequence, label)."""
        ends = np.append(self.begin[1:], len(self.order))
        last: NDArray[np.int64] = self.order[ends - 1]
        return last


def _count(
    code: NDArray[np.int64], start: NDArray[np.int64], weight: NDArray[np.int64], counts: PairCounts
) -> None:
    """Flags an event and label say which labels come until the same event comes again, or came since it last did."""
    if not len(code):
        return
    labels = len(counts.single)
    row = np.repeat(np.arange(len(weight)), np.diff(start))
    found = _occurrences(code, row, labels)
    until, since = _around(code, start, found, labels)
    after, before = _next_to(code, row, labels, 1), _next_to(code, row, labels, -1)
    at = np.full((len(weight), labels), -1, dtype=np.int64)
    at[found.row, found.label] = np.arange(len(found.row))
    there = at[found.row] >= 0
    there[np.arange(len(found.label)), found.label] = False

    def mirrored(flags: Flags) -> Flags:
        """From flags of (sequence, b) at a to those of (sequence, a) at b."""
        turned: Flags = flags[at[found.row], found.label[:, None]] & there
        return turned

    kinds = {
        BOTH: there,
        RESPONSE: until[found.last],
        PRECEDENCE: mirrored(since[found.first]),
        ALTERNATE_RESPONSE: found.every(until),
        ALTERNATE_PRECEDENCE: mirrored(found.every(since)),
        CHAIN_RESPONSE: found.every(after),
        CHAIN_PRECEDENCE: mirrored(found.every(before)),
        FOLLOWED: found.some(until),
        DIRECTLY_FOLLOWED: found.some(after),
    }
    kinds[SUCCESSION] = kinds[RESPONSE] & kinds[PRECEDENCE]
    kinds[ALTERNATE_SUCCESSION] = kinds[ALTERNATE_RESPONSE] & kinds[ALTERNATE_PRECEDENCE]
    kinds[CHAIN_SUCCESSION] = kinds[CHAIN_RESPONSE] & kinds[CHAIN_PRECEDENCE]
    by_label = np.argsort(found.label, kind="stable")
    begins = np.flatnonzero(np.diff(found.label[by_label], prepend=-1))
    present = found.label[by_label][begins]
    heavy = weight[found.row][by_label, None]
    for kind, flags in kinds.items():
        counts.pair[present, :, kind] += np.add.reduceat((flags & there)[by_label] * heavy, begins, axis=0)
    times = np.diff(np.append(found.begin, len(code)))
    is_first = found.first == start[found.row]
    for column, flags in enumerate((times > 0, times == 1, is_first)):
        np.add.at(counts.single[:, column], found.label, weight[found.row] * flags)


def _occurrences(code: NDArray[np.int64], row: NDArray[np.int64], labels: int) -> _Occurrences:
    number = row * labels + code
    order = np.argsort(number, kind="stable")
    group = number[order]
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    return _Occurrences(order, group, begin, *np.divmod(group[begin], labels))


def _around(
    code: NDArray[np.int64], start: NDArray[np.int64], found: _Occurrences, labels: int
) -> tuple[Flags, Flags]:
    """For every event which labels come until its own comes again, and which came since its own last did."""
    place, lengths = np.arange(len(code)), np.diff(start)
    own_before, own_next = np.repeat(start[:-1] - 1, lengths), np.repeat(start[1:], lengths)
    same = np.diff(found.group, prepend=-1) == 0
    again, earlier = found.order[same], found.order[np.flatnonzero(same) - 1]
    own_before[again], own_next[earlier] = earlier, again
    until, since = (np.empty((len(code), labels), dtype=bool) for _ in range(2))
    for label in range(labels):
        here = code == label
        since[:, label] = np.maximum.accumulate(np.where(here, place, -1)) > own_before
        coming = np.where(here, place, len(code))[::-1]
        until[:, label] = np.minimum.accumulate(coming)[::-1] < own_next
    return until, since


def _next_to(code: NDArray[np.int64], row: NDArray[np.int64], labels: int, step: int) -> Flags:
    """For every event which label comes directly after it (`step` 1) or before it (-1)."""
    flags = np.zeros((len(code), labels), dtype=bool)
    together = np.flatnonzero(np.diff(row) == 0)
    here, there = (together, together + 1) if step > 0 else (together + 1, together)
    flags[here, code[there]] = True
    return flags

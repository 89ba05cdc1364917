"""The distinct activity sequences of a log, found once and shared by everything that works per variant."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Variants:
    """Distinct sequences, the most frequent first (ties: the case that comes first in the log).

    Variant `v` is `activity[start[v]:start[v + 1]]` (codes of the log's activity column); `of_case` gives the
    variant of every case, `counts` the number of cases of every variant.
    """

    activity: NDArray[np.int32]
    start: NDArray[np.int64]
    of_case: NDArray[np.int32]
    counts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.counts)

    def sequence(self, variant: int) -> NDArray[np.int32]:
        """The activity codes of one variant."""
        return self.activity[self.start[variant] : self.start[variant + 1]]

    def counts_in(self, mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The number of cases of every variant where `mask` (one flag a case) is set."""
        return np.bincount(self.of_case[mask], minlength=len(self)).astype(np.int64)


def variants_of(activity: NDArray[np.int32], case_start: NDArray[np.int64]) -> Variants:
    """Group the cases by their exact activity sequence.

    Traces of one length are rows of one matrix, so that no hash can make two different sequences equal.
    """
    lengths = np.diff(case_start)
    of_case = np.zeros(len(lengths), dtype=np.int64)
    first_case: list[NDArray[np.int64]] = []
    found = 0
    for length in np.unique(lengths):
        cases = np.flatnonzero(lengths == length)
        rows = activity[case_start[cases][:, None] + np.arange(length)]
        first, inverse = _distinct_rows(np.ascontiguousarray(rows))
        of_case[cases] = inverse + found
        first_case.append(cases[first])
        found += len(first)
    firsts = np.concatenate(first_case) if first_case else np.zeros(0, dtype=np.int64)
    counts = np.bincount(of_case, minlength=found)
    order = np.lexsort((firsts, -counts))
    rank = np.empty(found, dtype=np.int32)
    rank[order] = np.arange(found, dtype=np.int32)
    kept = firsts[order]
    start = np.concatenate(([0], np.cumsum(lengths[kept]))).astype(np.int64)
    pieces = [activity[case_start[case] : case_start[case + 1]] for case in kept]
    flat = np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.int32)
    return Variants(flat.astype(np.int32), start, rank[of_case], counts[order].astype(np.int64))


def _distinct_rows(rows: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The index of the first of each distinct row, and for every row which distinct one it is."""
    if rows.shape[1] == 0:
        return np.zeros(min(1, len(rows)), dtype=np.int64), np.zeros(len(rows), dtype=np.int64)
    as_bytes = rows.view(np.dtype((np.void, rows.dtype.itemsize * rows.shape[1]))).ravel()
    _, first, inverse = np.unique(as_bytes, return_index=True, return_inverse=True)
    return first, inverse

"""Runs compiled loops over parts of a log side by side: they let go of the interpreter's lock."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

_MOST_THREADS = 4


def side_by_side(works: Sequence[Callable[[], T]]) -> list[T]:
    """What the works give, in their order, each done in one of a few threads that end with the call."""
    threads = min(len(works), os.cpu_count() or 1, _MOST_THREADS)
    if threads <= 1:
        return [work() for work in works]
    with ThreadPoolExecutor(threads, thread_name_prefix="lanekeeper-loop") as pool:
        return list(pool.map(lambda work: work(), works))


def parts(bounds: NDArray[np.int64], size: int) -> list[tuple[int, int]]:
    """Ranges of groups (from, behind) that hold about `size` entries each; group `g` holds `bounds[g]:bounds[g + 1]`.

    The ranges depend on nothing but the arguments, so that sums over them do not differ between computers.
    """
    last = len(bounds) - 1
    cuts = np.searchsorted(bounds, np.arange(0, int(bounds[-1]), size)[1:], side="left").tolist()
    cuts = [0, *sorted({cut for cut in cuts if 0 < cut < last}), last]
    return [(begin, end) for begin, end in pairwise(cuts) if begin < end]

"""The first deals of many deviations, without listing all deals of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.deviation import Deviation

_FIRST_LOOK = 4096
"""So many cases are looked at first; then always four times as many."""


def first_cases(
    deviations: Sequence[Deviation], counts: Sequence[int], mask: NDArray[np.bool_], wanted: int
) -> list[list[int]]:
    """The first `wanted` cases in `mask` of each deviation; `counts` says how many it has there in all.

    The deviations are of the same units. Cases are looked through once, for those deviations that are still
    short of some: rare ones are looked for together.
    """
    found: list[list[int]] = [[] for _ in deviations]
    short = [i for i, count in enumerate(counts) if count]
    begin, size = 0, _FIRST_LOOK
    while short:
        units_of = deviations[0].unit_of_case[begin : begin + size]
        looked_for = np.zeros(len(deviations[0].judged), dtype=bool)
        for i in short:
            looked_for[deviations[i].showing] = True
        hits = np.flatnonzero(looked_for[units_of] & mask[begin : begin + size])
        units = units_of[hits]
        for i in short:
            mine = hits[deviations[i].shown[units]][: wanted - len(found[i])]
            found[i] += (mine + begin).tolist()
        short = [i for i in short if len(found[i]) < min(wanted, counts[i])]
        begin, size = begin + size, size * 4
    return found

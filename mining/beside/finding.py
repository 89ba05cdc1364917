"""What one kind of deviation beside the flow amounts to: who shows it, the facts, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.journey.two_sided import Finding
from models.beside_check import Facts, Unjudged
from models.categorical import Categorical
from models.deviation import DeviationKey
from models.event_log import Times
from models.rule import DayUnit


@dataclass(frozen=True, eq=False)
class Told:
    """The findings of one kind with their facts, and why some of it, or all, cannot be told."""

    findings: tuple[Finding, ...] = ()
    facts: tuple[Facts, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


def cases_flagged(cases: NDArray[np.int32], n_cases: int) -> NDArray[np.bool_]:
    """One flag a case: is it among these?"""
    flags = np.zeros(n_cases, dtype=bool)
    flags[cases] = True
    return flags


def longest(
    key: DeviationKey,
    case: NDArray[np.int32],
    time: Times,
    took: NDArray[np.float64],
    allowed: float,
    unit: DayUnit,
) -> Facts:
    """The facts of the longest of what happened in every case."""
    order = np.lexsort((-took, case))
    first = order[np.diff(case[order], prepend=-1) != 0]
    n = len(first)
    return Facts(key, case[first], time[first], took[first], np.full(n, allowed), unit, Categorical.empty(n))


def earliest(
    key: DeviationKey, case: NDArray[np.int32], time: Times, what: Sequence[str] | Categorical
) -> Facts:
    """The facts of the first of what happened in every case; `what` says more of each."""
    told = what if isinstance(what, Categorical) else Categorical.of(what)
    order = np.lexsort((time, case))
    first = order[np.diff(case[order], prepend=-1) != 0]
    unknown = np.full(len(first), np.nan)
    return Facts(key, case[first], time[first], unknown, unknown, DayUnit.DAYS, told.take(first))

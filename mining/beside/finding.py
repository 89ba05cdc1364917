"""What one kind of deviation beside the flow amounts to: who shows it, the facts, and what cannot be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mining.journey.two_sided import Finding
from models.beside_check import Facts, Unjudged
from models.categorical import Categorical
from models.deviation import DeviationKey, DeviationType
from models.event_log import Times

_STAGES = "{stages}"


@dataclass(frozen=True)
class Gap:
    """Why something cannot be told; where it is of a `stage`, the words say `{stages}` for it and others like it."""

    type: DeviationType
    words: str
    stage: str = ""


@dataclass(frozen=True, eq=False)
class Told:
    """Findings of one kind with their facts, and why some of it, or all, cannot be told."""

    findings: tuple[Finding, ...] = ()
    facts: tuple[Facts, ...] = ()
    gaps: tuple[Gap, ...] = ()


def sentences(gaps: Iterable[Gap]) -> tuple[Unjudged, ...]:
    """What cannot be told, one sentence for all stages of which the same is to be said."""
    stages: dict[tuple[DeviationType, str], list[str]] = {}
    for gap in gaps:
        stages.setdefault((gap.type, gap.words), []).append(gap.stage)
    return tuple(
        Unjudged(kind, words.replace(_STAGES, ", ".join(named)) if all(named) else words)
        for (kind, words), named in stages.items()
    )


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
    day_hours: float | None,
) -> Facts:
    """The facts of the first of the longest of what happened in every case; cases ascend."""
    begins = _begins(case)
    most = np.maximum.reduceat(took, begins) if len(begins) else took
    at = np.flatnonzero(took == np.repeat(most, np.diff(np.append(begins, len(case)))))
    at = at[_begins(case[at])]
    n = len(at)
    nothing = Categorical.empty(n)
    return Facts(key, case[at], time[at], took[at], np.full(n, allowed), day_hours, nothing, nothing)


def earliest(
    key: DeviationKey,
    case: NDArray[np.int32],
    time: Times,
    what: Categorical | None = None,
    who: Categorical | None = None,
) -> Facts:
    """The facts of the first of what happened in every case, in order of case and time; `what` says more of each."""
    at = _begins(case)
    unknown = np.full(len(at), np.nan)
    people, more = (Categorical.empty(len(at)) if one is None else one.take(at) for one in (who, what))
    return Facts(key, case[at], time[at], unknown, unknown, None, people, more)


def _begins(case: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where each case begins."""
    return np.flatnonzero(np.diff(case, prepend=-1) != 0)

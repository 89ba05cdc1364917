"""How well changes were found: matched to the true ones as in the published evaluation, F1, delay and false alarms."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Outcome:
    """What was found in a log of so many cases, and where it really changes (numbers of cases)."""

    name: str
    cases: int
    found: tuple[int, ...]
    true: tuple[int, ...]
    seconds: float


TOLERANCES: tuple[tuple[str, Callable[[int], float]], ...] = (
    ("10 % of the log", lambda cases: 0.1 * cases),
    ("5 % of the log", lambda cases: 0.05 * cases),
    ("2.5 % of the log", lambda cases: 0.025 * cases),
    ("200 cases", lambda cases: 200.0),
)


def matched(found: Sequence[int], true: Sequence[int], tolerance: float) -> list[int]:
    """How far each matched change is off: as many as possible are matched, each once, then as close as possible."""
    from scipy.optimize import linear_sum_assignment

    if not found or not true:
        return []
    off = np.abs(np.subtract.outer(np.array(found), np.array(true))).astype(np.float64)
    worth = np.where(off <= tolerance, off**2 - 1e12, 0.0)
    rows, columns = linear_sum_assignment(worth)
    return [int(off[i, j]) for i, j in zip(rows, columns, strict=True) if off[i, j] <= tolerance]


@dataclass(frozen=True)
class Score:
    """F1 over all changes, the mean of the F1 of every log (0 where nothing was found), and the mean delay in cases."""

    f1: float
    f1_of_logs: float
    delay: float
    hits: int
    false: int
    missed: int


def score(outcomes: Sequence[Outcome], tolerance: Callable[[int], float]) -> Score:
    """All logs at one tolerance, which may depend on the number of cases."""
    each = [matched(one.found, one.true, tolerance(one.cases)) for one in outcomes]
    off = [delay for some in each for delay in some]
    found, true = sum(len(one.found) for one in outcomes), sum(len(one.true) for one in outcomes)
    by_log = [
        2 * len(some) / (len(one.found) + len(one.true)) if one.found or one.true else 1.0
        for one, some in zip(outcomes, each, strict=True)
    ]
    f1 = 2 * len(off) / (found + true) if found + true else 1.0
    delay = float(np.mean(off)) if off else float("nan")
    return Score(f1, float(np.mean(by_log)), delay, len(off), found - len(off), true - len(off))

"""Which columns are the deal and the activity when no name tells: by how their values fall together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from mining.sources.files.cell_table import Table
from models.categorical import MISSING, Categorical
from models.column_mapping import ColumnMapping

MOST_ACTIVITIES = 200
_FEWEST_ROWS = 20
"""Fewer rows than these show no pattern."""
_FEWEST_STEPS = 1.5
"""A deal goes through so many different activities on average, or the columns do not belong together."""


def complete_by_values(table: Table, guess: ColumnMapping) -> ColumnMapping:
    """The mapping with the deal and the activity filled in where names left them open, if the values tell.

    A column of activities has few different values, written in words; a column of deals has more of them, and
    its deals go through several activities each. The pair with the most different activities a deal wins, of
    equals the one whose activities are the longer words.
    """
    if guess.timestamp is None or len(table) < _FEWEST_ROWS or (guess.case and guess.activity):
        return guess
    taken = set(guess.columns.values())
    free = {name: table.column(name) for name in table.columns if name not in taken}
    cases = [guess.case] if guess.case else list(free)
    activities = [guess.activity] if guess.activity else list(free)
    best: tuple[float, float, str, str] | None = None
    for activity in activities:
        steps = free.get(activity) or table.column(activity)
        if not 2 <= len(steps.labels) <= min(MOST_ACTIVITIES, len(table) // 5):
            continue
        words = _letters(steps.labels)
        for case in cases:
            deals = free.get(case) or table.column(case)
            found = _steps_a_deal(deals, steps) if case != activity else 0.0
            if found >= _FEWEST_STEPS and words > 0 and (best is None or (found, words) > best[:2]):
                best = (found, words, case, activity)
    return guess if best is None else replace(guess, case=best[2], activity=best[3])


def _letters(labels: Iterable[str]) -> float:
    """Letters of an average label; 0 where most labels are numbers, ids or single letters."""
    counts = [sum(char.isalpha() for char in label) for label in labels]
    return float(np.mean(counts)) if np.mean([count >= 3 for count in counts]) > 0.5 else 0.0


def _steps_a_deal(deals: Categorical, steps: Categorical) -> float:
    """How many different activities an average deal has; 0 where the column cannot be that of deals."""
    known = (deals.codes != MISSING) & (steps.codes != MISSING)
    if len(deals.labels) <= len(steps.labels) or known.sum() < 1.5 * len(deals.labels):
        return 0.0
    pairs = np.unique(deals.codes[known].astype(np.int64) * len(steps.labels) + steps.codes[known])
    return len(pairs) / len(deals.labels)

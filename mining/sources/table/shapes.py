"""Which columns are the deal and the activity when no name tells: by how their values fall together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from mining.sources.files.cell_table import Table
from mining.sources.values.categories import relabel
from models.categorical import MISSING, Categorical
from models.column_mapping import ColumnMapping

MOST_ACTIVITIES = 200
_FEWEST_ROWS = 20
"""Fewer rows than these show no pattern."""
_TO_THE_MINUTE = len("2026-01-31T12:34")
_FEWEST_STEPS = 1.5
"""A deal goes through so many different activities on average, or the columns do not belong together."""


def complete_by_values(table: Table, guess: ColumnMapping) -> ColumnMapping:
    """The mapping with the deal and the activity filled in where names left them open, if the values tell.

    A column of activities has few different values, written in words; a column of deals has more of them, and
    its deals go through several activities each. The pair with the most different activities a deal wins, of
    equals the one whose activities are the longer words. What happened to a deal takes time: a list of settings that
    was written at one go is no log.
    """
    if guess.timestamp is None or len(table) < _FEWEST_ROWS or (guess.case and guess.activity):
        return guess
    taken = set(guess.columns.values())
    free = {name: table.column(name) for name in table.columns if name not in taken}
    cases = [guess.case] if guess.case else list(free)
    activities = [guess.activity] if guess.activity else list(free)
    minutes = relabel(table.column(guess.timestamp), lambda time: time[:_TO_THE_MINUTE])
    best: tuple[float, float, str, str] | None = None
    for activity in activities:
        steps = free.get(activity) or table.column(activity)
        if not 2 <= len(steps.labels) <= min(MOST_ACTIVITIES, len(table) // 5):
            continue
        words = _letters(steps.labels)
        for case in cases:
            deals = free.get(case) or table.column(case)
            found = _steps_a_deal(deals, steps) if case != activity else 0.0
            if found >= _FEWEST_STEPS and _distinct_a_deal(deals, minutes) < _FEWEST_STEPS:
                continue
            if found >= _FEWEST_STEPS and words > 0 and (best is None or (found, words) > best[:2]):
                best = (found, words, case, activity)
    return guess if best is None else replace(guess, case=best[2], activity=best[3])


def _letters(labels: Iterable[str]) -> float:
    """Letters of an average label; 0 where most labels are numbers, ids or single letters."""
    counts = [sum(char.isalpha() for char in label) for label in labels]
    return float(np.mean(counts)) if np.mean([count >= 3 for count in counts]) > 0.5 else 0.0


def _steps_a_deal(deals: Categorical, steps: Categorical) -> float:
    """How many different activities an average deal has; 0 where the column cannot be that of deals."""
    known = int(((deals.codes != MISSING) & (steps.codes != MISSING)).sum())
    if len(deals.labels) <= len(steps.labels) or known < _FEWEST_STEPS * len(deals.labels):
        return 0.0
    return _distinct_a_deal(deals, steps)


def _distinct_a_deal(deals: Categorical, values: Categorical) -> float:
    """How many different values an average deal has."""
    known = (deals.codes != MISSING) & (values.codes != MISSING)
    pairs = np.unique(deals.codes[known].astype(np.int64) * len(values.labels) + values.codes[known])
    return len(pairs) / max(1, len(deals.labels))

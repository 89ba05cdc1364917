"""Stages that seem to have been renamed in the CRM: one was last entered before a like one was entered first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mining.stage_words import outcome_in, similarity, words_of
from models.event_log import EventKind, EventLog

ALIKE = 0.5
"""Names less alike than this are no renaming of each other."""


@dataclass(frozen=True)
class Renamed:
    """The older label, last entered at `last`, and the newer, first at `first` (microseconds UTC), and how alike."""

    older: str
    newer: str
    last: int
    first: int
    certainty: float


def stage_deals(log: EventLog) -> dict[str, int]:
    """How many deals entered each stage, the most frequent first."""
    stages = log.of_kind(EventKind.STAGE)
    width = len(stages.activity.labels) + 1
    pairs = np.unique(stages.case_of_event.astype(np.int64) * width + stages.activity.codes)
    counts = np.bincount(pairs % width, minlength=width)
    order = np.argsort(-counts, kind="stable")
    return {stages.activity.labels[code]: int(counts[code]) for code in order.tolist() if counts[code]}


def renamed_stages(log: EventLog) -> tuple[Renamed, ...]:
    """Pairs of like labels whose times do not overlap, the most alike first; a label is in one pair at most."""
    stages = log.of_kind(EventKind.STAGE)
    if not stages.n_events:
        return ()
    size = len(stages.activity.labels)
    first, last = np.full(size, np.iinfo(np.int64).max), np.full(size, np.iinfo(np.int64).min)
    np.minimum.at(first, stages.activity.codes, stages.timestamp)
    np.maximum.at(last, stages.activity.codes, stages.timestamp)
    used = [code for code in range(size) if last[code] >= first[code]]
    labels = stages.activity.labels
    found = [
        Renamed(labels[old], labels[new], int(last[old]), int(first[new]), round(alike, 2))
        for old in used
        for new in used
        if last[old] < first[new]
        and outcome_in(labels[old]) == outcome_in(labels[new])
        and (alike := similarity(words_of(labels[old]), words_of(labels[new]))) >= ALIKE
    ]
    chosen: list[Renamed] = []
    taken: set[str] = set()
    for pair in sorted(found, key=lambda pair: -pair.certainty):
        if not {pair.older, pair.newer} & taken:
            chosen.append(pair)
            taken |= {pair.older, pair.newer}
    return tuple(chosen)

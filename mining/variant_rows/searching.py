"""Which rows say what somebody looks for in plain words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.flow import flow_of
from mining.variant_rows.wording import main_title
from mining.wording import title
from models.conformance import Conformance
from models.event_log import EventLog
from models.variant_rows import FOLLOWS, NOT_CHECKED, VariantRows


def saying(
    log: EventLog, conformance: Conformance | None, rows: VariantRows, words: str
) -> NDArray[np.bool_]:
    """One flag a row: does it say every word, in the name of a step or of a deviation, whatever the case?"""
    found = np.ones(len(rows), dtype=bool)
    for word in words.casefold().split():
        found &= _with_step(log, rows, word) | _with_deviation(conformance, rows, word)
    return found


def _with_step(log: EventLog, rows: VariantRows, word: str) -> NDArray[np.bool_]:
    flags = np.zeros(len(log.variants), dtype=bool)
    visits = flow_of(log).visits
    for code, label in enumerate(log.activity.labels):
        if word in label.casefold():
            flags[visits.having(code)] = True
    return flags[rows.variant]


def _with_deviation(conformance: Conformance | None, rows: VariantRows, word: str) -> NDArray[np.bool_]:
    found = np.zeros(len(rows), dtype=bool)
    if conformance is None:
        return found
    for main in (FOLLOWS, NOT_CHECKED):
        if word in main_title(rows, main, conformance.ends).casefold():
            found |= rows.main == main
    named = [word in title(key, conformance.ends).casefold() for key in rows.deviations]
    hits = np.flatnonzero(np.array(named, dtype=bool)[rows.shown]) if named else np.zeros(0, dtype=np.int64)
    found[np.searchsorted(rows.start, hits, side="right") - 1] = True
    return found

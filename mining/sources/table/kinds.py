"""What kind of event a row is, where a column of a table says so: a change of stage, a call, something of the buyer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from mining.sources.table.columns import plain_name
from models.categorical import MISSING
from models.event_log import EventKind, EventLog

_NAMES = ("kind", "eventkind", "kindofevent", "lanekeeperkind")
_WORDS = {
    "stage": EventKind.STAGE,
    "stage change": EventKind.STAGE,
    "activity": EventKind.ACTIVITY,
    "buyer": EventKind.BUYER,
    "buyer signal": EventKind.BUYER,
    "lead": EventKind.LEAD,
}


def with_told_kinds(log: EventLog) -> EventLog:
    """The log with the kinds that a column called Kind has; as it is where none is, or one with other words.

    A row without a word is a change of stage, as all are where nothing is said.
    """
    for name, column in log.extra.items():
        words = [label.strip().casefold() for label in column.labels]
        if plain_name(name) not in _NAMES or not words or not set(words) <= _WORDS.keys():
            continue
        of_label = np.array([*(_WORDS[word] for word in words), EventKind.STAGE], dtype=np.int8)
        kind = np.where(column.codes == MISSING, log.kind, of_label[column.codes]).astype(np.int8)
        rest = {other: values for other, values in log.extra.items() if other != name}
        return replace(log, kind=kind, extra=rest)
    return log

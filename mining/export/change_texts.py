"""The field history of every deal as one text, so that files with a row an event or a deal can hold it exactly.

The text is JSON in ASCII: a list with one `[time, field, old, new, who]` a change, the time in microseconds since
1970 UTC, null where there is nothing.
"""

from __future__ import annotations

import json
from itertools import groupby

import numpy as np

from models.categorical import Categorical
from models.event_log import EventLog
from models.field_history import FieldHistory

_TEXTS = ("field", "old", "new", "who")


def changes_as_texts(log: EventLog) -> Categorical:
    """One entry a case, missing where nothing changed."""
    changes = log.changes
    columns = [getattr(changes, name).texts() for name in _TEXTS]
    rows = zip(changes.case.tolist(), changes.timestamp.tolist(), *columns, strict=True)
    found: list[str | None] = [None] * log.n_cases
    for case, its in groupby(rows, key=lambda row: row[0]):
        found[case] = json.dumps([[time, *(text or None for text in texts)] for _, time, *texts in its])
    return Categorical.of(found)


def changes_from_texts(column: Categorical) -> FieldHistory:
    """The history; raises ValueError where a text is not such a list."""
    cases: list[int] = []
    times: list[int] = []
    texts: list[list[str | None]] = [[], [], [], []]
    for case, text in enumerate(column.texts()):
        for time, *values in _rows(text) if text else ():
            cases.append(case)
            times.append(time)
            for place, value in enumerate(values):
                texts[place].append(value)
    return FieldHistory(
        np.array(cases, dtype=np.int32),
        np.array(times, dtype=np.int64),
        *(Categorical.of(values) for values in texts),
    )


def _rows(text: str) -> list[tuple[int, str | None, str | None, str | None, str | None]]:
    try:
        rows = json.loads(text)
    except RecursionError:
        raise ValueError("the changes are nested") from None
    is_list = isinstance(rows, list) and all(isinstance(row, list) and len(row) == 5 for row in rows)
    if not is_list or not all(_is_row(*row) for row in rows):
        raise ValueError("this is no list of changes")
    return [(time, field, old, new, who) for time, field, old, new, who in rows]


def _is_row(time: object, *texts: object) -> bool:
    is_time = type(time) is int and abs(time) < 2**63
    return is_time and all(text is None or isinstance(text, str) for text in texts)

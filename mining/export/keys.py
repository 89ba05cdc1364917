"""The names under which a log's columns are exported, and the marks by which Lanekeeper knows its own files again.

The names are those of XES (IEEE 1849: concept:name, time:timestamp, org:resource), in tables with `case:` before
the columns of the deals, as pm4py writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from models.event_log import EventLog

NAME, TIME, RESOURCE, KIND = "concept:name", "time:timestamp", "org:resource", "lanekeeper:kind"
CASE = "case:"
"""In a table, before the names of the columns that belong to the deal."""
CASE_TEXTS = ("owner", "team", "segment", "source", "product", "currency")
CASE_KEYS = ("name", *CASE_TEXTS, "amount", "outcome", "created", "closed")
OUTCOMES = ("open", "won", "lost", "")
"""By `Outcome`; an unknown one is left out."""
KINDS = ("stage", "activity", "buyer", "lead")
"""By `EventKind`."""

CHANGES = "lanekeeper:changes"
"""Of a deal: how its fields changed, as `change_texts` writes it."""

FORMAT, CASE_COLUMNS, EVENT_COLUMNS = "lanekeeper:format", "lanekeeper:cases", "lanekeeper:events"
MARKS = frozenset((FORMAT, CASE_COLUMNS, EVENT_COLUMNS))
THIS_FORMAT = "lanekeeper.log/1"
_OWN = "lanekeeper:"


def keys_of(names: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """The key of every other column, and its name: the same, unless another has it or XML cannot hold it."""
    used = set(taken)
    keys: dict[str, str] = {}
    for place, name in enumerate(names, start=1):
        key = name
        if key in used or not key.isprintable() or not key.strip() or key.startswith((_OWN, CASE)):
            key = f"{_OWN}column {place}"
        used.add(key)
        keys[key] = name
    return keys


def case_keys(log: EventLog) -> dict[str, str]:
    """The keys of the deals' other columns, with their names."""
    return keys_of(log.cases.extra, (NAME, *CASE_KEYS))


def event_keys(log: EventLog) -> dict[str, str]:
    """The keys of the events' other columns, with their names."""
    return keys_of(log.extra, (NAME, TIME, RESOURCE))


def marks_of(log: EventLog) -> dict[str, str]:
    """What is written about the log as a whole, so that it can be read exactly as it was."""
    return {
        FORMAT: THIS_FORMAT,
        CASE_COLUMNS: json.dumps(case_keys(log)),
        EVENT_COLUMNS: json.dumps(event_keys(log)),
    }


def is_own(marks: Mapping[str, str]) -> bool:
    """Whether a file has the marks of the format that this version reads exactly."""
    return marks.get(FORMAT) == THIS_FORMAT and set(marks) >= MARKS

"""Which columns of a wide table are the dates on which a deal entered its stages, and what the stages are called."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from mining.sources.files.cell_table import Table
from mining.sources.table.mapping import SAMPLE
from mining.sources.values.dates import Reading, reading_of
from models.label import tidy

FEWEST = 3
"""So many columns of dates that may be stages make a table a wide one."""
_RECORD = frozenset((
    "fivetran", "system", "modstamp", "activity", "reporting", "bounced", "reminder", "recurrence",
    "created", "create", "creation", "creating", "modified", "modification", "updated", "update",
    "changed", "change", "last", "next", "expected", "estimated", "planned", "forecast", "due",
    "deleted", "synced", "viewed", "referenced", "birth", "birthday", "imported", "exported", "valid",
    "renewal", "erstellt", "erstellung", "angelegt", "anlage", "geändert", "änderung", "letzte",
    "letzter", "letztes", "letzten", "nächste", "nächster", "nächstes", "geplant", "geplantes",
    "erwartet", "erwartetes", "fällig", "gelöscht", "geburtsdatum",
))  # fmt: skip
"""One of these words in a name says that the date is about the record and no stage."""
_UNNAMED = frozenset((
    "entered", "close", "closing", "closed", "end", "start", "begin", "date", "time", "timestamp", "datetime",
    "datum", "zeit", "zeitstempel", "zeitpunkt", "event", "at", "on", "am", "of", "complete", "case",
    "abschluss", "abschlussdatum", "schlussdatum", "beginn", "ende", "day", "tag",
))  # fmt: skip
"""A name of only these words names no stage."""
_NOISE = frozenset((
    "date", "datum", "time", "timestamp", "datetime", "day", "entered", "entering", "reached",
    "reaching", "stage", "phase", "first", "since", "started", "start", "begin", "at", "on", "am",
    "eintritt", "eingetreten", "erreicht", "seit",
))  # fmt: skip
_LINKS = frozenset((
    "of", "in", "into", "to", "the", "for", "am", "der", "die", "das", "des",
))  # fmt: skip
_WORDS = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![a-zäöü])|\d+")


def stage_columns(table: Table) -> dict[str, str]:
    """The columns that may be dates of stages, in the table's order, each with the name of its stage."""
    readings = date_columns(table)
    found = {column: stage_name(column) for column in readings if not is_about_the_record(column)}
    names = list(found.values())
    return {column: name if names.count(name) == 1 else tidy(column) for column, name in found.items()}


def date_columns(table: Table) -> Mapping[str, Reading]:
    """The columns whose first values are dates, and how they can be read."""
    rows = table.rows(SAMPLE)
    found = {}
    for place, column in enumerate(table.columns):
        values = [row[place] for row in rows if row[place].strip()]
        reading = reading_of(values) if values else None
        if reading is not None and not _are_numbers(values):
            found[column] = reading
    return found


def is_about_the_record(column: str) -> bool:
    """Whether a column of dates is about the record (created, modified, expected to close), by its name."""
    words = {word.casefold() for word in _WORDS.findall(column)}
    return bool(words & _RECORD) or words <= _UNNAMED


def stage_name(column: str) -> str:
    """The stage that a column is named after: "Date entered Demo" and "Demo (date)" are Demo."""
    words = tidy(column.replace("_", " ")).split()
    while len(words) > 1 and _plain(words[-1]) in _NOISE:
        words.pop()
    first = 0
    while first < len(words) - 1 and (
        _plain(words[first]) in _NOISE or (first and words[first].casefold() in _LINKS)
    ):
        first += 1
    return tidy(" ".join(words[first:]).strip(" \"'“”:-")) or tidy(column)


def _plain(word: str) -> str:
    return word.strip("()[]\"':-").casefold()


def _are_numbers(values: Sequence[str]) -> bool:
    """Whether a column is of plain numbers, which are amounts or ids rather than seconds since 1970."""
    return all(value.strip().isdigit() for value in values)

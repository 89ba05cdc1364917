"""What an XES file holds, as columns: one for every key that events have, one for every key that traces have."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from models.categorical import MISSING, Categorical
from models.errors import UserError
from resources.translation import tr

ATTRIBUTES = frozenset(("string", "date", "int", "float", "boolean", "id"))
"""The elements that give a value to a key."""
_MAX_KEYS = 1000
"""More different attributes than this on events (or on traces) are no log."""


@dataclass
class Column:
    """Texts of one attribute, coded as they come; an entry that has none is `MISSING`."""

    codes: array[int] = field(default_factory=lambda: array("i"))
    places: dict[str, int] = field(default_factory=dict)

    def put(self, entry: int, text: str) -> None:
        """Set the text of an entry, which is the last one or a later one."""
        behind = entry - len(self.codes)
        if behind > 0:
            self.codes.extend([MISSING] * behind)
        code = self.code_of(text)
        if behind >= 0:
            self.codes.append(code)
        else:
            self.codes[entry] = code

    def put_all(self, entries: NDArray[np.int32], codes: NDArray[np.int32]) -> None:
        """Set the codes of many entries in ascending order; of several for one entry the last counts."""
        behind = int(entries[-1]) + 1 - len(self.codes)
        if behind > 0:
            self.codes.frombytes(np.full(behind, MISSING, dtype=np.int32).tobytes())
        np.frombuffer(self.codes, dtype=np.int32)[entries] = codes

    def code_of(self, text: str) -> int:
        """The code of a text, which is from now on a label of the column."""
        return self.places.setdefault(text, len(self.places))

    def codes_of(self, texts: Iterable[str]) -> NDArray[np.int32]:
        """The codes of texts, as `code_of` gives them."""
        places = self.places
        return np.array([places.setdefault(text, len(places)) for text in texts], dtype=np.int32)

    def finished(self, entries: int) -> Categorical:
        """The column with one entry each."""
        codes = np.full(entries, MISSING, dtype=np.int32)
        codes[: len(self.codes)] = np.frombuffer(self.codes, dtype=np.int32)
        blank = self.places.get("")
        return Categorical(
            np.where(codes == blank, MISSING, codes) if blank is not None else codes, tuple(self.places)
        )


@dataclass
class XesColumns:
    """Events and traces as columns by attribute key; `trace_of_event` and `line_of_event` run along.

    `log` has the marks of a log that Lanekeeper itself wrote (`mining.export.keys`).
    """

    n_traces: int = 0
    n_events: int = 0
    events: dict[str, Column] = field(default_factory=dict)
    traces: dict[str, Column] = field(default_factory=dict)
    trace_of_event: array[int] = field(default_factory=lambda: array("i"))
    line_of_event: array[int] = field(default_factory=lambda: array("q"))
    events_outside_traces: int = 0
    log: dict[str, str] = field(default_factory=dict)


def column_of(columns: dict[str, Column], key: str, file: str) -> Column:
    """The column of a key, a new one where it was never seen; raises UserError for the thousand-and-first."""
    column = columns.get(key)
    if column is None:
        if len(columns) >= _MAX_KEYS:
            raise UserError(
                tr(
                    "{file} has more than {max_keys} different attributes; it is no event log.",
                    file=file,
                    max_keys=number(_MAX_KEYS),
                )
            )
        column = columns[key] = Column()
    return column

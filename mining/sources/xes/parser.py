"""Streams an XES file through expat into columns: no document type, no entity, no tree in memory."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

import numpy as np

from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.origin import Origin
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.progress import Report

_ATTRIBUTES = frozenset(("string", "date", "int", "float", "boolean", "id"))
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
        code = self.places.setdefault(text, len(self.places))
        if behind >= 0:
            self.codes.append(code)
        else:
            self.codes[entry] = code

    def finished(self, entries: int) -> Categorical:
        """The column with one entry each."""
        self.codes.extend([MISSING] * (entries - len(self.codes)))
        codes = np.frombuffer(self.codes, dtype=np.int32).copy() if entries else np.zeros(0, np.int32)
        labels = tuple(self.places)
        blank = self.places.get("")
        return Categorical(np.where(codes == blank, MISSING, codes) if blank is not None else codes, labels)


@dataclass
class XesColumns:
    """Events and traces as columns by attribute key; `trace_of_event` and `line_of_event` run along."""

    n_traces: int = 0
    n_events: int = 0
    events: dict[str, Column] = field(default_factory=dict)
    traces: dict[str, Column] = field(default_factory=dict)
    trace_of_event: array[int] = field(default_factory=lambda: array("i"))
    line_of_event: array[int] = field(default_factory=lambda: array("q"))
    events_outside_traces: int = 0


class _Reader:
    """Holds where in the document the parser stands: depth 1 is the log, 2 a trace, 3 an event."""

    def __init__(self, name: str, line: Callable[[], int]) -> None:
        self.name = name
        self.out = XesColumns()
        self.depth = 0
        self.line = line
        self.is_log = False
        self.prefix = ""
        self.in_trace = False
        self.in_event = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        depth = self.depth = self.depth + 1
        if self.prefix:
            tag = tag.removeprefix(self.prefix)
        if self.in_event:
            if depth == 4 and tag in _ATTRIBUTES:
                self._put(self.out.events, self.out.n_events - 1, attributes)
        elif self.in_trace:
            if depth == 3:
                self._in_trace(tag, attributes)
        elif depth == 2 and tag == "trace":
            self.in_trace = True
            self.out.n_traces += 1
        elif depth == 2 and tag == "event":
            self.out.events_outside_traces += 1
        elif depth == 1:
            prefix, colon, name = tag.rpartition(":")
            self.prefix = prefix + colon
            if name != "log":
                raise UserError(f"{self.name} is an XML file but no XES log (it begins with <{tag[:40]}>).")
            self.is_log = True

    def _in_trace(self, tag: str, attributes: dict[str, str]) -> None:
        out = self.out
        if tag == "event":
            self.in_event = True
            out.n_events += 1
            out.trace_of_event.append(out.n_traces - 1)
            out.line_of_event.append(self.line())
        elif tag in _ATTRIBUTES:
            self._put(out.traces, out.n_traces - 1, attributes)

    def _put(self, columns: dict[str, Column], entry: int, attributes: dict[str, str]) -> None:
        key, text = attributes.get("key"), attributes.get("value")
        if key is None or text is None:
            return
        column = columns.get(key)
        if column is None:
            if len(columns) >= _MAX_KEYS:
                raise UserError(
                    f"{self.name} has more than {_MAX_KEYS:,} different attributes; it is no event log."
                )
            column = columns[key] = Column()
        column.put(entry, text)

    def end(self, _tag: str) -> None:
        if self.depth == 3:
            self.in_event = False
        elif self.depth == 2:
            self.in_trace = False
        self.depth -= 1


def parse_xes(path: Origin, report: Report) -> XesColumns:
    """Read a plain or gz XES file.

    Raises UserError where it is not XES, declares a document type, is damaged or cut off, or unpacks to too much.
    """
    parser = expat.ParserCreate()
    reader = _Reader(path.name, lambda: parser.CurrentLineNumber)

    def refuse(*_: object) -> None:
        raise UserError(
            f"{path.name} declares a document type or entities, which no XES log needs; it was not read."
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    first = True
    try:
        for piece, fraction in chunks(path):
            if first:
                _refuse_others(path.name, piece)
                first = False
            for start in range(0, len(piece), 1 << 18):
                parser.Parse(piece[start : start + (1 << 18)], False)
                report(0.9 * fraction, f"Reading {path.name}: {reader.out.n_events:,} events")
        if first:
            raise UserError(f"{path.name} is empty; choose a file with events.")
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _not_xml(path.name, error, reader.is_log) from None
    except (ValueError, LookupError):
        raise UserError(f"{path.name} is in an encoding that cannot be read; save it as UTF-8.") from None
    return reader.out


def _refuse_others(name: str, piece: bytes) -> None:
    kind = kind_of(piece)
    if kind is not None and kind != "an XML file":
        raise UserError(f"{name} is {kind}, not an XES log; give it its right name or choose another file.")


def _not_xml(name: str, error: expat.ExpatError, is_log: bool) -> UserError:
    if not is_log:
        return UserError(f"{name} is not an XES log: it is no XML.")
    problem = expat.ErrorString(error.code)
    if error.code in (3, 5):  # no element found, unclosed token: what a file cut off ends with
        return UserError(f"{name} is cut off at line {error.lineno}; export or download it again.")
    return UserError(f"{name} is damaged at line {error.lineno} ({problem}); export or download it again.")

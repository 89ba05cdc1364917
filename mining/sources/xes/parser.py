"""Streams an XES file into columns: no document type, no entity, no tree in memory.

expat reads the beginning and the end of the file, and everything that is not plainly written; what stands between
the first start and the last end of a trace is scanned (`scanner`) and never shown to expat where it is regular.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from mining.number_format import number
from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.origin import Origin
from mining.sources.xes.columns import XesColumns
from mining.sources.xes.elements import Elements
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

if TYPE_CHECKING:
    from mining.sources.xes.scanner import Scanner

_TRACE = re.compile(rb"<trace[ \t\r\n]*>")
_END = b"</trace>"
_SLICE = 1 << 18
"""Bytes that expat gets between two reports of progress."""
_PIECE = 1 << 21
"""Bytes that are scanned at once, if there is the end of a trace in them."""
_LONGEST = 1 << 24
"""A trace that is longer than this is left to expat, so that memory stays bounded."""
_PATIENCE = 8
"""After so many pieces that were not plainly written the rest of the file is left to expat."""


def parse_xes(path: Origin, report: Report, is_scanned: bool = True) -> XesColumns:
    """Read a plain or gz XES file; `is_scanned` False leaves all of it to expat, with the same result.

    Raises UserError where it is not XES, declares a document type, is damaged or cut off, or unpacks to too much.
    """
    parsing = Parsing(path.name, report, is_scanned)
    waiting = b""
    is_first = True
    for piece, fraction in chunks(path):
        if is_first:
            _refuse_others(path.name, piece)
            is_first = False
        waiting += piece
        if len(waiting) >= _PIECE:
            waiting = parsing.take(waiting, fraction)
    if is_first:
        raise UserError(tr("{name} is empty; choose a file with events.", name=path.name))
    parsing.finish(waiting)
    return parsing.elements.out


class Parsing:
    """Hands each piece to the scanner where the parser stands inside of a trace, else to expat."""

    def __init__(self, name: str, report: Report, is_scanned: bool) -> None:
        self._name, self._report = name, report
        self._expat = parser = expat.ParserCreate()
        self.elements = Elements(name, self._line, lambda: parser.CurrentByteIndex)
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler, parser.EndElementHandler = self.elements.start, self.elements.end
        parser.XmlDeclHandler = self._declared
        self._patience = _PATIENCE if is_scanned else 0
        self._scanner: Scanner | None = None
        self._scans = False
        self._fed = 0
        self._skipped_lines = 0
        self._next_line = 0
        self._fraction = 0.0

    def take(self, data: bytes, fraction: float) -> bytes:
        """Read data that begins where the last ended; returns what has to come again with more behind it."""
        self._fraction = fraction
        if not self._scans:
            data = self._to_a_trace(data)
        end = data.rfind(_END) if self._scans else 0
        if end > 0:
            self._scan(data[:end])
            data = data[end:]
        if self._scans and len(data) > _LONGEST:
            self._feed(data)
            self._scans, data = False, b""
        return data

    def finish(self, data: bytes) -> None:
        """Read the last data."""
        data = self.take(data, 1.0)
        self._feed(data, is_last=True)

    def _to_a_trace(self, data: bytes) -> bytes:
        """Show expat the data up to the inside of its first trace (then the scanner can go on), or all of it."""
        found = _TRACE.search(data) if self._patience else None
        end = len(data) if found is None else found.end()
        self._feed(data[:end])
        if found is None:
            return b""
        elements = self.elements
        is_seen = elements.is_at_trace and elements.last_trace == self._fed - len(found[0])
        if not is_seen or elements.prefix:
            self._feed(data[end:])
            return b""
        self._scans = True
        self._next_line = elements.last_trace_line + found[0].count(b"\n")
        return data[end:]

    def _scan(self, piece: bytes) -> None:
        from mining.sources.xes.scanner import Irregular, Scanner

        self._say()
        if self._scanner is None:
            self._scanner = Scanner(self.elements.out, self._name)
        try:
            lines = self._scanner.scan(piece, self._next_line)
        except Irregular:
            self._patience -= 1
            self._scans = False
            self._feed(piece)
        else:
            self._next_line += lines
            self._skipped_lines += lines

    def _feed(self, data: bytes, is_last: bool = False) -> None:
        """Have expat read data."""
        try:
            for start in range(0, len(data), _SLICE):
                part = data[start : start + _SLICE]
                self._fed += len(part)
                self._expat.Parse(part, False)
                self._say()
            if is_last:
                self._expat.Parse(b"", True)
        except expat.ExpatError as error:
            raise self._not_xml(error) from None
        except (ValueError, LookupError):
            raise UserError(
                tr("{name} is in an encoding that cannot be read; save it as UTF-8.", name=self._name)
            ) from None

    def _say(self) -> None:
        events = self.elements.out.n_events
        self._report(
            0.9 * self._fraction,
            tr("Reading {name}: {events} events", name=self._name, events=number(events)),
        )

    def _line(self) -> int:
        return self._expat.CurrentLineNumber + self._skipped_lines

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() != "utf-8":
            self._patience = 0

    def _refuse(self, *_: object) -> None:
        raise UserError(
            tr(
                "{name} declares a document type or entities, which no XES log needs; it was not read.",
                name=self._name,
            )
        )

    def _not_xml(self, error: expat.ExpatError) -> UserError:
        if not self.elements.is_log:
            return UserError(tr("{name} is not an XES log: it is no XML.", name=self._name))
        line = error.lineno + self._skipped_lines
        if error.code in (3, 5):  # no element found, unclosed token: what a file cut off ends with
            return UserError(
                tr(
                    "{name} is cut off at line {line}; export or download it again.",
                    name=self._name,
                    line=line,
                )
            )
        problem = expat.ErrorString(error.code)
        return UserError(
            tr(
                "{name} is damaged at line {line} ({problem}); export or download it again.",
                name=self._name,
                line=line,
                problem=problem,
            )
        )


def _refuse_others(name: str, piece: bytes) -> None:
    kind = kind_of(piece)
    if kind is not None and kind != "an XML file":
        raise UserError(
            tr(
                "{name} is {kind}, not an XES log; give it its right name or choose another file.",
                name=name,
                kind=kind,
            )
        )

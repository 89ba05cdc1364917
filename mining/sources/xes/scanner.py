"""Reads traces from plainly written XES at numpy's speed, and leaves everything else to expat.

Almost every XES file is written by a program in one of few ways: one element for an attribute, its key before its
value, both in double quotes. Cut at every `<` and at the quotes, such a file consists of a few distinct beginnings
(`<string key="org:resource" value="`), values, and a few distinct ends (`"/>`). Each distinct text is looked at
once; the nesting is checked by arithmetic. Every byte is accounted for, so that what is accepted is well-formed
XML and means exactly what `elements.Elements` would have made of it. Imports pyarrow: load it when a file is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from mining.sources.xes.columns import ATTRIBUTES, Column, XesColumns, column_of

_S = "[ \t\r\n]"
_NAME = "([A-Za-z_][A-Za-z0-9_.-]*)"
_KEY = f'{_S}+key{_S}*={_S}*"([^"<&\x00-\x1f\ufffe\uffff]*)"'
_BEGINNING = re.compile(f'<{_NAME}{_KEY}{_S}+value{_S}*={_S}*"')
_END = re.compile(f'"{_S}*(/?)>{_S}*')
_WHOLE = re.compile(f"<(?:/{_NAME}{_S}*|{_NAME}(?:{_KEY})?{_S}*(/?))>{_S}*")
_REFERENCE = re.compile(r"&(?:#([0-9]{1,8})|#x([0-9A-Fa-f]{1,8})|(lt|gt|amp|quot|apos));|&")
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_BLANKS = str.maketrans("\t\n", "  ")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MAX_SHAPES = 5000
"""More distinct beginnings than this in one piece are no pattern."""
_MAX_DEPTH = 30_000
_TRACE, _EVENT = 0, 1
_INSIDE_TRACE = 2
"""How deep a piece begins and ends: the log is 1, a trace 2, an event 3."""

Ints = NDArray[np.int32]


class Irregular(Exception):
    """A piece is not written in the plain way; expat has to read it."""


@dataclass(frozen=True, eq=False)
class _Segments:
    """The piece cut at every `<`: one entry an element's start or end.

    `start` is its byte; `text` the code (into `distinct`) of its beginning or of the whole. Those in
    `attributes` have a value: `value` is its code and `end` that of what follows it.
    """

    start: Ints
    text: Ints
    attributes: NDArray[np.int64]
    value: Ints
    end: Ints
    distinct: list[str]


@dataclass(frozen=True, eq=False)
class _Nesting:
    """Where the elements stand: one entry a segment.

    `level` is the depth of its element; `trace` and `event` count from 0 within the piece (-1: before the first).
    """

    level: Ints
    trace: Ints
    event: Ints
    is_event: NDArray[np.bool_]
    in_event: NDArray[np.bool_]


class Scanner:
    """Adds pieces of a file to columns; remembers what the beginnings and ends it met mean."""

    def __init__(self, out: XesColumns, file: str) -> None:
        self._out, self._file = out, file
        self._names = {"trace": _TRACE, "event": _EVENT}
        self._keys: dict[str, int] = {}
        self._beginnings: dict[str, tuple[int, int]] = {}
        self._wholes: dict[str, tuple[int, int]] = {}

    def scan(self, piece: bytes, line: int) -> int:
        """Add a piece that begins and ends directly inside of a trace; returns how many lines it goes on.

        `line` is the line in the file of its first byte. Raises Irregular, with nothing added, where it is not
        plainly written or not well-formed.
        """
        codes = np.frombuffer(piece, dtype=np.uint8)
        _check_bytes(piece)
        cut = _cut(piece, codes)
        name, key, step = self._meanings(cut)
        nesting = _nest(name, step)
        texts = _value_texts(cut)
        newlines = np.flatnonzero(codes == 10)
        out = self._out
        first_trace, first_event = out.n_traces - 1, out.n_events
        is_attribute = self._is_attribute()[name[cut.attributes]]
        level, in_event = nesting.level[cut.attributes], nesting.in_event[cut.attributes]
        of_trace = np.flatnonzero(is_attribute & (level == 3))
        of_event = np.flatnonzero(is_attribute & (level == 4) & in_event)
        at = cut.attributes
        rows = nesting.trace[at[of_trace]] + first_trace + 1
        self._add(out.traces, rows, key[at[of_trace]], cut.value[of_trace], texts)
        rows = nesting.event[at[of_event]] + first_event
        self._add(out.events, rows, key[at[of_event]], cut.value[of_event], texts)
        events = np.flatnonzero(nesting.is_event)
        out.trace_of_event.frombytes((nesting.trace[events] + first_trace + 1).astype(np.int32).tobytes())
        lines = line + np.searchsorted(newlines, cut.start[events])
        out.line_of_event.frombytes(lines.astype(np.int64).tobytes())
        out.n_events += len(events)
        out.n_traces += int(nesting.trace[-1]) + 1
        return len(newlines)

    def _meanings(self, cut: _Segments) -> tuple[Ints, Ints, NDArray[np.int8]]:
        """For every segment the number of its name, that of its key (-1), and its step: 1 in, -1 out, 0 neither."""
        n = len(cut.distinct)
        name_of, key_of = np.zeros(n, np.int32), np.full(n, -1, np.int32)
        step_of = np.zeros(n, np.int8)
        has_value = np.zeros(len(cut.start), dtype=bool)
        has_value[cut.attributes] = True
        beginnings, wholes = _used(cut.text[has_value], n), _used(cut.text[~has_value], n)
        if len(beginnings) + len(wholes) > _MAX_SHAPES:
            raise Irregular
        for code in beginnings:
            name_of[code], key_of[code] = self._beginning(cut.distinct[code])
        for code in wholes:
            name_of[code], step_of[code] = self._whole(cut.distinct[code])
        step = step_of[cut.text]
        for code in _used(cut.end, n):
            step_of[code] = _end(cut.distinct[code])
        step[cut.attributes] = step_of[cut.end]
        return name_of[cut.text], key_of[cut.text], step

    def _beginning(self, text: str) -> tuple[int, int]:
        """Name and key of `<string key="..." value="`."""
        known = self._beginnings.get(text)
        if known is None:
            found = _BEGINNING.fullmatch(text)
            if found is None:
                raise Irregular
            known = self._number(found[1]), self._keys.setdefault(found[2], len(self._keys))
            self._beginnings[text] = known
        return known

    def _whole(self, text: str) -> tuple[int, int]:
        """Name and step of `<event>`, `</event>` or `<list key="...">`."""
        known = self._wholes.get(text)
        if known is None:
            found = _WHOLE.fullmatch(text)
            if found is None:
                raise Irregular
            known = self._number(found[1] or found[2]), -1 if found[1] else 0 if found[4] else 1
            self._wholes[text] = known
        return known

    def _number(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))

    def _is_attribute(self) -> NDArray[np.bool_]:
        return np.array([name in ATTRIBUTES for name in self._names], dtype=bool)

    def _add(self, columns: dict[str, Column], rows: Ints, key: Ints, value: Ints, texts: list[str]) -> None:
        """Put the values of one kind of entry into the columns of their keys, in order of first appearance."""
        if not len(rows):
            return
        order = np.argsort(key.astype(np.int16) if len(self._keys) < 1 << 15 else key, kind="stable")
        ends = np.append(np.flatnonzero(np.diff(key[order])) + 1, len(order))
        groups = sorted(pairwise([0, *ends.tolist()]), key=lambda group: order[group[0]])
        names = list(self._keys)
        place = np.empty(len(texts), dtype=np.int32)
        for start, end in groups:
            mine = order[start:end]
            column = column_of(columns, names[key[mine[0]]], self._file)
            codes = value[mine]
            count = np.arange(len(codes), dtype=np.int32)
            place[codes[::-1]] = count[::-1]
            distinct = codes[place[codes] == count]
            place[distinct] = column.codes_of([texts[code] for code in distinct.tolist()])
            column.put_all(rows[mine], place[codes])


def _check_bytes(piece: bytes) -> None:
    if b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n"):
        raise Irregular  # a line end of its own, which the count of lines would miss


def _cut(piece: bytes, codes: NDArray[np.uint8]) -> _Segments:
    is_less = codes == ord("<")
    marks = np.flatnonzero(is_less | (codes == ord('"'))).astype(np.int32)
    first = np.flatnonzero(is_less[marks]).astype(np.int32)
    if not len(first) or first[0] != 0 or piece[: marks[0]].strip(b" \t\r\n"):
        raise Irregular
    has_value = np.diff(first, append=np.int32(len(marks))) == 5
    attributes = np.flatnonzero(has_value)
    after_value = marks[first[attributes] + 4]
    place = np.arange(len(first), dtype=np.int64)
    place[1:] += 2 * np.cumsum(has_value)[:-1]
    offsets = np.empty(len(first) + 2 * len(attributes) + 1, dtype=np.int32)
    offsets[place] = marks[first]
    offsets[place[attributes] + 1] = marks[first[attributes] + 3] + 1
    offsets[place[attributes] + 2] = after_value
    offsets[-1] = len(piece)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(piece)]
    encoded = pa.Array.from_buffers(pa.binary(), len(offsets) - 1, buffers).dictionary_encode()
    number = np.frombuffer(encoded.indices.buffers()[1], dtype=np.int32, count=len(offsets) - 1)
    here = place[attributes]
    return _Segments(
        marks[first],
        number[place],
        attributes,
        number[here + 1],
        number[here + 2],
        _texts(encoded.dictionary),
    )


def _texts(array: Any) -> list[str]:
    """The texts of an Arrow array of bytes, from its memory; raises Irregular where they are no UTF-8."""
    _, offsets, memory = array.buffers()
    ends = np.frombuffer(offsets, dtype=np.int32, count=len(array) + 1).tolist()
    data = memory.to_pybytes()[: ends[-1]]
    if data.isascii():
        text = data.decode("ascii")
        return [text[start:end] for start, end in pairwise(ends)]
    try:
        return [data[start:end].decode() for start, end in pairwise(ends)]
    except UnicodeDecodeError:
        raise Irregular from None


def _used(codes: Ints, n: int) -> list[int]:
    is_used = np.zeros(n, dtype=bool)
    is_used[codes] = True
    return np.flatnonzero(is_used).tolist()


def _end(text: str) -> int:
    """The step of what follows a value: 0 after `"/>`, 1 after `">`."""
    found = _END.fullmatch(text)
    if found is None:
        raise Irregular
    return 0 if found[1] else 1


def _value_texts(cut: _Segments) -> list[str]:
    """The distinct texts of the piece, those that are values as XML means them."""
    texts = cut.distinct
    values = _used(cut.value, len(texts))
    together = "".join([texts[code] for code in values])
    if together.isprintable() and "&" not in together:
        return texts
    meant = list(texts)
    for code in values:
        text = texts[code]
        meant[code] = text if text.isprintable() and "&" not in text else _meant(text)
    return meant


def _meant(text: str) -> str:
    """A value with its white space and references read as XML asks for (XML 1.0, 3.3.3 and 4.1)."""
    if _ILLEGAL.search(text):
        raise Irregular
    return _REFERENCE.sub(_character, text.replace("\r\n", "\n").translate(_BLANKS))


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name:
        return _ENTITIES[name]
    if not decimal and not hexadecimal:
        raise Irregular
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF or _ILLEGAL.match(chr(code)):
        raise Irregular
    return chr(code)


def _nest(name: Ints, step: NDArray[np.int8]) -> _Nesting:
    """The nesting of a piece whose ends match their starts; raises Irregular where they do not."""
    depth = np.cumsum(step, dtype=np.int32) + _INSIDE_TRACE
    level = depth + (step != 1)
    if depth[-1] != _INSIDE_TRACE or level.min() < _INSIDE_TRACE or level.max() > _MAX_DEPTH:
        raise Irregular
    is_trace = level == _INSIDE_TRACE
    if (name[is_trace] != _TRACE).any() or (step[is_trace] == 0).any():
        raise Irregular
    pairs = np.flatnonzero((step != 0) & ~is_trace)
    pairs = pairs[np.argsort(level[pairs].astype(np.int16), kind="stable")]
    if (name[pairs[::2]] != name[pairs[1::2]]).any():
        raise Irregular
    starts_third = (level == 3) & (step != -1)
    is_event = starts_third & (name == _EVENT)
    third = np.cumsum(starts_third, dtype=np.int32)
    in_event = np.append(False, is_event[starts_third])[third]
    trace = np.cumsum(is_trace & (step == 1), dtype=np.int32) - 1
    event = np.cumsum(is_event, dtype=np.int32) - 1
    return _Nesting(level, trace, event, is_event, in_event)

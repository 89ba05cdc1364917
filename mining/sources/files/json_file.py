"""Reads JSON of unknown origin within bounds: one document, or one a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from mining.number_format import number
from mining.sources.files.bounded import chunks, kind_of
from mining.sources.files.cell_table import Table
from mining.sources.files.cells import table_of
from mining.sources.files.origin import Origin
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

MAX_BYTES = 320 << 20
"""No JSON file may be larger than this once unpacked: it takes about six times its size in memory."""
_DEEPEST = 200
"""Brackets within brackets; exports of CRMs reach about ten."""
_BAD_ESCAPE = re.compile(
    r"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u(?:[dD][89a-fA-F][0-9a-fA-F]{2}|00(?:0[0-8bcefBCEF]|1[0-9a-fA-F]|7[fF]))|\\[bf]|\x7f"
)
"""Escaped control characters and halves of pairs; what only looks so, a backslash or a whole pair, goes first."""
_PIECE = 4 << 20
_QUOTE = 2
_MARKS = np.zeros(256, dtype=np.int8)
"""What a byte does to how deep brackets are nested, and which one is a quotation mark."""
_MARKS[list(b"[{")], _MARKS[list(b"]}")], _MARKS[ord('"')] = 1, -1, _QUOTE


def read_json(path: Origin, report: Report, repeated: list[str] | None = None) -> Any:
    """The document in a JSON file, numbers as the texts they were written as; of JSON Lines a list.

    Of a name that comes twice in one record the last value counts; where a list is given as `repeated` the first
    one does, and the name is put into it. Raises UserError where the file is missing, empty, no JSON, nested too
    deeply, or larger than the bounds allow.
    """
    text = _text(path, report)
    if _depth(text) > _DEEPEST:
        raise UserError(
            tr(
                "{name} has brackets nested more than {deepest} deep, which no export needs.",
                name=path.name,
                deepest=_DEEPEST,
            )
        )
    report(0.8, tr("Reading {name}", name=path.name))
    try:
        return _parse(text, repeated)
    except json.JSONDecodeError as error:
        first = error
    lines = [line for line in text.splitlines() if line.strip()]
    try:
        return [_parse(line, repeated) for line in lines] if len(lines) > 1 else _refuse(path.name, first)
    except json.JSONDecodeError:
        return _refuse(path.name, first)


def table_of_records(name: str, records: Iterable[Mapping[str, Any]]) -> Table:
    """Records as a table of texts, nested ones flattened to columns such as `owner.name`, lists as JSON."""
    rows = [_flat(record) for record in records]
    header = list(dict.fromkeys(column for row in rows for column in row))
    columns = [[row.get(column, "") for row in rows] for column in header]
    return table_of(name, header, columns, list(range(1, len(rows) + 1)), ())


def text_of(value: object) -> str:
    """A JSON value as the text of a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text(path: Origin, report: Report) -> str:
    pieces: list[bytes] = []
    size = 0
    for piece, fraction in chunks(path):
        report(0.7 * fraction, tr("Reading {name}", name=path.name))
        size += len(piece)
        if size > MAX_BYTES:
            raise UserError(
                tr(
                    "{name} is larger than the {max_bytes} MB that are read from one JSON file; export a "
                    "shorter period.",
                    name=path.name,
                    max_bytes=MAX_BYTES >> 20,
                )
            )
        pieces.append(piece)
    raw = b"".join(pieces)
    if not raw.strip():
        raise UserError(tr("{name} is empty; choose a file with records.", name=path.name))
    kind = kind_of(raw)
    if kind is not None:
        raise UserError(
            tr(
                "{name} is {kind}, not JSON; give it its right name or choose another file.",
                name=path.name,
                kind=kind,
            )
        )
    try:
        return _BAD_ESCAPE.sub(_mended, raw.decode(json.detect_encoding(raw)))
    except UnicodeDecodeError:
        raise UserError(tr("{name} is no JSON: it is not written in UTF-8.", name=path.name)) from None


def _mended(match: re.Match[str]) -> str:
    """Control characters are left out, as in every other format; half of a pair becomes the sign for unknown."""
    found = match[0]
    if found == "\\\\" or len(found) == 12:
        return found
    return "\\ufffd" if found[2:3] in ("d", "D") else ""


def _parse(text: str, repeated: list[str] | None) -> Any:
    def record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs) and repeated is not None:
            found = {}
            for name, value in pairs:
                if name in found:
                    repeated.append(name)
                else:
                    found[name] = value
        return found

    return json.loads(
        text.removeprefix("\ufeff"),
        parse_int=str,
        parse_float=str,
        parse_constant=str,
        object_pairs_hook=None if repeated is None else record,
    )


def _depth(text: str) -> int:
    """How deep brackets are nested, those inside of strings aside; counted before anything recurses."""
    raw = text.encode(errors="replace")
    if b"\\" in raw:
        raw = raw.replace(b"\\\\", b"  ").replace(b'\\"', b"  ")
    deepest = depth = quotes = 0
    for start in range(0, len(raw), _PIECE):
        part = _MARKS[np.frombuffer(raw, dtype=np.uint8, count=min(_PIECE, len(raw) - start), offset=start)]
        marks = part[np.flatnonzero(part)]
        if not len(marks):
            continue
        is_quote = marks == _QUOTE
        inside = (np.cumsum(is_quote) + quotes) % 2 == 1
        quotes += int(is_quote.sum())
        levels = depth + np.cumsum(np.where(is_quote | inside, 0, marks), dtype=np.int64)
        deepest, depth = max(deepest, int(levels.max())), int(levels[-1])
        if deepest > _DEEPEST:
            break
    return deepest


def _refuse(name: str, error: json.JSONDecodeError) -> Any:
    raise UserError(
        tr(
            "{name} is no JSON or is cut off (line {lineno}, column {colno}); export it again.",
            name=name,
            lineno=number(error.lineno),
            colno=number(error.colno),
        )
    )


def _flat(record: Mapping[str, Any], before: str = "") -> dict[str, str]:
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            cells |= _flat(value, f"{before}{key}.")
        else:
            cells[f"{before}{key}"] = text_of(value)
    return cells

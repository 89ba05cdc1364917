"""How a text table is written: its delimiter, its header row, and where the rows of data begin."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass

from models.errors import UserError
from resources.translation import tr

DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200


@dataclass(frozen=True)
class Layout:
    """How a text table is written: `data_start` is the offset in the clean text of the first row of data."""

    delimiter: str
    header: tuple[str, ...]
    data_start: int
    notes: tuple[str, ...]


def layout_of(text: bytes, file: str) -> Layout:
    """Find the delimiter and the header row; raises UserError where there is no header."""
    notes: list[str] = []
    offset, forced = 0, None
    start = text[:100].split(b"\n", 1)[0].strip().strip(b'"')
    if start.lower().startswith(b"sep=") and len(start) == 5:
        forced, offset = chr(start[4]), text.find(b"\n") + 1
    sample = _sample(text[offset:])
    if not any(line.strip() for line in sample):
        raise UserError(tr("{file} is empty; choose a file with a header line and rows.", file=file))
    delimiter = forced or max(DELIMITERS, key=lambda mark: _fit(sample, mark))
    rows = _rows(sample, delimiter)
    if not any(map(_cells, rows)):
        raise UserError(tr("{file} has no header line that can be read; choose a text table.", file=file))
    width = _usual_width(rows)
    before = _header_row(rows, width)
    header = [*rows[before], *[""] * (width - len(rows[before]))]
    lines_before = _physical_lines(sample, delimiter, before)
    if any(_cells(row) for row in rows[:before]):
        notes.append(
            tr(
                "{file}: the {lines_before} lines before the header were left out.",
                file=file,
                lines_before=lines_before,
            )
        )
    header_lines = _physical_lines(sample, delimiter, before + 1)
    offset += len("".join(sample[:header_lines]).encode())
    return Layout(delimiter, tuple(header), offset, tuple(notes))


def _sample(text: bytes) -> list[str]:
    pieces = text[: 1 << 20].decode(errors="ignore").split("\n")[: _SAMPLE_ROWS + 1]
    ended = [piece + "\n" for piece in pieces[:-1]]
    return ended if len(ended) == _SAMPLE_ROWS else [*ended, pieces[-1]]


def _cells(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _usual_width(rows: list[list[str]]) -> int:
    counts = Counter(len(row) for row in rows if _cells(row))
    return max(counts, key=lambda width: (counts[width] if width > 1 else 0, width > 1))


def _header_row(rows: list[list[str]], width: int) -> int:
    """The first row of the usual width, or the one before it where only the rows of data end in empty cells."""
    before = next(i for i, row in enumerate(rows) if _cells(row) and len(row) == width)
    above = next((i for i in range(before - 1, -1, -1) if _cells(rows[i])), before)
    narrow = len(rows[above])
    is_full = 1 < narrow < width and all(cell.strip() for cell in rows[above])
    if is_full and not any(_cells(row[narrow:]) for row in rows[before:] if len(row) == width):
        return above
    return before


def _rows(sample: list[str], mark: str) -> list[list[str]]:
    """The rows of the sample, up to a cell so large that the csv module refuses it."""
    rows: list[list[str]] = []
    reader = csv.reader(sample, delimiter=mark)
    while True:
        try:
            rows.append(next(reader))
        except (StopIteration, csv.Error):
            return rows


def _fit(sample: list[str], mark: str) -> tuple[float, float]:
    rows = [row for row in _rows(sample, mark) if _cells(row)]
    if not rows:
        return (0.0, 0.0)
    width = _usual_width(rows)
    if width < 2:
        return (0.0, 0.0)
    share = sum(len(row) == width for row in rows) / len(rows)
    return (share * min(width, 3), share * width)


def _physical_lines(sample: list[str], delimiter: str, rows: int) -> int:
    reader = csv.reader(sample, delimiter=delimiter)
    for _ in range(rows):
        next(reader)
    return reader.line_num

"""The cells of one sheet of a workbook, streamed into codes: each distinct cell is one label."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.files.cell_table import MAX_COLUMNS
from mining.sources.files.cells import cell_text
from mining.sources.files.xlsx_parts import DateFormat, Enough, SheetPart, Workbook, unescaped
from models.errors import UserError
from models.progress import Report
from resources.translation import tr

MAX_ROWS = 1_048_576
MAX_CELLS = 30_000_000
_DAY = 86_400_000
"""The length of a day in milliseconds."""
_FIRST_OF_MARCH = 61
"""The number of 1 March 1900, from which on Excel's days are right: before it, it counts a 29 February 1900."""
_LETTERS = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+)$")

Key = tuple[str, str, str]
"""A cell as it is written: its type, its style and its text."""


@dataclass
class SheetCells:
    """The cells that are not empty: row (index into `numbers`), column and code into `keys`, one entry a cell."""

    numbers: array[int] = field(default_factory=lambda: array("i"))
    rows: array[int] = field(default_factory=lambda: array("i"))
    columns: array[int] = field(default_factory=lambda: array("i"))
    codes: array[int] = field(default_factory=lambda: array("i"))
    keys: dict[Key, int] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    empty_formulas: int = 0
    errors: int = 0
    hidden_rows: int = 0


def cells_of(
    book: Workbook, sheet: SheetPart, report: Report, max_rows: int | None, max_cells: int = MAX_CELLS
) -> SheetCells:
    """Read a sheet, or the beginning of it; raises UserError where it is damaged or larger than the bounds."""
    reader = _Reader(book.name, max_rows, max_cells)

    def told(fraction: float) -> None:
        report(
            0.85 * fraction,
            tr("Reading {name}: {numbers} rows", name=book.name, numbers=number(len(reader.out.numbers))),
        )

    book.stream(sheet.part, reader.start, reader.end, reader.text, told)
    return reader.out


class _Reader:
    """What the parser calls for every element: kept short, since a sheet has millions."""

    def __init__(self, name: str, max_rows: int | None, max_cells: int) -> None:
        self.name = name
        self.out = SheetCells()
        self.most = max_rows
        self.max_cells = max_cells
        self.row = 0
        self.place = -1
        self.column = -1
        self.kind = self.style = ""
        self.pieces: list[str] = []
        self.is_text = self.is_aside = self.has_formula = False
        self.column_of: dict[str, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            reference = attributes.get("r")
            self.column = self.column + 1 if reference is None else self._column(reference)
            self.kind = attributes.get("t", "n")
            self.style = attributes.get("s", "")
            self.pieces = []
            self.has_formula = False
        elif tag == "v" or tag == "t":
            self.is_text = not self.is_aside
        elif tag == "row":
            self._row(attributes)
        elif tag == "f":
            self.has_formula = True
        elif tag == "rPh":
            self.is_aside = True
        elif tag == "mergeCell":
            self.out.merged.append(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self.is_text:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        if tag == "v" or tag == "t":
            self.is_text = False
        elif tag == "c":
            if self.pieces:
                self._cell("".join(self.pieces))
            elif self.has_formula:
                self.out.empty_formulas += 1
        elif tag == "rPh":
            self.is_aside = False

    def _cell(self, text: str) -> None:
        out = self.out
        if self.kind == "e":
            out.errors += 1
            return
        if self.column >= MAX_COLUMNS:
            raise UserError(
                tr(
                    "{name} has {column} columns in row {row}, more than the {max_columns} that can be read.",
                    name=self.name,
                    column=number(self.column + 1),
                    row=number(self.row),
                    max_columns=number(MAX_COLUMNS),
                )
            )
        if self.place < 0:
            if self.most is not None and len(out.numbers) >= self.most:
                raise Enough
            self.place = len(out.numbers)
            out.numbers.append(self.row)
        kind = self.kind
        key = (kind, self.style if kind == "n" else "", text)
        code = out.keys.get(key)
        if code is None:
            code = out.keys[key] = len(out.keys)
        out.rows.append(self.place)
        out.columns.append(self.column)
        out.codes.append(code)
        if len(out.codes) > self.max_cells:
            raise UserError(
                tr(
                    "{name} has more than {max_cells} cells; save it as .csv.",
                    name=self.name,
                    max_cells=number(self.max_cells),
                )
            )

    def _row(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        self.row = int(place) if place.isdecimal() else self.row + 1
        if self.row > MAX_ROWS:
            raise UserError(
                tr(
                    "{name} has rows beyond the {max_rows} that a sheet can have; save it as .csv.",
                    name=self.name,
                    max_rows=number(MAX_ROWS),
                )
            )
        if attributes.get("hidden") in ("1", "true"):
            self.out.hidden_rows += 1
        self.place = self.column = -1

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        column = self.column_of.get(letters)
        if column is None:
            found = place_of(f"{letters}1")
            if found is None:
                raise UserError(
                    tr(
                        "{name} has a cell that is called {reference}; it is damaged.",
                        name=self.name,
                        reference=repr(reference[:20]),
                    )
                )
            column = self.column_of[letters] = found[0]
        return column


def place_of(reference: str) -> tuple[int, int] | None:
    """The column (from 0) and the number of the row of a reference such as AB12."""
    match = _LETTERS.match(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1, int(match[2])


def labels_of(
    keys: dict[Key, int], texts: list[str], formats: dict[str, DateFormat], is_from_1904: bool
) -> tuple[list[str], NDArray[np.bool_]]:
    """The text of every distinct cell, and which of them are dates."""
    labels = []
    is_date = np.zeros(len(keys), dtype=bool)
    for place, (kind, style, text) in enumerate(keys):
        form = formats.get(style) if kind == "n" else None
        moment = date_text(text, form, is_from_1904) if form is not None else None
        if moment is not None:
            labels.append(moment)
            is_date[place] = form is not None and form.has_day
        else:
            labels.append(_label(kind, text, texts))
    return labels, is_date


def date_text(text: str, form: DateFormat, is_from_1904: bool) -> str | None:
    """The number of a day as an ISO date, with its time where it has one or the format shows one."""
    number = _number(text)
    if number is None or not 0 <= number < 2_958_466:  # the day after 31 December 9999
        return None
    if not form.has_day:
        return (datetime(1900, 1, 1) + timedelta(milliseconds=round(number % 1 * _DAY))).time().isoformat()
    begin = datetime(1904, 1, 1) if is_from_1904 else datetime(1899, 12, 30)
    if not is_from_1904 and number < _FIRST_OF_MARCH:
        begin += timedelta(days=1)
    moment = begin + timedelta(milliseconds=round(number * _DAY))
    is_day = moment == datetime(moment.year, moment.month, moment.day) and not form.has_time
    return moment.date().isoformat() if is_day else moment.isoformat(sep=" ")


def _label(kind: str, text: str, texts: list[str]) -> str:
    if kind == "s":
        place = int(text) if text.strip().isdecimal() else -1
        return cell_text(texts[place]) if 0 <= place < len(texts) else ""
    if kind == "b":
        return "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "n":
        plain = text.strip()
        if plain.isdecimal():
            return plain
        number = _number(plain)
        return plain if number is None else cell_text(number)
    return cell_text(unescaped(text))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None

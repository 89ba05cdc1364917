"""The values of a table that leaves the program, one by one, as a file of some kind can hold them."""

from __future__ import annotations

import re
from datetime import date, datetime
from math import isfinite

from mining.export.writable import SIGN
from mining.number_format import number
from mining.sources.values.words import counted
from models.export_table import ExportValue
from resources.translation import tr

BOM = b"\xef\xbb\xbf"
"""Before the text of a CSV file, so that spreadsheets know it is UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")


class Cells:
    """Hands out the values for one kind of file, and counts what had to be changed on the way."""

    def __init__(self, unwritable: re.Pattern[str], kind: str, longest: int | None = None) -> None:
        """`unwritable` characters become a sign (U+FFFD), a text beyond `longest` characters is cut; both are told."""
        self._unwritable, self._kind, self._longest = unwritable, kind, longest
        self._replaced = self._cut = 0

    def value(self, value: ExportValue) -> ExportValue:
        """The value as it can be written; None for an empty cell, which a number that is none becomes too."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, float) and not isfinite(value):
            return None
        return value

    @property
    def notes(self) -> tuple[str, ...]:
        """What was changed, in sentences."""
        notes = []
        if self._replaced:
            notes.append(
                tr(
                    "{texts} with characters that {kind} cannot hold: each such character is a {sign} there.",
                    texts=counted(self._replaced, "text"),
                    kind=self._kind,
                    sign=SIGN,
                )
            )
        if self._cut:
            notes.append(
                tr(
                    "{texts} longer than the {longest} characters that a cell of {kind} can hold: cut there.",
                    texts=counted(self._cut, "text"),
                    longest=number(self._longest),
                    kind=self._kind,
                )
            )
        return tuple(notes)

    def _text(self, text: str) -> str | None:
        clean = text
        if self._unwritable.search(text):
            clean = self._unwritable.sub(SIGN, text)
            self._replaced += 1
        if self._longest is not None and 2 * len(clean) > self._longest and _units(clean) > self._longest:
            self._cut += 1
            clean = clean.encode("utf-16-le")[: 2 * self._longest].decode("utf-16-le", "ignore")
        return clean or None


def neutral(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay."""
    is_formula = cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def iso(moment: date) -> str:
    """A day or a time (naive, UTC) as ISO 8601 writes it."""
    return f"{moment.isoformat()}+00:00" if isinstance(moment, datetime) else moment.isoformat()


def _units(text: str) -> int:
    """Its length as spreadsheets count it, in which a character beyond the first 65,536 counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)

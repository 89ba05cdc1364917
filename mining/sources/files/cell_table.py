"""A table read from a file, every cell as text, exactly as it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mining.number_format import number
from mining.sources.values.texts import Texts, blank, labels_of
from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.import_summary import Quarantined
from resources.translation import tr

MAX_COLUMNS = 2000
MAX_ROWS = 20_000_000
_SAMPLE = 10_000
"""Rows by which most columns of many words are known."""


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of one file; `name` is the file's name.

    `data` is a pyarrow table with one column a name in `columns`: dictionary-encoded strings, or plain strings where
    nearly all are distinct; an empty cell is the empty text or null. `lines` has the line of every row in the file
    (1 is the header; 0 where unknown).
    `doubled` names the header cells that came more than once, with their positions from 1.
    """

    name: str
    columns: tuple[str, ...]
    data: Any
    lines: NDArray[np.int64]
    quarantined: tuple[Quarantined, ...] = ()
    notes: tuple[str, ...] = ()
    doubled: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.data.num_rows)

    def column(self, name: str) -> Categorical:
        """One column; cells that are empty or only white space are missing, all others exactly as written."""
        encoded = self._encoded(name)
        codes, filled = arrow_codes(encoded.indices), _filled(encoded.dictionary)
        labels = (
            encoded.dictionary.to_pylist() if encoded.dictionary.null_count else labels_of(encoded.dictionary)
        )
        if filled.all():
            return Categorical(codes, tuple(labels))
        code_of = np.append(np.where(filled, np.cumsum(filled) - 1, MISSING), MISSING).astype(np.int32)
        return Categorical(code_of[codes], tuple(compress(labels, filled)))

    def texts(self, name: str) -> Categorical | Texts:
        """One column for those who look at each text once: as it is where nearly all are distinct."""
        column = self.data.column(self.columns.index(name))
        if str(column.type) == "string" and not column.null_count:
            return Texts(tuple(column.chunks))
        return self.column(name)

    def few_valued(self, name: str, most: int) -> Categorical | None:
        """One column where it has something to say in at most so many words; the texts of others are not made."""
        from mining.sources.files.text_columns import text_of

        first = text_of(self.data.column(self.columns.index(name)).slice(0, _SAMPLE))
        if int(_filled(first.unique()).sum()) > most:
            return None
        words = int(_filled(self._encoded(name).dictionary).sum())
        return self.column(name) if 0 < words <= most else None

    def _encoded(self, name: str) -> Any:
        """One column as a dictionary-encoded array."""
        from mining.sources.files.text_columns import ENCODED, text_of

        column = self.data.column(self.columns.index(name))
        encoded = column if column.type == ENCODED else text_of(column).dictionary_encode()
        return encoded.chunk(0) if encoded.num_chunks == 1 else encoded.combine_chunks()  # one needs no copy

    def rows(self, limit: int) -> list[tuple[str, ...]]:
        """The first rows as texts."""
        from mining.sources.files.text_columns import text_of

        part = self.data.slice(0, limit)
        columns = [[cell or "" for cell in text_of(column).to_pylist()] for column in part.columns]
        return list(zip(*columns, strict=True)) if columns else []


def _filled(array: Any) -> NDArray[np.bool_]:
    """Which of an Arrow array's texts are neither empty nor only white space."""
    if array.null_count or not len(array):
        return np.array(
            [label is not None and bool(label.strip()) for label in array.to_pylist()], dtype=bool
        )
    return ~blank(array)


def name_columns(
    header: list[str], file: str
) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]], list[str]]:
    """Names for the header cells: each once, none empty; with the doubled names and notes about them."""
    if len(header) > MAX_COLUMNS:
        raise UserError(
            tr(
                "{file} has {header} columns, more than the {max_columns} that can be read.",
                file=file,
                header=number(len(header)),
                max_columns=number(MAX_COLUMNS),
            )
        )
    positions: dict[str, list[int]] = {}
    names: list[str] = []
    for position, cell in enumerate(header, start=1):
        plain = " ".join(cell.split()) or tr("Column {position}", position=position)
        seen = positions.setdefault(plain, [])
        seen.append(position)
        name, twin = plain, len(seen)
        while name in names:
            twin = max(twin, 2)
            name, twin = f"{plain} ({twin})", twin + 1
        names.append(name)
    doubled = {name: tuple(at) for name, at in positions.items() if len(at) > 1}
    notes = [
        tr(
            "{file} has the column {name} {at} times (at {map}); the later ones were renamed.",
            file=file,
            name=name,
            at=len(at),
            map=", ".join(map(str, at)),
        )
        for name, at in doubled.items()
    ]
    return tuple(names), doubled, notes


def arrow_codes(indices: Any) -> NDArray[np.int32]:
    """The indices of a dictionary column, `MISSING` where null, taken from Arrow's memory.

    Arrow's own conversions would do, but they import pandas.
    """
    here = slice(indices.offset, indices.offset + len(indices))
    is_valid, values = indices.buffers()
    codes = np.frombuffer(values, dtype=indices.type.to_pandas_dtype())[here].astype(np.int32, copy=False)
    if indices.null_count:
        bits = np.unpackbits(np.frombuffer(is_valid, dtype=np.uint8), bitorder="little")
        codes = np.where(bits[here] == 0, np.int32(MISSING), codes)
    return codes

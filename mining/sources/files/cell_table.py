"""A table read from a file, every cell as text, exactly as it was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.categorical import MISSING, Categorical
from models.errors import UserError
from models.import_summary import Quarantined

MAX_COLUMNS = 2000
MAX_ROWS = 20_000_000


@dataclass(frozen=True, eq=False)
class Table:
    """The columns of one file; `name` is the file's name.

    `data` is a pyarrow table with one dictionary-encoded string column a name in `columns`; an empty cell is
    the empty text or null. `lines` has the line of every row in the file (1 is the header; 0 where unknown).
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
        array = self.data.column(self.columns.index(name)).combine_chunks()
        codes = arrow_codes(array.indices)
        labels = array.dictionary.to_pylist()
        filled = _filled(array.dictionary, labels)
        if filled.all():
            return Categorical(codes, tuple(labels))
        code_of = np.append(np.where(filled, np.cumsum(filled) - 1, MISSING), MISSING).astype(np.int32)
        return Categorical(
            code_of[codes], tuple(label for label, is_text in zip(labels, filled, strict=True) if is_text)
        )

    def rows(self, limit: int) -> list[tuple[str, ...]]:
        """The first rows as texts."""
        part = self.data.slice(0, limit)
        columns = [[cell or "" for cell in part.column(i).to_pylist()] for i in range(len(self.columns))]
        return list(zip(*columns, strict=True)) if columns else []


def _filled(array: Any, labels: list[str | None]) -> NDArray[np.bool_]:
    """Which of an Arrow array's texts are neither empty nor only white space (without Arrow's way to pandas)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if array.null_count or not labels:
        return np.array([label is not None and bool(label.strip()) for label in labels], dtype=bool)
    is_space = pc.utf8_is_space(array).cast(pa.uint8())
    here = slice(is_space.offset, is_space.offset + len(is_space))
    filled: NDArray[np.bool_] = np.frombuffer(is_space.buffers()[1], dtype=np.uint8)[here] == 0
    if "" in labels:
        filled[labels.index("")] = False  # a dictionary has it once
    return filled


def name_columns(
    header: list[str], file: str
) -> tuple[tuple[str, ...], dict[str, tuple[int, ...]], list[str]]:
    """Names for the header cells: each once, none empty; with the doubled names and notes about them."""
    if len(header) > MAX_COLUMNS:
        raise UserError(
            f"{file} has {len(header):,} columns, more than the {MAX_COLUMNS:,} that can be read."
        )
    positions: dict[str, list[int]] = {}
    names: list[str] = []
    for position, cell in enumerate(header, start=1):
        plain = " ".join(cell.split()) or f"Column {position}"
        seen = positions.setdefault(plain, [])
        seen.append(position)
        name, number = plain, len(seen)
        while name in names:
            number = max(number, 2)
            name, number = f"{plain} ({number})", number + 1
        names.append(name)
    doubled = {name: tuple(at) for name, at in positions.items() if len(at) > 1}
    notes = [
        f"{file} has the column {name} {len(at)} times (at {', '.join(map(str, at))}); the later ones were renamed."
        for name, at in doubled.items()
    ]
    return tuple(names), doubled, notes


def arrow_codes(indices: Any) -> NDArray[np.int32]:
    """The indices of a dictionary column, `MISSING` where null, taken from Arrow's memory.

    Arrow's own conversions would do, but they import pandas.
    """
    here = slice(indices.offset, indices.offset + len(indices))
    is_valid, values = indices.buffers()
    codes = np.frombuffer(values, dtype=indices.type.to_pandas_dtype())[here].astype(np.int32)
    if indices.null_count:
        bits = np.unpackbits(np.frombuffer(is_valid, dtype=np.uint8), bitorder="little")
        codes[bits[here] == 0] = MISSING
    return codes

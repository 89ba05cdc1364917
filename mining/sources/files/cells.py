"""Cells of typed files as texts, and rows of texts as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from mining.sources.files.cell_table import Table, name_columns

_CONTROL = {code: None for code in (*range(32), 127) if code not in (9, 10, 13)}


def cell_text(cell: object) -> str:
    """A cell as text: whole numbers without a point, times as ISO, and no control characters."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.translate(_CONTROL)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return str(cell)


def table_of(
    name: str,
    header: Sequence[str],
    columns: Sequence[Iterable[str]],
    lines: Sequence[int],
    notes: Sequence[str],
) -> Table:
    """A table from columns of texts; a column without a name and without a value is left out."""
    kept = [i for i, cell in enumerate(header) if cell.strip() or any(columns[i])]
    names, doubled, doubled_notes = name_columns([header[i] for i in kept], name)
    data: dict[str, Any] = {column: _encoded(columns[i]) for i, column in zip(kept, names, strict=True)}
    table = pa.table(data)
    return Table(name, names, table, np.array(lines, dtype=np.int64), (), (*notes, *doubled_notes), doubled)


def _encoded(cells: Iterable[str]) -> Any:
    """Texts as a dictionary-encoded Arrow array, made from memory: Arrow's own way imports pandas.

    Halves of characters, which JSON can hold, become question marks.
    """
    places: dict[str, int] = {}
    codes = np.fromiter((places.setdefault(cell, len(places)) for cell in cells), dtype=np.int32)
    texts = [text.encode(errors="replace") for text in places]
    ends = np.cumsum([0, *map(len, texts)]).astype(np.int32)
    words = pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(b"".join(texts)))
    indices = pa.Array.from_buffers(pa.int32(), len(codes), [None, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, words)

"""The columns of a text table in memory: each distinct text once, unless nearly all of them are distinct."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

ENCODED = pa.dictionary(pa.int32(), pa.string())
_FEW_ROWS = 1000
"""A block so short is always encoded."""
_MOST_DISTINCT = 0.75
"""The share of distinct texts in a block above which a column is kept as it is."""


class ColumnStore:
    """Takes a table block by block; blocks may be encoded in several threads, and are put together in order."""

    def __init__(self, width: int) -> None:
        self._is_plain = [False] * width

    def encoded(self, batch: Any) -> list[Any]:
        """The columns of a block of valid UTF-8 in binary columns: encoded, or as texts."""
        return [self._column(place, column.view(pa.string())) for place, column in enumerate(batch.columns)]

    def _column(self, place: int, texts: Any) -> Any:
        if not self._is_plain[place]:
            encoded = texts.dictionary_encode()
            if len(texts) < _FEW_ROWS or len(encoded.dictionary) <= _MOST_DISTINCT * len(texts):
                return encoded
            self._is_plain[place] = True
        return texts


def joined(blocks: Sequence[Any]) -> Any:
    """The blocks of one column as one: encoded with one dictionary, or as texts where one of them is."""
    if all(block.type == ENCODED for block in blocks):
        return _with_one_dictionary(blocks)
    return pa.chunked_array([text_of(block) for block in blocks])


def _with_one_dictionary(blocks: Sequence[Any]) -> Any:
    if len(blocks) == 1:
        return blocks[0]
    rows = sum(map(len, blocks))
    labels = pa.concat_arrays([block.dictionary for block in blocks])
    unified = labels.dictionary_encode()
    code_of = np.frombuffer(unified.indices.buffers()[1] or b"", dtype=np.int32)
    codes = np.empty(rows, dtype=np.int32)
    first_row = first_label = 0
    for block in blocks:
        here = np.frombuffer(block.indices.buffers()[1] or b"", dtype=np.int32)[: len(block)]
        code_of[first_label:].take(here, out=codes[first_row : first_row + len(block)], mode="clip")
        first_row += len(block)
        first_label += len(block.dictionary)
    indices = pa.Array.from_buffers(pa.int32(), rows, [None, pa.py_buffer(codes)])
    return pa.DictionaryArray.from_arrays(indices, unified.dictionary)


def text_of(column: Any) -> Any:
    """A column, encoded or not, as texts."""
    if column.type == pa.string():
        return column
    if isinstance(column, pa.ChunkedArray):
        return pa.chunked_array([text_of(chunk) for chunk in column.chunks], pa.string())
    return column.dictionary.take(column.indices)

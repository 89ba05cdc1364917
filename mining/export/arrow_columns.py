"""Columns of a log as Arrow arrays, made from memory so that Arrow does not import pandas. Imports pyarrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


def numbers(values: NDArray[Any], known: NDArray[np.bool_] | None = None, kind: Any = None) -> Any:
    """Numbers (or, by `kind`, times) as an array, null where not `known`."""
    memory = pa.py_buffer(np.ascontiguousarray(values))
    valid = None if known is None else pa.py_buffer(np.packbits(known, bitorder="little"))
    return pa.Array.from_buffers(kind or pa.from_numpy_dtype(values.dtype), len(values), [valid, memory])


def written(texts: Sequence[str]) -> Any:
    """Texts as an array of large strings; raises UnicodeEncodeError for halves of characters."""
    encoded = [text.encode() for text in texts]
    offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded)), out=offsets[1:])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.large_string(), len(encoded), buffers)


def labelled(codes: NDArray[np.int32], labels: Any, known: NDArray[np.bool_] | None = None) -> Any:
    """One text an entry: that of its code in an array of labels (a negative one counts from the end)."""
    places = np.where(codes < 0, codes + len(labels), codes).astype(np.int32)
    return labels.take(numbers(places, known))

"""A column of mostly distinct texts as they lie in memory: no Python object is made before one is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

_FEW = 10_000
"""So few texts are made one by one."""
_BETWEEN = "\x1f"
"""A control character, which no cell has."""


@dataclass(frozen=True, eq=False)
class Texts(Sequence[str]):
    """Texts in Arrow arrays of strings without nulls, `blocks`, one below the other."""

    blocks: tuple[Any, ...]

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return np.cumsum([0, *map(len, self.blocks)])

    def __len__(self) -> int:
        return int(self._starts[-1])

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        block = int(np.searchsorted(self._starts, index, side="right")) - 1
        return str(self.blocks[block][index - int(self._starts[block])].as_py())

    @property
    def is_blank(self) -> NDArray[np.bool_]:
        """Which texts are empty or only white space."""
        return np.concatenate([np.zeros(0, dtype=bool), *map(blank, self.blocks)])


def blank(block: Any) -> NDArray[np.bool_]:
    """Which texts of an Arrow array without nulls are empty or only white space (without Arrow's way to pandas)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    starts, _ = places_of(block)
    is_space = pc.utf8_is_space(block).cast(pa.uint8())
    here = slice(is_space.offset, is_space.offset + len(is_space))
    spaces = np.frombuffer(is_space.buffers()[1] or b"", dtype=np.uint8)[here]
    return np.asarray((spaces != 0) | (starts[1:] == starts[:-1]))


def labels_of(block: Any) -> list[str]:
    """All texts of an Arrow array without nulls: made from one long text, which is faster than one by one."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(block) < _FEW:
        return [str(label) for label in block.to_pylist()]
    ends = pa.Array.from_buffers(
        pa.int32(), 2, [None, pa.py_buffer(np.array([0, len(block)], dtype=np.int32))]
    )
    sign = pa.Array.from_buffers(
        pa.string(),
        1,
        [None, pa.py_buffer(np.array([0, 1], dtype=np.int32)), pa.py_buffer(_BETWEEN.encode())],
    )
    together = pc.binary_join(pa.ListArray.from_arrays(ends, block), sign)[0].as_py()
    labels: list[str] = together.split(_BETWEEN)
    return labels if len(labels) == len(block) else [str(label) for label in block.to_pylist()]


def places_of(block: Any) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Where each text of an Arrow array starts, with the end as a last one, and the bytes of all of them."""
    _, offsets, data = block.buffers()
    at = np.frombuffer(offsets, dtype=np.int32)[block.offset : block.offset + len(block) + 1]
    return at.astype(np.int64), np.frombuffer(data or b"", dtype=np.uint8)

"""Values of a long column that are made when they are written, so that nobody waits for them before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

from models.export_table import ExportValue

Make = Callable[[slice], Sequence[ExportValue]]
"""Makes the values of some rows."""


class Later(Sequence[ExportValue]):
    """As many values as it says, a block at a time; what they are made of must not change."""

    def __init__(self, length: int, make: Make) -> None:
        self._length, self._make = length, make
        self._block: tuple[int, Sequence[ExportValue]] = (-1, ())

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> ExportValue: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[ExportValue]: ...

    def __getitem__(self, at: int | slice) -> ExportValue | Sequence[ExportValue]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._length)
            return self._make(slice(start, stop))[::step] if step > 0 else list(self)[at]
        place = at + self._length if at < 0 else at
        if not 0 <= place < self._length:  # where a loop over all of them ends
            raise IndexError(at)
        number, values = self._block
        if place // _BLOCK != number:
            number = place // _BLOCK
            values = self._make(slice(number * _BLOCK, min(self._length, (number + 1) * _BLOCK)))
            self._block = (number, values)
        return values[place % _BLOCK]


_BLOCK = 4096

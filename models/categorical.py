"""A column of strings stored once each: small integer codes into a tuple of labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MISSING = -1
"""The code of an empty cell."""


@dataclass(frozen=True, eq=False)
class Categorical:
    """Dictionary-encoded strings: `codes` (int32, one an entry, `MISSING` where empty) into `labels`."""

    codes: NDArray[np.int32]
    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.codes) and (self.codes.max() >= len(self.labels) or self.codes.min() < MISSING):
            raise ValueError("a code has no label")
        self.codes.flags.writeable = False

    @classmethod
    def of(cls, values: Iterable[str | None]) -> Categorical:
        """Encode texts in order of first appearance; None and the empty text become `MISSING`."""
        codes: dict[str, int] = {}
        encoded = [codes.setdefault(value, len(codes)) if value else MISSING for value in values]
        return cls(np.array(encoded, dtype=np.int32), tuple(codes))

    @classmethod
    def empty(cls, length: int) -> Categorical:
        """A column in which every cell is empty."""
        return cls(np.full(length, MISSING, dtype=np.int32), ())

    def __len__(self) -> int:
        return len(self.codes)

    def text(self, index: int) -> str:
        """The label of one entry, the empty text where it is missing."""
        code = int(self.codes[index])
        return "" if code == MISSING else self.labels[code]

    def texts(self) -> list[str]:
        """Every entry as text, the empty text where it is missing."""
        return ["" if code == MISSING else self.labels[code] for code in self.codes.tolist()]

    def take(self, indices: NDArray[Any] | slice) -> Categorical:
        """The entries at the indices, in a slice, or where a mask is set; the labels stay."""
        return Categorical(self.codes[indices], self.labels)

    def code(self, label: str) -> int:
        """The code of a label, `MISSING` where no entry can have it."""
        return self.labels.index(label) if label in self.labels else MISSING

    def is_any_of(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """One flag an entry: is it one of the wanted labels?"""
        hit = np.zeros(len(self.labels) + 1, dtype=bool)  # the last flag is what MISSING (-1) points to
        hit[[code for code in map(self.code, wanted) if code != MISSING]] = True
        return np.asarray(hit[self.codes], dtype=bool)

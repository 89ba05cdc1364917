"""Units of deals that are split where some deals of a unit are accepted and others are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.deviation import Deviation

Flags = NDArray[np.bool_]


class Units:
    """The units of some deviations; what is split off gets a new number, behind the others.

    `of_case` is the unit of every case, `origin` for every unit the one that it was split off, or itself. The array
    of cases is copied once something is split, so that whatever is alike stays the same object.
    """

    def __init__(self, of_case: NDArray[np.int32], n: int) -> None:
        self.of_case = of_case
        self.origin = np.arange(n, dtype=np.int64)
        self._given = of_case
        self._size = np.bincount(of_case, minlength=n)
        self._marks: list[list[NDArray[np.int64]]] = []

    @property
    def are_split(self) -> bool:
        """Whether there are more than there were."""
        return self.of_case is not self._given

    def mark(self, cases: NDArray[np.int64]) -> int:
        """Make these cases (sorted) whole units, and remember which they are under the number that is given back."""
        n = len(self.origin)
        inside = np.bincount(self.of_case[cases], minlength=n)
        touched = np.flatnonzero(inside)
        whole = inside[touched] == self._size[touched]
        mixed, marked = touched[~whole], touched[whole]
        if len(mixed):
            number = np.arange(n, dtype=np.int32)
            number[mixed] = n + np.arange(len(mixed), dtype=np.int32)
            if not self.are_split:
                self.of_case = self.of_case.copy()
            self.of_case[cases] = number[self.of_case[cases]]
            self.origin = np.append(self.origin, self.origin[mixed])
            self._size[mixed] -= inside[mixed]
            self._size = np.append(self._size, inside[mixed])
            new = n + np.arange(len(mixed), dtype=np.int64)
            for earlier in self._marks:
                earlier.append(new[np.isin(mixed, np.concatenate(earlier))])
            marked = np.append(marked, new)
        self._marks.append([marked])
        return len(self._marks) - 1

    def marked(self, number: int) -> Flags:
        """One flag a unit: are its cases those that were marked under this number?"""
        flags = np.zeros(len(self.origin), dtype=bool)
        flags[np.concatenate(self._marks[number])] = True
        return flags

    def spread(self, deviations: tuple[Deviation, ...], without: dict[int, Flags]) -> list[Deviation]:
        """The deviations over the units as they are now; `without` flags by place what no longer shows or is judged.

        A deviation that nothing shows any more is left out.
        """
        flags: dict[int, Flags] = {}
        found = []
        for place, deviation in enumerate(deviations):
            off = without.get(place)
            if off is None and not self.are_split:
                found.append(deviation)
                continue
            shown = deviation.shown[self.origin] if self.are_split else deviation.shown
            judged, comparable = (
                flags.setdefault(id(old), old[self.origin] if self.are_split else old)
                for old in (deviation.judged, deviation.comparable)
            )
            if off is not None:
                shown, judged, comparable = shown & ~off, judged & ~off, comparable & ~off
            if shown.any():
                showing = np.flatnonzero(shown).astype(np.int32)
                found.append(
                    replace(
                        deviation,
                        unit_of_case=self.of_case,
                        showing=showing,
                        judged=judged,
                        comparable=comparable,
                    )
                )
        return found

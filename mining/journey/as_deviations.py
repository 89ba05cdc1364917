"""From one flag a case to deviations: deals that are alike in all flags are one unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.journey.two_sided import Finding
from models.deviation import Deviation

_STATES = 6
"""Not judged, judged, and shown, each among the compared or not."""
_LARGEST = 1 << 17
"""Numbers of units go up to this before those that no case has are left out; then each finding is one more."""


def as_deviations(findings: Sequence[Finding]) -> tuple[Deviation, ...]:
    """The findings that some deal shows, in order of their key."""
    some = sorted((finding for finding in findings if finding.shown.any()), key=lambda finding: finding.key)
    if not some:
        return ()
    unit, example = _units(some)
    return tuple(
        Deviation(
            finding.key,
            unit,
            np.flatnonzero(finding.shown[example]).astype(np.int32),
            finding.judged[example],
            finding.comparable[example],
        )
        for finding in some
    )


def _units(findings: Sequence[Finding]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The unit of every case, and the first case of every unit."""
    number, size = np.zeros(len(findings[0].shown), dtype=np.int32), 1
    for finding in findings:
        if size * _STATES > _LARGEST:
            number, size = _dense(number, size)
        state = (finding.judged.astype(np.int8) + finding.shown) * np.int8(2) + finding.comparable
        number = number * np.int32(_STATES) + state
        size *= _STATES
    number, size = _dense(number, size)
    example = np.zeros(size, dtype=np.int64)
    example[number[::-1]] = np.arange(len(number) - 1, -1, -1)  # what is written last stays
    return number, example


def _dense(number: NDArray[np.int32], size: int) -> tuple[NDArray[np.int32], int]:
    """Numbers below `size` as numbers without gaps, in the same order, and how many there are."""
    is_there = np.zeros(size, dtype=bool)
    is_there[number] = True
    place = np.cumsum(is_there, dtype=np.int32) - np.int32(1)
    return place[number], int(is_there.sum())

"""From one flag a case to deviations: deals that are alike in all flags are one unit."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mining.journey.two_sided import Finding
from models.deviation import Deviation

_STATES = 6
"""Not judged, judged, and shown, each among the compared or not."""
_AT_ONCE = 16
"""So many findings fit into one number, with the number of a unit (of up to two million) before them."""


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
    number = np.zeros(len(findings[0].shown), dtype=np.int64)
    for place, finding in enumerate(findings):
        if place and place % _AT_ONCE == 0:
            number = np.unique(number, return_inverse=True)[1].ravel()
        state = finding.judged.astype(np.int64) + finding.shown
        number = number * _STATES + state * 2 + finding.comparable
    _, example, unit = np.unique(number, return_index=True, return_inverse=True)
    return unit.ravel().astype(np.int32), example

"""Effects are asked for again: by two screens, after another threshold, after a filter is taken back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mining.diagnosis.effects.effects import deviation_effects
from models.analysis import Analysis
from models.conformance import Conformance
from models.diagnosis import DeviationEffects
from models.progress import Report

Flags = NDArray[np.bool_]
Effects = tuple[DeviationEffects, ...]

_KEPT = 4
"""So many answers are kept with a check, the last ones."""


class _Known:
    """The last answers of one check: over which deals, and how few are too few."""

    def __init__(self, _: Conformance) -> None:
        self._answers: tuple[tuple[Flags, int, Effects], ...] = ()

    def find(self, mask: Flags, fewest: int) -> Effects | None:
        """The answer to this question, where it is among the last."""
        same = (found for deals, few, found in self._answers if few == fewest and np.array_equal(deals, mask))
        return next(same, None)

    def keep(self, mask: Flags, fewest: int, found: Effects) -> None:
        """Keep an answer in place of the oldest; `mask` may change afterwards."""
        self._answers = (*self._answers[-_KEPT + 1 :], (mask.copy(), fewest, found))


def known_effects(analysis: Analysis, mask: Flags, report: Report, fewest: int = 10) -> Effects:
    """What `deviation_effects` finds, worked out once for the same deals of the same check."""
    if analysis.conformance is None:
        return ()
    known = analysis.conformance.derived(_Known)
    found = known.find(mask, fewest)
    if found is None:
        found = deviation_effects(analysis, mask, report, fewest)
        known.keep(mask, fewest, found)
    return found

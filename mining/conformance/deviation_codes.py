"""The kinds of deviations as numbers, for arrays of them."""

from __future__ import annotations

from models.deviation import DeviationType

KINDS = tuple(DeviationType)
"""A deviation is an index into these."""

SKIPPED, OUT_OF_ORDER, REPEATED, WENT_BACK, UNDOCUMENTED, PREMATURE_CLOSE = (
    KINDS.index(kind)
    for kind in (
        DeviationType.SKIPPED,
        DeviationType.OUT_OF_ORDER,
        DeviationType.REPEATED,
        DeviationType.WENT_BACK,
        DeviationType.UNDOCUMENTED,
        DeviationType.PREMATURE_CLOSE,
    )
)

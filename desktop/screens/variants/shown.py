"""What the list of paths shows: rows in an order, in groups or not, each with its path worked out when it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from desktop.screens.variants.chevrons import Item, Outcomes, items_of, items_up_to_close, never_to_happen
from mining.variant_rows.row_path import folded, row_path
from models.analysis import Analysis
from models.deal_path import DealPath
from models.deviation import DeviationKey, DeviationType
from models.variant_rows import FOLLOWS, PathGroup, VariantRows

REMEMBERED = 512
"""So many paths are kept once they were worked out: what is in sight, and some pages around it."""

Grouped = Sequence[tuple[PathGroup, NDArray[np.int64]]]
"""The groups in order, and the rows of each in order."""


class ShownPaths:
    """Rows of the paths of one analysis; `top` are the rows where there are no groups."""

    def __init__(
        self, analysis: Analysis, rows: VariantRows, top: NDArray[np.int64], grouped: Grouped | None = None
    ) -> None:
        self.log, self.conformance = analysis.log, analysis.conformance
        self.rows, self.top, self.grouped = rows, top, grouped
        self.path = lru_cache(REMEMBERED)(self._path)
        self.items = lru_cache(REMEMBERED)(self._items)

    @property
    def ends(self) -> tuple[str, ...]:
        """The names of the documented ends."""
        return self.conformance.ends if self.conformance else ()

    def members(self, group: int) -> NDArray[np.int64]:
        """The rows of a group, in order."""
        return self.grouped[group][1] if self.grouped is not None else self.top[:0]

    def key_of(self, group: int) -> DeviationKey | int:
        """What a group is about, whatever process the rows were checked against: its deviation, or its `main`."""
        main = self.grouped[group][0].main if self.grouped is not None else FOLLOWS
        return self.rows.deviations[main] if main >= 0 else main

    def outcomes(self, row: int) -> Outcomes:
        """How the deals of a row ended."""
        rows = self.rows
        return Outcomes(int(rows.deals[row]), int(rows.won[row]), int(rows.lost[row]), int(rows.open[row]))

    def closed_early(self, row: int) -> bool:
        """Whether the deals of a row were closed too early."""
        return any(key.type is DeviationType.PREMATURE_CLOSE for key in self.path(row).deviations)

    def _path(self, row: int) -> DealPath:
        return row_path(self.log, self.conformance, self.rows, row)

    def _items(self, row: int) -> tuple[Item, ...]:
        path, outcomes = self.path(row), self.outcomes(row)
        parts = folded(path.steps)
        if not self.rows.closing:
            items = items_of(parts, path.checked, outcomes)
        else:
            items = items_up_to_close(parts, path.checked, outcomes, self.closed_early(row))
        is_forbidden = any(key.type is DeviationType.FORBIDDEN for key in path.deviations)
        return (*items, never_to_happen()) if is_forbidden else items

"""One row an opportunity: who owned it, what it was worth, how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from models.categorical import Categorical

NO_TIME = np.iinfo(np.int64).min
"""Stands in a time column where no time is known."""

DAY = 86_400_000_000
"""The length of a day in the unit of every time column, microseconds."""


PIPELINE = "Pipeline"
"""The name in `CaseTable.extra` of the pipeline a deal runs in, where the CRM has several."""


class Outcome(IntEnum):
    """How an opportunity ended; `UNKNOWN` where the log says nothing of outcomes (it is then taken as ended)."""

    OPEN = 0
    WON = 1
    LOST = 2
    UNKNOWN = 3


@dataclass(frozen=True, eq=False)
class CaseTable:
    """Columns with one entry a case, in the order of the event log.

    `amount` is float64 in the unit of `currency` (NaN where unknown); `outcome` is int8 `Outcome`;
    `created` and `closed` are int64 microseconds UTC or `NO_TIME`. `extra` keeps what else the export had.
    """

    ids: tuple[str, ...]
    name: tuple[str, ...]
    owner: Categorical
    team: Categorical
    segment: Categorical
    source: Categorical
    product: Categorical
    currency: Categorical
    amount: NDArray[np.float64]
    outcome: NDArray[np.int8]
    created: NDArray[np.int64]
    closed: NDArray[np.int64]
    extra: Mapping[str, Categorical] = field(default_factory=dict)

    def __post_init__(self) -> None:
        texts = (self.owner, self.team, self.segment, self.source, self.product, self.currency)
        numbers = (self.amount, self.outcome, self.created, self.closed)
        columns: tuple[Sized, ...] = (self.name, *texts, *numbers, *self.extra.values())
        if any(len(column) != len(self.ids) for column in columns):
            raise ValueError("the case columns have different lengths")
        for column in (self.amount, self.outcome, self.created, self.closed):
            column.flags.writeable = False

    @classmethod
    def bare(cls, ids: tuple[str, ...], **columns: object) -> CaseTable:
        """A table that knows only the ids and what is given in `columns`; the rest is empty."""
        n = len(ids)
        empty = Categorical.empty(n)
        defaults: dict[str, object] = {
            "name": ("",) * n,
            **dict.fromkeys(("owner", "team", "segment", "source", "product", "currency"), empty),
            "amount": np.full(n, np.nan),
            "outcome": np.full(n, Outcome.UNKNOWN, dtype=np.int8),
            "created": np.full(n, NO_TIME, dtype=np.int64),
            "closed": np.full(n, NO_TIME, dtype=np.int64),
        }
        return cls(ids=ids, **{**defaults, **columns})  # type: ignore[arg-type]  # names are the fields'

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def case_of_id(self) -> Mapping[str, int]:
        """The index of every case by its id."""
        return {identifier: case for case, identifier in enumerate(self.ids)}

    def keep(self, keep: NDArray[np.bool_]) -> CaseTable:
        """Only the cases where `keep` (one flag a case) is set."""
        kept: dict[str, object] = {}
        for column in fields(self):
            value = getattr(self, column.name)
            if isinstance(value, Categorical):
                kept[column.name] = value.take(keep)
            elif isinstance(value, tuple):
                kept[column.name] = tuple(compress(value, keep))
            elif isinstance(value, np.ndarray):
                kept[column.name] = value[keep]
        extra = {name: column.take(keep) for name, column in self.extra.items()}
        return replace(self, **kept, extra=extra)  # type: ignore[arg-type]  # by field name

    def count(self, outcome: Outcome) -> int:
        """How many cases ended so."""
        return int((self.outcome == outcome).sum())

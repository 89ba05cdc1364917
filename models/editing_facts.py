"""What a log knows that helps to write a process: its labels, the fields of its deals, what is logged in a stage."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Counted:
    """A name in the log, how many deals have it and how many events (or changes) it is."""

    name: str
    deals: int
    events: int = 0


@dataclass(frozen=True)
class DealField:
    """A field of the deals that conditions can ask for: its values with their deals, the most frequent first.

    A field of numbers has `low` and `high` instead. `complete` says that `values` are all there are.
    """

    name: str
    values: tuple[Counted, ...] = ()
    low: float | None = None
    high: float | None = None
    complete: bool = True


@dataclass(frozen=True, eq=False)
class Logged:
    """Which activities were logged while which deals stood at which label, each once: sorted by label, then case.

    `label` and `activity` (int32) are indices into `EditingFacts.labels` and `.kinds`, `case` (int32) is the deal.
    """

    label: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    case: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    activity: NDArray[np.int32] = field(default_factory=lambda: np.zeros(0, dtype=np.int32))


@dataclass(frozen=True, eq=False)
class EditingFacts:
    """Facts of one prepared log; the empty ones stand for no log.

    `labels` are the CRM labels of its stage events and `kinds` the names of all its other events, the most frequent
    first; `fields` what conditions on deals can name; `changes` the fields whose changes are known. `stays` has for
    every label the deals that came to it (int32, sorted).
    """

    deals: int = 0
    labels: tuple[Counted, ...] = ()
    kinds: tuple[Counted, ...] = ()
    fields: tuple[DealField, ...] = ()
    changes: tuple[Counted, ...] = ()
    stays: tuple[NDArray[np.int32], ...] = ()
    logged: Logged = field(default_factory=Logged)

    @property
    def has_log(self) -> bool:
        """Whether there is a log to speak of."""
        return self.deals > 0

"""Small edits of the documented process, and what they would legitimise."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from models.deviation import DeviationRow
from models.sales_process import SalesProcess

Cases = NDArray[np.int64]


class EditKind(StrEnum):
    """What is done to the process; the values are the words of the JSON contract."""

    OPTIONAL = "make optional"
    OPTIONAL_WHEN = "make optional under a condition"
    WAY_BACK = "document a way back"
    REPEAT = "allow repetition"
    SWAP = "swap neighbours"
    SIDE_BY_SIDE = "put side by side"
    ADD = "add as optional stage"
    ADD_REQUIRED = "add as stage"


@dataclass(frozen=True)
class ProcessEdit:
    """One edit of one stage.

    `other` is the stage that it goes back to, changes places with or stands side by side with, or, for a stage that
    is added, the one that it comes right after (empty: the first). `condition` is the text of the condition of an
    optional stage; `repeat` how often a stage that may be repeated or is added may come in a row (None: any number);
    `labels` are the CRM labels of a stage that is added.
    """

    kind: EditKind
    stage: str
    other: str = ""
    condition: str = ""
    repeat: int | None = 1
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Repair:
    """An edit by itself: `process` is the documented process with it and nothing else.

    `reason` is the deviation that it answers, with the outcomes of the deals that show it (for a condition: of those
    that it holds for). `begin` are the cases (sorted indices) that depart now and would not, `stop` those that would
    begin to depart; `won`, `lost` and `open` count the cases of `begin`, and `closer` the won deals that depart in less
    than now (those that depart in more taken off). Fitness and allowed paths are those of the process with the edit.
    `won_together` are the won deals that follow the process with this edit and all those suggested before it.
    """

    edit: ProcessEdit
    process: SalesProcess
    reason: DeviationRow
    begin: Cases
    stop: Cases
    won: int
    lost: int
    open: int
    closer: int
    fitness: float | None
    paths: float | None
    won_together: int


@dataclass(frozen=True)
class Withheld:
    """An edit that is not suggested: the deals that do so lose more, though `won` won deals do it."""

    edit: ProcessEdit
    reason: DeviationRow
    won: int


@dataclass(frozen=True, eq=False)
class Repairs:
    """What could be changed, what helps most first, and how the process stands as it is.

    `won_conforming` of `won` won deals follow it now. `why_none` says in a sentence why nothing is suggested.
    """

    suggestions: tuple[Repair, ...]
    withheld: tuple[Withheld, ...]
    won: int
    won_conforming: int
    fitness: float | None
    paths: float | None
    why_none: str = ""

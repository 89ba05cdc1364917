"""The dotted chart: one row a deal, one dot an event, in real time or since the deal began.

M. Song, W. M. P. van der Aalst, "Supporting process mining by showing events at a glance" (2007).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from mining.aggregates.case_features import case_features
from mining.deals.days import created
from models.case_table import NO_TIME, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventKind, EventLog, Times
from resources.translation import tr


class RowOrder(StrEnum):
    """By what the rows are sorted; by owner, team and outcome the rows of each lie together, the earliest first."""

    BEGIN = "start"
    DURATION = "duration"
    OWNER = "owner"
    TEAM = "team"
    OUTCOME = "outcome"


class DotColour(StrEnum):
    """What the colour of a dot says."""

    STAGE = "stage"
    OUTCOME = "outcome"
    KIND = "kind of event"


@dataclass(frozen=True)
class DotClass:
    """A colour of the legend: what it stands for, and how many events it is."""

    name: str
    events: int


@dataclass(frozen=True)
class RowGroup:
    """Rows `first` to the one before `behind`, of one owner, team or outcome; the empty name where none is known."""

    name: str
    first: int
    behind: int


@dataclass(frozen=True, eq=False)
class Dots:
    """One entry an event of the chosen deals, row by row and in order of time.

    `x` is the time in microseconds UTC, or since the deal began where `since_start` (microseconds of the clock of
    the log); `row` the row of the deal, 0 on top, and `kind` the class in `classes`. `row_start[r]:row_start[r + 1]`
    are the events of row `r`, which is the deal `case_of_row[r]`; `event` is the index of the event in the log.
    `groups` are empty where the order has none.
    """

    x: Times
    row: NDArray[np.int32]
    kind: NDArray[np.uint8]
    event: NDArray[np.int64]
    row_start: NDArray[np.int64]
    case_of_row: NDArray[np.int64]
    classes: tuple[DotClass, ...]
    groups: tuple[RowGroup, ...]
    since_start: bool

    def __len__(self) -> int:
        return len(self.x)

    @property
    def n_rows(self) -> int:
        """How many deals."""
        return len(self.case_of_row)


_OUTCOMES = {
    Outcome.WON: tr("Won"),
    Outcome.LOST: tr("Lost"),
    Outcome.OPEN: tr("Open"),
    Outcome.UNKNOWN: tr("Not known"),
}
_KINDS = {
    EventKind.STAGE: tr("Stage change"),
    EventKind.ACTIVITY: tr("Activity"),
    EventKind.BUYER: tr("Buyer signal"),
    EventKind.LEAD: tr("Lead"),
}


def dots_of(
    log: EventLog,
    mask: NDArray[np.bool_],
    order: RowOrder,
    colour: DotColour,
    since_start: bool,
    stages: Sequence[str] = (),
) -> Dots:
    """The dots of the deals in `mask` (one flag a case) that have events; `stages` come first among the classes."""
    filled = mask & (np.diff(log.case_start) > 0)
    cases, groups = _rows(log, np.flatnonzero(filled), order)
    length = np.diff(log.case_start)[cases]
    row_start = np.concatenate(([0], np.cumsum(length))).astype(np.int64)
    row = np.repeat(np.arange(len(cases), dtype=np.int32), length)
    event = np.arange(len(row)) + np.repeat(log.case_start[:-1][cases] - row_start[:-1], length)
    if since_start:
        x = log.elapsed[event] - np.repeat(log.elapsed[log.case_start[:-1][cases]], length)
    else:
        x = log.timestamp[event]
    kind, names = _kinds(log, event, row, cases, colour, stages)
    counts = np.bincount(kind, minlength=len(names)).tolist()
    classes = tuple(DotClass(name, count) for name, count in zip(names, counts, strict=True))
    return Dots(x, row, kind, event, row_start, cases, classes, groups, since_start)


def _rows(
    log: EventLog, cases: NDArray[np.int64], order: RowOrder
) -> tuple[NDArray[np.int64], tuple[RowGroup, ...]]:
    """The cases in the order of their rows."""
    begin = created(log)[cases]
    begin = (
        np.where(begin == NO_TIME, log.timestamp[log.case_start[:-1][cases]], begin) if len(cases) else begin
    )
    if order is RowOrder.BEGIN:
        return cases[np.argsort(begin, kind="stable")], ()
    if order is RowOrder.DURATION:
        return cases[np.lexsort((begin, case_features(log).days[cases]))], ()
    rank, names = _group_ranks(log, cases, order)
    by_group = np.lexsort((begin, rank))
    bounds = np.searchsorted(rank[by_group], np.arange(len(names) + 1)).tolist()
    groups = tuple(
        RowGroup(name, first, behind)
        for name, first, behind in zip(names, bounds[:-1], bounds[1:], strict=True)
        if behind > first
    )
    return cases[by_group], groups


def _group_ranks(
    log: EventLog, cases: NDArray[np.int64], order: RowOrder
) -> tuple[NDArray[np.int64], list[str]]:
    """The place of every case's group among the groups, and their names: by the alphabet, without one last."""
    if order is RowOrder.OUTCOME:
        rank = np.zeros(len(Outcome), dtype=np.int64)
        rank[[int(outcome) for outcome in _OUTCOMES]] = np.arange(len(_OUTCOMES))
        return rank[log.cases.outcome[cases]], list(_OUTCOMES.values())
    column: Categorical = log.cases.owner if order is RowOrder.OWNER else log.cases.team
    by_name = sorted(range(len(column.labels)), key=lambda code: (column.labels[code].casefold(), code))
    rank = np.zeros(len(by_name) + 1, dtype=np.int64)
    rank[by_name] = np.arange(len(by_name))
    rank[MISSING] = len(by_name)
    return rank[column.codes[cases]], [*(column.labels[code] for code in by_name), ""]


def _kinds(
    log: EventLog,
    event: NDArray[np.int64],
    row: NDArray[np.int32],
    cases: NDArray[np.int64],
    colour: DotColour,
    stages: Sequence[str],
) -> tuple[NDArray[np.uint8], list[str]]:
    """The class of every event, and what the classes are called."""
    pick: dict[DotColour, Callable[[], tuple[NDArray[np.uint8], list[str]]]] = {
        DotColour.OUTCOME: lambda: (
            log.cases.outcome[cases].astype(np.uint8)[row],
            [_OUTCOMES[outcome] for outcome in Outcome],
        ),
        DotColour.KIND: lambda: (log.kind[event].astype(np.uint8), [_KINDS[kind] for kind in EventKind]),
        DotColour.STAGE: lambda: _by_stage(log, event, stages),
    }
    return pick[colour]()


OTHER = tr("Other steps")


def _by_stage(
    log: EventLog, event: NDArray[np.int64], stages: Sequence[str]
) -> tuple[NDArray[np.uint8], list[str]]:
    names = [*dict.fromkeys(stages)][:254]
    of_label = np.full(len(log.activity.labels) + 1, len(names), dtype=np.uint8)
    for place, name in enumerate(names):
        code = log.activity.code(name)
        if code != MISSING:
            of_label[code] = place
    return of_label[log.activity.codes[event]], [*names, OTHER]

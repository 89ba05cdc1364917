"""The deals of two exports of one CRM as one table: what the newer of the two says of a deal counts."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from mining.sources.values.categories import compact, join
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from models.event_log import EventLog

Number = TypeVar("Number", bound=np.generic)

_TEXTS = tuple(part.name for part in fields(CaseTable) if part.type == "Categorical")


def merged_cases(
    before: EventLog,
    after: EventLog,
    newer_case: NDArray[np.int64],
    n_cases: int,
    is_behind: bool = False,
) -> CaseTable:
    """One row a deal: those of the project's log first, then the new ones.

    `newer_case` says which row a deal of the export's log becomes. The export counts, except where it `is_behind`
    the project: then the project does. A column that the one that counts has for no deal is that of the other; a
    creation that is only a deal's first event is the earlier of both.
    """
    old, new = before.cases, after.cases
    counting, counting_log = (old, before) if is_behind else (new, after)
    row = np.full(n_cases, MISSING, dtype=np.int64)  # of both tables one below the other
    row[: len(old)] = np.arange(len(old))
    older = row.copy()
    row[newer_case] = len(old) + np.arange(len(new))
    only_new = older == MISSING
    older[only_new] = row[only_new]
    if is_behind:
        row, older = older, row

    def text(mine: Categorical, other: Categorical) -> Categorical:
        both = join([mine, other])
        chosen = row if ((mine if is_behind else other).codes != MISSING).any() else older
        return compact(both.take(chosen))

    def extra(cases: CaseTable, name: str) -> Categorical:
        return cases.extra.get(name, Categorical.empty(len(cases)))

    names = [*old.name, *new.name]
    known = any(counting.name)
    ids = [*old.ids, *new.ids]
    own = np.concatenate((old.created, new.created))
    created, was = own[row], own[older]
    is_derived = np.zeros(n_cases, dtype=bool)
    is_derived[np.arange(len(old)) if is_behind else newer_case] = counting.created == _first_events(
        counting_log
    )
    created = np.where(is_derived & (was != NO_TIME), np.minimum(was, created), created)
    columns = {name: text(getattr(old, name), getattr(new, name)) for name in _TEXTS}
    return replace(
        old,
        ids=tuple(ids[at] for at in row.tolist()),
        name=tuple((known and names[at]) or names[was] for at, was in zip(row.tolist(), older.tolist(), strict=True)),
        amount=_number(old.amount, new.amount, row, older, bool(np.isfinite(counting.amount).any())),
        outcome=_number(old.outcome, new.outcome, row, older, bool((counting.outcome != Outcome.UNKNOWN).any())),
        created=created if (counting.created != NO_TIME).any() else was,
        closed=_number(old.closed, new.closed, row, older, _says_closed(counting)),
        extra={
            name: text(extra(old, name), extra(new, name)) for name in dict.fromkeys((*new.extra, *old.extra))
        },
        **columns,
    )  # fmt: skip


def is_changed(before: CaseTable, after: CaseTable) -> NDArray[np.bool_]:
    """One flag a row of `after`: whether the deal was in `before` (the first rows) and any column is different."""
    n = len(before)
    changed = np.zeros(len(after), dtype=bool)
    pairs = [(getattr(before, name), getattr(after, name)) for name in _TEXTS]
    pairs += [(before.extra.get(name, Categorical.empty(n)), column) for name, column in after.extra.items()]
    for old, new in pairs:
        codes = join([old, new]).codes
        changed[:n] |= codes[:n] != codes[n : 2 * n]
    for old, new in (
        (before.outcome, after.outcome),
        (before.created, after.created),
        (before.closed, after.closed),
    ):
        changed[:n] |= old != new[:n]
    changed[:n] |= ~(
        (before.amount == after.amount[:n]) | (np.isnan(before.amount) & np.isnan(after.amount[:n]))
    )
    changed[:n] |= np.array([a != b for a, b in zip(before.name, after.name, strict=False)], dtype=bool)
    return changed


def _number(
    old: NDArray[Number], new: NDArray[Number], row: NDArray[np.int64], older: NDArray[np.int64], held: bool
) -> NDArray[Number]:
    return np.concatenate((old, new))[row if held else older]


def _says_closed(cases: CaseTable) -> bool:
    """Whether the table knows of ends: then a deal without one is open again."""
    return bool((cases.closed != NO_TIME).any() or (cases.outcome != Outcome.UNKNOWN).any())


def _first_events(log: EventLog) -> NDArray[np.int64]:
    has = np.diff(log.case_start) > 0
    first = np.full(log.n_cases, NO_TIME, dtype=np.int64)
    first[has] = log.timestamp[log.case_start[:-1][has]]
    return first

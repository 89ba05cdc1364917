"""The deals of a long table: what its rows say of each, and which columns belong to the events instead."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Ordered, closed_times, texts_of
from mining.sources.values.money import read_amounts
from mining.sources.values.outcomes import outcomes_of
from mining.sources.values.words import counted
from models.case_table import NO_TIME, CaseTable, Outcome
from models.categorical import Categorical
from resources.translation import tr

MAX_EXTRA = 30
"""Columns that nobody mapped: so many of the deals, and so many of the events."""


def cases_of(
    ordered: Ordered,
    texts: dict[str, Categorical],
    times: dict[str, NDArray[np.int64]],
    rest: dict[str, Categorical],
    notes: list[str],
) -> CaseTable:
    """One row a case: the last value that is there, for every column of the export."""
    n = len(ordered.ids)
    columns: dict[str, object] = {
        role: ordered.last(texts[role])
        for role in ("owner", "team", "segment", "source", "product", "currency")
        if role in texts
    }
    changed = [role for role in columns if not ordered.is_constant(texts[role])]
    if changed:
        notes.append(
            tr(
                "Where a deal has several values of {changed}, the last one counts.",
                changed=", ".join(changed),
            )
        )
    if "name" in texts:
        columns["name"] = texts_of(ordered.last(texts["name"]))
    if "amount" in texts:
        last = ordered.last(texts["amount"])
        amounts = read_amounts(last.labels)
        columns["amount"] = np.append(amounts, np.nan)[last.codes]
        unread = int(np.isnan(amounts).sum())
        if unread:
            notes.append(
                tr("{amounts} could not be read and were left empty.", amounts=counted(unread, "amount"))
            )
    outcome = np.full(n, Outcome.UNKNOWN, dtype=np.int8)
    if "outcome" in texts:
        last = ordered.last(texts["outcome"])
        outcome = outcomes_of(last.labels)[last.codes]
    columns["outcome"] = outcome
    columns["created"] = (
        _first_known(ordered, times["created"], n) if "created" in times else ordered.first_time
    )
    columns["closed"] = (
        _first_known(ordered, times["closed"], n) if "closed" in times else closed_times(ordered, outcome)
    )
    extra = {name: column for name, column in rest.items() if ordered.is_constant(column)}
    columns["extra"] = {name: ordered.last(column) for name, column in list(extra.items())[:MAX_EXTRA]}
    known = {f.name for f in fields(CaseTable)}
    return CaseTable.bare(ordered.ids, **{name: value for name, value in columns.items() if name in known})


def _first_known(ordered: Ordered, micros: NDArray[np.int64], n_cases: int) -> NDArray[np.int64]:
    """The last time that is there for every case."""
    found = np.full(n_cases, NO_TIME, dtype=np.int64)
    sorted_micros = micros[ordered.order]
    known = np.flatnonzero(sorted_micros != NO_TIME)
    found[ordered.case[known]] = sorted_micros[known]
    return found


def with_event_columns(ordered: Ordered, rest: dict[str, Categorical], of_cases: set[str]) -> Ordered:
    """The columns that change within a case, as columns of the events."""
    names = [name for name in rest if name not in of_cases][:MAX_EXTRA]
    extra = {name: ordered.sorted(rest[name]) for name in names}
    return replace(ordered, events=replace(ordered.events, extra=extra))

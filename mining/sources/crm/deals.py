"""The deals of a CRM: what its list of deals says of each, matched with those that have a history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mining.sources.assemble import Ordered, texts_of
from mining.sources.values.categories import compact, last_of, relabel
from mining.sources.values.money import read_amounts
from mining.sources.values.outcomes import outcome_of_stage
from mining.sources.values.words import counted
from models.case_table import NO_TIME, PIPELINE, CaseTable, Outcome
from models.categorical import MISSING, Categorical
from resources.translation import tr

TEXTS = ("name", "owner", "team", "segment", "source", "product", "currency", "amount", "pipeline")
"""What `Deals.texts` can hold."""


@dataclass(frozen=True, eq=False)
class Deals:
    """What an export's list of deals says: columns with one entry a deal, in any order.

    `ids` has every id once and none missing. `texts` are columns by role (`TEXTS`), labels as people read them;
    `outcome` int8 `Outcome`, `UNKNOWN` where the list does not say; `created` and `closed` microseconds UTC or
    `NO_TIME`, `closed` being when the deal was really closed and not the planned close date.
    """

    ids: Categorical
    texts: Mapping[str, Categorical] = field(default_factory=dict)
    outcome: NDArray[np.int8] | None = None
    created: NDArray[np.int64] | None = None
    closed: NDArray[np.int64] | None = None
    extra: Mapping[str, Categorical] = field(default_factory=dict)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """The row of every deal by its id."""
        return {self.ids.labels[code]: row for row, code in enumerate(self.ids.codes.tolist())}

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Deals:
        """The deals at the indices, or where a mask is set."""
        return replace(
            self,
            ids=self.ids.take(chosen),
            texts={role: column.take(chosen) for role, column in self.texts.items()},
            outcome=None if self.outcome is None else self.outcome[chosen],
            created=None if self.created is None else self.created[chosen],
            closed=None if self.closed is None else self.closed[chosen],
            extra={name: column.take(chosen) for name, column in self.extra.items()},
        )


def case_table(
    stages: Ordered,
    deals: Deals | None,
    stage_outcomes: Mapping[str, Outcome],
    extra: Mapping[str, Categorical],
) -> tuple[CaseTable, list[str]]:
    """The case table of the deals in `stages`, and notes.

    `stage_outcomes` says what the stages mean where the CRM says so; other stages count by their names. `extra`
    are further columns with one entry a case.
    """
    notes: list[str] = []
    rows = np.array([deals.row_of.get(i, -1) if deals else -1 for i in stages.ids], dtype=np.int64)
    texts = {role: _picked(column, rows) for role, column in (deals.texts if deals else {}).items()}
    by_stage = _by_stage(stages, stage_outcomes)
    outcome = _chosen(deals.outcome if deals else None, rows, Outcome.UNKNOWN)
    differ = int(((outcome != Outcome.UNKNOWN) & (outcome != by_stage)).sum())
    if differ:
        notes.append(
            tr(
                "In {deals} the last stage of the history disagrees with the list of deals on how the "
                "deal ended; the list counts.",
                deals=counted(differ, "deal"),
            )
        )
    outcome = np.where(outcome == Outcome.UNKNOWN, by_stage, outcome).astype(np.int8)
    is_closed = (outcome == Outcome.WON) | (outcome == Outcome.LOST)
    closed = _chosen(deals.closed if deals else None, rows, NO_TIME)
    by_event = np.where(by_stage != Outcome.OPEN, stages.last_time, NO_TIME)
    created = _chosen(deals.created if deals else None, rows, NO_TIME)
    columns: dict[str, object] = {
        "outcome": outcome,
        "closed": np.where(is_closed, np.where(closed == NO_TIME, by_event, closed), NO_TIME),
        "created": np.where(created == NO_TIME, stages.first_time, created),
        "extra": _extra(texts.pop("pipeline", None), deals, rows, extra),
    }
    if "amount" in texts:
        columns["amount"] = _amounts(texts.pop("amount"), notes)
    if "name" in texts:
        columns["name"] = texts_of(texts.pop("name"))
    return CaseTable.bare(stages.ids, **columns, **texts), notes


def _picked(column: Categorical, rows: NDArray[np.int64]) -> Categorical:
    codes = np.append(column.codes, MISSING)[rows]
    return compact(Categorical(codes.astype(np.int32), column.labels))


def _chosen(column: NDArray[np.generic] | None, rows: NDArray[np.int64], otherwise: int) -> NDArray[np.int64]:
    if column is None:
        return np.full(len(rows), otherwise, dtype=np.int64)
    return np.append(column, otherwise)[rows].astype(np.int64)


def _by_stage(stages: Ordered, said: Mapping[str, Outcome]) -> NDArray[np.int8]:
    last = last_of(stages.events.activity, stages.case, len(stages.ids))
    meaning = [said.get(label, outcome_of_stage(label)) for label in last.labels]
    return np.array([*meaning, Outcome.OPEN], dtype=np.int8)[last.codes]


def _extra(
    pipeline: Categorical | None,
    deals: Deals | None,
    rows: NDArray[np.int64],
    extra: Mapping[str, Categorical],
) -> dict[str, Categorical]:
    found = {} if pipeline is None or not pipeline.labels else {PIPELINE: pipeline}
    for name, column in (deals.extra if deals else {}).items():
        picked = _picked(column, rows)
        if picked.labels:
            found[name] = picked
    return {**found, **extra}


def _amounts(column: Categorical, notes: list[str]) -> NDArray[np.float64]:
    values = read_amounts(relabel(column, str.strip).labels)
    if np.isnan(values).any():
        notes.append(
            tr(
                "{amounts} could not be read and were left empty.",
                amounts=counted(int(np.isnan(values).sum()), "amount"),
            )
        )
    return np.append(values, np.nan)[column.codes]

"""Deals that are listed on a screen, as a table to take away: with stand-ins for people unless names are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from desktop.deals_table import OUTCOMES
from mining.deals.days import created, days_taken
from mining.export.later import Later
from mining.export.stand_ins import with_stand_ins
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from resources.translation import tr


def deals_export(
    title: str, log: EventLog, cases: NDArray[np.integer], real_names: bool = False
) -> ExportTable:
    """One row for each of `cases` (indices into the log), in their order, with its id in the CRM."""
    shown = log if real_names else with_stand_ins(log)
    table, chosen = shown.cases, np.asarray(cases, dtype=np.int64)
    begun, days, stages = created(log), days_taken(log), np.diff(log.case_start)

    def column(
        name: str,
        make: Callable[[NDArray[np.int64]], Sequence[ExportValue]],
        kind: ValueKind = ValueKind.TEXT,
    ) -> ExportColumn:
        return ExportColumn(name, Later(len(chosen), lambda rows: make(chosen[rows])), kind)

    return ExportTable(
        title,
        (
            column(tr("Deal"), lambda some: [table.name[case] or table.ids[case] for case in some.tolist()]),
            column(tr("Deal ID"), lambda some: [table.ids[case] for case in some.tolist()]),
            column(tr("Owner"), partial(_texts, table.owner)),
            column(tr("Team"), partial(_texts, table.team)),
            column(tr("Segment"), partial(_texts, table.segment)),
            column(tr("Amount"), lambda some: _known(table.amount[some]), ValueKind.MONEY),
            column(tr("Currency"), partial(_texts, table.currency)),
            column(
                tr("Outcome"),
                lambda some: [OUTCOMES[Outcome(o)] or None for o in table.outcome[some].tolist()],
            ),
            column(tr("Created"), lambda some: times(begun[some]), ValueKind.TIME),
            column(tr("Closed"), lambda some: times(table.closed[some]), ValueKind.TIME),
            column(tr("Days"), lambda some: _known(days[some]), ValueKind.DAYS),
            column(tr("Stages"), lambda some: stages[some].tolist(), ValueKind.COUNT),
        ),
    )


def times(moments: NDArray[np.int64]) -> list[ExportValue]:
    """Times in microseconds UTC as naive datetimes; None where nothing is known or no calendar has it."""
    known = (moments != NO_TIME) & (moments >= _YEAR_1) & (moments < _YEAR_10000)
    found = np.where(known, moments, 0).astype("datetime64[us]").tolist()
    return [moment if is_known else None for moment, is_known in zip(found, known.tolist(), strict=True)]


_YEAR_1, _YEAR_10000 = -62_135_596_800_000_000, 253_402_300_800_000_000


def _known(numbers: NDArray[np.float64]) -> list[ExportValue]:
    return [None if number != number else number for number in numbers.tolist()]


def _texts(column: Categorical, cases: NDArray[np.int64]) -> list[ExportValue]:
    return [text or None for text in column.take(cases).texts()]

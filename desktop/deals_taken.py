"""Deals that are listed on a screen, as a table to take away: with stand-ins for people unless names are asked for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop.deals_table import OUTCOMES
from mining.deal_days import days_taken
from mining.export.stand_ins import with_stand_ins
from mining.filtering import created
from models.case_table import NO_TIME, Outcome
from models.categorical import Categorical
from models.event_log import EventLog
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind


def deals_export(
    title: str, log: EventLog, cases: NDArray[np.integer], real_names: bool = False
) -> ExportTable:
    """One row for each of `cases` (indices into the log), in their order, with its id in the CRM."""
    shown = log if real_names else with_stand_ins(log)
    table, chosen = shown.cases, np.asarray(cases, dtype=np.int64)
    at = chosen.tolist()
    outcomes = table.outcome[chosen].tolist()
    stages = np.diff(log.case_start)[chosen].tolist()
    return ExportTable(
        title,
        (
            ExportColumn("Deal", [table.name[case] or table.ids[case] for case in at]),
            ExportColumn("Deal ID", [table.ids[case] for case in at]),
            _texts("Owner", table.owner, chosen),
            _texts("Team", table.team, chosen),
            _texts("Segment", table.segment, chosen),
            ExportColumn("Amount", _known(table.amount[chosen]), ValueKind.MONEY),
            _texts("Currency", table.currency, chosen),
            ExportColumn("Outcome", [OUTCOMES[Outcome(value)] or None for value in outcomes]),
            ExportColumn("Created", times(created(log)[chosen]), ValueKind.TIME),
            ExportColumn("Closed", times(table.closed[chosen]), ValueKind.TIME),
            ExportColumn("Days", _known(days_taken(log)[chosen]), ValueKind.DAYS),
            ExportColumn("Stages", stages, ValueKind.COUNT),
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


def _texts(title: str, column: Categorical, cases: NDArray[np.int64]) -> ExportColumn:
    return ExportColumn(title, [text or None for text in column.take(cases).texts()])

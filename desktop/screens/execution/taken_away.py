"""What the screen gives to take away: all parts as a page, and every value behind them as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desktop.deals_taken import deals_export, times
from desktop.over_time.taken import add_series, change_table, series_table
from desktop.screens.execution.objectives_panel import in_order, objective_columns
from desktop.screens.execution.spot_chart import AMOUNT, SpotChart
from desktop.screens.execution.spot_panel import ROOMS as SIDE_ROOMS
from desktop.screens.execution.spot_panel import side_columns
from desktop.screens.execution.work import Found, Since
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.text import text
from mining.export.stand_ins import stand_ins_of
from mining.kpis.objectives import Level
from mining.words_of_values import word_of
from models.drift import DriftResult
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.kpi_series import KpiSeries
from resources.translation import tr

TITLE = tr("Execution and strategy")


def taken_away(found: Found, series: Sequence[KpiSeries], since: Since | None, real_names: bool) -> TakeAway:
    """All parts; reps have stand-ins unless `real_names`."""
    names = None if real_names else stand_ins_of(found.log)

    def fill(sheet: Sheet) -> None:
        sheet.add_head(TITLE, found.asked.name)
        add_series(sheet, series, found.asked.strategy.baseline)
        if found.spot is not None:
            sheet.add(text(tr("Sweet spot"), "heading"))
            sides = Table(tr("In and outside of the sweet spot"))
            sides.show_columns(side_columns(found.spot))
            sides.share_room(SIDE_ROOMS)
            sheet.add_table(sides)
            chart = SpotChart(LIGHT)
            chart.show_spot(found.log, found.spot, AMOUNT)
            sheet.add(chart)
        if found.objectives.objectives:
            sheet.add(text(tr("Objectives"), "heading"))
            table = Table(tr("Objectives"))
            table.show_columns(objective_columns(found.objectives, names))
            table.share_room([Room(190, 110), Room(70, 55), Room(70, 55), *_wide(found)])
            sheet.add_table(table)

    tables = [series_table(series), change_table(series)]
    if found.objectives.objectives:
        tables.append(_objectives(found, names))
    if since is not None and since.drift.changes:
        tables.append(_changes(since.drift))
    if len(found.silence.case):
        tables.append(
            deals_export(tr("Silent deals"), found.asked.analysis.log, found.silence.case, real_names)
        )
    return TakeAway(TITLE, picture_of(fill), tuple(table for table in tables if len(table)))


def _wide(found: Found) -> list[Room]:
    return [Room(260, 150, filling=True) for _ in found.objectives.objectives]


def _objectives(found: Found, names: Mapping[str, str] | None) -> ExportTable:
    flat = [
        (row, one, reached)
        for row in in_order(found.objectives.rows, names)
        for one, reached in zip(found.objectives.objectives, row.reached, strict=True)
    ]
    hidden = names or {}
    kind = ValueKind.NUMBER
    who: list[ExportValue] = [
        hidden.get(row.name, row.name) if row.level is Level.REP else row.name for row, _, _ in flat
    ]
    return ExportTable(
        tr("Objectives"),
        (
            ExportColumn(tr("Level"), [word_of(row.level) for row, _, _ in flat]),
            ExportColumn(tr("Who"), who),
            ExportColumn(tr("People"), [row.people for row, _, _ in flat], ValueKind.COUNT),
            ExportColumn(tr("Deals"), [row.deals for row, _, _ in flat], ValueKind.COUNT),
            ExportColumn(tr("Objective"), [one.name for _, one, _ in flat]),
            ExportColumn(tr("Target"), [one.aim for _, one, _ in flat], kind),
            ExportColumn(tr("Reached"), [reached.value.value for _, _, reached in flat], kind),
            ExportColumn(tr("95 % from"), [reached.value.low for _, _, reached in flat], kind),
            ExportColumn(tr("95 % to"), [reached.value.high for _, _, reached in flat], kind),
            ExportColumn(tr("Of deals"), [reached.value.n for _, _, reached in flat], ValueKind.COUNT),
            ExportColumn(
                tr("Standing"),
                [reached.standing.value if reached.standing else None for _, _, reached in flat],
            ),
            ExportColumn(
                tr("Why there is none"),
                [reached.value.why_none or row.why_not_judged for row, _, reached in flat],
            ),
        ),
    )


def _changes(drift: DriftResult) -> ExportTable:
    flat = [(change, feature) for change in drift.changes for feature in change.features]
    return ExportTable(
        tr("Since when"),
        (
            ExportColumn(
                tr("From"), times(np.array([c.begins for c, _ in flat], dtype=np.int64)), ValueKind.TIME
            ),
            ExportColumn(
                tr("To"), times(np.array([c.ends for c, _ in flat], dtype=np.int64)), ValueKind.TIME
            ),
            ExportColumn(tr("Kind"), [word_of(c.kind) for c, _ in flat]),
            ExportColumn(tr("A deal"), [one.words for _, one in flat]),
            ExportColumn(tr("Before"), [one.before for _, one in flat], ValueKind.SHARE),
            ExportColumn(tr("After"), [one.after for _, one in flat], ValueKind.SHARE),
            ExportColumn(tr("Deals before"), [one.n_before for _, one in flat], ValueKind.COUNT),
            ExportColumn(tr("Deals after"), [one.n_after for _, one in flat], ValueKind.COUNT),
            ExportColumn("p", [c.p for c, _ in flat], ValueKind.NUMBER),
        ),
    )

"""What the screen gives to take away: both sides as a page, and its tables."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.deals_taken import deals_export
from desktop.listed_deals import add_deals
from desktop.screens.what_if.columns import DEMAND_ROOMS, DEVIATION_ROOMS, demand_columns, deviation_columns
from desktop.screens.what_if.outlines import TwoOutlines
from desktop.screens.what_if.standings import Standings
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.table import Table
from desktop.widgets.text import text
from mining.export.stand_ins import with_stand_ins
from mining.what_if.outline import differences, side_by_side
from mining.what_if.wording import process_title, sides_words
from mining.wording import title
from models.deviation import DeviationRow
from models.event_log import EventLog
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.project import ProcessModel
from models.what_if import Cases, Demand, DeviationChange, Standing, WhatIf
from resources.translation import tr

TITLE = tr("What if")


def taken_away(found: WhatIf, before: ProcessModel, after: ProcessModel, real_names: bool) -> TakeAway:
    """Everything that is compared; the deals that change sides with stand-ins for people unless `real_names`."""
    log = found.found_after.log if real_names else with_stand_ins(found.found_after.log)
    ends = tuple(dict.fromkeys((*found.found_before.ends, *found.found_after.ends)))
    stages = (*found.after.stages, *found.before.stages)

    def fill(sheet: Sheet) -> None:
        sheet.add_head(
            TITLE,
            tr(
                "{process} against {process_2}",
                process=process_title(found.before),
                process_2=process_title(found.after),
            ),
        )
        standings, outlines = Standings(LIGHT), TwoOutlines(LIGHT)
        standings.show_found(found)
        outlines.show_pairs(side_by_side(before, after), differences(before, after))
        sheet.add(standings, text(sides_words(found), "strong", wrap=True), outlines)
        if found.demands:
            sheet.add(text(tr("What it asks of each team"), "heading"))
            demands = Table(tr("What it asks of each team"))
            demands.show_columns(demand_columns(found.demands, stages, found.months))
            demands.share_room(DEMAND_ROOMS)
            sheet.add_table(demands)
        if found.deviations:
            sheet.add(text(tr("Deviations"), "heading"))
            deviations = Table(tr("Deviations"))
            deviations.show_columns(deviation_columns(found.deviations, ends))
            deviations.share_room(DEVIATION_ROOMS)
            sheet.add_table(deviations)
        for name, cases in _sides(found):
            sheet.add(text(name, "heading"))
            add_deals(sheet, log, cases)

    tables = (
        _standings_table((found.before, found.after)),
        _demand_table(found.demands, found.months),
        _deviation_table(found.deviations, ends),
        *_deals_tables(found, log),
    )
    return TakeAway(TITLE, picture_of(fill), tuple(table for table in tables if len(table)))


def _sides(found: WhatIf) -> list[tuple[str, Cases]]:
    named = ((tr("Deals that begin to follow"), found.begin), (tr("Deals that no longer follow"), found.stop))
    return [(name, cases) for name, cases in named if len(cases)]


def _deals_tables(found: WhatIf, log: EventLog) -> list[ExportTable]:
    return [deals_export(name, log, cases, real_names=True) for name, cases in _sides(found)]


def _standings_table(sides: Sequence[Standing]) -> ExportTable:
    return ExportTable(
        tr("Now and draft"),
        (
            ExportColumn(tr("Process"), [process_title(one) for one in sides]),
            _counts(tr("Follow it"), [one.conforming for one in sides]),
            _counts(tr("Depart from it"), [one.deviating for one in sides]),
            _counts(tr("Open, on track"), [one.pending for one in sides]),
            _counts(tr("Not checked in time"), [one.unchecked for one in sides]),
            ExportColumn(tr("Steps that fit"), [one.fitness for one in sides], ValueKind.SHARE),
            ExportColumn(tr("Allowed paths"), [one.paths for one in sides], ValueKind.NUMBER),
        ),
    )


def _demand_table(rows: Sequence[Demand], months: float | None) -> ExportTable:
    return ExportTable(
        tr("What it asks of each team"),
        (
            ExportColumn(tr("Stage"), [row.stage for row in rows]),
            ExportColumn(tr("Role"), [", ".join(row.roles) or None for row in rows]),
            ExportColumn(tr("Team"), [row.team or None for row in rows]),
            _counts(tr("Deals of the team"), [row.deals for row in rows]),
            _counts(tr("Not done, now"), [row.before for row in rows]),
            _counts(tr("Not done, draft"), [row.after for row in rows]),
            ExportColumn(
                tr("Change a month"),
                [row.difference / months if months else None for row in rows],
                ValueKind.NUMBER,
            ),
        ),
    )


def _deviation_table(rows: Sequence[DeviationChange], ends: Sequence[str]) -> ExportTable:
    return ExportTable(
        tr("Deviations"),
        (
            ExportColumn(tr("Deviation"), [title(row.key, ends) for row in rows]),
            _counts(tr("Deals, now"), [row.deals[0] for row in rows]),
            _counts(tr("Deals, draft"), [row.deals[1] for row in rows]),
            ExportColumn(tr("Rate, now"), [_rate(row.before) for row in rows], ValueKind.SHARE),
            ExportColumn(tr("Rate, draft"), [_rate(row.after) for row in rows], ValueKind.SHARE),
        ),
    )


def _rate(row: DeviationRow | None) -> float | None:
    return None if row is None else row.rate


def _counts(name: str, values: list[int]) -> ExportColumn:
    counted: list[ExportValue] = [*values]
    return ExportColumn(name, counted, ValueKind.COUNT)

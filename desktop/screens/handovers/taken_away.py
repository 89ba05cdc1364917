"""What the screen gives to take away: matrix, hand-overs and informal processes as a page, and all of it as tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop.deals_taken import deals_export
from desktop.listed_deals import add_deals
from desktop.screens.handovers.area_chart import AreaChart
from desktop.screens.handovers.columns import (
    DELAY_ROOMS,
    DIFFERENCE,
    DOCUMENTED_ROOMS,
    INFORMAL_ROOMS,
    DelayCell,
    delay_columns,
    documented_columns,
    informal_columns,
)
from desktop.screens.handovers.figures import Areas
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column
from desktop.widgets.text import text
from mining.areas.documented import Share
from mining.areas.handover_wording import delay_name, delay_words, handover_name, handover_words
from mining.areas.wording import informal_name, informal_words
from mining.export.stand_ins import with_stand_ins
from mining.number_format import at
from models.diagnosis import Estimate
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from resources.translation import tr

Listed = tuple[str, str, NDArray[np.int64]]
"""What is chosen, what is said of it, and its deals in the order in which they are listed."""


def taken_away(
    areas: Areas, cell: tuple[int, int] | None, chosen: Listed | None, real_names: bool
) -> TakeAway:
    """All parts but people and roles, which name people; no owner is named unless `real_names`."""
    log = areas.analysis.log
    if chosen is not None and not real_names:
        log = with_stand_ins(log)

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Hand-overs"), areas.ground.process.name)
        chart = AreaChart(LIGHT)
        chart.chosen = cell
        chart.show_matrix(areas.matrix, areas.log.day_hours)
        sheet.add(text(tr("Who hands over to whom"), "heading"), chart)
        if areas.documented:
            sheet.add(text(tr("As documented"), "heading"))
            _add(
                sheet, tr("Hand-overs"), documented_columns(areas.documented, areas.titles), DOCUMENTED_ROOMS
            )
            for one in areas.documented:
                name = handover_name(one.handovers.handoff, areas.titles)
                sheet.add(text(f"{name}. {handover_words(one)}", wrap=True))
        if areas.delays:
            sheet.add(text(tr("Later outcomes"), "heading"))
            sheet.add_table(_delay_table(areas))
            for late in areas.delays:
                sheet.add(text(f"{delay_name(late, areas.titles)}. {delay_words(late)}", wrap=True))
        if areas.informal:
            sheet.add(text(tr("Informal processes"), "heading"))
            _add(
                sheet,
                tr("Informal processes"),
                informal_columns(areas.informal, areas.titles),
                INFORMAL_ROOMS,
            )
        if chosen is not None:
            sheet.add(text(chosen[0], "heading"), text(chosen[1], wrap=True))
            add_deals(sheet, log, chosen[2])

    tables = [table for table in _tables(areas) if len(table)]
    if chosen is not None:
        tables.append(deals_export(tr("Deals, {chosen}", chosen=chosen[0]), log, chosen[2], real_names=True))
    return TakeAway(tr("Hand-overs"), picture_of(fill), tuple(tables))


def _tables(areas: Areas) -> tuple[ExportTable, ...]:
    return _matrix(areas), _documented(areas), _delays(areas), _informal(areas)


def _delay_table(areas: Areas) -> Table:
    table = Table(tr("Waits and later outcomes"))
    table.show_columns(delay_columns(areas.delays, areas.titles))
    cell = DelayCell(LIGHT, table)
    cell.delays = areas.delays
    table.setItemDelegateForColumn(DIFFERENCE, cell)
    table.share_room(DELAY_ROOMS)
    return table


def _add(sheet: Sheet, name: str, columns: Sequence[Column], rooms: Sequence[Room]) -> None:
    table = Table(name)
    table.show_columns(columns)
    table.share_room(rooms)
    sheet.add_table(table)


def _matrix(areas: Areas) -> ExportTable:
    matrix, cells = areas.matrix, areas.matrix.cells
    titles = [areas.titles[role] for role in matrix.roles]
    count = ValueKind.COUNT
    return ExportTable(
        tr("Who to whom"),
        (
            ExportColumn(tr("From"), [titles[cell.giver] for cell in cells]),
            ExportColumn(tr("To"), [titles[cell.taker] for cell in cells]),
            ExportColumn(tr("Times"), [cell.times for cell in cells], count),
            ExportColumn(tr("Deals"), [len(cell.cases) for cell in cells], count),
            ExportColumn(tr("Median wait"), [_known(cell.median) for cell in cells], ValueKind.DAYS),
            ExportColumn(
                tr("Wait, nine in ten within"), [_known(cell.p90) for cell in cells], ValueKind.DAYS
            ),
            ExportColumn(tr("Deals to and fro"), [len(cell.ping_pong) for cell in cells], count),
            *_shares(tr("Step of another role"), [Share(cell.wrong, cell.judged) for cell in cells]),
            ExportColumn(tr("Documented hand-overs"), [cell.documented for cell in cells], count),
            ExportColumn(tr("Breached"), [cell.breaches for cell in cells], count),
        ),
    )


def _documented(areas: Areas) -> ExportTable:
    told = areas.documented
    found = [one.handovers for one in told]
    count = ValueKind.COUNT
    return ExportTable(
        tr("As documented"),
        (
            ExportColumn(tr("Hand-over"), [handover_name(one.handoff, areas.titles) for one in found]),
            ExportColumn(tr("Times"), [one.n for one in told], count),
            *_shares(tr("Accepted if answered"), [one.accepted for one in told]),
            ExportColumn(tr("Target"), [one.handoff.accept_target for one in found], ValueKind.SHARE),
            *_shares(tr("In time"), [one.in_time for one in told]),
            ExportColumn(tr("Late"), [one.count(one.handovers.late) for one in told], count),
            ExportColumn(
                tr("Silent"),
                [
                    one.count(one.handovers.silent) if one.handovers.limit is not None else None
                    for one in told
                ],
                count,
            ),
            ExportColumn(tr("Bounced"), [one.count(one.handovers.bounced) for one in told], count),
            ExportColumn(tr("Median wait"), [_known(one.median) for one in told], ValueKind.DAYS),
            ExportColumn(tr("In words"), [handover_words(one) for one in told]),
        ),
    )


def _delays(areas: Areas) -> ExportTable:
    told = areas.delays
    won = [one.won for one in told]
    close = [one.close for one in told]
    return ExportTable(
        tr("Later outcomes"),
        (
            ExportColumn(tr("Wait for"), [delay_name(one, areas.titles) for one in told]),
            ExportColumn(tr("Longer than, days"), [one.limit for one in told], ValueKind.DAYS),
            ExportColumn(tr("Deals"), [len(one.cases) for one in told], ValueKind.COUNT),
            ExportColumn(tr("Waited longer"), [len(one.slow) for one in told], ValueKind.COUNT),
            *_estimates(tr("Won if longer"), [one.with_it for one in won], ValueKind.SHARE),
            *_estimates(tr("Won if shorter"), [one.without for one in won], ValueKind.SHARE),
            *_estimates(tr("Difference at equal mix"), [one.adjusted for one in won], ValueKind.SHARE),
            ExportColumn("q", [one.q for one in won], ValueKind.NUMBER),
            *_estimates(
                tr("Days to close, difference at equal mix"), [one.adjusted for one in close], ValueKind.DAYS
            ),
            ExportColumn(tr("q of the days"), [one.q for one in close], ValueKind.NUMBER),
            ExportColumn(tr("In words"), [delay_words(one) for one in told]),
        ),
    )


def _estimates(name: str, found: Sequence[Estimate | None], kind: ValueKind) -> tuple[ExportColumn, ...]:
    """An estimate and its interval."""
    return (
        ExportColumn(name, [one.value if one else None for one in found], kind),
        ExportColumn(tr("{name}, 95 % from", name=name), [one.low if one else None for one in found], kind),
        ExportColumn(tr("{name}, 95 % to", name=name), [one.high if one else None for one in found], kind),
    )


def _informal(areas: Areas) -> ExportTable:
    told = areas.informal
    return ExportTable(
        tr("Informal processes"),
        (
            ExportColumn(tr("What recurs"), [informal_name(one) for one in told]),
            ExportColumn(tr("By"), [areas.titles.get(one.role, one.role) or None for one in told]),
            ExportColumn(tr("Mostly in"), [one.team or None for one in told]),
            ExportColumn(tr("Deals"), [len(one.cases) for one in told], ValueKind.COUNT),
            *_shares(tr("Share"), [Share(one.hits, one.of) for one in told]),
            ExportColumn(
                tr("Since"),
                [at(one.since).replace(tzinfo=None) if one.since is not None else None for one in told],
                ValueKind.TIME,
            ),
            ExportColumn(tr("In words"), [informal_words(one, areas.titles) for one in told]),
        ),
    )


def _shares(name: str, shares: Sequence[Share | None]) -> tuple[ExportColumn, ...]:
    """How many, of how many, the share and its interval."""
    intervals = [one.interval if one is not None else None for one in shares]
    return (
        ExportColumn(
            tr("{name}: cases", name=name),
            [one.hits if one is not None else None for one in shares],
            ValueKind.COUNT,
        ),
        ExportColumn(
            tr("{name}: of", name=name),
            [one.of if one is not None else None for one in shares],
            ValueKind.COUNT,
        ),
        ExportColumn(name, [one.value if one is not None else None for one in shares], ValueKind.SHARE),
        ExportColumn(
            tr("{name}, 95 % from", name=name), [i[0] if i else None for i in intervals], ValueKind.SHARE
        ),
        ExportColumn(
            tr("{name}, 95 % to", name=name), [i[1] if i else None for i in intervals], ValueKind.SHARE
        ),
    )


def _known(value: float) -> ExportValue:
    return None if np.isnan(value) else value

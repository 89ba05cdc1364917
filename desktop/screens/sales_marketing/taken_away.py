"""What the screen gives to take away: all of its parts as a page, and as tables."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.over_time.taken import add_series, change_table, series_table
from desktop.screens.sales_marketing.bars import BarsCard, fate_line, fates, reasons, speed_line, speeds
from desktop.screens.sales_marketing.columns import GROUP_ROOMS, TRAIT_ROOMS, group_columns, trait_columns
from desktop.screens.sales_marketing.heat_chart import HeatChart
from desktop.screens.sales_marketing.work import EVERYTHING, SOURCE, TEAM, LeadsView
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.column_room import Room
from desktop.widgets.table import Table
from desktop.widgets.table_model import Column
from desktop.widgets.text import text
from mining.areas.documented import Share
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.kpi_series import KpiValue
from models.sales_process import SalesProcess
from resources.translation import tr


def taken_away(view: LeadsView, cell: tuple[int, int] | None, real_names: bool) -> TakeAway:
    """Everything; it names sources and teams and no people, whether `real_names` or not."""
    kinds = [SOURCE] * len(view.ground.sources) + [TEAM] * len(view.ground.teams)
    counts = (*view.ground.sources, *view.ground.teams)
    process = view.ground.project.process
    baseline = process.strategy.baseline if isinstance(process, SalesProcess) else None

    day_hours = view.ground.look.found.day_hours if view.ground.look is not None else None

    def fill(sheet: Sheet) -> None:
        sheet.add_head(
            tr("Sales and marketing"), tr("All leads") if view.part == EVERYTHING else ": ".join(view.part)
        )
        cards = [
            BarsCard(name, LIGHT)
            for name in (tr("What became of them"), tr("Why rejected"), tr("First human touch"))
        ]
        for card, bars, line in zip(
            cards,
            (fates(view), reasons(view), speeds(view)),
            (fate_line(view), "", speed_line(view)),
            strict=True,
        ):
            card.show_bars(bars, line)
        sheet.add_beside(*((card, 1) for card in cards))
        add_series(sheet, view.series, baseline)
        sheet.add(text(tr("By source and team"), "heading"))
        _add(sheet, tr("Sources and teams"), group_columns(kinds, counts, day_hours), GROUP_ROOMS)
        chart = HeatChart(LIGHT)
        chart.chosen = cell
        chart.show_readings(view.readings)
        sheet.add(text(tr("What teams record at a stage"), "heading"), chart)
        if view.traits:
            sheet.add(text(tr("What a qualified lead means to sales"), "heading"))
            _add(sheet, tr("Traits"), trait_columns(view.traits), TRAIT_ROOMS)

    tables = [_groups(view, kinds), _reasons(view), series_table(view.series), change_table(view.series)]
    tables += [_readings(view), _traits(view)]
    return TakeAway(
        tr("Sales and marketing"), picture_of(fill), tuple(table for table in tables if len(table))
    )


def _add(sheet: Sheet, name: str, columns: Sequence[Column], rooms: Sequence[Room]) -> None:
    table = Table(name)
    table.show_columns(columns)
    table.share_room(rooms)
    sheet.add_table(table)


def _groups(view: LeadsView, kinds: Sequence[str]) -> ExportTable:
    counts = [*view.ground.sources, *view.ground.teams]
    kinds = list(kinds)
    if view.count is not None:
        counts, kinds = [view.count, *counts], [tr("Chosen leads"), *kinds]
    return ExportTable(
        tr("Hand-over"),
        (
            ExportColumn(tr("Of"), kinds),
            ExportColumn(tr("Name"), [one.name or tr("All leads") for one in counts]),
            ExportColumn(tr("Leads"), [one.leads for one in counts], ValueKind.COUNT),
            ExportColumn(tr("Too young to judge"), [one.pending for one in counts], ValueKind.COUNT),
            *_shares(tr("Accepted"), [one.accepted for one in counts]),
            *_shares(tr("Rejected"), [one.rejected for one in counts]),
            *_shares(tr("Nobody reacted"), [one.silent for one in counts]),
            *_shares(tr("Touched, no answer"), [one.unanswered for one in counts]),
            *_shares(tr("Put back later"), [one.returned for one in counts]),
            *_values(tr("First touch, median days"), [one.median for one in counts], ValueKind.DAYS),
            *_values(tr("First touch, nine in ten within days"), [one.p90 for one in counts], ValueKind.DAYS),
            *_values(tr("Became a deal"), [one.became for one in counts], ValueKind.SHARE),
            *_values(tr("Later won"), [one.won for one in counts], ValueKind.SHARE),
            ExportColumn(
                tr("Comparable"), [tr("yes") if one.is_comparable else tr("small") for one in counts]
            ),
        ),
    )


def _reasons(view: LeadsView) -> ExportTable:
    found = view.count.reasons if view.count is not None else ()
    return ExportTable(
        tr("Rejections"),
        (
            ExportColumn(tr("Reason"), [one.text or None for one in found]),
            ExportColumn(tr("Leads"), [one.count for one in found], ValueKind.COUNT),
            ExportColumn(tr("Documented"), [tr("yes") if one.is_documented else tr("no") for one in found]),
        ),
    )


def _readings(view: LeadsView) -> ExportTable:
    cells = view.readings.cells
    return ExportTable(
        tr("Evidence at stages"),
        (
            ExportColumn(tr("Stage"), [one.stage for one in cells]),
            ExportColumn(tr("Team"), [one.team for one in cells]),
            ExportColumn(tr("Deals"), [one.n for one in cells], ValueKind.COUNT),
            ExportColumn(tr("Deals of others"), [one.others for one in cells], ValueKind.COUNT),
            ExportColumn(tr("Distance"), [one.distance for one in cells], ValueKind.NUMBER),
            ExportColumn("p", [one.p for one in cells], ValueKind.NUMBER),
            ExportColumn("q", [one.q for one in cells], ValueKind.NUMBER),
            ExportColumn(tr("Most apart"), [one.evidence or None for one in cells]),
            ExportColumn(tr("Share"), [one.share for one in cells], ValueKind.SHARE),
            ExportColumn(tr("Share elsewhere"), [one.share_others for one in cells], ValueKind.SHARE),
            ExportColumn(tr("Why there is none"), [one.why_none or None for one in cells]),
        ),
    )


def _traits(view: LeadsView) -> ExportTable:
    return ExportTable(
        tr("Qualified leads"),
        (
            ExportColumn(tr("Field"), [one.field for one in view.traits]),
            ExportColumn(tr("Value"), [one.value for one in view.traits]),
            *_shares(tr("Accepted"), [one.accepted for one in view.traits]),
            *_shares(tr("Others accepted"), [one.others for one in view.traits]),
            ExportColumn(tr("Difference"), [one.difference for one in view.traits], ValueKind.SHARE),
            ExportColumn(tr("95 % from"), [one.low for one in view.traits], ValueKind.SHARE),
            ExportColumn(tr("95 % to"), [one.high for one in view.traits], ValueKind.SHARE),
            ExportColumn("q", [one.q for one in view.traits], ValueKind.NUMBER),
        ),
    )


def _shares(name: str, shares: Sequence[Share]) -> tuple[ExportColumn, ...]:
    """How many, of how many, the share and its interval."""
    intervals = [one.interval for one in shares]
    return (
        ExportColumn(tr("{name}: leads", name=name), [one.hits for one in shares], ValueKind.COUNT),
        ExportColumn(tr("{name}: of", name=name), [one.of for one in shares], ValueKind.COUNT),
        ExportColumn(name, [one.value for one in shares], ValueKind.SHARE),
        ExportColumn(
            tr("{name}, 95 % from", name=name), [i[0] if i else None for i in intervals], ValueKind.SHARE
        ),
        ExportColumn(
            tr("{name}, 95 % to", name=name), [i[1] if i else None for i in intervals], ValueKind.SHARE
        ),
    )


def _values(name: str, values: Sequence[KpiValue], kind: ValueKind) -> tuple[ExportColumn, ...]:
    return (
        ExportColumn(name, [one.value for one in values], kind),
        ExportColumn(tr("{name}, 95 % from", name=name), [one.low for one in values], kind),
        ExportColumn(tr("{name}, 95 % to", name=name), [one.high for one in values], kind),
        ExportColumn(f"{name}, n", [one.n for one in values], ValueKind.COUNT),
    )

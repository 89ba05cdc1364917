"""What the screen gives to take away: numbers, rows, tracks and what contradicts as a page, and all of it as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from desktop.deals_taken import deals_export
from desktop.listed_deals import add_deals
from desktop.over_time.taken import add_series, change_table, series_table
from desktop.screens.buyer_seller.columns import (
    DIFFERENCE,
    RATE,
    ROOMS,
    WHERE,
    EffectCell,
    ShareCell,
    WhereCell,
    columns_of,
)
from desktop.screens.buyer_seller.figures import NAMES, Parts, Silent, Total
from desktop.screens.buyer_seller.step_chart import StepChart
from desktop.screens.buyer_seller.tracks_chart import TracksChart
from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.theme import LIGHT
from desktop.widgets.table import Table
from desktop.widgets.text import text
from mining.export.deviation_table import deviation_table
from mining.export.stand_ins import with_stand_ins
from mining.intervals import wilson
from mining.journey.step_matrix import StepMatrix
from mining.journey.tracks import Track
from mining.number_format import number
from mining.wording import title
from models.analysis import Analysis
from models.conformance import Conformance
from models.deviation import DeviationRow
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from models.kpi_series import KpiSeries
from models.strategy import Baseline
from resources.translation import mid_sentence, tr


@dataclass(frozen=True, eq=False)
class Shown:
    """Everything that is shown of the filtered deals, whichever part is in sight."""

    analysis: Analysis
    found: Conformance
    totals: tuple[Total, ...]
    rows: tuple[DeviationRow, ...]
    parts: Parts | None
    tracks: tuple[Track, ...]
    matrix: StepMatrix
    contradictions: tuple[str, ...]
    silent: tuple[Silent, ...]
    series: tuple[KpiSeries, ...] = ()
    baseline: Baseline | None = None


@dataclass(frozen=True, eq=False)
class Chosen:
    """The row that is looked at, what is said of it, and its deals in the order in which they are listed."""

    row: DeviationRow
    sentence: str
    cases: NDArray[np.int64]


def taken_away(shown: Shown, like: Table, chosen: Chosen | None, real_names: bool) -> TakeAway:
    """All parts, the rows sorted as the table `like` is; no owner is named unless `real_names`."""
    log = shown.analysis.log if real_names or chosen is None else with_stand_ins(shown.analysis.log)
    found = shown.found

    def fill(sheet: Sheet) -> None:
        sheet.add_head(tr("Buyer and seller"), found.process_name)
        for total in shown.totals:
            sheet.add(text(f"{NAMES[total.kind]}: {number(total.cases)} ({total.rate_words})", "strong"))
        if shown.rows:
            sheet.add_table(_table(shown, like))
        sheet.add(text(tr("How long before or after a stage the buyer was ready for it"), "heading"))
        chart = TracksChart(LIGHT)
        chart.show_tracks(shown.tracks, shown.analysis.log.day_hours)
        matrix = StepChart(LIGHT)
        matrix.show_matrix(shown.matrix)
        sheet.add(chart, text(tr("What the buyer had done when a stage began"), "heading"), matrix)
        if shown.series:
            sheet.add(text(tr("Over time"), "heading"))
            add_series(sheet, shown.series, shown.baseline)
        for sentence in shown.contradictions:
            sheet.add(text(tr("Contradiction: {sentence}", sentence=sentence), wrap=True))
        for one in shown.silent:
            sheet.add(
                text(
                    tr(
                        "No evidence in this log: {what} {name}, as {why}.",
                        what=mid_sentence(one.what),
                        name=one.name,
                        why=one.why,
                    ),
                    wrap=True,
                )
            )
        if chosen is not None:
            sheet.add(text(title(chosen.row.key, found.ends), "heading"), text(chosen.sentence, wrap=True))
            add_deals(sheet, log, chosen.cases)

    tables = [_totals(shown.totals)]
    if shown.rows:
        tables.append(deviation_table(tr("Where"), shown.rows, found.ends))
    if shown.parts:
        tables.append(_parts(shown.rows, shown.parts, found.ends))
    if shown.tracks:
        tables.append(_tracks(shown.tracks))
    if shown.matrix.steps and shown.matrix.rows:
        tables.append(_matrix(shown.matrix))
    if shown.contradictions:
        tables.append(
            ExportTable(
                tr("Contradictions"), (ExportColumn(tr("Contradiction"), list(shown.contradictions)),)
            )
        )
    if shown.silent:
        tables.append(_silent(shown.silent))
    tables += [table for table in (series_table(shown.series), change_table(shown.series)) if len(table)]
    if chosen is not None:
        name = tr("Deals, {title}", title=title(chosen.row.key, found.ends))
        tables.append(deals_export(name, log, chosen.cases, real_names=True))
    return TakeAway(tr("Buyer and seller"), picture_of(fill), tuple(tables))


def _table(shown: Shown, like: Table) -> Table:
    table = Table(tr("Where buyer and seller part"))
    parts = shown.parts or {}  # a page does not wait for what is still looked for
    table.show_columns(columns_of(shown.rows, parts, shown.found.stages, shown.found.ends))
    for column, cell in (
        (WHERE, WhereCell(LIGHT, table)),
        (RATE, ShareCell(LIGHT, table)),
        (DIFFERENCE, EffectCell(LIGHT, table)),
    ):
        cell.rows = shown.rows
        table.setItemDelegateForColumn(column, cell)
    table.sort_like(like)
    table.share_room(ROOMS)
    return table


def _totals(totals: Sequence[Total]) -> ExportTable:
    """Where no deal can be told to show a kind there is no rate, and the last column says why."""
    told = [total if not total.why_none else replace(total, deals=0) for total in totals]
    intervals = [wilson(total.cases, total.deals) or (None, None) for total in told]
    share = ValueKind.SHARE
    return ExportTable(
        tr("Buyer and seller"),
        (
            ExportColumn(tr("What"), [NAMES[total.kind] for total in totals]),
            ExportColumn(tr("Deals"), [total.cases for total in totals], ValueKind.COUNT),
            ExportColumn(tr("Of deals"), [total.deals for total in totals], ValueKind.COUNT),
            ExportColumn(
                tr("Rate"), [total.cases / total.deals if total.deals else None for total in told], share
            ),
            ExportColumn(tr("Rate, 95 % from"), [low for low, _ in intervals], share),
            ExportColumn(tr("Rate, 95 % to"), [high for _, high in intervals], share),
            ExportColumn(tr("Why there is none"), [total.why_none for total in totals]),
        ),
    )


def _parts(rows: Sequence[DeviationRow], parts: Parts, ends: Sequence[str]) -> ExportTable:
    flat = [(title(row.key, ends), part) for row in rows for part in parts.get(row.key, ())]
    return ExportTable(
        tr("What lacked"),
        (
            ExportColumn(tr("Where"), [where for where, _ in flat]),
            ExportColumn(tr("What"), [part.name for _, part in flat]),
            ExportColumn(tr("Deals"), [part.cases for _, part in flat], ValueKind.COUNT),
        ),
    )


def _tracks(tracks: Sequence[Track]) -> ExportTable:
    def quantile(at: int) -> list[ExportValue]:
        return [track.days[at] if track.days is not None else None for track in tracks]

    names = (tr("10 % by"), tr("25 % by"), tr("Median"), tr("75 % by"), tr("90 % by"))
    return ExportTable(
        tr("Tracks"),
        (
            ExportColumn(tr("Stage"), [track.stage for track in tracks]),
            ExportColumn(tr("Presumes"), [", ".join(track.steps) for track in tracks]),
            ExportColumn(tr("Deals"), [track.entered for track in tracks], ValueKind.COUNT),
            ExportColumn(tr("Ready before"), [track.before for track in tracks], ValueKind.COUNT),
            ExportColumn(tr("Only after"), [track.after for track in tracks], ValueKind.COUNT),
            ExportColumn(tr("Never seen"), [track.never for track in tracks], ValueKind.COUNT),
            *(
                ExportColumn(tr("Days after entering, {name}", name=name), quantile(at), ValueKind.DAYS)
                for at, name in enumerate(names)
            ),
        ),
    )


def _matrix(matrix: StepMatrix) -> ExportTable:
    rows = matrix.rows
    return ExportTable(
        tr("Done when a stage began"),
        (
            ExportColumn(tr("Stage"), [row.stage for row in rows]),
            ExportColumn(tr("Deals"), [row.entered for row in rows], ValueKind.COUNT),
            *(
                ExportColumn(step, [row.done[at] for row in rows], ValueKind.COUNT)
                for at, step in enumerate(matrix.steps)
            ),
        ),
    )


def _silent(silent: Sequence[Silent]) -> ExportTable:
    return ExportTable(
        tr("No evidence in this log"),
        (
            ExportColumn(tr("Kind"), [one.what for one in silent]),
            ExportColumn(tr("Name"), [one.name for one in silent]),
            ExportColumn(tr("Why"), [one.why for one in silent]),
        ),
    )

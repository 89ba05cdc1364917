"""Key figures to take away: charts on a page, and every value with its interval and n as a table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from desktop.deals_taken import times
from desktop.over_time.kpi_card import KpiCard
from desktop.sheet import Sheet
from desktop.theme import LIGHT
from mining.words_of_values import word_of
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.kpi_series import KpiSeries, KpiValue
from models.strategy import Baseline
from resources.translation import tr

_BESIDE = 3


def add_series(sheet: Sheet, series: Sequence[KpiSeries], baseline: Baseline | None) -> None:
    """Put a card a series onto a sheet, three beside each other."""
    for at in range(0, len(series), _BESIDE):
        cards = [KpiCard(LIGHT) for _ in series[at : at + _BESIDE]]
        for card, one in zip(cards, series[at : at + _BESIDE], strict=True):
            card.show_series((one,), baseline)
        sheet.add_beside(*((card, 1) for card in cards))


def series_table(series: Sequence[KpiSeries]) -> ExportTable:
    """One row a figure and period, then all time and the baseline; in the unit of the figure, shares as fractions."""
    flat = [(one, name, value) for one in series for name, value in _values(one)]
    return ExportTable(
        tr("Over time"),
        (
            ExportColumn(tr("Figure"), [one.name for one, _, _ in flat]),
            ExportColumn(tr("Unit"), [word_of(one.unit) for one, _, _ in flat]),
            ExportColumn(tr("Period"), [name for _, name, _ in flat]),
            ExportColumn(tr("Value"), [value.value for _, _, value in flat], ValueKind.NUMBER),
            ExportColumn(tr("95 % from"), [value.low for _, _, value in flat], ValueKind.NUMBER),
            ExportColumn(tr("95 % to"), [value.high for _, _, value in flat], ValueKind.NUMBER),
            ExportColumn(tr("Deals"), [value.n for _, _, value in flat], ValueKind.COUNT),
            ExportColumn(tr("Why there is none"), [value.why_none or one.why_none for one, _, value in flat]),
        ),
    )


def _values(series: KpiSeries) -> list[tuple[str, KpiValue]]:
    told = [(period.name, value) for period, value in zip(series.periods, series.values, strict=True)]
    named = (
        (tr("All time"), series.whole),
        (tr("Baseline"), series.in_baseline),
        (tr("Since the baseline"), series.since),
    )
    return told + [(name, value) for name, value in named if value is not None]


def change_table(series: Sequence[KpiSeries]) -> ExportTable:
    """One row a change point of a figure."""
    flat = [(one, change) for one in series for change in one.changes]
    begins, ends = (
        times(np.array([getattr(change, end) for _, change in flat], dtype=np.int64))
        for end in ("begins", "ends")
    )
    return ExportTable(
        tr("Changes of figures"),
        (
            ExportColumn(tr("Figure"), [one.name for one, _ in flat]),
            ExportColumn(tr("From"), begins, ValueKind.TIME),
            ExportColumn(tr("To"), ends, ValueKind.TIME),
            ExportColumn(tr("Before"), [change.before.value for _, change in flat], ValueKind.NUMBER),
            ExportColumn(tr("After"), [change.after.value for _, change in flat], ValueKind.NUMBER),
            ExportColumn(tr("Kind"), [word_of(change.kind) if change.kind else None for _, change in flat]),
            ExportColumn("p", [change.p for _, change in flat], ValueKind.NUMBER),
        ),
    )

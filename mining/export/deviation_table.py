"""The deviations of some deals as a table: everything that is counted of each, with its interval."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from mining.intervals import wilson
from mining.wording import kind_words, title, verdict
from models.deviation import DeviationRow, Effect
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from resources.translation import tr


def deviation_table(name: str, rows: Sequence[DeviationRow], ends: Collection[str] = ()) -> ExportTable:
    """One row a deviation, in the order of `rows`; data entry is given no outcome, as on the screen."""
    intervals = [wilson(row.cases, row.eligible) or (None, None) for row in rows]

    def effect(get: Callable[[Effect], float]) -> list[ExportValue]:
        return [get(row.effect) if row.effect and row.key.type.is_behaviour else None for row in rows]

    def outcome(get: Callable[[DeviationRow], float | None]) -> list[ExportValue]:
        return [get(row) if row.key.type.is_behaviour else None for row in rows]

    share = ValueKind.SHARE
    return ExportTable(
        name,
        (
            ExportColumn(tr("Deviation"), [title(row.key, ends) for row in rows]),
            ExportColumn(tr("Kind"), [kind_words(row.key.type) for row in rows]),
            ExportColumn(tr("Stage"), [row.key.stage for row in rows]),
            ExportColumn(tr("Deals"), [row.cases for row in rows], ValueKind.COUNT),
            ExportColumn(tr("Of deals"), [row.eligible for row in rows], ValueKind.COUNT),
            ExportColumn(tr("Rate"), [row.rate for row in rows], share),
            ExportColumn(tr("Rate, 95 % from"), [low for low, _ in intervals], share),
            ExportColumn(tr("Rate, 95 % to"), [high for _, high in intervals], share),
            ExportColumn(tr("Won with"), outcome(lambda row: row.win_rate_with), share),
            ExportColumn(tr("Won without"), outcome(lambda row: row.win_rate_without), share),
            ExportColumn(tr("Difference"), effect(lambda found: found.estimate), share),
            ExportColumn(tr("Difference, 95 % from"), effect(lambda found: found.low), share),
            ExportColumn(tr("Difference, 95 % to"), effect(lambda found: found.high), share),
            ExportColumn("q", effect(lambda found: found.q), ValueKind.NUMBER),
            ExportColumn(
                tr("Verdict"), [verdict(row.effect) if row.key.type.is_behaviour else None for row in rows]
            ),
            ExportColumn(tr("Days with"), outcome(lambda row: row.cycle_days_with), ValueKind.DAYS),
            ExportColumn(tr("Days without"), outcome(lambda row: row.cycle_days_without), ValueKind.DAYS),
            ExportColumn(tr("Certain in"), [row.definite for row in rows], ValueKind.COUNT),
        ),
    )

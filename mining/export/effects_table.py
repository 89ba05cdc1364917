"""The effects of deviations as a table: one row a deviation and metric, with intervals and q-values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from mining.wording import title
from mining.words_of_values import word_of
from models.diagnosis import DeviationEffects, Estimate, MetricEffect
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from resources.translation import tr


def effects_table(name: str, found: Sequence[DeviationEffects], ends: Collection[str] = ()) -> ExportTable:
    """In the order of `found`. Shares are fractions, times days, amounts money in the currency that is named."""
    rows = [(one, effect) for one in found for effect in one.effects]

    def figure(
        of: Callable[[MetricEffect], Estimate | None], get: Callable[[Estimate], float]
    ) -> list[ExportValue]:
        told = [of(effect) for _, effect in rows]
        return [None if one is None else get(one) for one in told]

    def interval(words: str, of: Callable[[MetricEffect], Estimate | None]) -> list[ExportColumn]:
        return [
            ExportColumn(words, figure(of, lambda one: one.value), ValueKind.NUMBER),
            ExportColumn(
                tr("{words}, 95 % from", words=words), figure(of, lambda one: one.low), ValueKind.NUMBER
            ),
            ExportColumn(
                tr("{words}, 95 % to", words=words), figure(of, lambda one: one.high), ValueKind.NUMBER
            ),
        ]

    return ExportTable(
        name,
        (
            ExportColumn(tr("Deviation"), [title(one.key, ends) for one, _ in rows]),
            ExportColumn(tr("Metric"), [word_of(effect.metric) for _, effect in rows]),
            *interval(tr("With"), lambda effect: effect.with_it),
            *interval(tr("Without"), lambda effect: effect.without),
            *interval(tr("Difference"), lambda effect: effect.raw),
            *interval(tr("Difference at equal mix"), lambda effect: effect.adjusted),
            ExportColumn("q", [effect.q for _, effect in rows], ValueKind.NUMBER),
            ExportColumn(tr("Deals with it"), [one.compared[0] for one, _ in rows], ValueKind.COUNT),
            ExportColumn(tr("Deals without it"), [one.compared[1] for one, _ in rows], ValueKind.COUNT),
            ExportColumn(tr("Followed from"), [one.gate or None for one, _ in rows]),
            ExportColumn(tr("Followed for days"), [one.horizon for one, _ in rows], ValueKind.DAYS),
            ExportColumn(tr("Held equal"), [", ".join(one.adjusted_for) or None for one, _ in rows]),
            ExportColumn(tr("Currency"), [one.currency or None for one, _ in rows]),
            ExportColumn(tr("Why not told"), [effect.why_none or None for _, effect in rows]),
        ),
    )

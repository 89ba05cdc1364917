"""The numbers of the screen of conformance as tables to take away."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.screens.conformance.rule_columns import RuleRow
from desktop.screens.conformance.words import measures
from desktop.severity import RULES, Look
from mining.intervals import wilson
from mining.rules.wording import rule_words
from models.analysis import View
from models.costs import STANDARD, Costs
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.model_quality import ModelQuality
from models.temporal_profile import TemporalProfile
from resources.translation import tr

_COUNT, _SHARE, _DAYS = ValueKind.COUNT, ValueKind.SHARE, ValueKind.DAYS


def measures_table(view: View, quality: ModelQuality) -> ExportTable:
    """The four measures, each with what it is a share of and what it means, or why it cannot be told."""
    found = measures(view, quality)
    return ExportTable(
        tr("Measures"),
        (
            ExportColumn(tr("Measure"), [measure.name for measure in found]),
            ExportColumn(tr("Share"), [measure.share for measure in found], _SHARE),
            ExportColumn(tr("Of what"), [m.without if m.share is None else m.sentence for m in found]),
            ExportColumn(tr("What it means"), [measure.meaning for measure in found]),
        ),
    )


def stages_table(quality: ModelQuality, costs: Costs) -> ExportTable:
    """One row a documented stage or end, and below them what deals do besides: that can only be extra."""
    rows, known = (*quality.stages, *quality.undocumented), len(quality.stages)
    told = [at < known for at in range(len(rows))]

    def of_documented(title: str, values: Sequence[int | float | None], kind: ValueKind) -> ExportColumn:
        shown = [value if is_told else None for value, is_told in zip(values, told, strict=True)]
        return ExportColumn(title, shown, kind)

    return ExportTable(
        tr("Stages"),
        (
            ExportColumn(tr("Stage"), [row.stage for row in rows]),
            ExportColumn(tr("Documented"), [tr("yes") if is_told else tr("no") for is_told in told]),
            of_documented(tr("Fit"), [row.fitness for row in rows], _SHARE),
            of_documented(tr("Followed"), [row.followed for row in rows], _COUNT),
            of_documented(tr("Skipped"), [row.left_out for row in rows], _COUNT),
            of_documented(tr("Another time"), [row.moved for row in rows], _COUNT),
            ExportColumn(tr("Extra"), [row.extra - row.moved for row in rows], _COUNT),
            of_documented(
                tr("Skipping costs"), [costs.left_out.get(row.stage, STANDARD) for row in rows], _COUNT
            ),
            ExportColumn(tr("Extra costs"), [costs.extra.get(row.stage, STANDARD) for row in rows], _COUNT),
        ),
    )


def rules_table(rows: Sequence[RuleRow]) -> ExportTable:
    """One row a rule: how many deals break it, of how many that can be judged, with the interval of that share."""
    intervals = [wilson(row.count.broken, row.count.judged) or (None, None) for row in rows]
    return ExportTable(
        tr("Rules"),
        (
            ExportColumn(tr("Rule"), [rule_words(row.result.rule) for row in rows]),
            ExportColumn(tr("Severity"), [RULES[row.result.rule.severity].word for row in rows]),
            ExportColumn(tr("Broken"), [row.count.broken for row in rows], _COUNT),
            ExportColumn(tr("Judged"), [row.count.judged for row in rows], _COUNT),
            ExportColumn(tr("Rate"), [row.count.rate for row in rows], _SHARE),
            ExportColumn(tr("Rate, 95 % from"), [low for low, _ in intervals], _SHARE),
            ExportColumn(tr("Rate, 95 % to"), [high for _, high in intervals], _SHARE),
            ExportColumn(tr("Pending"), [row.count.pending for row in rows], _COUNT),
            ExportColumn(tr("Why"), [row.result.rule.why or None for row in rows]),
            ExportColumn(tr("What cannot be told"), [row.result.note or None for row in rows]),
        ),
    )


def process_table(lines: Sequence[tuple[Look, str]]) -> ExportTable:
    """What is odd about the documented process, the most severe first."""
    return ExportTable(
        tr("About the process"),
        (
            ExportColumn(tr("Severity"), [look.word for look, _ in lines]),
            ExportColumn(tr("Finding"), [sentence for _, sentence in lines]),
        ),
    )


def times_table(profile: TemporalProfile) -> ExportTable:
    """One row a pair of stages: how long it usually takes from one to the other, and how many deals are far from it."""
    return ExportTable(
        tr("Times between stages"),
        (
            ExportColumn(tr("From"), [profile.labels[code] for code in profile.first.tolist()]),
            ExportColumn(tr("To a later"), [profile.labels[code] for code in profile.second.tolist()]),
            ExportColumn(tr("Times"), profile.times.tolist(), _COUNT),
            ExportColumn(tr("Usual time in days"), profile.mean_days.tolist(), _DAYS),
            ExportColumn(tr("Give or take, in days"), profile.deviation_days.tolist(), _DAYS),
            ExportColumn(tr("Deals far from it"), profile.unusual_deals.tolist(), _COUNT),
        ),
    )

"""The findings as a table, one a row, so that they can be sorted and assigned."""

from __future__ import annotations

from collections.abc import Sequence

from mining.report import labels
from models.export_table import ExportColumn, ExportTable, ValueKind
from models.report import Figure, Finding
from resources.translation import tr


def findings_table(findings: Sequence[Finding]) -> ExportTable:
    """Every finding with all that is known of it."""
    texts = (
        (tr("Finding"), [finding.headline for finding in findings]),
        (tr("Kind"), [finding.kind for finding in findings]),
        (tr("Confidence"), [finding.confidence for finding in findings]),
        (tr("In a sentence"), [finding.sentence for finding in findings]),
        (tr("Figures"), ["\n".join(map(_figure, finding.figures)) for finding in findings]),
        (labels.for_it(), ["\n".join(finding.evidence) for finding in findings]),
        (labels.against_it(), ["\n".join(finding.against) for finding in findings]),
        (labels.effect(), [finding.effect for finding in findings]),
        (labels.advice(), [finding.advice for finding in findings]),
    )
    rank = ExportColumn(tr("Rank"), tuple(range(1, len(findings) + 1)), ValueKind.COUNT)
    columns = (ExportColumn(title, tuple(text or None for text in values)) for title, values in texts)
    return ExportTable(tr("Findings in rows"), (rank, *columns))


def _figure(figure: Figure) -> str:
    return f"{figure.label}: {' · '.join(filter(None, (figure.value, figure.interval, figure.note)))}"

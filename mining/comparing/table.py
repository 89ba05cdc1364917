"""A comparison as a table that leaves the program."""

from __future__ import annotations

from collections.abc import Collection

from mining.comparing.wording import name_of
from mining.wording import tells_apart
from mining.words_of_values import word_of
from models.comparison import Difference, GroupComparison
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind
from resources.translation import tr


def comparison_table(found: GroupComparison, ends: Collection[str] = ()) -> ExportTable:
    """A row for everything compared, the strongest evidence first; shares and their differences are fractions."""
    rows = found.rows
    sides = (
        (found.first.name, [row.first for row in rows]),
        (found.second.name, [row.second for row in rows]),
    )
    columns = [
        ExportColumn(tr("What"), [name_of(row.about, ends) for row in rows]),
        ExportColumn(tr("Kind"), [word_of(row.about.topic) for row in rows]),
        ExportColumn(tr("Measured in"), [word_of(row.unit) for row in rows]),
    ]
    for letter, (name, figures) in zip("AB", sides, strict=True):
        columns += [
            ExportColumn(f"{letter}: {name}", [figure.value for figure in figures], ValueKind.NUMBER),
            ExportColumn(
                tr("{letter}: deals with it", letter=letter),
                [figure.hits for figure in figures],
                ValueKind.COUNT,
            ),
            ExportColumn(
                tr("{letter}: of deals", letter=letter), [figure.of for figure in figures], ValueKind.COUNT
            ),
        ]
    columns += [
        ExportColumn(title, [_of_effect(row, field) for row in rows], ValueKind.NUMBER)
        for title, field in (
            (tr("A minus B"), "estimate"),
            (tr("95 % from"), "low"),
            (tr("95 % to"), "high"),
            ("q", "q"),
        )
    ]
    columns.append(ExportColumn(tr("Larger than chance"), [_told(row) for row in rows]))
    return ExportTable(tr("Differences"), tuple(columns))


def _of_effect(row: Difference, field: str) -> ExportValue:
    return float(getattr(row.effect, field)) if row.effect is not None else None


def _told(row: Difference) -> str:
    if row.effect is None:
        return tr("not compared: {untested}", untested=row.untested)
    return tr("yes") if tells_apart(row.effect) else tr("no")

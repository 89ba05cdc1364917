"""What a process accepts and forbids as a table: the entries with their reasons, days and deals."""

from __future__ import annotations

from collections.abc import Sequence

from models.allow_list import Accepted, Forbidden
from models.export_table import ExportColumn, ExportTable, ValueKind
from resources.translation import tr

Entry = Accepted | Forbidden


def allow_table(
    name: str,
    entries: Sequence[Entry],
    titles: Sequence[str],
    deals: Sequence[int],
    states: Sequence[str],
    real_names: bool,
) -> ExportTable:
    """One row an entry; all sequences have one value a row. Who said so is told only with `real_names`."""
    conditions = [entry.when.text if isinstance(entry, Accepted) and entry.when else "" for entry in entries]
    return ExportTable(
        name,
        (
            ExportColumn(tr("Entry"), list(titles)),
            ExportColumn(tr("Deals"), list(deals), ValueKind.COUNT),
            ExportColumn(tr("For"), conditions),
            ExportColumn(tr("Why"), [entry.why for entry in entries]),
            ExportColumn(tr("By"), [entry.by if real_names else None for entry in entries]),
            ExportColumn(tr("From"), [entry.since and entry.since.isoformat() for entry in entries]),
            ExportColumn(tr("Until"), [entry.until and entry.until.isoformat() for entry in entries]),
            ExportColumn(tr("State"), list(states)),
        ),
    )

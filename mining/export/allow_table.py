"""What a process accepts and forbids as a table: the entries with their reasons, days and deals."""

from __future__ import annotations

from collections.abc import Sequence

from models.allow_list import Accepted, Forbidden
from models.export_table import ExportColumn, ExportTable, ValueKind

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
            ExportColumn("Entry", list(titles)),
            ExportColumn("Deals", list(deals), ValueKind.COUNT),
            ExportColumn("For", conditions),
            ExportColumn("Why", [entry.why for entry in entries]),
            ExportColumn("By", [entry.by if real_names else None for entry in entries]),
            ExportColumn("From", [entry.since and entry.since.isoformat() for entry in entries]),
            ExportColumn("Until", [entry.until and entry.until.isoformat() for entry in entries]),
            ExportColumn("State", list(states)),
        ),
    )

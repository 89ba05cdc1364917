"""The activities and the paths of a map as tables to take away."""

from __future__ import annotations

from models.export_table import ExportColumn, ExportTable, ValueKind
from models.process_map import ProcessMap


def map_tables(shown: ProcessMap) -> tuple[ExportTable, ExportTable]:
    """One row an activity, and one a path from one activity to the next."""
    names = {node.key: node.label for node in shown.nodes}
    return (
        ExportTable(
            "Activities",
            (
                ExportColumn("Activity", [node.label for node in shown.nodes]),
                ExportColumn("Kind", [node.kind.value for node in shown.nodes]),
                ExportColumn("Deals", [node.cases for node in shown.nodes], ValueKind.COUNT),
            ),
        ),
        ExportTable(
            "Paths",
            (
                ExportColumn("From", [names[edge.source] for edge in shown.edges]),
                ExportColumn("To", [names[edge.target] for edge in shown.edges]),
                ExportColumn("Kind", [edge.kind.value for edge in shown.edges]),
                ExportColumn("Deals", [edge.cases for edge in shown.edges], ValueKind.COUNT),
                ExportColumn("Times", [edge.events for edge in shown.edges], ValueKind.COUNT),
            ),
        ),
    )

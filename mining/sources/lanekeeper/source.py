"""Parquet files that Lanekeeper itself exported: read exactly as they were, or as any table where they were changed."""

from __future__ import annotations

from collections.abc import Sequence

from mining.sources.files.origin import Origin, opened
from mining.sources.own_log import Changed, own_log, own_note
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.table.source import TableSource
from models.import_summary import ImportSummary
from models.progress import Report


class LanekeeperSource:
    """One flat Parquet table with the marks of Lanekeeper."""

    name = "lanekeeper"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """A Parquet file with our marks, where it is the only table."""
        tables = [candidate.path for candidate in candidates if candidate.sample is not None]
        if len(tables) != 1 or not tables[0].name.lower().endswith(".parquet") or not _has_marks(tables[0]):
            return None
        return Recognised(self.name, f"{tables[0].name} was written by Lanekeeper.", tuple(tables))

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the table; where somebody changed it, as the table source does."""
        from mining.sources.lanekeeper.flat_parquet import own_columns

        path = files[0]
        report(0.0, f"Reading {path.name}")
        try:
            log = own_log(own_columns(path, report))
        except Changed:
            return TableSource().read(files, options, report)
        summary = ImportSummary(self.name, (path.name,), log.n_events, notes=(own_note(path.name),))
        return Imported(log, summary)


def _has_marks(path: Origin) -> bool:
    from mining.sources.lanekeeper.flat_parquet import marks_in

    with opened(path) as file:
        return marks_in(file)

"""Parquet files that Lanekeeper itself exported: read exactly as they were, or as any table where they were changed."""

from __future__ import annotations

from collections.abc import Sequence

from mining.export.keys import is_own
from mining.sources.files.origin import Origin
from mining.sources.files.sandbox import read_apart
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
        tables = [(c.path, c.sample) for c in candidates if c.sample is not None]
        if len(tables) != 1:
            return None
        from mining.sources.files.parquet_file import marks_of_file

        path, sample = tables[0]
        if not is_own(marks_of_file(sample.data.schema)):
            return None
        return Recognised(self.name, f"{path.name} was written by Lanekeeper.", (path,))

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the table in a process of its own; where somebody changed it, as the table source does."""
        from mining.sources.lanekeeper.flat_parquet import own_columns

        path = files[0]
        columns = read_apart(own_columns, path, report=report)
        try:
            if columns is None:
                raise Changed
            log = own_log(columns)
        except Changed:
            return TableSource().read(files, options, report)
        summary = ImportSummary(self.name, (path.name,), log.n_events, notes=(own_note(path.name),))
        return Imported(log, summary)

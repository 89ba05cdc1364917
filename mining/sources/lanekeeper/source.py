"""Tables that Lanekeeper itself exported.

Parquet files are read exactly as they were; CSV files, and what somebody changed, as any table, but with the kinds of
the events.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mining.export.keys import CASE, KIND, NAME, TIME
from mining.sources.files.origin import Origin
from mining.sources.files.sandbox import read_apart
from mining.sources.own_log import Changed, OwnColumns, own_log, own_note, with_kinds
from mining.sources.source import Candidate, Imported, ImportOptions, Recognised
from mining.sources.table.source import TableSource
from models.import_summary import ImportSummary
from models.progress import Report
from resources.translation import tr


class LanekeeperSource:
    """One flat table with the marks of Lanekeeper, or with its columns."""

    name = "lanekeeper"

    def recognises(self, candidates: Sequence[Candidate]) -> Recognised | None:
        """A table with our columns, where it is the only one."""
        tables = [(c.path, c.sample) for c in candidates if c.sample is not None]
        if len(tables) != 1:
            return None
        path, sample = tables[0]
        if not {CASE + NAME, NAME, TIME, KIND} <= set(sample.columns):
            return None
        return Recognised(self.name, tr("{name} was written by Lanekeeper.", name=path.name), (path,))

    def read(self, files: Sequence[Origin], options: ImportOptions, report: Report) -> Imported:
        """Read the table; a Parquet file in a process of its own."""
        path = files[0]
        try:
            log = own_log(_own_columns(path, report))
        except Changed:
            imported = TableSource().read(files, options, report)
            return replace(imported, log=with_kinds(imported.log))
        summary = ImportSummary(self.name, (path.name,), log.n_events, notes=(own_note(path.name),))
        return Imported(log, summary)


def _own_columns(path: Origin, report: Report) -> OwnColumns:
    if not path.name.lower().endswith(".parquet"):
        raise Changed
    from mining.sources.lanekeeper.flat_parquet import own_columns

    columns = read_apart(own_columns, path, report=report)
    if columns is None:
        raise Changed
    return columns

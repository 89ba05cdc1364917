"""Writes a log as one flat Parquet table, with the marks by which Lanekeeper reads it again exactly as it was."""

from __future__ import annotations

from typing import IO

import pyarrow.parquet as pq

from mining.export.flat_table import flat_batches, flat_columns, flat_schema
from mining.export.keys import marks_of
from mining.export.writable import NO_UNICODE, writable
from models.event_log import EventLog
from models.progress import Report
from resources.translation import tr


def write_parquet(log: EventLog, file: IO[bytes], report: Report) -> list[str]:
    """Write the log; returns notes on what Parquet cannot hold."""
    log, notes = writable(log, NO_UNICODE, "Parquet")
    columns = flat_columns(log)
    schema = flat_schema(columns, marks_of(log))
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch, fraction in flat_batches(log, columns, schema):
            report(fraction, tr("Writing Parquet: {fraction}", fraction=f"{fraction:.0%}"))
            writer.write_batch(batch)
    return notes

"""Writes a log as one flat CSV table in which no cell is a formula."""

from __future__ import annotations

from dataclasses import replace
from typing import IO, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from mining.export.arrow_columns import written
from mining.export.cells import BOM, neutral
from mining.export.flat_table import flat_batches, flat_columns, flat_schema
from mining.export.writable import NO_UNICODE, check_years, writable
from mining.sources.values.words import counted
from models.event_log import EventLog
from models.field_history import FieldHistory
from models.progress import Report
from resources.translation import tr


def write_csv(log: EventLog, file: IO[bytes], report: Report) -> list[str]:
    """Write the log; returns notes on what CSV cannot hold. Raises UserError for times it has no way to write."""
    check_years(log, "CSV")
    log, notes = writable(log, NO_UNICODE, "CSV")
    if len(log.changes):
        told = counted(len(log.changes), "change")
        notes.append(
            tr(
                "{told} of amount, close date, owner and the like: not in CSV, but in .xes and .parquet.",
                told=told,
            )
        )
        log = replace(log, changes=FieldHistory())
    columns = flat_columns(log)
    schema = flat_schema(columns, {})
    plain = pa.schema([(neutral(field.name), _type(field.type)) for field in schema])
    file.write(BOM)
    with pyarrow.csv.CSVWriter(file, plain) as writer:
        for batch, fraction in flat_batches(log, columns, schema):
            report(fraction, tr("Writing CSV: {fraction}", fraction=f"{fraction:.0%}"))
            cells = [_cells(column) for column in batch.columns]
            writer.write_batch(pa.record_batch(cells, schema=plain))
    return notes


def _type(kind: Any) -> Any:
    return pa.float64() if pa.types.is_floating(kind) else pa.string()


def _cells(column: Any) -> Any:
    if pa.types.is_floating(column.type):
        return column
    if pa.types.is_timestamp(column.type):
        times = column.cast(pa.timestamp("us")).cast(pa.string())
        suffix, nothing = pa.scalar("+00:00", pa.string()), pa.scalar("", pa.string())
        return pc.binary_join_element_wise(pc.replace_substring(times, " ", "T"), suffix, nothing)
    encoded = column.dictionary_encode()
    labels = written([neutral(label) for label in encoded.dictionary.to_pylist()]).cast(pa.string())
    return labels.take(encoded.indices)

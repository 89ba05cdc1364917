"""Reads a file of a binary format in a child process, so that a hostile one cannot take the window with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from mining.sources.files.cell_table import Table
from mining.sources.files.origin import Origin
from mining.worker import Worker
from models.progress import Report
from resources.translation import tr

Result = TypeVar("Result")

MEMORY_LIMIT = 3 << 30
"""Bytes of address space for the child: 2 GB for the reader, and what numpy and Arrow map when they are loaded."""


def read_apart(
    reader: Callable[..., Result],
    path: Origin,
    *arguments: Any,
    report: Report,
    memory_limit: int = MEMORY_LIMIT,
) -> Result:
    """What `reader(path, *arguments, report)` returns, run in a process of its own that ends with the call.

    The reader is a function of a module, its result arrays and texts. A child of its own for every file costs
    about half a second, and leaves neither memory nor a process behind. Raises UserError as the reader does, and
    where the child needs more than `memory_limit` bytes or dies; Cancelled, within a fifth of a second, where
    `report` does.
    """
    message = tr("Reading {name}", name=path.name)
    with Worker(memory_limit) as worker:
        return worker.run(reader, path, *arguments, report=report, message=message, is_telling=True)


def read_table_apart(
    reader: Callable[..., Table],
    path: Origin,
    *arguments: Any,
    report: Report,
    memory_limit: int = MEMORY_LIMIT,
) -> Table:
    """The table that `reader(path, *arguments, report)` returns, as `read_apart`; it comes back as Arrow IPC."""
    import pyarrow as pa

    arguments = (reader, *arguments)
    table, stream = read_apart(_as_stream, path, *arguments, report=report, memory_limit=memory_limit)
    with pa.ipc.open_stream(stream) as source:
        return replace(table, data=source.read_all())


def _as_stream(path: Origin, reader: Callable[..., Table], *arguments: Any) -> tuple[Table, bytes]:
    """The child's part: the table without its data, and its data as Arrow IPC."""
    import pyarrow as pa

    table = reader(path, *arguments)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.data.schema) as stream:
        stream.write_table(table.data.combine_chunks())
    return replace(table, data=None), sink.getvalue().to_pybytes()

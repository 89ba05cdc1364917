"""Writes a log to the file that the ending of its name asks for."""

from __future__ import annotations

import gzip
from pathlib import Path

from mining.atomic_file import opened_atomically
from mining.export.stand_ins import with_stand_ins
from models.errors import UserError
from models.event_log import EventLog
from models.progress import Report, silent
from resources.translation import tr

ENDINGS = (".xes", ".xes.gz", ".parquet", ".csv")


def check_ending(out: Path) -> None:
    """Raise UserError where the name does not say what to write."""
    if not out.name.lower().endswith(ENDINGS):
        raise UserError(
            tr(
                "{name} is of no kind that is written; end its name in {endings}.",
                name=out.name,
                endings=", ".join(ENDINGS),
            )
        )


def write_log(log: EventLog, out: Path, real_names: bool = False, report: Report = silent) -> tuple[str, ...]:
    """Write the log, with stand-ins for people unless `real_names`; returns notes on what the file cannot hold.

    The file is complete or not there. Raises UserError where it cannot be written, and Cancelled.
    """
    check_ending(out)
    if not log.n_cases:
        raise UserError(tr("There is no deal to write into {name}.", name=out.name))
    report(0.0, tr("Writing {name}", name=out.name))
    shown = log if real_names else with_stand_ins(log)
    name = out.name.lower()
    with opened_atomically(out) as file:
        if name.endswith(".parquet"):
            from mining.export.parquet_writer import write_parquet

            notes = write_parquet(shown, file, report)
        elif name.endswith(".csv"):
            from mining.export.csv_writer import write_csv

            notes = write_csv(shown, file, report)
        elif name.endswith(".gz"):
            from mining.export.xes_writer import write_xes

            with gzip.GzipFile(out.stem, "wb", 6, file, mtime=0) as packed:
                notes = write_xes(shown, packed.write, report)
        else:
            from mining.export.xes_writer import write_xes

            notes = write_xes(shown, file.write, report)
    report(1.0, tr("Written"))
    return tuple(notes)

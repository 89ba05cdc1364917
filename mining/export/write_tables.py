"""Writes the tables of a view to the file, or the files, that the ending of a name asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mining.atomic_file import opened_atomically
from mining.export.table_csv import write_table_csv
from mining.export.table_xlsx import write_tables_xlsx
from models.errors import UserError
from models.export_table import ExportTable
from models.progress import Report, silent
from resources.translation import tr

TABLE_ENDINGS = (".xlsx", ".csv")
_NO_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What some system has no way to write in the name of a file."""


@dataclass(frozen=True)
class Written:
    """The files that were written, and in sentences what they could not hold."""

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def write_tables(
    tables: Sequence[ExportTable], out: Path, title: str, about: str = "", report: Report = silent
) -> Written:
    """Write the tables: .xlsx as one sheet each, .csv as one file each.

    Of several tables as CSV each file has the title of its table behind the name; none of them may exist, because
    nobody was asked whether it may be replaced. Every file is complete or not there. Raises UserError where one
    cannot be written, and Cancelled.
    """
    ending = out.suffix.lower()
    if ending not in TABLE_ENDINGS:
        raise UserError(
            tr("{name} is of no kind that tables are written as; end it in .xlsx or .csv.", name=out.name)
        )
    report(0.0, tr("Writing {name}", name=out.name))
    if ending == ".xlsx":
        with opened_atomically(out) as file:
            return Written((out,), write_tables_xlsx(tables, file, title, about, report))
    paths = csv_paths(out, [table.title for table in tables])
    there = [path for path in paths if path.exists()] if len(paths) > 1 else []
    if there:
        raise UserError(tr("{name} is already there; remove it, or choose another name.", name=there[0].name))
    notes: list[str] = []
    for path, table in zip(paths, tables, strict=True):
        with opened_atomically(path) as file:
            notes += write_table_csv(table, file, report)
    return Written(paths, tuple(dict.fromkeys(notes)))


def csv_paths(out: Path, titles: Sequence[str]) -> tuple[Path, ...]:
    """The file of every table: `out` itself for a single one, else "view - Deals.csv" and so on, none twice."""
    if len(titles) == 1:
        return (out,)
    names: list[str] = []
    for title in titles:
        plain = name = file_name(title)
        number = 1
        while name.casefold() in (taken.casefold() for taken in names):
            number += 1
            name = f"{plain} ({number})"
        names.append(name)
    return tuple(out.with_name(f"{out.stem} - {name}{out.suffix}") for name in names)


def file_name(title: str) -> str:
    """A title as (part of) the name of a file, on every system."""
    return " ".join(_NO_NAME.sub(" ", title).split()).strip(" .")[:100].rstrip(" .") or tr("Table")

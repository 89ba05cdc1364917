"""Reads an Excel workbook into a table, after looking at what it would unpack to."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from mining.sources.files.bounded import head_of, kind_of
from mining.sources.files.cell_table import MAX_COLUMNS, Table
from mining.sources.files.cells import cell_text, table_of
from mining.sources.files.origin import Origin, opened
from models.errors import Cancelled, UserError
from models.progress import Report

_MAX_MEMBER = 1 << 30
_MAX_RATIO = 100
_RATIO_FREE_BYTES = 32 << 20
_MAX_ROWS = 1_048_576
_MAX_CELLS = 30_000_000
_MAX_MEMBERS = 10_000


def read_xlsx(path: Origin, report: Report, max_rows: int | None = None) -> Table:
    """Read the first sheet that has rows; formulas by their last result.

    Raises UserError where the file is no workbook, is protected or damaged, or would unpack to too much.
    """
    report(0.0, f"Opening {path.name}")
    kind = kind_of(head_of(path))
    if kind == "an old or password-protected Office file":
        raise UserError(
            f"{path.name} is password-protected or an old Excel file; save it as .xlsx without a password."
        )
    if kind != "a zip archive or an Excel workbook":
        raise UserError(
            f"{path.name} is {kind or 'a text file'}, not an Excel workbook; give it its right name."
        )
    _check_archive(path)
    import openpyxl

    try:
        book = openpyxl.load_workbook(opened(path), read_only=True, data_only=True, keep_links=False)
    except (UserError, Cancelled):
        raise
    except Exception:  # noqa: BLE001  # whatever a damaged workbook makes openpyxl raise
        raise _damaged(path.name) from None
    try:
        for sheet in book.worksheets:
            table = _read_sheet(path.name, sheet, report, max_rows)
            if table is not None:
                return _with_sheet_note(table, sheet.title, [other.title for other in book.worksheets])
    except (UserError, Cancelled):
        raise
    except Exception:  # noqa: BLE001
        raise _damaged(path.name) from None
    finally:
        book.close()
    raise UserError(f"{path.name} is empty; choose a workbook with a header row and rows.")


def _check_archive(path: Origin) -> None:
    """Refuse members that unpack to too much, come twice, or declare a document type."""
    try:
        with zipfile.ZipFile(opened(path)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if "xl/workbook.xml" not in names:
                raise UserError(
                    f"{path.name} is a zip archive but no Excel workbook; save the table as .xlsx or .csv."
                )
            if len(set(names)) < len(names) or len(names) > _MAX_MEMBERS:
                raise _damaged(path.name)
            for member in members:
                packed = max(member.compress_size, 1)
                if member.file_size > _MAX_MEMBER or (
                    member.file_size > _RATIO_FREE_BYTES and member.file_size > _MAX_RATIO * packed
                ):
                    raise UserError(
                        f"{path.name} unpacks to more than is read from one workbook; save it as .csv."
                    )
                if member.flag_bits & 1:
                    raise UserError(f"{path.name} is password-protected; save it without a password.")
                if member.filename.endswith((".xml", ".rels")):
                    _refuse_document_type(path.name, archive, member)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        raise _damaged(path.name) from None


def _refuse_document_type(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Read a part up to its first element, before which a document type would stand."""
    parser = expat.ParserCreate()
    begun: list[str] = []

    def refuse(*_: object) -> None:
        raise UserError(
            f"{name} declares a document type or entities, which no workbook needs; it was not read."
        )

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, _: begun.append(tag)
    try:
        with archive.open(member) as part:
            while not begun and (piece := part.read(1 << 12)):
                parser.Parse(piece, False)
    except expat.ExpatError:
        raise _damaged(name) from None


def _read_sheet(name: str, sheet: Any, report: Report, max_rows: int | None) -> Table | None:
    sheet.reset_dimensions()  # the declared extent may be a lie of 17 thousand million cells
    numbers: list[int] = []
    rows: list[list[str]] = []
    cells = 0
    for number, row in _rows(name, sheet, report):
        texts = [cell_text(cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        cells += len(texts)
        if cells > _MAX_CELLS:
            raise UserError(f"{name} has more than {_MAX_CELLS:,} cells; save it as .csv.")
        numbers.append(number)
        rows.append(texts)
        if max_rows is not None and len(rows) > max_rows + 20:
            break
    if not rows:
        return None
    return _table(name, numbers, rows, max_rows)


def _rows(name: str, sheet: Any, report: Report) -> Iterator[tuple[int, tuple[object, ...]]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > _MAX_ROWS:
            raise UserError(
                f"{name} has rows beyond the {_MAX_ROWS:,} that a sheet can have; save it as .csv."
            )
        if len(row) > MAX_COLUMNS:
            raise UserError(
                f"{name} has {len(row):,} columns in row {number:,}, more than the {MAX_COLUMNS:,} that can be read."
            )
        if number % 2000 == 0:
            report(min(0.9, number / 200_000), f"Reading {name}: {number:,} rows")
        yield number, row


def _table(name: str, numbers: list[int], rows: list[list[str]], max_rows: int | None) -> Table:
    """The header is the first row as wide as most rows; narrower rows are filled up with empty cells."""
    widths = Counter(len(row) for row in rows[:200])
    usual = max(widths, key=lambda width: (widths[width], width))
    before = next((i for i, row in enumerate(rows[:200]) if len(row) >= usual), 0)
    header = rows[before]
    notes = [f"{name}: the {before} rows before the header were left out."] if before else []
    body = rows[before + 1 :][:max_rows]
    width = max([len(header), *map(len, body)])
    header = header + [""] * (width - len(header))
    columns = [[row[i] if i < len(row) else "" for row in body] for i in range(width)]
    return table_of(name, header, columns, numbers[before + 1 :][:max_rows], notes)


def _with_sheet_note(table: Table, used: str, sheets: list[str]) -> Table:
    from dataclasses import replace

    others = [title for title in sheets if title != used]
    if not others:
        return table
    note = f"Of {table.name} the sheet {used} was read; not used: {', '.join(others[:10])}."
    return replace(table, notes=(*table.notes, note))


def _damaged(name: str) -> UserError:
    return UserError(
        f"{name} is damaged or no real Excel workbook; open it in Excel and save it again as .xlsx."
    )

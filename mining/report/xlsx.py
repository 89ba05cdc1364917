"""Writes a report as a workbook: contents with links, a sheet of words a section, and one a table, to go on with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from mining.export.cells import Cells
from mining.export.table_xlsx import LONGEST, TableSheet, close_workbook, sheet_names
from mining.export.writable import NO_XML
from mining.report import labels
from mining.report.printed import printed
from mining.report.sheets.contents import Entry, write_contents
from mining.report.sheets.findings import findings_table
from mining.report.sheets.look import Look
from mining.report.sheets.words import Words
from models.export_table import ExportTable
from models.progress import silent
from models.report import Finding, Report, Section, Table


@dataclass(frozen=True)
class _Sheet:
    """A sheet to be: of the words of a section, or of a table, with its note."""

    title: str
    section: Section | None = None
    table: ExportTable | None = None
    note: str = ""


def xlsx_bytes(report: Report) -> bytes:
    """The workbook; the same report gives the same bytes. No text becomes a formula, numbers stay exact.

    Raises OSError where the system has no room for what is put together.
    """
    from xlsxwriter import Workbook  # late: the first window does without

    report = printed(report)
    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties(
        {
            "title": report.title,
            "subject": report.subtitle,
            "author": report.author,
            "comments": report.small_print,
            "created": datetime.combine(report.day, time()),
        }
    )
    _write(book, report)
    close_workbook(book)
    return out.getvalue()


def _write(book: Any, report: Report) -> None:
    look = Look(book, report)
    cells = Cells(NO_XML, "XLSX", LONGEST)
    sheets = [sheet for section in report.sections for sheet in _sheets(section)]
    names = sheet_names([labels.contents(), *(sheet.title for sheet in sheets)])
    first = book.add_worksheet(names[0])
    first.set_tab_color(report.accent)
    write_contents(first, look, cells, report, [
        Entry(sheet.title, name, sheet.note, sheet.section is None)
        for sheet, name in zip(sheets, names[1:], strict=True)
    ])  # fmt: skip
    for place, (sheet, name) in enumerate(zip(sheets, names[1:], strict=True)):
        if sheet.table is not None:
            TableSheet(book, name, cells).write(sheet.table, silent)
            look.at_foot(book.worksheets()[-1])
        elif sheet.section is not None:
            tables = _names_of_tables(sheets[place + 1 :], names[place + 2 :])
            Words(book.add_worksheet(name), look, cells, names[0], tables).write(sheet.section)


def _sheets(section: Section) -> list[_Sheet]:
    """The sheet of a section's words, and those of its findings and tables behind it; none of an empty section."""
    if not section.blocks:
        return []
    findings = tuple(block for block in section.blocks if isinstance(block, Finding))
    tables = [block for block in section.blocks if isinstance(block, Table) and block.table.columns]
    sheets = [_Sheet(section.title, section)]
    if findings:
        sheets.append(_Sheet(findings_table(findings).title, table=findings_table(findings)))
    return sheets + [_Sheet(block.table.title, table=block.table, note=block.note) for block in tables]


def _names_of_tables(sheets: list[_Sheet], names: list[str]) -> dict[int, str]:
    """The names of the sheets of a section's tables, by the tables."""
    found: dict[int, str] = {}
    for sheet, name in zip(sheets, names, strict=True):
        if sheet.table is None:
            break
        found[id(sheet.table)] = name
    return found

"""The first sheet: what the report is, and what is where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mining.export.cells import Cells
from mining.report import labels
from mining.report.sheets.look import Look
from mining.report.sheets.rows import height_of, link
from models.report import Report

_WIDTHS = (42.0, 62.0)


@dataclass(frozen=True)
class Entry:
    """One sheet: its title, its name in the workbook, how it is to be read, and whether it is part of a section."""

    title: str
    sheet: str
    note: str
    is_inner: bool


def write_contents(sheet: Any, look: Look, cells: Cells, report: Report, entries: Sequence[Entry]) -> None:
    """Write the title, who made it and when, and a link to every other sheet."""
    look.page(sheet, _WIDTHS)
    made = " · ".join(filter(None, (report.author, labels.written_day(report.day, report.language))))
    said = [(report.title, look.title), (report.subtitle, look.lead), (made, look.small)]
    row = 0
    for text, how in said:
        if text:
            sheet.write_string(row, 0, str(cells.value(" ".join(text.split())) or ""), how)
            sheet.set_row(row, 28.0 if how is look.title else 18.0)
            row += 1
    row += 1
    for entry in entries:
        link(sheet, row, entry.sheet, entry.title, look.inner_link if entry.is_inner else look.link)
        if entry.note:
            sheet.write_string(row, 1, str(cells.value(entry.note)), look.small)
            sheet.set_row(row, height_of(entry.note, _WIDTHS[1], 12.0))
        row += 1
    if report.small_print:
        sheet.merge_range(row + 1, 0, row + 1, 1, "", look.small)
        sheet.write_string(row + 1, 0, str(cells.value(report.small_print)), look.small)
        sheet.set_row(row + 1, height_of(report.small_print, sum(_WIDTHS), 12.0))

"""What the screen of the report gives to take away: its words on a page, and its tables."""

from __future__ import annotations

from dataclasses import replace

from desktop.sheet import Sheet, picture_of
from desktop.take_away import TakeAway
from desktop.widgets.text import text
from mining.report.cell_words import cell_words
from models.export_table import ExportTable
from models.report import Block, Bullets, Figures, Finding, Heading, Paragraph, Report, Table


def taken_away(report: Report) -> TakeAway:
    """A report as it is shown; its pictures are taken from the screens that they are of."""

    def fill(sheet: Sheet) -> None:
        sheet.add_head(report.title, report.subtitle)
        for section in report.sections:
            sheet.add(text(section.title, "title", wrap=True))
            for block in section.blocks:
                _add(sheet, block)

    return TakeAway(report.title, picture_of(fill), tables_of(report))


def tables_of(report: Report) -> tuple[ExportTable, ...]:
    """Its tables that have rows, each under a title of its own."""
    found: dict[str, ExportTable] = {}
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table) and len(block.table):
                title, number = block.table.title, 2
                while title in found:
                    title, number = f"{block.table.title} ({number})", number + 1
                found[title] = replace(block.table, title=title)
    return tuple(found.values())


def _add(sheet: Sheet, block: Block) -> None:
    if isinstance(block, Paragraph):
        sheet.add(text(block.text, wrap=True))
    elif isinstance(block, Heading):
        sheet.add(text(block.text, "heading", wrap=True))
    elif isinstance(block, Bullets):
        for item in block.items:
            sheet.add(text(f"• {item}", wrap=True))
    elif isinstance(block, Figures):
        for one in block.figures:
            said = "; ".join(part for part in (one.value, one.interval, one.note) if part)
            sheet.add(text(f"{one.label}: {said}", wrap=True))
    elif isinstance(block, Finding):
        sheet.add(text(block.headline, "heading", wrap=True))
        for said in (block.sentence, *block.evidence, *block.against, block.effect, block.advice):
            if said:
                sheet.add(text(said, wrap=True))
    elif isinstance(block, Table):
        _add_table(sheet, block.table)


def _add_table(sheet: Sheet, table: ExportTable) -> None:
    """A line a row: the first cell, and every other one by the title of its column."""
    sheet.add(text(table.title, "heading", wrap=True))
    for row in range(len(table)):
        cells = [cell_words(column.values[row], column.kind) for column in table.columns]
        rest = "; ".join(
            f"{column.title}: {cell}" for column, cell in zip(table.columns[1:], cells[1:], strict=True)
        )
        sheet.add(text(f"{cells[0]} – {rest}" if rest else cells[0], wrap=True))

"""A native table on a slide: rows as high as their texts, lines below them, no stripes."""

from __future__ import annotations

from typing import Any

from mining.report.slides.deck import Page
from mining.report.slides.master import EMU
from mining.report.slides.prose import LEADING, Ink, Line, shortened
from mining.report.table_fit import FittedTable

MOST_SLIDES = 3
"""Of one table; nobody turns over more."""
TABLE_GAP = 18.0
"""Points that a cell keeps free at both sides together."""
_SIDE, _ABOVE = TABLE_GAP / 2, 3.0
_MOST_LINES = 4
"""Of a cell."""
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_HEADING, _ROW = (9525, 50000), (6350, 85000)
"""Of the line below: its width in PowerPoint's units, and how much of the background's light it has."""


def taken_rows(part: FittedTable, start: int, height: float) -> int:
    """How many rows from `start` on fit below the headings into the height."""
    left = height - _head_height(part)
    rows = part.rows()
    count = 0
    for row in rows[start:]:
        left -= _row_height(part, row)
        if left < 0:
            break
        count += 1
    return count


def draw_table(
    page: Page, part: FittedTable, start: int, count: int, top: float, left: float, title: str
) -> float:
    """Draw so many rows with the headings; the height that they take, in points."""
    rows = part.rows()[start : start + count]
    heights = [_head_height(part), *(_row_height(part, row) for row in rows)]
    frame = page.slide.shapes.add_table(
        len(rows) + 1,
        len(part.columns),
        *(round(value * EMU) for value in (left, top, sum(part.widths), sum(heights))),
    )
    frame.name = frame.element.nvGraphicFramePr.cNvPr.get("name")
    frame.element.nvGraphicFramePr.cNvPr.set("descr", title)
    table = frame.table
    table.horz_banding = False
    for style in table._tbl.tblPr.xpath("a:tableStyleId"):
        style.text = _NO_STYLE
    for place, width in enumerate(part.widths):
        table.columns[place].width = round(width * EMU)
    for place, height in enumerate(heights):
        table.rows[place].height = round(height * EMU)
    heads = [column.head for column in part.columns]
    for place, texts in enumerate([heads, *rows]):
        for at, text in enumerate(texts):
            _cell(
                page,
                table.cell(place, at),
                _shown(part, at, text, place == 0),
                part.columns[at].at_right,
                place == 0,
            )
    return sum(heights)


def _shown(part: FittedTable, at: int, text: str, is_head: bool) -> Line:
    room = part.widths[at] - 2 * _SIDE
    ink = Ink.MUTED if is_head else Ink.MAIN
    return Line(shortened(text, part.size, room, _MOST_LINES, is_head), part.size, is_head, ink)


def _cell(page: Page, cell: Any, line: Line, at_right: bool, is_head: bool) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls
    from pptx.util import Pt

    cell.margin_left = cell.margin_right = Pt(_SIDE)
    cell.margin_top = cell.margin_bottom = Pt(_ABOVE)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
    page.write(cell.text_frame, [line])
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if at_right else PP_ALIGN.LEFT
    width, light = _HEADING if is_head else _ROW
    below = (
        f'<a:lnB {nsdecls("a")} w="{width}"><a:solidFill><a:schemeClr val="bg1"><a:lumMod val="{light}"/>'
        "</a:schemeClr></a:solidFill></a:lnB>"
    )
    cell._tc.get_or_add_tcPr().append(parse_xml(below))


def _head_height(part: FittedTable) -> float:
    return _row_height(part, tuple(column.head for column in part.columns), True)


def _row_height(part: FittedTable, row: tuple[str, ...], is_head: bool = False) -> float:
    lines = max(
        len(_shown(part, at, text, is_head).wrapped(part.widths[at] - 2 * _SIDE))
        for at, text in enumerate(row)
    )
    return lines * part.size * LEADING + 2 * _ABOVE

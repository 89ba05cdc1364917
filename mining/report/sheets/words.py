"""A sheet of the words, key figures and drawings of a section, with links to its tables."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from math import ceil
from typing import Any

from mining.export.cells import Cells
from mining.report import labels
from mining.report.sheets.look import Look
from mining.report.sheets.rows import height_of, link
from models.report import (
    Block,
    Bullets,
    Figure,
    Figures,
    Finding,
    Heading,
    Paragraph,
    Picture,
    Section,
    Table,
    Tone,
)
from resources.translation import tr

_WIDTHS = (38.0, 16.0, 24.0, 28.0)
_ALL = sum(_WIDTHS)
_LAST = len(_WIDTHS) - 1
_ROW_PIXELS, _WIDEST_PIXELS, _LONGEST_ALT = 20, 740, 250


class Words:
    """Written from above to below; `tables` are the names of the sheets of the section's tables, by their id."""

    def __init__(self, sheet: Any, look: Look, cells: Cells, back: str, tables: Mapping[int, str]) -> None:
        self._sheet, self._look, self._cells = sheet, look, cells
        self._back, self._tables = back, tables
        self._row = 0

    def write(self, section: Section) -> None:
        """All blocks of the section."""
        self._look.page(self._sheet, _WIDTHS)
        for at in range(len(_WIDTHS)):
            self._sheet.write_blank(0, at, None, self._look.section)
        self._sheet.write_string(0, 0, self._plain(" ".join(section.title.split())), self._look.section)
        self._sheet.set_row(0, 25.0)
        link(self._sheet, 1, self._back, labels.contents(), self._look.link)
        self._row = 3
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        look = self._look
        match block:
            case Paragraph(text=text, tone=tone):
                how = {Tone.LEAD: look.lead, Tone.PLAIN: look.plain, Tone.SMALL: look.small}[tone]
                self._text(text, how, 18.0 if tone is Tone.LEAD else 15.5)
            case Heading(text=text):
                self._row += 1
                self._text(text, look.heading, 17.0)
            case Bullets(items=items, numbered=numbered):
                for place, item in enumerate(items, start=1):
                    self._text(f"{place}. {item}" if numbered else f"• {item}", look.bullet)
            case Figures(figures=figures):
                self._figures(figures)
            case Picture():
                self._picture(block)
            case Table(table=table, note=note):
                if id(table) in self._tables:
                    link(self._sheet, self._row, self._tables[id(table)], table.title, look.link)
                    self._row += 1
                self._text(note, look.small, 12.5)
            case Finding(headline=headline, sentence=sentence):
                self._text(headline, look.heading, 17.0)
                self._text(sentence, look.plain)
                self._row += 1

    def _text(self, text: str, how: Any, line: float = 15.5) -> None:
        """A text over all columns."""
        if text.strip():
            self._sheet.merge_range(self._row, 0, self._row, _LAST, "", how)
            self._sheet.write_string(self._row, 0, self._plain(text), how)
            self._sheet.set_row(self._row, height_of(text, _ALL, line) + 3)
            self._row += 1

    def _figures(self, figures: tuple[Figure, ...]) -> None:
        look = self._look
        if not figures:
            return
        self._row += 1
        heads = (tr("Key figure"), tr("Value"), tr("Interval"), tr("Note"))
        for at, head in enumerate(heads):
            self._sheet.write_string(self._row, at, head, look.head)
        for figure in figures:
            self._row += 1
            texts = (figure.label, figure.value, figure.interval, figure.note)
            for at, text in enumerate(texts):
                self._sheet.write_string(
                    self._row, at, self._plain(text), look.value if at == 1 else look.cell
                )
            heights = (height_of(text, width) for text, width in zip(texts, _WIDTHS, strict=True))
            self._sheet.set_row(self._row, max(heights))
        self._row += 2

    def _picture(self, block: Picture) -> None:
        """The drawing in its size, or as wide as the sheet."""
        scale = min(1.0, _WIDEST_PIXELS / max(1, block.width))
        width, height = block.width * scale, block.height * scale
        how = {
            "image_data": BytesIO(block.png),
            "x_scale": width / _shown_width(block.png),
            "y_scale": width / _shown_width(block.png),
            "description": block.alt[:_LONGEST_ALT],
            "object_position": 1,
        }
        self._sheet.insert_image(self._row, 0, "picture.png", how)
        self._row += ceil(height / _ROW_PIXELS) + 1
        self._text(block.caption, self._look.small, 12.5)

    def _plain(self, text: str) -> str:
        return str(self._cells.value(text) or "")


def _shown_width(png: bytes) -> float:
    """How many pixels wide a sheet shows a PNG by itself: 96 of them are an inch."""
    pixels = int.from_bytes(png[16:20], "big")
    at = png.find(b"pHYs")
    is_told = at > 0 and png[at + 12] == 1
    per_metre = int.from_bytes(png[at + 4 : at + 8], "big") if is_told else 0
    return max(1.0, pixels * 96 / (per_metre * 0.0254) if per_metre else float(pixels))

"""A report as the template for paper reads it: plain values for JSON, and its drawings as files of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mining.export.writable import SIGN
from mining.report import labels
from mining.report.printed import printed
from mining.report.table_fit import Column, FittedTable, columns_of, fits, fitted
from mining.report.text_width import breakable, letters
from models.report import (
    Block,
    Bullets,
    Figure,
    Figures,
    Finding,
    Heading,
    Layout,
    Paragraph,
    Picture,
    Report,
    Section,
    Table,
)

_WIDE_PICTURE = 1.5
"""So many times wider than high, it gets a page on its side."""
_KNOWN = frozenset("\n\u200b") | {SIGN}
_ROOMS = {Layout.FULL: (470.0, 717.0), Layout.COMPACT: (510.0, 756.0)}
"""Points between the margins of an upright page, and of one on its side."""
_SIZES, _SIZES_ON_SIDE = (9.0, 8.5, 8.0, 7.5), (8.5, 8.0, 7.5, 7.0)
_GAP = 10.0


@dataclass(frozen=True)
class PdfContent:
    """`told` goes into JSON, `pictures` are the files that it names; these can only be text, so the logo is in `told`.

    With `needs_other_fonts` there are letters in it that the font that comes with Lanekeeper does not have.
    """

    told: dict[str, Any]
    pictures: dict[str, bytes]
    needs_other_fonts: bool


def pdf_content(report: Report) -> PdfContent:
    """Everything of the report, every text as it can be printed."""
    report = printed(report)
    made = _Content(report.layout)
    sections = [made.section(section) for section in report.sections]
    told = {
        "title": made.text(report.title),
        "subtitle": made.text(report.subtitle),
        "author": made.text(report.author),
        "day": made.text(labels.written_day(report.day, report.language)),
        "date": [report.day.year, report.day.month, report.day.day],
        "language": report.language,
        "accent": report.accent,
        "layout": report.layout.value,
        "small_print": made.text(report.small_print),
        "logo": list(report.logo),
        "contents": made.text(labels.contents()),
        "labels": {
            "for": labels.for_it(),
            "against": labels.against_it(),
            "effect": labels.effect(),
            "advice": labels.advice(),
        },
        "sections": sections,
    }
    return PdfContent(told, made.pictures, not made.letters <= letters() | _KNOWN)


@dataclass
class _Content:
    layout: Layout
    pictures: dict[str, bytes] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)

    def text(self, text: str) -> str:
        self.letters.update(text)
        return breakable(text)

    def picture(self, name: str, content: bytes) -> str:
        self.pictures[name] = content
        return name

    def section(self, section: Section) -> dict[str, Any]:
        measured = [columns_of(block.table) if isinstance(block, Table) else [] for block in section.blocks]
        is_wide = any(map(self.is_wide, section.blocks, measured))
        return {
            "title": self.text(section.title),
            "on_new_page": section.on_new_page,
            "is_wide": is_wide,
            "blocks": [
                self.block(block, columns, is_wide)
                for block, columns in zip(section.blocks, measured, strict=True)
            ],
        }

    def is_wide(self, block: Block, columns: list[Column]) -> bool:
        """Whether it needs a page on its side."""
        if isinstance(block, Picture):
            return block.width > _WIDE_PICTURE * max(1, block.height)
        return not fits(columns, _ROOMS[self.layout][0], _SIZES[-1], _GAP)

    def block(self, block: Block, columns: list[Column], on_its_side: bool) -> dict[str, Any]:
        match block:
            case Paragraph():
                return {"is": "paragraph", "text": self.text(block.text), "tone": block.tone.value}
            case Heading():
                return {"is": "heading", "text": self.text(block.text)}
            case Bullets():
                return {"is": "bullets", "items": self.texts(block.items), "numbered": block.numbered}
            case Figures():
                return {"is": "figures", "figures": [self.figure(figure) for figure in block.figures]}
            case Picture():
                return self.drawing(block)
            case Table():
                return self.table(block, columns, on_its_side)
            case Finding():
                return self.finding(block)

    def texts(self, texts: tuple[str, ...]) -> list[str]:
        return [self.text(text) for text in texts]

    def figure(self, figure: Figure) -> dict[str, str]:
        return {name: self.text(getattr(figure, name)) for name in ("label", "value", "interval", "note")}

    def drawing(self, block: Picture) -> dict[str, Any]:
        name = f"picture-{len(self.pictures)}.svg"
        return {
            "is": "picture",
            "file": self.picture(name, block.svg),
            "width": block.width,
            "height": block.height,
            "alt": self.text(block.alt),
            "caption": self.text(block.caption),
        }

    def table(self, block: Table, columns: list[Column], on_its_side: bool) -> dict[str, Any]:
        room = _ROOMS[self.layout][on_its_side]
        parts = fitted(columns, room, _SIZES_ON_SIDE if on_its_side else _SIZES, _GAP)
        return {
            "is": "table",
            "title": self.text(block.table.title),
            "parts": [self.part(part) for part in parts],
            "note": self.text(block.note),
        }

    def part(self, part: FittedTable) -> dict[str, Any]:
        return {
            "size": part.size,
            "widths": list(part.widths),
            "heads": [self.text(column.head) for column in part.columns],
            "at_right": [column.at_right for column in part.columns],
            "rows": [[self.text(cell) for cell in row] for row in part.rows()],
        }

    def finding(self, block: Finding) -> dict[str, Any]:
        return {
            "is": "finding",
            **{
                name: self.text(getattr(block, name))
                for name in ("headline", "kind", "confidence", "sentence", "effect", "advice")
            },
            "evidence": self.texts(block.evidence),
            "against": self.texts(block.against),
            "figures": [self.figure(figure) for figure in block.figures],
        }

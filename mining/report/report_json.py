"""A report as `lanekeeper.report/1`: its sections and blocks for other programs, without the drawings themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.export_table import ExportValue
from models.report import (
    Block,
    Bullets,
    Figure,
    Figures,
    Finding,
    Heading,
    Paragraph,
    Picture,
    Report,
    Table,
)

FORMAT = "lanekeeper.report/1"


def report_json(report: Report) -> dict[str, Any]:
    """The whole report."""
    return {
        "format": FORMAT,
        "title": report.title,
        "subtitle": report.subtitle,
        "author": report.author,
        "day": report.day.isoformat(),
        "language": report.language,
        "names_hidden": report.names_hidden,
        "sections": [
            {"key": one.key, "title": one.title, "blocks": [_block(block) for block in one.blocks]}
            for one in report.sections
        ],
        "small_print": report.small_print,
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "tone": block.tone.value, "text": block.text}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "numbered": block.numbered, "items": list(block.items)}
    if isinstance(block, Figures):
        return {"kind": "figures", "figures": [_figure(one) for one in block.figures]}
    if isinstance(block, Picture):
        size = {"width": block.width, "height": block.height}
        return {"kind": "picture", "alt": block.alt, "caption": block.caption} | size
    if isinstance(block, Table):
        return {"kind": "table"} | _table(block)
    return {"kind": "finding"} | _finding(block)


def _figure(one: Figure) -> dict[str, str]:
    return {"label": one.label, "value": one.value, "interval": one.interval, "note": one.note}


def _table(block: Table) -> dict[str, Any]:
    columns = [
        {"title": one.title, "kind": one.kind.value, "values": [_plain(value) for value in one.values]}
        for one in block.table.columns
    ]
    return {"title": block.table.title, "columns": columns, "note": block.note}


def _finding(block: Finding) -> dict[str, Any]:
    return {
        "headline": block.headline,
        "whose": block.kind,
        "confidence": block.confidence,
        "sentence": block.sentence,
        "evidence": list(block.evidence),
        "against": list(block.against),
        "effect": block.effect,
        "advice": block.advice,
        "figures": [_figure(one) for one in block.figures],
    }


def _plain(value: ExportValue) -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value

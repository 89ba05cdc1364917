"""A report as Markdown, for a look at it on the screen: texts, lists and tables, no pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.report import Block, Bullets, Figures, Finding, Heading, Paragraph, Report, Table

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def as_markdown(report: Report) -> str:
    """The sections of a report one below the other, under its title."""
    lines = [f"# {_plain(report.title)}", ""]
    for section in report.sections:
        lines += [f"## {_plain(section.title)}", ""]
        for block in section.blocks:
            lines += [*_lines(block), ""]
    if report.small_print:
        lines += [_plain(report.small_print)]
    return "\n".join(lines)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield _plain(block.text)
    elif isinstance(block, Heading):
        yield f"### {_plain(block.text)}"
    elif isinstance(block, Bullets):
        yield from (f"{'1.' if block.numbered else '-'} {_plain(item)}" for item in block.items)
    elif isinstance(block, Figures):
        for figure in block.figures:
            note = f" ({_plain(figure.note)})" if figure.note else ""
            yield f"- {_plain(figure.label)}: **{_plain(figure.value)}**{note}"
    elif isinstance(block, Table):
        columns = block.table.columns
        yield f"| {' | '.join(_plain(column.title) for column in columns)} |"
        yield f"| {' | '.join('---' for _ in columns)} |"
        for row in zip(*(column.values for column in columns), strict=True):
            yield f"| {' | '.join(_plain('' if value is None else str(value)) for value in row)} |"
        if block.note:
            yield ""
            yield _plain(block.note)
    elif isinstance(block, Finding):
        yield _plain(block.headline)


def _plain(words: str) -> str:
    """The words as they are, on one line, with nothing in them that Markdown reads as something else."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))

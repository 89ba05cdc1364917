"""Writes a report as one self-contained page: no script, nothing from outside, and every text escaped."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from mining.report import labels
from mining.report.cell_words import RIGHT, cell_words
from mining.report.html_style import STYLE
from mining.report.look import is_colour, is_png
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
    Tone,
)
from models.report_template import DEFAULT_ACCENT
from resources.translation import tr

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_LONG = 14
"""A value with more characters is set as text and not as a figure."""


def html_bytes(report: Report) -> bytes:
    """The page in UTF-8."""
    return "\n".join(_page(report)).encode("utf-8", "xmlcharrefreplace")


def _page(report: Report) -> Iterator[str]:
    accent = report.accent if is_colour(report.accent) else DEFAULT_ACCENT
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_text(report.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="Lanekeeper">'
    if report.author:
        yield f'<meta name="author" content="{_text(report.author)}">'
    yield f"<title>{_text(report.title)}</title>"
    yield f"<style>{STYLE.replace('ACCENT', accent)}</style>"
    yield "</head>"
    yield "<body>"
    yield f'<a class="skip" href="#contents">{_text(tr("Skip to the contents"))}</a>'
    yield '<div class="page">'
    yield from _cover(report)
    if len(report.sections) > 1 and report.layout is Layout.FULL:
        yield from _contents(report)
    yield "<main>"
    for section in report.sections:
        yield from _section(section)
    yield "</main>"
    if report.small_print:
        yield f'<footer><p class="small">{_text(report.small_print)}</p></footer>'
    yield "</div>"
    yield "</body>"
    yield "</html>"
    yield ""


def _cover(report: Report) -> Iterator[str]:
    yield '<header class="cover">'
    if is_png(report.logo):
        yield f'<img src="{_data(report.logo, "image/png")}" alt="{_text(tr("Logo"))}">'
    yield f"<h1>{_text(report.title)}</h1>"
    if report.subtitle:
        yield f'<p class="subtitle">{_text(report.subtitle)}</p>'
    by = [one for one in (report.author, labels.written_day(report.day, report.language)) if one]
    yield f'<p class="by">{_text(" · ".join(by))}</p>'
    yield "</header>"


def _contents(report: Report) -> Iterator[str]:
    title = f'<h2 id="contents-title">{_text(labels.contents())}</h2>'
    yield f'<nav id="contents" aria-labelledby="contents-title">{title}<ol>'
    for section in report.sections:
        yield f'<li><a href="#{_text(section.key)}">{_text(section.title)}</a></li>'
    yield "</ol></nav>"


def _section(section: Section) -> Iterator[str]:
    key, where = _text(section.key), ' class="new-page"' if section.on_new_page else ""
    yield f'<section id="{key}"{where} aria-labelledby="{key}-title"><h2 id="{key}-title">{_text(section.title)}</h2>'
    told = 0
    for block in section.blocks:
        told += isinstance(block, Finding)
        yield from _finding(block, told) if isinstance(block, Finding) else _BLOCKS[type(block)](block)
    yield "</section>"


def _paragraph(block: Paragraph) -> Iterator[str]:
    tone = "" if block.tone is Tone.PLAIN else f' class="{block.tone.value}"'
    yield f"<p{tone}>{_text(block.text)}</p>"


def _heading(block: Heading) -> Iterator[str]:
    yield f"<h3>{_text(block.text)}</h3>"


def _bullets(block: Bullets) -> Iterator[str]:
    kind = "ol" if block.numbered else "ul"
    items = "".join(f"<li>{_text(item)}</li>" for item in block.items)
    yield f"<{kind}>{items}</{kind}>"


def _figures(block: Figures) -> Iterator[str]:
    yield '<dl class="figures">'
    for figure in block.figures:
        yield _figure(figure)
    yield "</dl>"


def _figure(figure: Figure) -> str:
    size = "value long" if len(figure.value) > _LONG else "value"
    parts = [f"<dt>{_text(figure.label)}</dt>", f'<dd class="{size}">{_text(figure.value)}</dd>']
    parts += [f"<dd>{_text(said)}</dd>" for said in (figure.interval, figure.note) if said]
    return f"<div>{''.join(parts)}</div>"


def _picture(block: Picture) -> Iterator[str]:
    caption = f"<figcaption>{_text(block.caption)}</figcaption>" if block.caption else ""
    yield (
        f'<figure class="map"><img src="{_data(block.svg, "image/svg+xml")}" width="{block.width}" '
        f'height="{block.height}" alt="{_text(block.alt)}">{caption}</figure>'
    )


def _table(block: Table) -> Iterator[str]:
    """The first column names the row; wide tables can be scrolled, also by keyboard."""
    table = block.table
    classes = [' class="number"' if column.kind in RIGHT else "" for column in table.columns]
    yield f'<div class="wide" role="group" tabindex="0" aria-label="{_text(table.title)}"><table>'
    yield f"<caption>{_text(table.title)}</caption>"
    heads = (
        f'<th scope="col"{there}>{_text(column.title)}</th>'
        for column, there in zip(table.columns, classes, strict=True)
    )
    yield f"<thead><tr>{''.join(heads)}</tr></thead><tbody>"
    for row in range(len(table)):
        cells = [_text(cell_words(column.values[row], column.kind)) for column in table.columns]
        rest = "".join(f"<td{there}>{cell}</td>" for cell, there in zip(cells[1:], classes[1:], strict=True))
        yield f'<tr><th scope="row"{classes[0]}>{cells[0]}</th>{rest}</tr>'
    yield "</tbody></table>"
    if block.note:
        yield f'<p class="note">{_text(block.note)}</p>'
    yield "</div>"


def _finding(block: Finding, rank: int) -> Iterator[str]:
    yield "<article>"
    chips = [one for one in (block.kind, block.confidence) if one]
    told = "".join(f"<span>{_text(one)}</span>" for one in chips)
    yield f'<p class="chips"><span class="rank">{rank}</span>{told}</p>'
    yield f"<h3>{_text(block.headline)}</h3>"
    yield f"<p>{_text(block.sentence)}</p>"
    if block.figures:
        yield from _figures(Figures(block.figures))
    if block.effect:
        yield f'<p class="small"><b>{_text(labels.effect())}.</b> {_text(block.effect)}</p>'
    yield '<div class="sides">'
    for title, said in (
        (labels.for_it(), block.evidence),
        (labels.against_it(), block.against),
    ):
        if said:
            yield f"<div><h4>{_text(title)}</h4>"
            yield from _bullets(Bullets(said))
            yield "</div>"
    yield "</div>"
    if block.advice:
        yield f'<div class="advice"><h4>{_text(labels.advice())}</h4><p>{_text(block.advice)}</p></div>'
    yield "</article>"


_BLOCKS: dict[type[Block], Callable[[Any], Iterator[str]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Bullets: _bullets,
    Figures: _figures,
    Picture: _picture,
    Table: _table,
}


def _text(text: str) -> str:
    """Escaped, without what no page can hold."""
    return escape("".join(c if c >= " " or c in "\n\t" else "\ufffd" for c in text))


def _data(content: bytes, kind: str) -> str:
    return f"data:{kind};base64,{b64encode(content).decode('ascii')}"

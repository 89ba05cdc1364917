"""Slides as they are filled: titles in their places, text boxes, tiles and pictures, notes and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

from mining.report.slides.archive import undated
from mining.report.slides.master import EMU, Box, Master, bar, next_id
from mining.report.slides.prose import LEADING, Ink, Line, height_of, shortened
from models.report import Report

_TITLES, _COVER_TITLES = (24.0, 22.0, 20.0, 18.0, 16.0), (36.0, 32.0, 28.0, 24.0, 20.0)
_LANGUAGES = {"en": "en-GB", "de": "de-DE"}
_PAD = 12.0
"""Points that a tinted box keeps free at its sides."""


class Page:
    """One slide, whose boxes are in points."""

    def __init__(self, slide: Any, language: str) -> None:
        self.slide = slide
        self._language = language
        self._notes: list[str] = []

    def note(self, *texts: str) -> None:
        """Add to what the speaker sees."""
        self._notes += [text for text in texts if text]

    def keep_notes(self) -> None:
        """Write the notes into the slide."""
        if self._notes:
            self.slide.notes_slide.notes_text_frame.text = "\n".join(self._notes)

    def prose(self, lines: Sequence[Line], box: Box, name: str = "") -> None:
        """A text box; the caller has made sure that the lines fit."""
        if any(line.text.strip() for line in lines):
            shape = self.slide.shapes.add_textbox(*_emu(box))
            self._named(shape, name)
            self._fill(shape.text_frame, lines)

    def tinted(self, lines: Sequence[Line], box: Box, name: str = "") -> None:
        """A box with a pale ground, its text `_PAD` from the sides."""
        from pptx.enum.dml import MSO_THEME_COLOR

        shape = self.slide.shapes.add_textbox(*_emu(box))
        self._named(shape, name)
        shape.fill.solid()
        shape.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
        shape.fill.fore_color.brightness = -0.04
        self._fill(shape.text_frame, lines, _PAD)

    def bar(self, box: Box) -> None:
        """A plain rectangle in the accent, which says nothing."""
        self.slide.shapes._spTree.append(bar(self.slide, box))

    def picture(self, png: bytes, box: Box, alt: str) -> None:
        """A picture that fills the box. Raises OSError where it cannot be read."""
        shape = self.slide.shapes.add_picture(BytesIO(png), *_emu(box))
        shape.element.nvPicPr.cNvPr.set("descr", alt)

    def title(self, text: str, box: Box, sizes: Sequence[float] = _TITLES) -> None:
        """The title in its place, in the largest of the sizes that fits; what does not fit is in the notes."""
        from pptx.util import Pt

        fitting = [size for size in sizes if height_of([Line(text, size, True)], box.width) <= box.height]
        size = fitting[0] if fitting else sizes[-1]
        shown = shortened(text, size, box.width, int(box.height // (size * LEADING)), True)
        if shown.endswith("…"):
            self.note(text)
        shape = self.slide.shapes.title
        shape.text_frame.text = shown
        for paragraph in shape.text_frame.paragraphs:
            for run in paragraph.runs:
                run.font.size = Pt(size)
                run._r.get_or_add_rPr().set("lang", self._language)

    def write(self, frame: Any, lines: Sequence[Line]) -> None:
        """Put lines into any frame for text."""
        from pptx.util import Pt

        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            paragraph.line_spacing = Pt(round(line.size * LEADING, 1))
            paragraph.space_before = Pt(line.before if place else 0)
            _set_bullet(paragraph, line)
            for number, part in enumerate(line.text.split("\n")):
                if number:
                    paragraph.add_line_break()
                if part:
                    run = paragraph.add_run()
                    run.text = part
                    self._style(run, line)

    def _style(self, run: Any, line: Line) -> None:
        from pptx.enum.dml import MSO_THEME_COLOR
        from pptx.util import Pt

        run.font.size = Pt(line.size)
        run.font.bold = line.bold
        colour = run.font.color
        accent = MSO_THEME_COLOR.ACCENT_1 if line.ink is Ink.ACCENT else MSO_THEME_COLOR.TEXT_1
        colour.theme_color = accent
        if line.ink is Ink.MUTED:
            colour.brightness = 0.25
        run._r.get_or_add_rPr().set("lang", self._language)

    def _fill(self, frame: Any, lines: Sequence[Line], pad: float = 0.0) -> None:
        from pptx.enum.text import MSO_AUTO_SIZE
        from pptx.util import Pt

        frame.word_wrap = True
        frame.auto_size = MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = Pt(pad)
        frame.margin_top = frame.margin_bottom = Pt(min(pad, 9.0))
        self.write(frame, lines)

    @staticmethod
    def _named(shape: Any, name: str) -> None:
        if name:
            shape.name = name


class Deck:
    """The slides of a report, in their order."""

    def __init__(self, master: Master, report: Report) -> None:
        """The texts of the report are printable."""
        self.master = master
        self._report = report
        self._language = _LANGUAGES.get(report.language, report.language)
        self._pages: list[Page] = []

    def cover(self, day: str) -> Page:
        """The first slide, with all that the report says of itself."""
        report, layout = self._report, self.master.cover
        page = self._new(layout)
        box = _placed(page.slide.shapes.title, self.master.title)
        page.title(report.title, box, _COVER_TITLES)
        said = [line for line in (report.subtitle, " · ".join(filter(None, (report.author, day)))) if line]
        for shape in list(page.slide.placeholders):
            if shape.placeholder_format.type == _subtitle():
                where = _placed(shape, self.master.content)
                lines = [
                    Line(shortened(text, 16.0, where.width, 2), 16.0, ink=Ink.MUTED, before=4.0)
                    for text in said
                ]
                page.write(
                    shape.text_frame, [Line(line.text, line.size, ink=line.ink, before=4.0) for line in lines]
                )
                said = []
            elif shape.placeholder_format.idx != 0:
                shape.element.getparent().remove(shape.element)
        if said:  # a layout without a place for it
            page.prose([Line(text, 16.0) for text in said], self.master.content)
        page.note(report.subtitle, report.small_print)
        return page

    def page(self, title: str) -> Page:
        """The next slide."""
        page = self._new(self.master.page)
        page.title(title, self.master.title)
        for shape in list(page.slide.placeholders):
            if shape.placeholder_format.idx != 0:  # places that stay empty would say "click to add text"
                shape.element.getparent().remove(shape.element)
        self._foot(page)
        return page

    def saved(self) -> bytes:
        """The file."""
        for page in self._pages:
            page.keep_notes()
        made, report = self.master.presentation, self._report
        about, moment = made.core_properties, datetime.combine(report.day, time())
        about.title, about.author, about.subject = report.title, report.author, report.subtitle
        about.language, about.keywords, about.comments = report.language, "", ""
        about.created = about.modified = moment
        about.last_modified_by = report.author
        about.revision = 1
        out = BytesIO()
        made.save(out)
        return undated(out.getvalue())

    def _new(self, layout: Any) -> Page:
        page = Page(self.master.presentation.slides.add_slide(layout), self._language)
        self._pages.append(page)
        return page

    def _foot(self, page: Page) -> None:
        """Title and number at the foot, which no slide takes over from its layout by itself."""
        from pptx.oxml import parse_xml
        from pptx.oxml.ns import nsdecls

        for shape in self.master.page.placeholders:
            kind = shape.element.ph.get("type", "obj")
            if kind not in ("ftr", "sldNum"):
                continue
            number = next_id(page.slide)
            speaks = f'<a:rPr lang="{self._language}" sz="900"/>'
            field = f'<a:fld id="{_FIELD}" type="slidenum">{speaks}<a:t>{len(self._pages)}</a:t></a:fld>'
            text = field if kind == "sldNum" else f"<a:r>{speaks}<a:t/></a:r>"
            made = parse_xml(
                f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="{kind} {number}"/><p:cNvSpPr>'
                f'<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{kind}" sz="quarter" '
                f'idx="{shape.placeholder_format.idx}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
                f"<a:lstStyle/><a:p>{text}</a:p></p:txBody></p:sp>"
            )
            if kind == "ftr":
                box = _placed(shape, self.master.title)
                for run in made.xpath(".//a:t"):
                    run.text = shortened(self._report.title, 9.0, box.width, 1)
            page.slide.shapes._spTree.append(made)


_FIELD = "{5E3F2A0C-6D0B-4C57-9D43-0B7A6C3C5A11}"


def _emu(box: Box) -> tuple[int, int, int, int]:
    left, top, width, height = (round(value * EMU) for value in (box.left, box.top, box.width, box.height))
    return left, top, width, height


def _placed(shape: Any, otherwise: Box) -> Box:
    """Where a placeholder is, as its layout says."""
    values = (shape.left, shape.top, shape.width, shape.height)
    return otherwise if None in values else Box(*(value / EMU for value in values))


def _subtitle() -> Any:
    from pptx.enum.shapes import PP_PLACEHOLDER

    return PP_PLACEHOLDER.SUBTITLE


def _set_bullet(paragraph: Any, line: Line) -> None:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    about, spaces = paragraph._p.get_or_add_pPr(), nsdecls("a")
    about.set("marL", str(round(line.indent * EMU)))
    about.set("indent", str(-round(line.indent * EMU)))
    if not line.bullet:
        about.append(parse_xml(f"<a:buNone {spaces}/>"))
        return
    about.append(parse_xml(f'<a:buFont {spaces} typeface="Arial"/>'))
    if line.bullet.isdigit():
        about.append(parse_xml(f'<a:buAutoNum {spaces} type="arabicPlain" startAt="{line.bullet}"/>'))
    else:
        about.append(parse_xml(f'<a:buChar {spaces} char="{line.bullet}"/>'))

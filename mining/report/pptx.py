"""Writes a report as slides: native texts and tables to go on with, one finding a slide, all of it in the notes."""

from __future__ import annotations

import struct

from mining.report import labels
from mining.report.printed import printed
from mining.report.slides.deck import Deck, Page
from mining.report.slides.finding import finding_slide
from mining.report.slides.flow import Flow, prose_of, scale_for
from mining.report.slides.master import Box, master_from, own_master
from models.errors import UserError
from models.report import Bullets, Figures, Finding, Heading, Paragraph, Picture, Report, Section, Table
from resources.translation import tr

_LOGO = Box(48.0, 36.0, 240.0, 56.0)


def pptx_bytes(report: Report, base: bytes | None = None) -> bytes:
    """The slides, 16:9, or as `base` has them (a .pptx whose layouts are used and whose slides are left out).

    The same report gives the same bytes. Raises UserError where the base or a picture cannot be read.
    """
    report = printed(report)
    master = own_master(report.accent) if base is None else master_from(base)
    deck = Deck(master, report)
    cover = deck.cover(labels.written_day(report.day, report.language))
    if report.logo and master.is_own:
        _logo(cover, report.logo)
    for section in report.sections:
        _section(deck, section)
    return deck.saved()


def _section(deck: Deck, section: Section) -> None:
    flow = Flow(deck, section.title, scale=scale_for(section.blocks, deck.master.content))
    headlines = tuple(block.headline for block in section.blocks if isinstance(block, Finding))
    told = 0
    for block in section.blocks:
        match block:
            case Paragraph() | Heading() | Bullets():
                flow.prose(prose_of(block))
            case Figures():
                flow.tiles(block.figures)
            case Picture():
                flow.picture(block)
            case Table():
                flow.table(block)
            case Finding():
                if not told and len(headlines) > 1:
                    flow.prose(prose_of(Bullets(headlines, numbered=True)))
                flow.done()
                finding_slide(deck, block)
                told += 1
    flow.done()


def _logo(page: Page, logo: bytes) -> None:
    width, height = struct.unpack(">II", logo[16:24].ljust(8, b"\0"))
    scale = min(_LOGO.width / max(1, width), _LOGO.height / max(1, height))
    try:
        page.picture(logo, Box(_LOGO.left, _LOGO.top, width * scale, height * scale), tr("Logo"))
    except (OSError, ValueError) as error:
        raise UserError(tr("The logo cannot be read; choose a PNG file.")) from error

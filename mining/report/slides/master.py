"""The master that slides are made from: Lanekeeper's own, or a company's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from models.errors import UserError
from resources.translation import tr

EMU = 12_700
"""Of PowerPoint's units, in a point."""
_WIDTH, _HEIGHT, _SIDE = 960.0, 540.0, 48.0
_FONT = "Arial"
"""It, or one as wide, is on every machine; the bundled one is not."""
_KEPT = ("title", "titleOnly")


@dataclass(frozen=True)
class Box:
    """A rectangle on a slide, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


@dataclass(frozen=True)
class Master:
    """A presentation without slides: the layout of the first one, that of all others, and where these have room.

    `title` is the box of a title, `content` all below it.
    """

    presentation: Any
    cover: Any
    page: Any
    title: Box
    content: Box
    is_own: bool


def own_master(accent: str) -> Master:
    """Lanekeeper's: white, 16:9, the title at the upper left, one accent (#rrggbb)."""
    from pptx import Presentation

    made: Any = Presentation()
    made.slide_width, made.slide_height = round(_WIDTH * EMU), round(_HEIGHT * EMU)
    for layout in list(made.slide_layouts):
        if layout.element.get("type") not in _KEPT:
            made.slide_layouts.remove(layout)
    _set_theme(made.slide_master, accent)
    cover, page = made.slide_layouts
    title = Box(_SIDE, 32.0, _WIDTH - 2 * _SIDE, 60.0)
    content = Box(_SIDE, 104.0, _WIDTH - 2 * _SIDE, 386.0)
    for owner in (made.slide_master, cover, page):
        _place(owner, title if owner is not cover else Box(_SIDE, 170.0, 700.0, 110.0))
    _set_titles(made.slide_master)
    for layout, box in ((page, Box(_SIDE, 24.0, 28.0, 2.5)), (cover, Box(_SIDE, 156.0, 44.0, 4.0))):
        layout.shapes._spTree.insert_element_before(bar(layout, box), "p:extLst")
    return Master(made, cover, page, title, content, True)


def master_from(base: bytes) -> Master:
    """A company's presentation without its slides. Raises UserError where it is none."""
    from zipfile import BadZipFile

    from pptx import Presentation
    from pptx.exc import PackageNotFoundError

    try:
        made: Any = Presentation(BytesIO(base))
        _empty(made)
        page = _layout(made, "titleOnly", "obj")
        title = _box(_titled(page))
    except (BadZipFile, PackageNotFoundError, SyntaxError, KeyError, ValueError, StopIteration) as error:
        raise UserError(
            tr("The slide master cannot be used: it is no .pptx file, or none of its layouts has a title.")
        ) from error
    width, height = made.slide_width / EMU, made.slide_height / EMU
    feet = [_box(shape).top for shape in page.placeholders if _kind(shape) in ("dt", "ftr", "sldNum")]
    bottom = min([top for top in feet if top > height / 2] or [height - 30.0]) - 6.0
    top = title.bottom + 10.0
    if (
        bottom - top < height / 3 or title.width < width / 2
    ):  # a title beside or below: its place says nothing
        top, title = height * 0.2, Box(width * 0.05, height * 0.05, width * 0.9, height * 0.12)
    content = Box(title.left, top, title.width, bottom - top)
    return Master(made, _layout(made, "title", "titleOnly"), page, title, content, False)


def _empty(made: Any) -> None:
    """Take out all slides, and the list of sections that names them."""
    slides = made.slides._sldIdLst
    for slide in list(slides):
        made.part.drop_rel(slide.rId)
        slides.remove(slide)
    for extension in made.element.xpath("p:extLst/p:ext[*[local-name()='sectionLst']]"):
        extension.getparent().remove(extension)


def _layout(made: Any, *kinds: str) -> Any:
    """The first layout of the first kind that there is, else any with a title; StopIteration where there is none."""
    layouts = [layout for master in made.slide_masters for layout in master.slide_layouts]
    for kind in kinds:
        for layout in layouts:
            if layout.element.get("type") == kind and _has_title(layout):
                return layout
    return next(layout for layout in layouts if _has_title(layout))


def _has_title(layout: Any) -> bool:
    return any(_kind(shape) in ("title", "ctrTitle") for shape in layout.placeholders)


def _titled(layout: Any) -> Any:
    return next(shape for shape in layout.placeholders if _kind(shape) in ("title", "ctrTitle"))


def _kind(shape: Any) -> str:
    return str(shape.element.ph.get("type", "obj"))


def _box(shape: Any) -> Box:
    """Where a placeholder is; ValueError where neither it nor its master says so."""
    values = (shape.left, shape.top, shape.width, shape.height)
    if None in values:
        raise ValueError("a placeholder without a place")
    return Box(*(value / EMU for value in values))


def _place(owner: Any, title: Box) -> None:
    """Put the placeholders of a master or a layout where they belong on a wide slide."""
    foot = _HEIGHT - 36.0
    places = {
        "title": title,
        "ctrTitle": title,
        "subTitle": Box(_SIDE, 286.0, 700.0, 90.0),
        "body": Box(_SIDE, 104.0, _WIDTH - 2 * _SIDE, 386.0),
        "ftr": Box(_SIDE, foot, 700.0, 18.0),
        "sldNum": Box(_WIDTH - _SIDE - 100.0, foot, 100.0, 18.0),
    }
    for shape in list(owner.placeholders):
        kind = _kind(shape)
        if kind not in places:
            shape.element.getparent().remove(shape.element)
            continue
        box = places[kind]
        shape.left, shape.top, shape.width, shape.height = (
            round(value * EMU) for value in (box.left, box.top, box.width, box.height)
        )
        body = shape.text_frame._txBody.bodyPr
        for side in ("lIns", "rIns", "tIns", "bIns"):
            body.set(side, "0")
        body.set("anchor", {"ctrTitle": "t", "title": "t", "ftr": "b", "sldNum": "b"}.get(kind, "t"))


def _set_titles(master: Any) -> None:
    """Titles at the left and bold, small print small."""
    titles = "p:txStyles/p:titleStyle/a:lvl1pPr"
    for style in master.element.xpath(titles):
        style.set("algn", "l")
    for letters in master.element.xpath(f"{titles}/a:defRPr"):
        letters.set("sz", "2400")
        letters.set("b", "1")
    for shape in master.placeholders:
        if _kind(shape) in ("ftr", "sldNum"):
            for level in shape.element.xpath(".//a:lstStyle/a:lvl1pPr"):
                level.set("algn", "r" if _kind(shape) == "sldNum" else "l")
            for letters in shape.element.xpath(".//a:lstStyle/a:lvl1pPr/a:defRPr"):
                letters.set("sz", "900")
    for layout in master.slide_layouts:
        for level in layout.element.xpath(".//a:lstStyle/*"):
            level.set("algn", "l")


def _set_theme(master: Any, accent: str) -> None:
    """The font and the colours, in the theme, so that whoever edits a slide finds them in its lists."""
    from pptx.opc.constants import RELATIONSHIP_TYPE

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{_FONT}", text)
    text = re.sub(r'<a:clrScheme name="[^"]*"', '<a:clrScheme name="Lanekeeper"', text)
    colours = {
        "dk1": "1E2433",
        "lt1": "FFFFFF",
        "dk2": "5B6780",
        "lt2": "F5F7FB",
        "accent1": accent[1:].upper(),
    }
    colours |= {"accent2": "E8590C", "accent3": "0D9488", "accent4": "A9B5C9"}
    for name, colour in colours.items():
        plain = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", plain, text, flags=re.S)
    theme._blob = text.encode("utf-8")


def bar(owner: Any, box: Box) -> Any:
    """A bar in the accent for a slide or a layout; it only decorates, so it is not read out."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    number = next_id(owner)
    left, top, width, height = (round(value * EMU) for value in (box.left, box.top, box.width, box.height))
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{number}" name="Bar {number}">{_DECORATIVE}</p:cNvPr>'
        f'<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def next_id(owner: Any) -> int:
    """A number that no shape of the slide or the layout has."""
    return max(int(one) for one in owner.element.xpath(".//p:cNvPr/@id")) + 1


_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
"""Says of a shape that it only decorates."""

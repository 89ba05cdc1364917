"""Writes a picture that is painted once more: as SVG, PDF and PNG, always on white."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from math import ceil, sqrt
from xml.etree import ElementTree

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator

from desktop.take_away import Picture
from desktop.theme import LIGHT
from mining.export.writable import NO_XML, SIGN

PICTURE_ENDINGS = (".svg", ".pdf", ".png")
SCALE = 2.0
"""Pixels of a PNG for one of the screen: sharp on a slide."""
_SIDE, _PIXELS = 32_000, 120_000_000
"""The most that one side, and all of a PNG, can have."""
_PAGE = 14_400
"""Points that a side of a PDF page can have (ISO 32000-1, annex C)."""
_DOTS = 1200
_SVG = "http://www.w3.org/2000/svg"
_FAMILIES = "Inter, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, sans-serif"
"""Where the font of the program is not installed, one as plain takes its place, at the same lengths."""
_SHAPES = {
    f"{{{_SVG}}}{name}" for name in ("rect", "path", "polygon", "polyline", "ellipse", "circle", "line")
}
_FOOT = 30


def drawn(picture: Picture, ending: str, title: str, about: str) -> Callable[[], bytes]:
    """Paint the picture for a file of that ending; what makes the file of it can be called in any thread.

    `title` and `about` go into the file as what it shows.
    """
    if ending == ".png":
        return partial(png_of, image(picture))
    if ending == ".svg":
        return partial(_tidied, _painted_svg(picture), title, about, _pixels(picture))
    content = pdf(picture, title)
    return lambda: content


def with_footer(picture: Picture, words: str) -> Picture:
    """The picture with one small line below it that says what it shows, cut where the picture ends."""
    width, height = picture.size.width(), picture.size.height()

    def paint(painter: QPainter) -> None:
        painter.save()
        picture.paint(painter)
        painter.restore()
        font = QFont("Inter")
        font.setPixelSize(11)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.muted))
        line = QRectF(24, height, max(0.0, width - 48), _FOOT - 8)
        shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    return Picture(QSizeF(width, height + _FOOT), paint)


def image(picture: Picture) -> QImage:
    """The picture in pixels, `SCALE` for one of the screen, or fewer where it would be too large."""
    width, height = max(1.0, picture.size.width()), max(1.0, picture.size.height())
    scale = min(SCALE, _SIDE / max(width, height), sqrt(_PIXELS / (width * height)))
    made = QImage(ceil(width * scale), ceil(height * scale), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.scale(scale, scale)
    _paint(picture, painter)
    made.setDotsPerMeterX(round(96 * scale / 0.0254))
    made.setDotsPerMeterY(round(96 * scale / 0.0254))
    return made


def pdf(picture: Picture, title: str) -> bytes:
    """The picture as a page of its own size, with its fonts in it."""
    buffer = _buffer()
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setCreator("Lanekeeper")
    points = QSizeF(picture.size.width() * 0.75, picture.size.height() * 0.75)
    shrink = min(1.0, _PAGE / max(points.width(), points.height(), 1.0))
    page = QPageSize(points * shrink, QPageSize.Unit.Point, title, QPageSize.SizeMatchPolicy.ExactMatch)
    writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(_DOTS)
    painter = QPainter(writer)
    painter.scale(shrink * _DOTS / 96, shrink * _DOTS / 96)
    _paint(picture, painter)
    return bytes(buffer.data().data())


def svg(picture: Picture, title: str, about: str = "") -> bytes:
    """The picture as lines and texts; `title` and `about` tell what it is to who cannot see it."""
    return _tidied(_painted_svg(picture), title, about, _pixels(picture))


def _pixels(picture: Picture) -> tuple[int, int]:
    return ceil(picture.size.width()), ceil(picture.size.height())


def _painted_svg(picture: Picture) -> bytes:
    buffer = _buffer()
    width, height = _pixels(picture)
    # not 1.1: its clips are written for where the painter stood before it moved, and cut off what is inside
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.SvgTiny12)
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRect(0, 0, width, height))
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, width, height), Qt.GlobalColor.white)
    _paint(picture, painter)
    return bytes(buffer.data().data())


def _paint(picture: Picture, painter: QPainter) -> None:
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    picture.paint(painter)
    painter.end()


def png_of(content: QImage) -> bytes:
    """The content of a PNG file."""
    buffer = _buffer()
    QImageWriter(buffer, QByteArray(b"png")).write(content)
    return bytes(buffer.data().data())


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer


def _tidied(content: bytes, title: str, about: str, size: tuple[int, int]) -> bytes:
    """What Qt wrote without its empty groups, in pixels, every text as long as it is here whatever the font is."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    root = ElementTree.fromstring(NO_XML.sub(SIGN, content.decode("utf-8", "replace")))
    root.set("width", str(size[0]))
    root.set("height", str(size[1]))
    for name, words in (("title", title), ("desc", about)):
        found = root.find(f"{{{_SVG}}}{name}")
        if found is not None:
            found.text = NO_XML.sub(SIGN, words)
    _drop_empty(root)
    for element in root.iter():
        if element.get("font-family"):
            if element.tag == f"{{{_SVG}}}text":
                _fix_length(element)
            element.set("font-family", _FAMILIES)
    return bytes(ElementTree.tostring(root, "utf-8", xml_declaration=True))


def _drop_empty(element: ElementTree.Element) -> None:
    """Leave out groups without anything in them, and shapes of which nothing is seen."""
    is_unseen = element.get("fill-opacity") == "0" and element.get("stroke") == "none"
    for child in list(element):
        _drop_empty(child)
        is_empty = child.tag == f"{{{_SVG}}}g" and not len(child)
        if is_empty or (is_unseen and child.tag in _SHAPES):
            element.remove(child)


def _fix_length(element: ElementTree.Element) -> None:
    words = re.sub(r"\s", " ", element.text or "")
    size = float(element.get("font-size", "13"))
    metrics = _metrics(
        element.get("font-family", ""), element.get("font-weight", ""), element.get("font-style", "")
    )
    length = metrics.horizontalAdvance(words) * size / _MEASURED
    if len(words) > 1 and length > 0:
        element.set("textLength", f"{length:.2f}")
        element.set("lengthAdjust", "spacingAndGlyphs")


_MEASURED = 100


@lru_cache(maxsize=64)
def _metrics(family: str, weight: str, style: str) -> QFontMetricsF:
    font = QFont(family)
    font.setPixelSize(_MEASURED)
    font.setItalic(style == "italic")
    if weight.isdigit():
        font.setWeight(QFont.Weight(int(weight)))
    return QFontMetricsF(font)

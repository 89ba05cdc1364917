"""One picture as SVG, PDF and PNG: lines stay lines, texts stay texts, and the size is the picture's own."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from desktop.icons import draw_icon
from desktop.pictures import drawn, image, pdf, svg, with_footer
from desktop.take_away import Picture
from desktop.theme import LIGHT
from tests.desktop.reading_files import SVG, pdf_text, svg_texts


def _font() -> QFont:
    font = QFont("Inter")
    font.setPixelSize(13)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _paint(painter: QPainter) -> None:
    painter.setFont(_font())
    painter.setPen(QColor(LIGHT.text))
    painter.drawText(QRectF(20, 20, 200, 20), Qt.AlignmentFlag.AlignLeft, 'Deals <won> & "lost"\x01')
    painter.fillRect(QRectF(20, 50, 100, 10), QColor(LIGHT.deviation))
    painter.fillRect(QRectF(20, 70, 100, 10), QColor(0, 0, 0, 0))
    draw_icon(painter, "info", LIGHT.accent, QRectF(200, 50, 16, 16))


@pytest.fixture
def picture(qtbot) -> Picture:
    return Picture(QSizeF(300, 100.5), _paint)


def test_that_an_svg_has_the_size_the_texts_and_the_fonts_and_no_bitmap(picture):
    root = ElementTree.fromstring(svg(picture, "A <title>", "3 & 4 deals"))
    assert [root.get(name) for name in ("width", "height", "viewBox")] == ["300", "101", "0 0 300 101"]
    assert svg_texts(svg(picture, "A <title>", "3 & 4 deals")) == [
        "A <title>",
        "3 & 4 deals",
        'Deals <won> & "lost"\ufffd',
    ]
    words = root.find(f".//{SVG}text")
    assert words.get("font-family").startswith("Inter, 'Segoe UI'")
    assert words.get("font-family").endswith("sans-serif")
    assert words.get("font-weight") == "600"
    advance = QFontMetricsF(_font()).horizontalAdvance('Deals <won> & "lost"\ufffd')
    assert float(words.get("textLength")) == pytest.approx(advance, rel=0.01)
    assert not root.findall(f".//{SVG}image")
    assert LIGHT.deviation in ElementTree.tostring(root, "unicode")


def test_that_an_svg_has_no_empty_groups_and_no_shapes_that_nobody_sees(picture):
    root = ElementTree.fromstring(svg(picture, "T"))
    assert not [group for group in root.iter(f"{SVG}g") if not len(group)]
    assert 'fill-opacity="0" stroke="none"><rect' not in re.sub(
        r">\s+<", "><", ElementTree.tostring(root, "unicode")
    )


def test_that_a_pdf_is_one_page_of_the_size_with_its_font_and_no_bitmap(picture):
    content = pdf(picture, "A title")
    assert content.startswith(b"%PDF-1.")
    assert content.count(b"/Type /Page\n") == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\s*\]", content)
    assert [float(side) for side in box.groups()] == pytest.approx([225, 75.375], abs=1)
    assert b"Inter-SemiBold" in content
    assert b"/FontFile2" in content
    assert b"/Subtype /Image" not in content
    assert "A title".encode("utf-16-be") in content
    assert 'Deals <won> & "lost"' in pdf_text(content)


def test_that_a_png_has_two_pixels_for_one_and_stands_on_white(picture):
    found = QImage.fromData(drawn(picture, ".png", "T", "")())
    assert (found.width(), found.height()) == (600, 201)
    assert found.pixelColor(2, 2) == QColor("white")
    assert found.pixelColor(100, 110) == QColor(LIGHT.deviation)


def test_that_a_picture_too_large_for_a_file_becomes_smaller(qtbot):
    huge = Picture(QSizeF(100, 60_000), lambda painter: painter.fillRect(0, 0, 100, 60_000, QColor("red")))
    found = image(huge)
    assert found.height() == 32_000
    assert found.pixelColor(found.width() // 2, 31_900) == QColor("red")
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\s*\]", pdf(huge, "T"))
    assert float(box[2]) == pytest.approx(14_400, abs=1)


def test_that_a_footer_says_what_the_picture_shows_below_it(picture):
    framed = with_footer(picture, "Acme · 8 deals")
    assert framed.size.width() == 300
    assert framed.size.height() > 120
    assert svg_texts(svg(framed, "T"))[-1] == "Acme · 8 deals"
    assert svg_texts(svg(with_footer(picture, "long " * 50), "T"))[-1].endswith("…")


@pytest.mark.parametrize("ending", [".svg", ".pdf", ".png"])
def test_that_a_picture_is_written_by_its_ending(picture, ending):
    begin = {".svg": b"<?xml", ".pdf": b"%PDF", ".png": b"\x89PNG"}[ending]
    assert drawn(picture, ending, "T", "about")().startswith(begin)


def test_that_a_size_that_takes_long_to_find_is_found_once_and_only_when_it_is_wanted():
    asked = []

    def measure() -> QSizeF:
        asked.append(None)
        return QSizeF(30, 20)

    late = Picture(measure, _paint)
    assert not asked
    assert late.size == late.size == QSizeF(30, 20)
    assert len(asked) == 1

"""The PDF of a report: tagged, told in its language, and nothing beyond the margins, whatever the texts are."""

import re
import zlib
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from mining.report.pdf import page_pictures, pdf_bytes
from models.errors import UserError
from models.report import Layout, Picture, Section
from tests.mining.report.samples import a_hard_report, a_picture, a_report, an_empty_report


def unpacked(pdf: bytes) -> bytes:
    """The file with its packed streams behind it, in which the tags are."""
    parts = [pdf]
    for packed in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.S):
        try:
            parts.append(zlib.decompress(packed.rstrip(b"\r\n")))
        except zlib.error:  # a font or a picture that is packed in another way
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def usual() -> bytes:
    return pdf_bytes(a_report())


def test_that_the_pdf_can_be_read_aloud(usual: bytes) -> None:
    told = unpacked(usual)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in told
    assert re.search(rb"/Lang ?\(en", told)
    for tag in (b"/H1", b"/H2", b"/TH", b"/TD", b"/L", b"/Figure"):
        assert re.search(rb"/S ?%s\b" % tag, told), tag
    assert b"The map: Discovery is passed by." in told
    assert b"Where sales departs from its process" in told


def test_that_the_same_report_gives_the_same_bytes(usual: bytes) -> None:
    assert pdf_bytes(a_report()) == usual


def margins(page: bytes) -> int:
    """The darkest there is beside the text, of 255."""
    pixels = np.asarray(Image.open(BytesIO(page)).convert("L"))
    side = int(pixels.shape[1] * 0.05)
    return int(min(pixels[:, :side].min(), pixels[:, -side:].min()))


def test_that_nothing_is_beyond_the_margins_of_a_hard_report() -> None:
    pages = page_pictures(a_hard_report(), 30)
    assert len(pages) > 10
    assert [number for number, page in enumerate(pages) if margins(page) < 250] == []


def test_that_an_empty_report_is_one_page() -> None:
    assert len(page_pictures(an_empty_report(), 20)) == 1


def test_that_a_compact_report_has_no_cover_and_no_contents() -> None:
    (section, *_) = a_report().sections
    report = replace(a_report(), sections=(section,), layout=Layout.COMPACT)
    pages = page_pictures(report, 20, pages=(0, 5))
    assert len(pages) == 1
    assert len(page_pictures(report, 20)) == 1


def test_that_a_drawing_that_cannot_be_read_is_told() -> None:
    broken = Picture(b"<svg", a_picture().png, 10, 10, "Nothing.")
    with pytest.raises(UserError, match="cannot be set as PDF"):
        pdf_bytes(replace(an_empty_report(), sections=(Section("map", "Map", (broken,)),)))

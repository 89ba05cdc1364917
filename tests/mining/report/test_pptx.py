"""The slides of a report: titles in their places, native tables, alt texts and notes, and nothing beyond its box."""

from io import BytesIO
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Pt

from mining.report.pptx import pptx_bytes
from mining.report.slides.prose import Ink, Line, height_of
from models.errors import UserError
from models.report import Finding
from tests.mining.report.samples import a_finding, a_hard_report, a_report, an_empty_report

REPORTS = {"usual": a_report, "hard": a_hard_report, "empty": an_empty_report}


def opened(pptx: bytes) -> Any:
    return Presentation(BytesIO(pptx))


@pytest.fixture(scope="module")
def decks() -> dict[str, Any]:
    return {name: opened(pptx_bytes(make())) for name, make in REPORTS.items()}


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_that_every_slide_has_a_title_and_all_but_the_cover_a_number(decks: dict[str, Any]) -> None:
    slides = list(decks["usual"].slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles == [
        "Where sales departs from its process",
        "Summary",
        "The process as it is",
        "Team North leaves out Discovery",
        "Teams",
        "Method and limits",
    ]
    for number, slide in enumerate(slides[1:], start=2):
        (field,) = slide.element.xpath(".//a:fld[@type='slidenum']/a:t")
        assert field.text == str(number)


def test_that_tables_are_tables_and_pictures_say_what_they_show(decks: dict[str, Any]) -> None:
    slides = list(decks["usual"].slides)
    (frame,) = [shape for shape in slides[4].shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
    assert rows[0][:3] == ["Team", "Deals", "Skips Discovery"]
    assert rows[1][:3] == ["Team 1", "300", "0\u00a0%"]
    assert frame.table.first_row
    (alt,) = slides[2].element.xpath(".//p:pic/p:nvPicPr/p:cNvPr/@descr")
    assert alt == "The map: Discovery is passed by."


def test_that_the_notes_have_all_of_a_finding(decks: dict[str, Any]) -> None:
    slide = decks["usual"].slides[3]
    notes = slide.notes_slide.notes_text_frame.text
    finding: Finding = a_finding()
    for text in (finding.sentence, finding.effect, finding.advice, *finding.evidence, *finding.against):
        assert text in notes
    assert "Skipped in North: 88 % · 84–91 % · n = 312" in notes


@pytest.mark.parametrize("name", REPORTS)
def test_that_no_shape_is_beyond_its_slide_and_no_id_is_there_twice(decks: dict[str, Any], name: str) -> None:
    deck = decks[name]
    for slide in deck.slides:
        ids = slide.element.xpath(".//p:cNvPr/@id")
        assert len(ids) == len(set(ids))
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("name", REPORTS)
def test_that_texts_fit_into_their_boxes(decks: dict[str, Any], name: str) -> None:
    """Measured again from what is written into the file, by a font wider than that of the slides."""
    for slide in decks[name].slides:
        for shape in slide.shapes:
            if shape.is_placeholder or not shape.has_text_frame or not shape.text_frame.text:
                continue
            frame = shape.text_frame
            lines = [
                Line(
                    paragraph.text.replace("\v", "\n"),
                    (paragraph.runs[0].font.size or Pt(10)).pt,
                    bool(paragraph.runs[0].font.bold),
                    Ink.MAIN,
                    paragraph.space_before.pt,
                )
                for paragraph in frame.paragraphs
                if paragraph.runs
            ]
            inner = shape.width.pt - frame.margin_left.pt - frame.margin_right.pt
            indent = max(int(one) for one in shape.element.xpath(".//a:pPr/@marL")) / 12_700
            high = height_of(lines, inner - indent)
            assert high <= shape.height.pt - frame.margin_top.pt - frame.margin_bottom.pt + 1 or indent


def test_that_a_long_table_ends_with_how_much_is_left_out(decks: dict[str, Any]) -> None:
    said = [text for slide in decks["hard"].slides for text in texts(slide) if "of 500 rows" in text]
    assert len(said) == 1


def test_that_a_company_master_gives_the_layouts_and_none_of_its_slides() -> None:
    base = opened(pptx_bytes(an_empty_report()))
    base.slide_width = Pt(720)
    page = next(layout for layout in base.slide_layouts if layout.element.get("type") == "titleOnly")
    page.name = "Company page"
    for shape in page.placeholders:
        shape.left, shape.width = Pt(48), min(shape.width, Pt(600))
    base.slides.add_slide(page).shapes.title.text_frame.text = "An example that is not ours"
    kept = BytesIO()
    base.save(kept)
    made = opened(pptx_bytes(a_report(), kept.getvalue()))
    assert made.slide_width == Pt(720)
    assert {slide.slide_layout.name for slide in list(made.slides)[1:]} == {"Company page"}
    assert not [slide for slide in made.slides if "An example that is not ours" in texts(slide)]
    edge = max(shape.left + shape.width for slide in list(made.slides)[1:] for shape in slide.shapes)
    assert edge <= Pt(720)


@pytest.mark.parametrize("base", [b"", b"PK\x03\x04 not an archive", b"<html>"])
def test_that_what_is_no_master_is_refused(base: bytes) -> None:
    with pytest.raises(UserError, match="slide master"):
        pptx_bytes(an_empty_report(), base)


def test_that_the_same_report_gives_the_same_bytes() -> None:
    assert pptx_bytes(a_report()) == pptx_bytes(a_report())

"""The workbook of a report: contents with links, exact numbers, no formulas, and its picture with words."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from mining.report.xlsx import xlsx_bytes
from tests.mining.report.samples import ODD_NAMES, a_hard_report, a_report, an_empty_report


def opened(xlsx: bytes) -> Workbook:
    return load_workbook(BytesIO(xlsx))


@pytest.fixture(scope="module")
def usual() -> bytes:
    return xlsx_bytes(a_report())


def test_that_the_first_sheet_leads_to_every_other(usual: bytes) -> None:
    book = opened(usual)
    assert book.sheetnames == [
        "Contents",
        "Summary",
        "The process as it is",
        "What matters",
        "Findings in rows",
        "Teams",
        "Teams (2)",
        "Method and limits",
    ]
    links = [cell.hyperlink.location for row in book["Contents"].rows for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]
    assert book.properties.title == "Where sales departs from its process"


def test_that_a_table_keeps_its_numbers_and_can_be_filtered(usual: bytes) -> None:
    sheet = opened(usual)["Teams (2)"]
    assert [cell.value for cell in sheet[1]][:3] == ["Team", "Deals", "Skips Discovery"]
    assert sheet["B2"].value == 300
    assert sheet["C3"].value == pytest.approx(1 / 60)
    assert sheet["C3"].number_format == "0.0%"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:G5"


def test_that_findings_are_rows(usual: bytes) -> None:
    sheet = opened(usual)["Findings in rows"]
    assert sheet["B2"].value == "Team North leaves out Discovery"
    assert "Skipped in North: 88 % · 84–91 % · n = 312" in str(sheet["F2"].value)


def test_that_the_picture_says_what_it_shows(usual: bytes) -> None:
    with ZipFile(BytesIO(usual)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="The map: Discovery is passed by."' in drawing


def test_that_nothing_in_a_hard_report_becomes_a_formula_or_breaks_the_file() -> None:
    book = opened(xlsx_bytes(a_hard_report()))
    values = [cell for sheet in book for row in sheet.rows for cell in row]
    assert not [cell for cell in values if cell.data_type == "f"]
    texts = {cell.value for cell in values}
    assert ODD_NAMES[0] in texts
    assert "=1+1" in texts
    assert "a\ufffdb\ufffdc" in texts
    names = [name.casefold() for name in book.sheetnames]
    assert len(names) == len(set(names))


def test_that_an_empty_report_is_a_sheet_of_contents() -> None:
    book = opened(xlsx_bytes(an_empty_report()))
    assert book.sheetnames == ["Contents"]
    assert book["Contents"]["A1"].value == "Report"


def test_that_the_same_report_gives_the_same_bytes(usual: bytes) -> None:
    assert xlsx_bytes(a_report()) == usual

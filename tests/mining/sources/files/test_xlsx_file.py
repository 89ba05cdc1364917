"""Workbooks: dates, numbers, texts and errors as people see them, any sheet, merged and hidden cells, bounds."""

import tempfile
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import numbers

from mining.sources.files.cells import cell_text
from mining.sources.files.origin import Sheet
from mining.sources.files.xlsx_file import read_sheet, read_xlsx, sheets_of
from mining.sources.files.xlsx_parts import Workbook
from mining.sources.files.xlsx_sheet import cells_of
from models.errors import UserError
from models.progress import silent
from tests.mining.sources.reading import read, traces

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def workbook(folder: Path, *rows: list[Any], name: str = "log.xlsx") -> Path:
    """A workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def with_part(path: Path, part: str, content: str) -> Path:
    """The same workbook with another content of one part."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[part] = content.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return path


def with_sheet(folder: Path, cells: str) -> Path:
    """A workbook whose only sheet is written by hand."""
    return with_part(workbook(folder, ["x"]), "xl/worksheets/sheet1.xml", HEAD + cells + TAIL)


def column(path: Path, name: str) -> list[str]:
    return read_xlsx(path, silent).column(name).texts()


def test_that_cells_are_read_as_people_see_them(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["text", "number", "date", "moment", "flag"],
        ["00123", 123456789012345, date(2024, 2, 29), datetime(2024, 2, 29, 13, 45, 30), True],
        ["  Ünïcode\n2", 1.5, date(1990, 1, 1), datetime(2024, 12, 31, 23, 59, 59), False],
    )
    table = read_xlsx(path, silent)
    assert table.rows(2) == [
        ("00123", "123456789012345", "2024-02-29", "2024-02-29 13:45:30", "TRUE"),
        ("  Ünïcode\n2", "1.5", "1990-01-01", "2024-12-31 23:59:59", "FALSE"),
    ]
    assert table.lines.tolist() == [2, 3]
    assert table.notes == ()


def test_that_our_reader_agrees_with_openpyxl_on_dates_of_both_systems(tmp_path: Path) -> None:
    for epoch in (openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH):
        book = openpyxl.Workbook()
        book.epoch = epoch
        moments = [datetime(1991, 3, 1, 6), datetime(2024, 7, 9, 0, 0, 1), datetime(2031, 1, 1, 23, 59)]
        for row in (["when"], *([moment] for moment in moments)):
            book.active.append(row)
        book.save(tmp_path / "log.xlsx")
        assert column(tmp_path / "log.xlsx", "when") == [moment.isoformat(sep=" ") for moment in moments]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("dd/mm/yyyy", "2024-01-01"),
        ("dd/mm/yyyy hh:mm", "2024-01-01 00:00:00"),
        ("[$-407]d. mmmm yyyy;@", "2024-01-01"),
        ("[Red]yyyy\\-mm\\-dd", "2024-01-01"),
        ('"day" 0', "45292"),
        ("0.00E+00", "45292"),
        ("[h]:mm:ss", "45292"),
        ("General", "45292"),
        ("mmm", "2024-01-01"),
    ],
)
def test_that_the_number_format_decides_what_is_a_date(tmp_path: Path, code: str, text: str) -> None:
    book = openpyxl.Workbook()
    for row, value in enumerate(["value", 45292], start=1):
        book.active.cell(row, 1, value)
    book.active["A2"].number_format = code
    book.save(tmp_path / "log.xlsx")
    assert column(tmp_path / "log.xlsx", "value") == [text]


def test_that_numbers_of_days_without_a_format_are_dates_where_the_column_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Created On", "Number"], [45292.5, 45292], [45293, 45293])
    table = read_xlsx(path, silent)
    assert table.column("Created On").texts() == ["2024-01-01 12:00:00", "2024-01-02"]
    assert table.column("Number").texts() == ["45292", "45293"]
    assert "2 cells in column Created On" in table.notes[0]


def test_that_a_number_among_formatted_dates_is_a_date(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["x"], [date(2024, 1, 1)], [date(2024, 1, 2)], [45294])
    assert column(path, "x") == ["2024-01-01", "2024-01-02", "2024-01-03"]


def test_that_a_sheet_can_be_chosen_and_an_unknown_one_is_refused_with_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    for title, stage in (("Deals 2024", "Won"), ("Archiv", "Lost")):
        sheet = book.create_sheet(title)
        for row in (["case_id", "activity", "timestamp"], ["c1", stage, datetime(2024, 1, 1, 9)]):
            sheet.append(row)
    book["Archiv"].sheet_state = "hidden"
    path = tmp_path / "log.xlsx"
    book.save(path)
    assert sheets_of(path) == ("Cover", "Deals 2024", "Archiv")
    first = read(path)
    assert traces(first.log) == {"c1": ("Won",)}
    assert any("the sheet Deals 2024 was read; not used: Cover, Archiv" in n for n in first.summary.notes)
    assert traces(read(path, sheet="archiv").log) == {"c1": ("Lost",)}
    with pytest.raises(UserError, match="no sheet 'Nope'; its sheets are Cover, Deals 2024, Archiv"):
        read(path, sheet="Nope")
    with pytest.raises(UserError, match=r"The sheet Cover of log\.xlsx is empty"):
        read(path, sheet="Cover")
    (tmp_path / "a.csv").write_text("case_id,activity,timestamp\nc1,A,2024-01-01\n")
    with pytest.raises(UserError, match=r"a\.csv is none"):
        read(tmp_path / "a.csv", sheet="Cover")


def test_that_a_cell_merged_downwards_counts_for_all_its_rows(tmp_path: Path) -> None:
    rows = [["case_id", "activity"], ["c1", "A"], [None, "B"], [None, "C"], ["c2", "A"]]
    path = workbook(tmp_path, *rows)
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A2:A4")
    book.save(path)
    table = read_xlsx(path, silent)
    assert table.column("case_id").texts() == ["c1", "c1", "c1", "c2"]
    assert any("2 cells of log.xlsx filled from the merged cell" in note for note in table.notes)


def test_that_hidden_rows_and_columns_are_read_too(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["id", "secret"], ["1", "a"], ["2", "b"])
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions["B"].hidden = True
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    table = read_xlsx(path, silent)
    assert table.rows(5) == [("1", "a"), ("2", "b")]
    assert any("1 hidden row of log.xlsx" in note for note in table.notes)


def test_that_texts_in_every_spelling_are_read(tmp_path: Path) -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="str"><v>b</v></c></row>'
        '<row><c t="inlineStr"><is><r><t>ri</t></r><r><t>ch</t></r><rPh sb="0" eb="1"><t>no</t></rPh></is></c>'
        '<c t="str"><f>x</f><v>line_x000A_two &amp; &lt;b&gt;</v></c></row>'
        '<row r="9"><c r="B9" t="e"><v>#REF!</v></c><c r="A9"><v>7</v></c></row>'
        '<row r="10"><c r="A10"><f>NOW()</f><v></v></c><c r="B10"><v>1.0</v></c></row>'
    )
    table = read_xlsx(with_sheet(tmp_path, cells), silent)
    assert table.rows(9) == [("rich", "line\ntwo & <b>"), ("7", ""), ("", "1")]
    assert table.lines.tolist() == [2, 9, 10]
    assert any("1 formula in log.xlsx without a saved result" in note for note in table.notes)
    assert any("1 cell of log.xlsx with an error of Excel's" in note for note in table.notes)


def test_that_prefixed_parts_and_shared_texts_are_read(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    path = workbook(tmp_path, ["x"])
    with_part(
        path,
        "xl/sharedStrings.xml",
        f'<x:sst xmlns:x="{main}"><x:si><x:t>deal</x:t></x:si><x:si><x:r><x:t>A</x:t></x:r></x:si></x:sst>',
    )
    numbers_of_rows = ((1, 0), (2, 1))
    rows = "".join(
        f'<x:row r="{row}"><x:c r="A{row}" t="s"><x:v>{text}</x:v></x:c></x:row>'
        for row, text in numbers_of_rows
    )
    part = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{"".join(rows)}</x:sheetData></x:worksheet>'
    with_part(path, "xl/worksheets/sheet1.xml", part)
    assert column(path, "deal") == ["A"]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("", "is empty; choose a workbook"),
        ('<row r="1048577"><c r="A1048577"><v>1</v></c></row>', "rows beyond the 1,048,576"),
        ('<row r="2"><c r="XFD2"><v>1</v></c></row>', "16,384 columns in row 2"),
        ('<row r="2"><c r="ÄÖ2"><v>1</v></c></row>', "has a cell that is called"),
        ('<row r="2"><c r="A2"><v>1</v></row>', "damaged or no real Excel workbook"),
    ],
)
def test_that_a_sheet_that_cannot_be_one_is_refused(tmp_path: Path, cells: str, message: str) -> None:
    with pytest.raises(UserError, match=message):
        read_xlsx(with_sheet(tmp_path, cells), silent)


def test_that_cells_are_counted_against_a_bound(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[[1, 2, 3]] * 5)
    book = Workbook(path, BytesIO(path.read_bytes()))
    with pytest.raises(UserError, match="more than 14 cells"):
        cells_of(book, book.sheets[0], silent, None, max_cells=14)
    assert len(cells_of(book, book.sheets[0], silent, None, max_cells=15).codes) == 15


def test_that_a_large_workbook_is_read_apart_and_says_the_same(tmp_path: Path) -> None:
    rows = [[f"deal {i} {'x' * 160}", f"stage {i % 7}", i / 4] for i in range(12_000)]
    path = workbook(tmp_path, ["deal", "stage", "amount"], *rows)
    told: list[float] = []
    apart = read_xlsx(path, lambda fraction, _: told.append(fraction))
    assert apart.rows(12_000) == read_sheet(path, None, silent).rows(12_000)
    assert apart.column("amount").text(2) == "0.5"
    assert len(told) > 1
    assert len(read_xlsx(path, silent, 10)) == 10


def test_that_a_workbook_inside_an_archive_is_read_and_its_sheet_chosen(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["case_id", "activity", "timestamp"], ["c1", "A", datetime(2024, 1, 1, 9)])
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "export/log.xlsx")
    assert traces(read(tmp_path / "all.zip").log) == {"c1": ("A",)}
    assert traces(read(tmp_path / "all.zip", sheet="Sheet").log) == {"c1": ("A",)}
    assert Sheet(path, "Sheet").name == "log.xlsx"


def test_that_percent_and_money_stay_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["rate", "money"], [0.25, 12.5])
    book = openpyxl.load_workbook(path)
    book.active["A2"].number_format = numbers.FORMAT_PERCENTAGE
    book.active["B2"].number_format = '[$€-407] #,##0.00;[Red]"minus day" 0'
    book.save(path)
    assert read_xlsx(path, silent).rows(1) == [("0.25", "12.5")]


CELLS = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20)
    | st.integers(-(10**14), 30_000)
    | st.integers(60_000, 10**14)
    | st.floats(0, 1e4)
    | st.booleans()
    | st.datetimes(datetime(1990, 1, 1), datetime(2049, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    )
)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_that_every_cell_is_what_openpyxl_reads(rows: list[list[Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder), ["one", "two", "three"], *rows)
        table = read_xlsx(path, silent)
        values = openpyxl.load_workbook(path, data_only=True).active.iter_rows(min_row=2, values_only=True)
        assert [list(row) for row in table.rows(10)] == [[cell_text(cell) for cell in row] for row in values]

"""Tables as CSV and XLSX: what other programs read back, what is no formula, and what a file cannot hold."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.export import table_xlsx
from mining.export.later import Later
from mining.export.table_text import as_tsv
from mining.export.table_xlsx import sheet_names
from mining.export.write_tables import Written, csv_paths, file_name, write_tables
from models.errors import Cancelled, UserError
from models.export_table import ExportColumn, ExportTable, ExportValue, ValueKind

DEALS = ExportTable(
    "Deals",
    (
        ExportColumn("Deal", ["=1+1", "@SUM(A1)", "-5", "+x", 'Big, "deal"\nsecond line', None]),
        ExportColumn("Stages", [1, 2, 3, 4, 5, 6], ValueKind.COUNT),
        ExportColumn("Rate", [0.25, 1 / 3, 0.0, 1.0, float("nan"), None], ValueKind.SHARE),
        ExportColumn("Amount", [12500.5, 0.1 + 0.2, -3.0, 1e12, 2.0, None], ValueKind.MONEY),
        ExportColumn("Created", [datetime(2026, 3, 3, 14, 5)] * 5 + [None], ValueKind.TIME),
        ExportColumn("Day", [date(2026, 3, 3)] * 4 + [date(1899, 12, 31), None], ValueKind.TIME),
    ),
)
ONE = ExportTable("Stages", (ExportColumn("Stage", ["Demo"]), ExportColumn("Deals", [7], ValueKind.COUNT)))


def _column(sheet: object, at: int) -> list[object]:
    return [row[at].value for row in sheet.iter_rows()]


def test_that_a_workbook_has_a_sheet_a_table_with_the_values_it_was_given(tmp_path: Path) -> None:
    written = write_tables((DEALS, ONE), tmp_path / "view.xlsx", "Deviations", "2 deals")
    assert written == Written((tmp_path / "view.xlsx",), ())
    book = openpyxl.load_workbook(tmp_path / "view.xlsx")
    assert book.sheetnames == ["Deals", "Stages"]
    assert (book.properties.title, book.properties.description) == ("Deviations", "2 deals")
    sheet = book["Deals"]
    assert _column(sheet, 0) == ["Deal", *DEALS.columns[0].values]
    assert _column(sheet, 1) == ["Stages", 1, 2, 3, 4, 5, 6]
    assert _column(sheet, 2) == ["Rate", 0.25, 1 / 3, 0, 1, None, None]
    assert _column(sheet, 3)[1:6] == pytest.approx(DEALS.columns[3].values[:5], rel=1e-15)
    assert _column(sheet, 4) == ["Created", *DEALS.columns[4].values]
    days = [datetime(2026, 3, 3)] * 4
    assert _column(sheet, 5) == ["Day", *days, "1899-12-31", None]
    assert [row[0].value for row in book["Stages"].iter_rows()] == ["Stage", "Demo"]


def test_that_no_text_of_a_workbook_is_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    texts = ["=1+1", "+1", "-1", "@x", "{=1}", "http://example.org", "mailto:a@b", "0042", "1e5", " =1"]
    table = ExportTable("T", (ExportColumn("=Head", texts),))
    write_tables((table,), tmp_path / "t.xlsx", "T")
    cells = [row[0] for row in openpyxl.load_workbook(tmp_path / "t.xlsx")["T"].iter_rows()]
    assert [cell.value for cell in cells] == ["=Head", *texts]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert b"<f>" not in ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml")


def test_that_headings_stay_are_bold_and_filter_and_columns_have_formats_and_widths(tmp_path: Path) -> None:
    write_tables((DEALS,), tmp_path / "t.xlsx", "T")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["Deals"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F7"
    assert all(cell.font.bold for cell in sheet[1])
    assert not sheet["A2"].font.bold
    formats = [cell.number_format for cell in sheet[2]]
    assert formats == ["@", "#,##0", "0.0%", "#,##0", "yyyy-mm-dd hh:mm", "yyyy-mm-dd"]
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["C"].width >= 8


def test_that_a_large_workbook_holds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_xlsx, "_IN_MEMORY", 3)
    write_tables((DEALS, ONE), tmp_path / "t.xlsx", "T")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert _column(book["Deals"], 0) == ["Deal", *DEALS.columns[0].values]
    assert _column(book["Deals"], 3)[1:6] == pytest.approx(DEALS.columns[3].values[:5], rel=1e-15)
    assert book["Deals"].freeze_panes == "A2"


def test_that_csv_is_read_back_by_pandas_as_it_was(tmp_path: Path) -> None:
    write_tables((DEALS,), tmp_path / "deals.csv", "T")
    assert (tmp_path / "deals.csv").read_bytes().startswith(b"\xef\xbb\xbfDeal,Stages")
    frame = pd.read_csv(tmp_path / "deals.csv", parse_dates=["Created"])
    safe = ["'=1+1", "'@SUM(A1)", "-5", "'+x", 'Big, "deal"\nsecond line']
    assert frame["Deal"].tolist()[:5] == safe
    assert frame["Amount"].tolist()[:5] == DEALS.columns[3].values[:5]
    assert frame["Rate"].tolist()[:2] == [0.25, 1 / 3]
    assert frame["Created"].iloc[0] == pd.Timestamp("2026-03-03T14:05", tz="UTC")
    assert frame["Day"].tolist()[3:5] == ["2026-03-03", "1899-12-31"]
    assert frame.drop(columns="Stages").iloc[5].isna().all()


def test_that_several_tables_are_several_csv_files_and_none_is_overwritten_unasked(tmp_path: Path) -> None:
    written = write_tables((DEALS, ONE), tmp_path / "view.csv", "T")
    assert [path.name for path in written.paths] == ["view - Deals.csv", "view - Stages.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["view - Deals.csv", "view - Stages.csv"]
    (tmp_path / "view - Deals.csv").unlink()
    before = (tmp_path / "view - Stages.csv").read_bytes()
    with pytest.raises(UserError, match=r"view - Stages\.csv is already there"):
        write_tables((DEALS, DEALS, ONE), tmp_path / "view.csv", "T")
    assert [path.name for path in tmp_path.iterdir()] == ["view - Stages.csv"]
    assert (tmp_path / "view - Stages.csv").read_bytes() == before


def test_that_files_of_tables_have_names_that_every_system_can_write() -> None:
    assert [path.name for path in csv_paths(Path("v.csv"), ["A/B", "a:b", ""])] == [
        "v - A B.csv",
        "v - a b (2).csv",
        "v - Table.csv",
    ]
    assert file_name(' <Deals: "won"?> . ') == "Deals won"
    assert len(file_name("x" * 300)) == 100


def test_that_sheets_have_names_that_a_workbook_can_hold() -> None:
    long = "Deals that skipped the security review of the customer"
    assert sheet_names([long, long, "'a/b'", "A B", "history", "", "[]:*?/\\"]) == [
        "Deals that skipped the security",
        "Deals that skipped the secu (2)",
        "a b",
        "A B (2)",
        "Table 5",
        "Table 6",
        "Table 7",
    ]


@given(st.lists(st.text(max_size=40), max_size=6))
def test_that_names_of_sheets_are_short_distinct_and_plain(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.casefold() for name in names}) == len(titles)
    for name in names:
        assert 1 <= len(name.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(name)
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_that_what_a_file_cannot_hold_is_told(tmp_path: Path) -> None:
    table = ExportTable("T", (ExportColumn("Deal", ["a\x00b", "\ud800", "x" * 40_000, "fine"]),))
    notes = write_tables((table,), tmp_path / "t.xlsx", "T").notes
    assert notes == (
        "2 texts with characters that XLSX cannot hold: each such character is a \ufffd there.",
        "1 text longer than the 32,767 characters that a cell of XLSX can hold: cut there.",
    )
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["T"]
    assert _column(sheet, 0) == ["Deal", "a\ufffdb", "\ufffd", "x" * 32_767, "fine"]
    notes = write_tables((table,), tmp_path / "t.csv", "T").notes
    assert notes == ("1 text with characters that CSV cannot hold: each such character is a \ufffd there.",)


def test_that_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path) -> None:
    table = ExportTable("Deals", (ExportColumn("N", range(1_048_576), ValueKind.COUNT),))
    with pytest.raises(
        UserError, match=r"Deals has 1,048,576 rows; a sheet holds 1,048,575\. Export it as \.csv"
    ):
        write_tables((table,), tmp_path / "t.xlsx", "T")
    assert not list(tmp_path.iterdir())


def test_that_a_file_is_complete_or_as_it_was(tmp_path: Path) -> None:
    def cancel(fraction: float, message: str) -> None:
        raise Cancelled

    for name in ("t.xlsx", "t.csv"):
        (tmp_path / name).write_bytes(b"before")
        with pytest.raises(Cancelled):
            write_tables((DEALS,), tmp_path / name, "T", report=cancel)
        assert (tmp_path / name).read_bytes() == b"before"
        with pytest.raises(UserError, match=rf"{name} cannot be written in .*gone: No such file"):
            write_tables((DEALS,), tmp_path / "gone" / name, "T")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv", "t.xlsx"]
    with pytest.raises(UserError, match="no kind that tables are written as"):
        write_tables((DEALS,), tmp_path / "t.doc", "T")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_that_a_full_disk_is_said_in_a_sentence(ending: str) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")
    from mining.export.table_csv import write_table_csv
    from mining.export.table_xlsx import write_tables_xlsx
    from models.progress import silent

    def fill() -> None:
        with full.open("wb", buffering=0) as file:
            if ending == "csv":
                write_table_csv(DEALS, file, silent)
            else:
                write_tables_xlsx((DEALS,), file, "T", "", silent)

    with pytest.raises(OSError, match="No space left"):
        fill()


VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20),
    st.integers(-(2**53), 2**53),
    st.floats(-1e300, 1e300),
    st.datetimes(datetime(1901, 1, 1), datetime(2100, 1, 1)).map(lambda t: t.replace(microsecond=0)),
)


@given(st.lists(VALUES, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_that_every_value_comes_back_from_a_workbook(values: list[ExportValue]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        table = ExportTable("T", (ExportColumn("N", range(len(values))), ExportColumn("Value", values)))
        write_tables((table,), path, "T")
        found = _column(openpyxl.load_workbook(path)["T"], 1)[1:]
        for value, back in zip(values, found, strict=True):
            if isinstance(value, str):
                assert back == value.replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
            elif isinstance(value, datetime):
                assert isinstance(back, datetime)
                assert abs((back - value).total_seconds()) < 1
            elif value is None:
                assert back is None
            else:
                assert back == pytest.approx(value, rel=1e-15)


@given(st.integers(0, 9000), st.lists(st.integers(-9000, 9000), max_size=5))
@settings(deadline=None)
def test_that_values_made_later_are_the_same_as_a_list(length: int, places: list[int]) -> None:
    later, plain = Later(length, lambda rows: list(range(length))[rows]), list(range(length))
    assert len(later) == length
    assert list(later) == plain
    for place in places:
        assert later[place:] == plain[place:]
        assert later[:place:2] == plain[:place:2]
        if -length <= place < length:
            assert later[place] == plain[place]
        else:
            with pytest.raises(IndexError):
                later[place]


def test_that_copied_text_has_one_line_a_row_and_nothing_that_runs() -> None:
    head, *rows = [line.split("\t") for line in as_tsv(DEALS).split("\n")]
    assert head == ["Deal", "Stages", "Rate", "Amount", "Created", "Day"]
    assert [row[0] for row in rows] == ["'=1+1", "'@SUM(A1)", "-5", "'+x", 'Big, "deal" second line', ""]
    assert [row[2] for row in rows] == ["25.0%", "33.3%", "0.0%", "100.0%", "", ""]
    assert [row[3] for row in rows] == ["12500.5", "0.3", "-3", "1000000000000.00", "2", ""]
    assert [row[4] for row in rows] == ["2026-03-03 14:05"] * 5 + [""]

"""The options of the command line for object-centric logs and workbooks."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.mining.command_line import run
from tests.mining.sources.ocel.logs import write_sqlite

Capture = pytest.CaptureFixture[str]


def test_that_the_type_of_the_deals_is_chosen(tmp_path: Path, capsys: Capture) -> None:
    path = write_sqlite(tmp_path / "log.sqlite")
    out = tmp_path / "p.lane"
    ran = run(capsys, "import", path, "--object-type", "quote", "--out", out, "--json", "-")
    assert (ran.code, ran.json["source"], ran.json["cases"], ran.json["events"]) == (0, "ocel", 1, 2)
    ran = run(capsys, "import", path, "--object-type", "person", "--out", tmp_path / "q.lane")
    assert ran.code == 2
    assert "no objects of the type 'person'; its types are deal" in ran.err
    assert not (tmp_path / "q.lane").exists()


def test_that_a_sheet_is_chosen(tmp_path: Path, capsys: Capture) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Deals")
    for row in (["case_id", "activity", "timestamp"], ["c1", "A", datetime(2024, 1, 1, 9)]):
        sheet.append(row)
    book.save(tmp_path / "log.xlsx")
    ran = run(
        capsys,
        "import",
        tmp_path / "log.xlsx",
        "--sheet",
        "Deals",
        "--out",
        tmp_path / "p.lane",
        "--json",
        "-",
    )
    assert (ran.code, ran.json["cases"]) == (0, 1)
    ran = run(capsys, "import", tmp_path / "log.xlsx", "--sheet", "Leads", "--out", tmp_path / "q.lane")
    assert ran.code == 2
    assert "has no sheet 'Leads'; its sheets are Sheet, Deals." in ran.err

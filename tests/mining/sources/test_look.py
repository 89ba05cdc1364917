"""What the wizard is told of files before they are imported."""

from pathlib import Path

import openpyxl
import pytest

from mining.sources.look import Look, look, shape_of_export
from mining.sources.preview import first_log, has_time_without_zone
from mining.sources.source import ImportOptions
from models.errors import UserError
from models.progress import silent
from tests.mining.sources.reading import write
from tests.shared import needs_shared, shared

LOG = "case_id,activity,timestamp\n1,Qualify,2026-01-05 10:00\n1,Won,2026-01-06 10:00\n"


def _look(*paths: Path, **options: str) -> Look:
    return look(paths, ImportOptions(**options), silent)  # type: ignore[arg-type]  # text options only


def test_that_every_file_has_its_use_or_the_reason_why_not(tmp_path: Path) -> None:
    write(tmp_path, "log.csv", LOG)
    write(tmp_path, "people.csv", "Name,Birthday\nAnn,1990-01-01\n")
    write(tmp_path, "broken.csv", b"\x89PNG\r\n\x1a\n" + bytes(64))
    seen = _look(tmp_path)
    uses = {file.name: file for file in seen.files}
    assert uses["log.csv"].is_used
    assert uses["log.csv"].why == "3 columns: case_id, activity, timestamp"
    assert not uses["people.csv"].is_used
    assert "not part of what was recognised" in uses["people.csv"].why
    assert not uses["broken.csv"].is_used
    assert "broken.csv" in uses["broken.csv"].why


def test_that_another_source_can_be_looked_at(tmp_path: Path) -> None:
    path = write(tmp_path, "log.csv", LOG)
    assert (_look(path).found.source, _look(path).suggested) == ("table", "table")
    wide = _look(path, source="wide")
    assert (wide.found.source, wide.suggested) == ("wide", "table")
    assert wide.is_mapped
    with pytest.raises(UserError):
        _look(path, source="xes")


def test_that_the_sheets_of_a_workbook_are_offered_and_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Notes"  # type: ignore[union-attr]  # a new workbook has a sheet
    book.active.append(["Nothing", "here"])  # type: ignore[union-attr]
    sheet = book.create_sheet("Log")
    for row in LOG.splitlines():
        sheet.append(row.split(","))
    book.save(tmp_path / "book.xlsx")
    seen = _look(tmp_path / "book.xlsx")
    assert (seen.sheets, seen.sheet) == (("Notes", "Log"), "")
    chosen = _look(tmp_path / "book.xlsx", sheet="Log")
    assert chosen.sheet == "Log"
    assert chosen.previews[0].columns == ("case_id", "activity", "timestamp")
    assert chosen.shape != seen.shape
    assert chosen.shape == shape_of_export([tmp_path / "book.xlsx"], "table", "Log")


def test_that_the_first_rows_become_the_log_that_the_import_makes(tmp_path: Path) -> None:
    path = write(tmp_path, "log.csv", LOG)
    seen = _look(path).previews[0]
    log = first_log(seen, ImportOptions("table", seen.guess, "Europe/Berlin"))
    assert log.trace(0) == ("Qualify", "Won")
    assert log.timestamp[0] == 1_767_603_600_000_000  # 5 January 2026, 9:00 UTC


def test_that_the_first_rows_of_a_wide_table_become_a_log(tmp_path: Path) -> None:
    rows = "deal,Qualify,Demo,Won\n1,2026-01-05,2026-01-07,2026-01-09\n2,2026-01-06,,\n3,2026-01-06,2026-01-08,\n"
    seen = _look(write(tmp_path, "wide.csv", rows))
    assert seen.found.source == "wide"
    assert seen.previews[0].guess.stages == ("Qualify", "Demo", "Won")
    log = first_log(seen.previews[0], ImportOptions("wide", seen.previews[0].guess))
    assert log.trace(0) == ("Qualify", "Demo", "Won")


@pytest.mark.parametrize(
    ("value", "is_open"),
    [
        ("2026-01-05 10:00", True),
        ("02/24/26 02:18 AM", True),
        ("2026-01-05T10:00:00.000Z", False),
        ("2026-01-05T10:00:00+0200", False),
        ("2026-01-05 10:00:00 UTC", False),
        ("2026-01-05", False),
    ],
)
def test_that_only_times_of_day_without_a_zone_raise_the_question(value: str, is_open: bool) -> None:
    assert has_time_without_zone(value) == is_open


def test_that_a_copy_is_called_one(tmp_path: Path) -> None:
    for name in ("log.csv", "log (1).csv"):
        write(tmp_path, name, "deal,stage,date\n1,Qualify,2026-01-05\n1,Won,2026-01-06\n")
    uses = {file.name: (file.is_used, file.why) for file in _look(tmp_path).files}
    assert uses["log.csv"][0]
    assert uses["log (1).csv"] == (False, "log (1).csv is byte for byte the same as log.csv: not used.")


@needs_shared
def test_that_the_rest_of_an_export_is_not_taken_for_another_one() -> None:
    seen = _look(shared("data/fivetran_dbt_hubspot_seeds"))
    assert any(not file.is_used for file in seen.files)
    assert seen.others == ()


@needs_shared
def test_that_a_real_export_in_american_local_time_is_asked_about_its_zone_only() -> None:
    seen = _look(shared("data/sf_us_locale_history"))
    assert seen.found.source == "salesforce"
    assert seen.time_without_zone.endswith("in the column CreatedDate of OpportunityHistory.csv")
    assert not any(r.is_ambiguous for preview in seen.previews for r in preview.date_readings.values())

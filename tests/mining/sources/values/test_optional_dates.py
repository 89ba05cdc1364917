"""A date that can be done without never stops an import: it is not used, and a note says why."""

from pathlib import Path

import pytest

from mining.sources.source import Imported
from models.case_table import NO_TIME
from models.column_mapping import ColumnMapping
from models.errors import UserError
from tests.mining.sources.reading import DAY, read, write

MARCH_4 = 1_709_510_400_000_000  # 4 March 2024, midnight UTC
MAPPING = ColumnMapping(
    case="case", activity="activity", timestamp="timestamp", created="created", closed="closed"
)


def import_dates(folder: Path, *rows: str, mapping: ColumnMapping | None = MAPPING) -> Imported:
    lines = "\n".join(("case,activity,timestamp,created,closed", *rows))
    return read(write(folder, "log.csv", lines + "\n"), mapping=mapping)


def test_that_an_undecided_optional_date_is_not_used_and_the_note_shows_both_readings(tmp_path: Path) -> None:
    imported = import_dates(tmp_path, "c1,A,2024-03-04,03/04/2024,", "c1,B,2024-05-06,03/04/2024,")
    assert imported.log.cases.created.tolist() == [MARCH_4]  # the first event's, as without the column
    assert (
        "The column created of log.csv can be read with the day or the month first (03/04/2024 is 3 April 2024 or "
        "4 March 2024), so it was not used; say which with --dayfirst or --monthfirst."
        in imported.summary.notes
    )
    assert "The column closed of log.csv is empty and was not used." in imported.summary.notes


def test_that_optional_dates_in_no_format_or_both_ways_are_not_used(tmp_path: Path) -> None:
    rows = ("c1,A,2024-03-04,13/04/2024,soon", "c1,B,2024-05-06,04/13/2024,never")
    imported = import_dates(tmp_path, *rows)
    assert imported.log.n_events == 2
    notes = [note for note in imported.summary.notes if "so it was not used" in note]
    assert len(notes) == 2
    assert notes[0].startswith("The column created of log.csv has dates with the day first (13/04/2024)")
    assert notes[1] == "No date format fits column closed of log.csv, for example 'soon', so it was not used."


def test_that_the_times_of_the_events_settle_the_order_of_an_optional_date(tmp_path: Path) -> None:
    rows = ("c1,A,13/03/2024,04/03/2024,05/03/2024", "c1,B,14/03/2024,04/03/2024,05/03/2024")
    imported = import_dates(tmp_path, *rows)
    assert imported.log.cases.created.tolist() == [MARCH_4]
    assert imported.log.cases.closed.tolist() == [MARCH_4 + DAY]
    assert "Day and month in column created are in the order of timestamp." in imported.summary.notes


def test_that_single_dates_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    rows = ("c1,A,2024-03-04,2024-03-04,", "c2,A,2024-03-04,soon,", "c3,A,2024-03-04,2024-03-05,")
    imported = import_dates(tmp_path, *rows)
    assert imported.log.cases.created.tolist() == [MARCH_4, NO_TIME, MARCH_4 + DAY]
    note = "1 date in column created of log.csv could not be read and was left empty."
    assert note in imported.summary.notes


def test_that_one_file_of_two_may_lack_readable_optional_dates(tmp_path: Path) -> None:
    header = "case,activity,timestamp,created,closed\n"
    write(tmp_path, "a.csv", header + "c1,A,2024-03-04,2024-03-04,\n")
    write(tmp_path, "b.csv", header + "c2,A,2024-03-05,03/04/2024,\n")
    imported = read(tmp_path, mapping=MAPPING)
    assert imported.log.cases.created.tolist() == [MARCH_4, NO_TIME]


def test_that_the_time_of_the_events_is_still_asked_about(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="column timestamp of log"):
        import_dates(tmp_path, "c1,A,03/04/2024,,", "c1,B,05/06/2024,,")


def test_that_an_undecided_creation_of_an_opportunity_is_not_used(tmp_path: Path) -> None:
    write(
        tmp_path,
        "OpportunityHistory.csv",
        "OpportunityId,CreatedDate,StageName\n006000000000001AAA,2024-03-04,Qualify\n",
    )
    write(
        tmp_path,
        "Opportunity.csv",
        "Id,Name,StageName,CreatedDate,OwnerId\n006000000000001AAA,Acme,Qualify,03/04/2024,005000000000001AAA\n",
    )
    imported = read(tmp_path)
    assert imported.log.cases.created.tolist() == [MARCH_4]
    assert any(
        note.startswith("The column CreatedDate of Opportunity.csv can be") for note in imported.summary.notes
    )


def test_that_an_unreadable_registration_in_a_log_is_not_used(tmp_path: Path) -> None:
    text = """<log><trace><string key="concept:name" value="c1"/><string key="REG_DATE" value="soon"/>
<event><string key="concept:name" value="A"/><date key="time:timestamp" value="2024-03-04T00:00:00Z"/></event>
</trace></log>"""
    imported = read(write(tmp_path, "log.xes", text))
    assert imported.log.cases.created.tolist() == [MARCH_4]
    assert any("REG_DATE of log.xes, for example 'soon'" in note for note in imported.summary.notes)

"""Times of several tables: pages are read together, what comes from an interface in UTC."""

import numpy as np
import pytest

from mining.sources.crm.frame import Frame
from mining.sources.crm.frame_times import frame_times
from mining.sources.files.cells import table_of
from mining.sources.source import ImportOptions
from models.case_table import NO_TIME
from models.errors import UserError


def _frame(**columns: list[str]) -> Frame:
    """Tables with one column Time each, by file name with _ for the point."""
    return Frame(
        tuple(
            table_of(name.replace("_", "."), ["Time"], [cells], range(2, len(cells) + 2), ())
            for name, cells in columns.items()
        )
    )


def _micros(*texts: str) -> list[int]:
    return [int(np.datetime64(text, "us").astype(np.int64)) for text in texts]


def test_that_pages_tell_each_other_which_way_dates_run():
    times = frame_times(_frame(a_csv=["03/04/2024"], b_csv=["13/04/2024"]), ImportOptions(), "time")
    assert times.micros.tolist() == _micros("2024-04-03", "2024-04-13")
    with pytest.raises(UserError, match="day or the month"):
        frame_times(_frame(a_csv=["03/04/2024"], b_csv=["04/04/2024"]), ImportOptions(), "time")


def test_that_files_written_in_other_ways_are_read_each_by_itself():
    frame = _frame(a_csv=["2024-04-03 10:00", "", "x"], b_csv=["03.04.2024 11:00"])
    times = frame_times(frame, ImportOptions(), "date", "time")
    assert times.micros.tolist() == [
        *_micros("2024-04-03T10:00"),
        NO_TIME,
        NO_TIME,
        *_micros("2024-04-03T11:00"),
    ]
    assert [times.reasons[code] for code in times.reason.tolist()] == [
        "",
        "",
        "no readable date in column Time",
        "",
    ]


def test_that_times_of_an_interface_are_in_utc_and_those_of_tables_in_the_chosen_zone():
    frame = _frame(a_csv=["2024-04-03 10:00"], b_json=["2024-04-03 10:00"])
    times = frame_times(frame, ImportOptions(timezone="Europe/Berlin"), "time")
    assert times.micros.tolist() == _micros("2024-04-03T08:00", "2024-04-03T10:00")


def test_that_a_column_that_can_be_done_without_is_left_empty_with_a_note():
    times = frame_times(_frame(a_csv=["03/04/2024"]), ImportOptions(), "time", is_needed=False)
    assert times.micros.tolist() == [NO_TIME]
    assert len(times.notes) == 1
    assert frame_times(_frame(a_csv=["x"]), ImportOptions(), "other").micros.tolist() == [NO_TIME]


def test_that_what_a_replication_wrote_is_in_utc():
    rows = ["2024-07-03 10:00:00"]
    tables = tuple(
        table_of(f"{more}.csv", ["Time", more], [rows, rows], [2], ())
        for more in ("_fivetran_synced", "other")
    )
    times = frame_times(Frame(tables), ImportOptions(timezone="Europe/Berlin"), "time")
    assert times.micros.tolist() == _micros("2024-07-03T10:00", "2024-07-03T08:00")

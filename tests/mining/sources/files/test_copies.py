"""Copies among the files of an export: read once, and said so."""

import json
import zipfile
from pathlib import Path

from tests.mining.sources.reading import read, traces, write

LOG = "case_id,activity,timestamp\nc1,A,2024-01-01 10:00:00\nc1,B,2024-01-02 11:00:00\n"


def test_that_a_copy_of_a_file_does_not_count_its_events_twice(tmp_path: Path) -> None:
    files = [write(tmp_path, name, LOG) for name in ("copy of log.csv", "log.csv", "log (1).csv")]
    imported = read(*files)
    assert traces(imported.log) == {"c1": ("A", "B")}
    assert (imported.summary.rows, imported.summary.files) == (2, ("log.csv",))
    assert "log (1).csv is byte for byte the same as log.csv: not used." in imported.summary.notes


def test_that_a_file_in_two_folders_of_an_archive_is_read_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("a/log.csv", LOG)
        archive.writestr("b/log.csv", LOG)
    assert read(tmp_path / "export.zip").summary.rows == 2


def test_that_files_of_equal_records_with_their_deal_in_the_name_are_no_copies(tmp_path: Path) -> None:
    entry = {"field_key": "stage_id", "old_value": None, "new_value": "1", "time": "2024-02-12 09:14:35"}
    names = ("deal_17_changes.json", "deal_18_changes.json", "deal_18_changes (2).json")
    imported = read(*(write(tmp_path, name, json.dumps({"data": [entry]})) for name in names))
    assert traces(imported.log) == {"17": ("1",), "18": ("1",)}
    assert imported.summary.rows == 2

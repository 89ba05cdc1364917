import gzip
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mining.sources.files.table_file import read_table
from models.errors import Cancelled, UserError
from models.progress import silent
from tests.mining.sources.reading import read, traces, write

ROWS = "c1,A,2024-01-01\nc1,B,2024-01-02\n"
LOG = "case_id,activity,timestamp\n" + ROWS
AB = {"c1": ("A", "B")}


@pytest.mark.parametrize(
    "content",
    [
        LOG,
        "\ufeff" + LOG,
        LOG.replace(",", ";"),
        LOG.replace(",", "\t"),
        LOG.replace(",", "|"),
        "sep=;\n" + LOG.replace(",", ";"),
        LOG.replace("\n", "\r\n"),
        LOG.replace("\n", "\r"),
        "Report: Pipeline\nGenerated: 2024-05-01\n\n" + LOG,
        LOG.replace("A", "\0A\x07"),
        LOG.rstrip("\n"),
        LOG.replace("-01\n", "-01,\n").replace("-02\n", "-02,,\n").replace("-01,\n", "-01,,\n"),
        "A report\n" + LOG.replace("-01\n", "-01,\n").replace("-02\n", "-02,\n"),
        LOG.encode("utf-16"),
        LOG.encode("utf-16-le"),
    ],
)
def test_that_the_same_log_is_read_however_the_file_is_written(tmp_path: Path, content: str | bytes) -> None:
    assert traces(read(write(tmp_path, "log.csv", content)).log) == AB


def test_that_a_gz_file_is_unpacked(tmp_path: Path) -> None:
    assert traces(read(write(tmp_path, "log.csv.gz", gzip.compress(LOG.encode()))).log) == AB


def test_that_a_gz_file_cut_off_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cut off"):
        read(write(tmp_path, "log.csv.gz", gzip.compress(LOG.encode())[:-9]))


def test_that_a_gz_bomb_is_refused_within_bounds(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="unpacks to more"):
        read(write(tmp_path, "log.csv.gz", gzip.compress(LOG.encode() + b"x" * (100 << 20))))


def test_that_latin_1_is_read_and_said(tmp_path: Path) -> None:
    imported = read(write(tmp_path, "log.csv", LOG.replace("A", "Müller grüßt").encode("latin-1")))
    assert imported.log.trace(0) == ("Müller grüßt", "B")
    assert any("not written in UTF-8" in note for note in imported.summary.notes)


def test_that_control_characters_are_counted(tmp_path: Path) -> None:
    imported = read(write(tmp_path, "log.csv", LOG.replace("A", "\0A\x07")))
    assert "log.csv: 2 control characters were left out." in imported.summary.notes


def test_that_rows_of_another_width_are_set_aside_with_their_line(tmp_path: Path) -> None:
    text = 'case_id,activity,timestamp\nc1,"Call\nback",2024-01-01\nc1,B,2024-01-02,x\n\nc1\nc1,C,2024-01-03\nend\n'
    imported = read(write(tmp_path, "log.csv", text))
    assert traces(imported.log) == {"c1": ("Call back", "C")}
    assert [(row.line, row.reason) for row in imported.summary.quarantined] == [
        (4, "4 cells instead of 3"),
        (6, "1 cell instead of 3"),
        (8, "line after the end of the table"),
    ]
    assert imported.summary.rows == 5


def test_that_a_lone_quotation_mark_inside_a_cell_is_just_a_character(tmp_path: Path) -> None:
    log = read(write(tmp_path, "log.csv", LOG.replace("A", 'Pipe 5" wide'))).log
    assert log.trace(0) == ('Pipe 5" wide', "B")


def test_that_a_quotation_mark_that_swallows_rows_is_refused(tmp_path: Path) -> None:
    text = LOG + 'c1,C,"2024-01-03\n' + ROWS * 3
    with pytest.raises(UserError, match="quotation mark on line 4 that is never closed"):
        read(write(tmp_path, "log.csv", text))


def test_that_ids_stay_as_written(tmp_path: Path) -> None:
    ids = ("00123", "1e5", "9007199254740993", "9007199254740992", "NA", "null", "12345678901234567890")
    rows = "".join(f"{identifier},A,2024-01-01\n" for identifier in ids)
    log = read(write(tmp_path, "log.csv", "case_id,activity,timestamp\n" + rows)).log
    assert log.cases.ids == ids


def test_that_rows_without_id_activity_or_time_are_set_aside(tmp_path: Path) -> None:
    rows = ",A,2024-01-01\nc1, ,2024-01-01\nc1,B,\nc1,C,2024-01-01\nc1,D,soon\nc1,E,1948-01-01\n"
    imported = read(write(tmp_path, "log.csv", "case_id,activity,timestamp\n" + rows))
    assert traces(imported.log) == {"c1": ("C",)}
    assert [row.line for row in imported.summary.quarantined] == [2, 3, 4, 6, 7]
    assert list(imported.summary.reasons.values()) == [1, 1, 1, 1, 1]


def test_that_unsorted_and_interleaved_events_are_sorted_and_ties_keep_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    rows = "b,Y,2024-01-02\na,2,2024-01-05\nb,X,2024-01-01\na,1,2024-01-01\na,3,2024-01-05\n"
    imported = read(write(tmp_path, "log.csv", "case_id,activity,timestamp\n" + rows))
    assert traces(imported.log) == {"b": ("X", "Y"), "a": ("1", "2", "3")}
    assert any(note.startswith("2 events in 1 deal share their time") for note in imported.summary.notes)


def test_that_a_cancel_stops_the_import(tmp_path: Path) -> None:
    from mining.sources.read import ImportOptions, import_log

    def cancel(fraction: float, message: str) -> None:
        if "log.csv" in message:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_log([write(tmp_path, "log.csv", LOG)], ImportOptions(), cancel)


def test_that_line_numbers_hold_across_blocks(tmp_path: Path) -> None:
    rows = "".join(f"c{i},Activity,2024-01-01 10:00:00\n" for i in range(400_000))
    path = write(tmp_path, "log.csv", f"case_id,activity,timestamp\n{rows}short\n{ROWS}")
    table = read_table(path, silent)
    assert [row.line for row in table.quarantined] == [400_002]
    assert table.lines[-1] == 400_004


cell = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cell, cell), min_size=1, max_size=8))
def test_that_every_cell_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = ["id,what,when", *(f"{quoted(a)},{quoted(b)},2024-01-01" for a, b in rows)]
    path = write(tmp_path_factory.mktemp("cells"), "log.csv", "\n".join(lines) + "\n")
    table = read_table(path, silent)
    assert table.rows(100) == [(a, b, "2024-01-01") for a, b in rows]
    assert np.array_equal(table.lines, np.arange(2, len(rows) + 2))

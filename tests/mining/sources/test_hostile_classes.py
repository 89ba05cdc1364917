"""The classes of hostile and broken input, each by a small case made here: an answer that is right, or a refusal."""

import json
import multiprocessing
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from mining.sources.files.parquet_file import check_size
from mining.sources.ocel.sqlite_format import read_tables
from mining.sources.read import ImportOptions, import_log
from models.errors import Cancelled, UserError
from models.progress import silent
from tests.mining.sources.ocel.logs import document, write_sqlite, xml_2
from tests.mining.sources.reading import read, traces, write

HEAD = "case_id,activity,timestamp\n"


def labels_or_refusal(path: Path) -> tuple[str, ...]:
    """The activities of a log, or the one sentence with which it is refused."""
    try:
        return read(path).log.activity.labels
    except UserError as error:
        return (str(error),)


def test_that_ids_are_texts_whatever_they_look_like(tmp_path: Path) -> None:
    ids = ("00123", "123", "1e5", "100000", "NA", "null", "None", "12345678901234567", "12345678901234568")
    rows = "".join(f"{identifier},A,2024-01-01\n" for identifier in (*ids, ""))
    imported = read(write(tmp_path, "log.csv", HEAD + rows))
    assert imported.log.cases.ids == ids
    (row,) = imported.summary.quarantined
    assert (row.line, row.reason) == (11, "no case id (column case_id is empty)")


def test_that_times_that_no_crm_has_are_set_aside(tmp_path: Path) -> None:
    rows = "c1,A,2024-01-01\nc1,B,1948-01-01\nc1,C,9999-12-31\nc1,D,\nc1,E,2024-01-02\n"
    imported = read(write(tmp_path, "log.csv", HEAD + rows))
    assert traces(imported.log) == {"c1": ("A", "E")}
    assert [row.line for row in imported.summary.quarantined] == [3, 4, 5]


def test_that_ties_keep_the_order_of_the_file_and_interleaved_rows_are_sorted(tmp_path: Path) -> None:
    rows = "c2,B,2024-01-02\nc1,B,2024-01-01 08:00\nc2,A,2024-01-01\nc1,A,2024-01-01 08:00\nc1,C,2024-01-01 07:00\n"
    imported = read(write(tmp_path, "log.csv", HEAD + rows))
    assert traces(imported.log) == {"c2": ("A", "B"), "c1": ("C", "B", "A")}
    assert any("share their time" in note for note in imported.summary.notes)


@pytest.mark.parametrize(
    "label", ["<img src=http://x/y>", "=1+1", "@SUM(A1)", "$5 to $10", "../../etc", "a\u202eb"]
)
def test_that_a_label_is_only_a_text(tmp_path: Path, label: str) -> None:
    path = write(tmp_path, "log.csv", f"{HEAD}c1,{label},2024-01-01\n")
    assert read(path).log.activity.labels == (label,)


@pytest.mark.parametrize(
    "content",
    [
        (HEAD + "c1,Übergabe,2024-01-01\n").encode("utf-16"),
        b"\xef\xbb\xbf" + (HEAD + "c1,Übergabe,2024-01-01\n").encode(),
        (HEAD + "c1,Übergabe,2024-01-01\n").encode("latin-1"),
        (HEAD + "c1,Übergabe,2024-01-01\n").replace("\n", "\r").encode(),
        ("sep=;\n" + (HEAD + "c1,Übergabe,2024-01-01\n").replace(",", ";")).encode(),
        ("Report of May\n\n" + HEAD + "c1,Übergabe,2024-01-01\n").encode(),
    ],
    ids=["UTF-16", "BOM", "Latin-1", "bare CR", "sep=;", "preamble"],
)
def test_that_the_dialects_of_text_tables_are_read(tmp_path: Path, content: bytes) -> None:
    assert traces(read(write(tmp_path, "log.csv", content)).log) == {"c1": ("Übergabe",)}


def test_that_control_characters_do_not_reach_the_log(tmp_path: Path) -> None:
    content = json.dumps(document()).replace("Qualify", "Qua\\u0000li\\u0007fy")
    for path in (
        write(tmp_path, "log.csv", HEAD + "c1,Qua\0li\7fy,2024-01-01\n"),
        write(tmp_path, "log.jsonocel", content),
    ):
        labels = labels_or_refusal(path)
        assert all(label.isprintable() for label in labels)


@pytest.mark.parametrize(
    "name", ["log.pkl", "log.pickle", "log.exe", "log.lnk", "log.html", "log.xls", "log.csv.bz2", "log"]
)
def test_that_a_kind_that_is_not_read_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="of a kind that cannot be read; these can"):
        read(write(tmp_path, name, b"\x80\x04cos\nsystem\n"))


@pytest.mark.parametrize("reference", ["&lol;", "&#0;", "&x", "%y;"])
@pytest.mark.parametrize("ending", [".xes", ".xml", ".xmlocel"])
def test_that_no_entity_is_resolved(tmp_path: Path, reference: str, ending: str) -> None:
    text = xml_2().replace("Qualify", f"Qualify {reference}")
    (refused, *_) = labels_or_refusal(write(tmp_path, f"log{ending}", text))
    assert (
        f"log{ending}" in refused or refused == f"Qualify {reference}"
    )  # what is no entity stays what it is
    declared = f'<?xml version="1.0"?><!DOCTYPE log [<!ENTITY lol SYSTEM "file:///etc/passwd">]>{text[21:]}'
    with pytest.raises(UserError, match="document type"):
        read(write(tmp_path, f"log{ending}", declared))


def test_that_columns_a_database_computes_are_never_computed(tmp_path: Path) -> None:
    path = tmp_path / "log.sqlite"
    write_sqlite(
        path,
        "DROP TABLE event",
        "CREATE TABLE event (ocel_id TEXT, ocel_type TEXT AS (hex(zeroblob(40000000))))",
        "INSERT INTO event VALUES ('e1')",
    )
    with pytest.raises(UserError, match="its table event has no column ocel_type"):
        read(path)


def test_that_rows_of_a_database_are_counted_before_they_are_read(tmp_path: Path) -> None:
    path = write_sqlite(tmp_path / "log.sqlite")
    with pytest.raises(UserError, match=r"has \d+ rows, more than the 10 that are read"):
        read_tables(path, silent, max_rows=10)


def test_that_a_database_without_its_endless_view_is_not_read_through_it(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    database = sqlite3.connect(path)
    for table in ("object", "event_object", "event_map_type", "object_map_type"):
        database.execute(f"CREATE TABLE {table} (ocel_id, ocel_type)")
    database.execute(
        "CREATE VIEW event AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        "SELECT i AS ocel_id, 'A' AS ocel_type FROM n"
    )
    database.commit()
    database.close()
    with pytest.raises(UserError, match=r"views, triggers or virtual tables \(event\)"):
        read(path)


def test_that_what_a_parquet_file_declares_is_looked_at_first(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"a": pa.nulls(1000, pa.int8())}), tmp_path / "log.parquet")
    metadata = pq.read_metadata(tmp_path / "log.parquet")
    check_size("log.parquet", metadata, max_rows=1000)
    with pytest.raises(UserError, match=r"log\.parquet unpacks to 1,000 rows in 1 columns"):
        check_size("log.parquet", metadata, max_rows=999)


def test_that_a_damaged_parquet_file_never_ends_the_program(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"case_id": ["c1"] * 50, "activity": ["A"] * 50, "timestamp": ["2024-01-01"] * 50}
    pq.write_table(pa.table(columns), tmp_path / "whole.parquet")
    whole = (tmp_path / "whole.parquet").read_bytes()
    for place in (8, len(whole) // 2, len(whole) - 20):
        spoiled = whole[:place] + bytes(byte ^ 0xFF for byte in whole[place : place + 8]) + whole[place + 8 :]
        assert all(
            label.isprintable() for label in labels_or_refusal(write(tmp_path, "log.parquet", spoiled))
        )


def parquet(folder: Path) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"case_id": ["c1", "c1"], "activity": ["A", "B"], "timestamp": ["2024-01-01", "2024-01-02"]}
    pq.write_table(pa.table(columns), folder / "log.parquet")
    return folder / "log.parquet"


READERS: dict[str, Callable[[Path], Path]] = {
    "csv": lambda folder: write(folder, "log.csv", HEAD + "c1,A,2024-01-01\n" * 50_000),
    "json": lambda folder: write(folder, "log.jsonocel", json.dumps(document())),
    "xml": lambda folder: write(folder, "log.xmlocel", xml_2()),
    "sqlite": lambda folder: write_sqlite(folder / "log.sqlite"),
    "parquet": parquet,
}


@pytest.mark.parametrize("kind", READERS)
def test_that_every_reader_can_be_cancelled_and_leaves_no_process(tmp_path: Path, kind: str) -> None:
    path = READERS[kind](tmp_path)
    calls = []

    def report(_: float, message: str) -> None:
        calls.append(message)
        if len(calls) == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_log([path], ImportOptions(), report)
    assert len(calls) == 2
    assert not multiprocessing.active_children()
    assert list(tmp_path.iterdir()) == [path]

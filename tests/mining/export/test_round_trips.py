"""A log that is written and read again says exactly what it said before."""

import tempfile
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from mining.export.keys import KIND
from mining.export.write import write_log
from mining.sources.lanekeeper.flat_parquet import own_columns
from mining.sources.own_log import own_log
from models.event_log import EventLog
from models.progress import silent
from tests.builders import a_history, a_log
from tests.mining.export.logs import logs, said
from tests.mining.sources.reading import read, traces, write


@given(logs())
@settings(max_examples=80, deadline=None)
def test_that_a_log_comes_back_from_xes_as_it_was(log: EventLog) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xes"
        assert write_log(log, path, real_names=True) == ()
        again = read(path)
    assert again.summary.notes == (
        "log.xes was written by Lanekeeper; its deals were read exactly as they were.",
    )
    assert said(again.log) == said(log)


@given(logs())
@settings(max_examples=80, deadline=None)
def test_that_a_log_comes_back_from_parquet_as_it_was(log: EventLog) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.parquet"
        assert write_log(log, path, real_names=True) == ()
        columns = own_columns(path, silent)  # here and not in a process of its own, which takes half a second
    assert columns is not None
    assert said(own_log(columns)) == said(log)


@pytest.mark.parametrize("ending", [".xes", ".xes.gz", ".parquet"])
def test_that_what_comes_back_can_be_written_to_the_same_bytes(tmp_path: Path, ending: str) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    write_log(a_log("Qualify > Demo > Won", "", "Lost", owner=["Ann", "Bob", "Ann"]), first, real_names=True)
    imported = read(first)
    said_so = f"a{ending} was written by Lanekeeper; its deals were read exactly as they were."
    assert imported.summary.notes == (said_so,)
    write_log(imported.log, second, real_names=True)
    assert first.read_bytes().replace(b"a.xes", b"") == second.read_bytes().replace(b"b.xes", b"")


def test_that_our_xes_is_read_like_any_other_once_somebody_changed_it(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    write_log(a_log("Qualify > Won"), path, real_names=True)
    text = path.read_text("utf-8")
    lines = text.splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if "<event>" in line)
    end = next(i for i, line in enumerate(lines) if "</event>" in line) + 1
    swapped = [
        *lines[:start],
        *lines[end : end + end - start],
        *lines[start:end],
        *lines[end + end - start :],
    ]
    imported = read(write(tmp_path, "swapped.xes", "".join(swapped)))
    assert traces(imported.log) == {"D1": ("Qualify", "Won")}
    assert not any("written by Lanekeeper" in note for note in imported.summary.notes)
    imported = read(write(tmp_path, "kind.xes", text.replace('kind" value="stage"', 'kind" value="x"', 1)))
    assert not any("written by Lanekeeper" in note for note in imported.summary.notes)


def test_that_our_parquet_is_read_as_a_table_once_somebody_changed_it(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    write_log(a_log("Qualify > Won", "Qualify > Lost"), path, real_names=True)
    table = pq.read_table(path)
    pq.write_table(table.take([1, 0, 2, 3]), path)
    imported = read(path)
    assert traces(imported.log) == {"D1": ("Qualify", "Won"), "D2": ("Qualify", "Lost")}
    assert imported.summary.source == "table"


@pytest.mark.parametrize(
    ("ending", "kinds"),
    [(".csv", (0, 0, 1, 3)), (".csv", (0, 0, 1, 1)), (".parquet", (2, 0, 1, 3)), (".xes", (2, 2, 1, 1))],
)
def test_that_calls_do_not_become_stages_even_where_a_file_is_read_like_any_other(
    tmp_path: Path, ending: str, kinds: tuple[int, ...]
) -> None:
    path = tmp_path / f"log{ending}"
    log = replace(a_log("Qualify > Won", "Call > Mail"), kind=np.array(kinds, np.int8))
    write_log(log, path, real_names=True)
    if ending == ".xes":
        path.write_text(path.read_text("utf-8").replace('"lanekeeper:format"', '"other"'), "utf-8")
    if ending == ".parquet":
        pq.write_table(pq.read_table(path).replace_schema_metadata({}), path)
    again = read(path).log
    assert tuple(again.kind.tolist()) == kinds
    assert KIND not in again.extra
    assert KIND not in again.cases.extra


def test_that_some_deals_of_our_parquet_are_still_read_exactly(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    write_log(a_log("Qualify > Won", "Qualify > Lost"), path, real_names=True)
    pq.write_table(pq.read_table(path).slice(2, 2), path)
    imported = read(path)
    assert (imported.summary.source, traces(imported.log)) == ("lanekeeper", {"D2": ("Qualify", "Lost")})


@pytest.mark.parametrize("mark", ["{", "[]", "[" * 100_000, '{"a": 1}', '{"a": "x", "b": "x"}'])
def test_that_marks_that_are_not_ours_change_nothing(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "log.xes"
    write_log(a_log("Qualify > Won"), path, real_names=True)
    marked = path.read_text("utf-8").replace('value="{}"', f'value="{escape(mark, {chr(34): "&quot;"})}"', 1)
    imported = read(write(tmp_path, "marked.xes", marked))
    assert traces(imported.log) == {"D1": ("Qualify", "Won")}
    assert not any("written by Lanekeeper" in note for note in imported.summary.notes)


def test_that_an_amount_that_somebody_made_endless_is_none(tmp_path: Path) -> None:
    log = a_log("Qualify > Won", "Qualify")
    log = replace(log, cases=replace(log.cases, amount=np.array([5.0, 7.0])))
    path = tmp_path / "log.xes"
    write_log(log, path)
    text = path.read_text("utf-8").replace('value="5.0"', 'value="1e400"')
    amounts = read(write(tmp_path, "endless.xes", text)).log.cases.amount
    assert np.isnan(amounts[0])
    assert amounts[1] == 7.0


def test_that_csv_says_how_many_changes_it_has_no_place_for(tmp_path: Path) -> None:
    log = replace(a_log("Qualify > Won"), changes=a_history((0, 1, "Amount", "100", "120", "Ann")))
    (note,) = write_log(log, tmp_path / "log.csv", real_names=True)
    assert note == "1 change of amount, close date, owner and the like: not in CSV, but in .xes and .parquet."
    assert "lanekeeper:changes" not in (tmp_path / "log.csv").read_text("utf-8-sig")


def test_that_changes_which_somebody_broke_are_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    log = replace(a_log("Qualify > Won"), changes=a_history((0, 1, "Amount", "100", "120", "Ann")))
    write_log(log, path, real_names=True)
    text = path.read_text("utf-8")
    assert "&quot;Amount&quot;" in text
    for broken in ("[[1, 2]]", "[[1,2,3,4,5]]", "{", "[" * 3000):
        path.write_text(
            text.replace(text.split("lanekeeper:changes")[1].split('value="')[1].split('"')[0], broken)
        )
        imported = read(path)
        assert traces(imported.log) == {"D1": ("Qualify", "Won")}
        assert len(imported.log.changes) == 0


def test_that_former_owners_and_who_changed_something_get_stand_ins_too(tmp_path: Path) -> None:
    changes = a_history((0, 1, "Owner", "Bob", "Ann", "Cid"), (0, 2, "Amount", "1", "2", "Ann"))
    log = replace(a_log("Qualify > Won", owner=["Ann"], resources=["Ann"]), changes=changes)
    write_log(log, tmp_path / "log.xes")
    again = read(tmp_path / "log.xes").log.changes
    assert again.old.texts() == ["User 1", "1"]
    assert again.new.texts() == ["Rep 1", "2"]
    assert again.who.texts() == ["User 2", "Rep 1"]

"""Parquet: texts, numbers and times as texts, what is nested left out with a word, nothing hostile let through."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mining.sources.files.parquet_file import read_flat, read_parquet
from models.errors import UserError
from models.progress import silent


def parquet(folder: Path, columns: dict[str, Any]) -> Path:
    pq.write_table(pa.table(columns), folder / "log.parquet")
    return folder / "log.parquet"


def test_that_cells_of_every_type_are_texts(tmp_path: Path) -> None:
    columns = {
        "id": [2**60, None],
        "amount": [1.5, 2.0],
        "money": [Decimal("1.10"), None],
        "day": [date(2024, 2, 29), None],
        "moment": [datetime(2024, 2, 29, 13, tzinfo=UTC), None],
        "flag": [True, False],
        "text": ["00123", ""],
    }
    table = read_flat(parquet(tmp_path, columns), None, silent)
    assert table.rows(2) == [
        (str(2**60), "1.5", "1.10", "2024-02-29", "2024-02-29 13:00:00+00:00", "TRUE", "00123"),
        ("", "2", "", "", "", "FALSE", ""),
    ]


def test_that_a_file_read_apart_says_the_same(tmp_path: Path) -> None:
    path = parquet(tmp_path, {"a": [f"text {i % 5}" for i in range(1000)], "b": list(range(1000))})
    assert read_parquet(path, silent).rows(1000) == read_flat(path, None, silent).rows(1000)
    assert len(read_parquet(path, silent, 10)) == 10


def test_that_nested_columns_are_left_out_with_a_word(tmp_path: Path) -> None:
    table = read_flat(parquet(tmp_path, {"a": ["1"], "tags": [["x", "y"]]}), None, silent)
    assert table.columns == ("a",)
    assert "columns with lists or records inside were left out: tags" in table.notes[0]


def test_that_control_characters_do_not_come_through(tmp_path: Path) -> None:
    table = read_flat(parquet(tmp_path, {"a": ["Won\0", "Won", "\x07Lost\n"]}), None, silent)
    assert table.column("a").texts() == ["Won", "Won", "Lost\n"]
    assert table.column("a").labels == ("Won", "Lost\n")


def test_that_texts_that_are_none_are_refused(tmp_path: Path) -> None:
    bad = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")]
    )
    with pytest.raises(UserError, match="damaged or cut off"):
        read_flat(parquet(tmp_path, {"a": bad}), None, silent)

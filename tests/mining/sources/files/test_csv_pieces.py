"""A long file passes through in pieces: what is read must not depend on where one ends."""

from pathlib import Path

import numpy as np
import pytest

from mining.sources.files import bounded
from mining.sources.files.table_file import read_table
from mining.sources.files.text_columns import text_of
from models.progress import silent
from tests.mining.sources.reading import read, write

ROWS = [f"c{i // 7},Stage {i % 5},2024-01-{1 + i % 28:02} 10:{i % 60:02}:{i % 59:02}" for i in range(3000)]
HEADER = "case_id,activity,timestamp"


@pytest.mark.parametrize("size", [100, 1017])
@pytest.mark.parametrize("last", ["", "\n", "\n\n\n"])
def test_that_every_row_is_read_however_the_pieces_fall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, last: str
) -> None:
    monkeypatch.setattr(bounded, "CHUNK", size)
    monkeypatch.setattr("mining.sources.files.csv_file._HEAD", 1000)
    rows = [*ROWS[:1500], "short", "", *ROWS[1500:2000], 'c9,"Two\nlines",2024-01-01 00:00:00', *ROWS[2000:]]
    table = read_table(write(tmp_path, "log.csv", "\n".join([HEADER, *rows]) + last), silent)
    good = [*ROWS[:2000], "c9,Two\nlines,2024-01-01 00:00:00", *ROWS[2000:]]
    assert table.rows(5000) == [tuple(row.split(",")) for row in good]
    assert [(row.line, row.reason) for row in table.quarantined] == [(1502, "1 cell instead of 3")]
    lines = [*range(2, 1502), *range(1504, 2005), *range(2006, 3006)]
    assert np.array_equal(table.lines, lines)


def test_that_a_column_of_distinct_texts_is_kept_as_it_is_and_its_times_are_read(tmp_path: Path) -> None:
    stamps = np.arange("2024-01-01T00:00:00", "2024-01-01T01:00:00", dtype="datetime64[s]")
    texts = [str(stamp).replace("T", " ") for stamp in stamps.tolist()]
    rows = [f"c1,A,{text}" for text in texts]
    rows[7], rows[9] = "c1,A,soon", "c1,A, "
    path = write(tmp_path, "log.csv", "\n".join([HEADER, *rows]) + "\n")
    table = read_table(path, silent)
    assert str(table.data.column(2).type) == "string"
    assert text_of(table.data.column(2)).to_pylist()[8] == texts[8]
    imported = read(path)
    assert [row.line for row in imported.summary.quarantined] == [9, 11]
    kept = np.delete(stamps.astype("datetime64[us]").astype(np.int64), [7, 9])
    assert np.array_equal(imported.log.timestamp, kept)

"""Files of binary formats are read in a process of their own: progress, cancel, limits and crashes."""

import multiprocessing
import os
import time
from pathlib import Path

import pyarrow as pa
import pytest

from mining.sources.files.cell_table import Table
from mining.sources.files.cells import table_of
from mining.sources.files.sandbox import read_apart, read_table_apart
from models.errors import Cancelled, UserError
from models.progress import Report, silent


def tell(path: Path, report: Report) -> int:
    for fraction in (0.25, 0.5):
        report(fraction, f"{path.name} at {fraction}")
        time.sleep(0.2)
    return os.getpid()


def complain(path: Path, _: Report) -> None:
    raise UserError(f"{path.name} is empty.")


def crash(_: Path, __: Report) -> None:
    os._exit(11)


def fill_memory(_: Path, __: Report) -> int:
    return len(bytearray(8 << 30))


def hang(_: Path, report: Report) -> None:
    report(0.1, "Hanging")
    time.sleep(3600)


def a_table(path: Path, rows: int, _: Report) -> Table:
    columns = [[f"deal {row % 3}" for row in range(rows)], [""] * rows]
    return table_of(path.name, ["deal", "note"], columns, list(range(2, rows + 2)), ["a note"])


def test_that_what_the_reader_tells_is_passed_on_from_another_process() -> None:
    told: list[tuple[float, str]] = []
    child = read_apart(tell, Path("x.db"), report=lambda fraction, message: told.append((fraction, message)))
    assert child != os.getpid()
    assert (0.25, "x.db at 0.25") in told
    assert [fraction for fraction, _ in told] == sorted(fraction for fraction, _ in told)


def test_that_a_table_comes_back_whole() -> None:
    path = Path("x.xlsx")
    here, there = a_table(path, 1000, silent), read_table_apart(a_table, path, 1000, report=silent)
    assert isinstance(there.data, pa.Table)
    assert there.rows(1000) == here.rows(1000)
    assert (there.name, there.columns, there.notes) == (here.name, here.columns, here.notes)
    assert there.lines.tolist() == here.lines.tolist()


def test_that_the_readers_own_sentence_arrives() -> None:
    with pytest.raises(UserError, match=r"^x\.db is empty\.$"):
        read_apart(complain, Path("x.db"), report=silent)


def test_that_a_crash_of_the_reader_is_one_sentence() -> None:
    with pytest.raises(UserError, match=r"Reading x\.db stopped unexpectedly"):
        read_apart(crash, Path("x.db"), report=silent)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no limit on memory")
def test_that_a_reader_cannot_take_more_memory_than_it_may() -> None:
    with pytest.raises(UserError, match=r"Reading x\.db needs more memory than it may use"):
        read_apart(fill_memory, Path("x.db"), report=silent)


def test_that_a_cancel_ends_the_process_at_once() -> None:
    def report(fraction: float, _: str) -> None:
        if fraction > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_apart(hang, Path("x.db"), report=report)
    assert not multiprocessing.active_children()

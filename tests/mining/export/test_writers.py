"""What other programs find in an exported log, and what a file cannot hold."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mining.export.cells import neutral
from mining.export.stand_ins import with_stand_ins
from mining.export.write import write_log
from models.categorical import Categorical
from models.errors import Cancelled, UserError
from models.event_log import EventLog
from tests.builders import a_log
from tests.mining.sources.reading import read


@pytest.fixture
def log() -> EventLog:
    return a_log(
        "Qualify > Demo > Won",
        "",
        "Qualify > Lost",
        owner=["Ann", "Bob", "Ann"],
        resources=["Ann", "", "Cleo"],
        name=("Ann", "=1+1", 'Big, "deal"\nsecond line'),
        team=["-5", "+x", "@y"],
    )


@pytest.mark.filterwarnings("ignore::UserWarning:pm4py")
@pytest.mark.parametrize("ending", [".xes", ".xes.gz", ".parquet"])
def test_that_pm4py_reads_as_many_deals_and_events(log: EventLog, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"log{ending}"
    write_log(log, path, real_names=True)
    import pm4py

    frame = (
        pm4py.format_dataframe(pd.read_parquet(path))
        if ending == ".parquet"
        else pm4py.read_xes(str(path), variant="iterparse")  # its own reader, whatever else is installed
    )
    assert len(frame) == 5
    assert frame["case:concept:name"].nunique() == 2  # pm4py's tables have no deal without events
    assert frame["concept:name"].tolist() == ["Qualify", "Demo", "Won", "Qualify", "Lost"]
    assert frame["time:timestamp"].iloc[0] == pd.Timestamp("2026-01-05", tz="UTC")
    assert frame["case:owner"].tolist() == ["Ann"] * 5


def test_that_no_cell_of_the_csv_is_a_formula_and_numbers_stay_numbers(log: EventLog, tmp_path: Path) -> None:
    write_log(log, tmp_path / "log.csv", real_names=True)
    frame = pd.read_csv(tmp_path / "log.csv", keep_default_na=False)
    assert len(frame) == 6
    assert frame["case:name"].unique().tolist() == ["Ann", "'=1+1", 'Big, "deal"\nsecond line']
    assert frame["case:team"].unique().tolist() == ["-5", "'+x", "'@y"]
    assert frame["concept:name"].tolist() == ["Qualify", "Demo", "Won", "", "Qualify", "Lost"]
    assert (tmp_path / "log.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=A1", "'=A1"), ("+49 170", "'+49 170"), ("-cmd", "'-cmd"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        ("-5", "-5"), ("+1.5e3", "+1.5e3"), ("-0,5", "-0,5"), ("a=b", "a=b"), ("", ""), ("-", "'-"),
    ],
)  # fmt: skip
def test_that_formulas_and_nothing_else_get_an_apostrophe(cell: str, written: str) -> None:
    assert neutral(cell) == written


def test_that_people_have_the_stand_ins_of_the_check_wherever_their_name_is_a_cell(log: EventLog) -> None:
    extra = {"Changed by": Categorical.of(["Cleo", "Ann", "Dora", None, "Bob"])}
    hidden = with_stand_ins(
        EventLog(log.activity, log.timestamp, log.resource, log.kind, log.case_start, log.cases, extra)
    )
    assert hidden.cases.owner.texts() == ["Rep 1", "Rep 2", "Rep 1"]
    assert hidden.resource.texts() == ["Rep 1", "Rep 1", "Rep 1", "User 1", "User 1"]
    assert hidden.extra["Changed by"].texts() == ["User 1", "Rep 1", "Dora", "", "Rep 2"]
    assert hidden.cases.name[:2] == ("Rep 1", "=1+1")


def test_that_characters_no_file_can_hold_are_replaced_and_counted(tmp_path: Path) -> None:
    log = a_log("A\x01 > B\ud800", name=("a\ufffeb",))
    (said,) = write_log(log, tmp_path / "log.xes")
    assert said == "3 texts with characters that XES cannot hold: each such character is a \ufffd there."
    assert read(tmp_path / "log.xes").log.trace(0) == ("A\ufffd", "B\ufffd")
    (said,) = write_log(log, tmp_path / "log.parquet")
    assert said.startswith("1 text with characters that Parquet cannot hold")
    assert read(tmp_path / "log.parquet").log.trace(0) == ("A\x01", "B\ufffd")


def test_that_a_log_that_would_lose_something_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    log = a_log("A", created=np.array([-(2**62)]))
    with pytest.raises(UserError, match=r"1 time of the log lies outside of the years 1 to 9999.*\.parquet"):
        write_log(log, tmp_path / "log.xes")
    with pytest.raises(UserError, match="no deal to write"):
        write_log(a_log(), tmp_path / "log.csv")
    with pytest.raises(UserError, match="no kind that is written"):
        write_log(log, tmp_path / "log.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".xes", ".xes.gz", ".parquet", ".csv"])
def test_that_a_cancelled_export_leaves_the_file_that_was_there(
    log: EventLog, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"log{ending}"
    path.write_text("before")

    def stop(fraction: float, message: str) -> None:
        if message.startswith("Writing") and "log" not in message:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_log(log, path, report=stop)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert path.read_text() == "before"

"""`lanekeeper export`: every kind of file, stand-ins for people, and refusals before any work is done."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, run
from tests.mining.sources.reading import read, traces, write

Capture = pytest.CaptureFixture[str]
DEALS = {"c1": ("Qualify", "Demo", "Won"), "c2": ("Qualify", "Won"), "c3": ("Qualify",)}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "deals.csv", LOG)


@pytest.mark.parametrize("name", ["out.xes", "out.XES.gz", "out.parquet", "out.csv"])
def test_that_a_log_is_exported_and_can_be_imported_again(
    log: Path, tmp_path: Path, capsys: Capture, name: str
) -> None:
    out = tmp_path / name
    ran = run(capsys, "export", log, "--out", out)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Wrote 3 deals with 6 events to {out}.")
    again = read(out).log
    assert traces(again) == DEALS
    assert again.cases.owner.texts() == ["Rep 1", "Rep 2", "Rep 2"]
    assert again.cases.outcome.tolist() == [1, 1, 0]


def test_that_real_names_are_written_only_where_they_are_asked_for(
    log: Path, tmp_path: Path, capsys: Capture
) -> None:
    hidden = run(capsys, "export", log, "--out", tmp_path / "a.xes")
    assert "--names writes their real names" in hidden.out
    assert "Ann" not in (tmp_path / "a.xes").read_text("utf-8")
    named = run(capsys, "export", log, "--out", tmp_path / "b.xes", "--names")
    assert "stand-ins" not in named.out
    assert read(tmp_path / "b.xes").log.cases.owner.texts() == ["Ann", "Bob", "Bob"]


def test_that_only_the_wanted_activities_are_exported(log: Path, tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "export", log, "--out", tmp_path / "a.parquet", "--only", "Q*")
    assert traces(read(tmp_path / "a.parquet").log) == dict.fromkeys(DEALS, ("Qualify",))


@pytest.mark.parametrize(
    ("out", "message"),
    [
        ("out.doc", "is of no kind that is written"),
        ("", "names no file"),
        ("gone/out.xes", "there is no folder"),
    ],
)
def test_that_a_place_that_cannot_be_written_is_told_in_one_line(
    log: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, out: str, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "export", log, "--out", out)
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert message in ran.err


def test_that_the_file_that_is_read_is_not_written_over(log: Path, capsys: Capture) -> None:
    ran = run(capsys, "export", log, "--out", log)
    assert ran.code == 2
    assert log.read_text("utf-8") == LOG

"""`lanekeeper what-if` and `check --repairs`: another process, and small edits of this one."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

OPTIONAL = PROCESS.replace("- {stage: Demo}", "- {stage: Demo, optional: true}")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "log.csv", LOG)


@pytest.fixture
def process(tmp_path: Path) -> Path:
    return write(tmp_path, "process.yaml", PROCESS)


def test_that_two_processes_are_compared(
    log: Path, process: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = write(tmp_path, "other.yaml", OPTIONAL)
    ran = run(capsys, "what-if", log, "--process", process, "--with", other, "--json", "-")
    assert ran.code == 0
    assert ran.json["format"] == "lanekeeper.what-if/1"
    assert (ran.json["begin_to_follow"], ran.json["stop_following"]) == (["c2"], [])
    printed = run(capsys, "what-if", log, "--process", process, "--with", other).out
    assert "1 → 2 follow the process" in printed
    assert "- Skipped Demo: 1 → 0 deals" in printed


def test_that_a_comparison_needs_two_processes(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "what-if", log, "--process", process).code == 2
    ran = run(capsys, "what-if", log, "--with", process)
    assert (ran.code, ran.err) == (
        2,
        "lanekeeper: There is no documented process to compare with; name one with --process FILE.\n",
    )


def test_that_an_empty_name_is_refused(log: Path, process: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "what-if", log, "--process", process, "--with", " ")
    assert (ran.code, ran.err) == (2, "lanekeeper: --with names no file; write its name behind it.\n")


def test_that_an_unreadable_process_is_one_line(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "what-if", log, "--process", process, "--with", "nowhere.yaml")
    assert (ran.code, ran.err.count("\n")) == (2, 1)


def test_that_repairs_are_printed_and_written(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(capsys, "check", log, "--process", process, "--repairs", "--json", "-").json["repairs"]
    (one,) = found["suggestions"]
    assert (one["words"], one["begin_to_follow"]["ids"]) == ("Make Demo optional", ["c2"])
    printed = run(capsys, "check", log, "--process", process, "--repairs").out
    assert "- Make Demo optional: 1\u00a0won deal more follows the process" in printed
    assert "repairs" not in run(capsys, "check", log, "--process", process, "--json", "-").json

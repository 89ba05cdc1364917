"""`lanekeeper import` keeps the state before, and `lanekeeper after` says what changed."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mining.project_file import load, save
from tests.mining.command_line import PROCESS, run

Capture = pytest.CaptureFixture[str]


def events(path: Path, *parts: tuple[str, int, int, int, int]) -> Path:
    """A list of events of (team, first day, last day, deals, deals that skip Demo)."""
    lines = ["case_id,activity,timestamp,owner,team"]
    for team, first, last, count, skipping in parts:
        for at in range(count):
            start = datetime(2026, 1, 5) + timedelta(days=first + (last - first) * at / count)
            steps = ("Qualify", *(() if (at * 7) % count < skipping else ("Demo",)), "Won")
            lines += [
                f"{team}-{first}-{at},{step},{start + timedelta(days=place):%Y-%m-%d %H:%M},{team} {at % 3},{team}"
                for place, step in enumerate(steps)
            ]
    path.write_text("\n".join(lines) + "\n")
    return path


OLD = ("North", 0, 350, 120, 96), ("South", 0, 350, 120, 96)


@pytest.fixture
def project(tmp_path: Path, capsys: Capture) -> Path:
    """A project into which a second export was imported."""
    made, process = tmp_path / "p.lane", tmp_path / "process.yaml"
    process.write_text(PROCESS)
    first = events(tmp_path / "first.csv", *OLD)
    second = events(tmp_path / "second.csv", *OLD, ("North", 360, 440, 60, 12), ("South", 360, 440, 60, 48))
    options = ("--timezone", "UTC")
    assert run(capsys, "import", first, "--out", made, "--process", process, *options).code == 0
    assert run(capsys, "import", second, "--out", made, *options).code == 0
    return made


def test_that_an_import_keeps_the_state_before_and_after_says_where_it_moved(
    project: Path, capsys: Capture
) -> None:
    ran = run(capsys, "after", project, "--json", "-")
    assert (ran.code, ran.json["format"]) == (0, "lanekeeper.after/1")
    assert len(ran.json["snapshots"]) == 1
    verdicts = {
        row["group"]: row["verdict"] for row in ran.json["compared"]["teams"] if row["metric"] == "skip Demo"
    }
    assert verdicts == {"North": "better", "South": "cannot tell"}
    told = run(capsys, "after", project)
    assert "North: Demo is skipped in 20\u00a0% of deals, was 80\u00a0%" in told.out


def test_that_snapshots_are_compared_without_the_log_and_wrong_names_are_refused(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    third = events(tmp_path / "third.csv", *OLD, ("North", 360, 440, 60, 12), ("North", 450, 460, 30, 6))
    assert run(capsys, "import", third, "--out", project, "--timezone", "UTC").code == 0
    save(replace(load(project), log=None, summary=None), project)
    ran = run(capsys, "after", project, "--json", "-")
    assert (ran.code, len(ran.json["snapshots"])) == (0, 2)
    assert ran.json["compared"]["after"]["name"] == ran.json["snapshots"][1]["name"]
    wrong = run(capsys, "after", project, "--before", "Easter")
    assert wrong.code == 2
    assert (
        "--before names no snapshot that can stand there (Easter); there are: 'Until 20 Dec 2026'"
        in wrong.err
    )


def test_that_there_may_be_nothing_to_compare_yet(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "after", events(tmp_path / "first.csv", *OLD), "--timezone", "UTC")
    assert ran.code == 0
    assert "There is nothing to compare yet: import the next export" in ran.out

"""`--calendar` says in which time durations are counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.mining.command_line import PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]
LOG = """case_id,activity,timestamp,outcome
c1,Qualify,2026-01-16 12:00,won
c1,Demo,2026-01-19 12:00,won
c1,Won,2026-01-20 12:00,won
"""
OFFICE = "Mon-Fri 09:00-18:00 Europe/London GB"
WITH_CALENDAR = PROCESS.replace(
    "{name: New business}", "{name: New business, calendar: {hours: '09:00-17:00'}}"
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "log.csv", LOG)


def medians(found: dict) -> dict[str, float]:
    edges = found["edges"]
    return {f"{e['source']}>{e['target']}": e["median_days"] for e in edges if e["median_days"] is not None}


def discovered(capsys: Capture, tmp_path: Path, *arguments: object) -> dict:
    out = tmp_path / "map.json"
    ran = run(capsys, "discover", *arguments, "--out", out)
    assert ran.code == 0, ran.err
    found: dict = json.loads(out.read_text("utf-8"))
    return found


def test_that_durations_are_in_working_days_where_asked(capsys: Capture, tmp_path: Path, log: Path) -> None:
    plain = discovered(capsys, tmp_path, log)
    assert list(medians(plain).values()) == [3.0, 1.0]
    assert "calendar" not in plain
    working = discovered(capsys, tmp_path, log, "--calendar", OFFICE)
    assert list(medians(working).values()) == [1.0, 1.0]
    assert working["calendar"] == {"text": OFFICE, "hours_a_day": 9.0}
    assert discovered(capsys, tmp_path, log, "--calendar", "around the clock") == plain


def test_that_the_calendar_can_be_that_of_the_process(capsys: Capture, tmp_path: Path, log: Path) -> None:
    process = write(tmp_path, "process.yaml", WITH_CALENDAR)
    said = ("check", log, "--process", process, "--json", "-", "--measures")
    working, plain = run(capsys, *said, "--calendar", "process").json, run(capsys, *said).json
    assert working["calendar"] == {"text": "Mon-Fri 09:00-17:00 UTC", "hours_a_day": 8.0}
    assert "calendar" not in plain
    assert [pair["mean_days"] for pair in plain["measures"]["times"]["pairs"]] == [1.0, 3.0, 4.0]
    assert [pair["mean_days"] for pair in working["measures"]["times"]["pairs"]] == [1.0, 1.0, 2.0]
    bare = write(tmp_path, "bare.yaml", PROCESS)
    week = run(capsys, "check", log, "--process", bare, "--json", "-", "--calendar", "process").json
    assert week["calendar"]["text"] == "Mon-Fri 00:00-24:00 UTC"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("process", "--calendar process needs a documented process written as YAML"),
        ("Mon-Fri 18:00-09:00", "--calendar has the hours “18:00-09:00”"),
        ("Mon-Fri XX", "There are no public holidays of XX"),
        ("Mars/Base", "There is no time zone"),
    ],
)
def test_that_a_calendar_that_makes_no_sense_is_one_sentence(
    capsys: Capture, tmp_path: Path, log: Path, text: str, says: str
) -> None:
    ran = run(capsys, "discover", log, "--out", tmp_path / "map.json", "--calendar", text)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1

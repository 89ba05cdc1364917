"""`--time-limit`: what cannot be compared in time is said, and counts as neither."""

import json
from pathlib import Path

import pytest

from mining.process.pnml import write_pnml
from tests.mining.alignment.large.test_large_models import LARGE, ONE_BY_ONE
from tests.mining.command_line import run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


def a_log(*deals: list[str]) -> str:
    rows = (
        f"c{deal},{event},2024-01-01 {i // 60:02}:{i % 60:02},open"
        for deal, events in enumerate(deals, start=1)
        for i, event in enumerate(events)
    )
    return "\n".join(["case_id,activity,timestamp,outcome", *rows]) + "\n"


def test_that_deals_not_compared_in_time_are_named_and_left_out(tmp_path: Path, capsys: Capture) -> None:
    process = tmp_path / "large.pnml"
    process.write_bytes(write_pnml(LARGE))
    log = write(tmp_path, "log.csv", a_log(ONE_BY_ONE, ["Start", *reversed(ONE_BY_ONE[1:-1]), "End"]))
    said = ("check", log, "--process", process, "--costs", "--measures", "--json", "-")
    ran = run(capsys, *said, "--time-limit", "0.000001")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert found["fitness"]["unchecked_cases"] == 2
    assert found["fitness"]["log"] is None
    assert found["alignment_costs"] == {"c1": None, "c2": None}
    assert found["deviations"] == []
    assert "2 deals on 2 paths could not be compared with the process in time" in ran.err
    printed = run(capsys, *said[:-2], "--time-limit", "0.000001").out
    assert "2 could not be checked in time" in printed


@pytest.mark.parametrize("limit", ["0", "-1", "soon", "nan", "1e9"])
def test_that_a_limit_that_makes_no_sense_is_one_sentence(
    tmp_path: Path, capsys: Capture, limit: str
) -> None:
    log = write(tmp_path, "log.csv", a_log(["A"]))
    ran = run(capsys, "check", log, f"--time-limit={limit}")
    assert ran.code == 2
    assert f"{limit} is not a number of seconds between 0 and 86,400" in ran.err

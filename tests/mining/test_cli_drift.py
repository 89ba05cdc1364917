"""`lanekeeper drift`: changes as sentences and as JSON, on any log."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.mining.command_line import PROCESS, run
from tests.mining.sources.reading import write
from tests.shared import needs_shared, shared

HEAD = "case_id,activity,timestamp,owner,team,outcome\n"


def exported(*traces: str, outcome: str = "") -> str:
    """A table with one case a text, one a day, in file order."""
    lines = []
    for number, trace in enumerate(traces):
        for step, name in enumerate(trace.split(" > ")):
            day = date(2024, 1, 1) + timedelta(days=number)
            lines.append(f"c{number},{name},{day}T{8 + step:02}:00:00,Ann,North,{outcome}\n")
    return HEAD + "".join(lines)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "log.csv", exported(*["A > B > C"] * 50, *["A > C > B"] * 50))


def test_that_a_change_is_one_sentence(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "drift", log)
    assert ran.code == 0
    first = ran.out.splitlines()[0].replace("\u00a0", " ")
    assert first.startswith("- From 19 Feb 2024 to 20 Feb 2024 it becomes")
    assert "after 0 % (95 % interval 0–7 %, 50 deals); p < 0.001." in first


def test_that_a_change_is_written_as_json(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "drift", log, "--json", "-")
    found = ran.json
    assert (ran.code, found["format"], found["order"], found["cases"]) == (
        0,
        "lanekeeper.drift/1",
        "first event",
        100,
    )
    assert found["log"] == {"cases": 100, "events": 300, "quarantined": 0}
    assert found["process"] is None
    (change,) = found["changes"]
    assert (change["index"], change["kind"]) == (50, "process")
    begins, ends = (datetime.fromisoformat(change[end]) for end in ("from", "to"))
    assert begins == datetime(2024, 2, 19, 8, tzinfo=UTC)
    assert ends == datetime(2024, 2, 20, 8, tzinfo=UTC)
    assert 0 < change["p"] <= 0.01
    strongest = change["features"][0]
    assert set(strongest) == {"name", "words", "before", "after", "n_before", "n_after"}
    assert abs(strongest["before"] - strongest["after"]) == 1


def test_that_deals_of_a_crm_are_judged_at_their_gates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = exported(*["Qualify > Demo > Won"] * 60, *["Qualify > Won"] * 60, outcome="won")
    log, process = write(tmp_path, "log.csv", text), write(tmp_path, "process.yaml", PROCESS)
    found = run(capsys, "drift", log, "--process", process, "--json", "-").json
    assert (found["order"], found["process"]) == ("gate", {"name": "New business"})
    (change,) = found["changes"]
    assert abs(change["index"] - 60) <= 1
    assert "skips Demo" in [feature["words"] for feature in change["features"]]


def test_that_cases_can_be_taken_as_they_stand_in_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = exported(*["A > B > C"] * 50, *["A > C > B"] * 50).splitlines(keepends=True)
    by_case = ["".join(lines[1 + 3 * case : 4 + 3 * case]) for case in range(100)]
    mixed = [by_case[case] for pair in zip(range(50), range(50, 100), strict=True) for case in pair]
    log = write(tmp_path, "log.csv", HEAD + "".join(mixed))
    assert len(run(capsys, "drift", log, "--json", "-").json["changes"]) == 1
    found = run(capsys, "drift", log, "--cases-by", "file", "--json", "-").json
    assert (found["order"], found["changes"]) == ("file", [])


def test_that_only_deals_that_match_are_looked_at(log: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "drift", log, "--where", "A -> B", "--json", "-").json
    assert (found["cases"], found["changes"]) == (50, [])


def test_that_a_few_deals_are_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = write(tmp_path, "log.csv", exported(*["A > B"] * 10))
    ran = run(capsys, "drift", log)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "- No change was found.")
    assert "Cannot tell" in ran.out


def test_that_a_log_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "drift", "nowhere.xes")
    assert (ran.code, ran.err.count("\n")) == (2, 1)


@needs_shared
@pytest.mark.parametrize("name", ["sudden_trace_noise0_500_sw", "sudden_trace_noise0_1000_cb"])
def test_that_public_logs_change_in_the_middle(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(capsys, "drift", shared(f"data/drift/{name}.xes.gz"), "--json", "-").json
    (change,) = found["changes"]
    assert found["order"] == "first event"
    assert abs(change["index"] - found["cases"] / 2) <= 0.025 * found["cases"]


@needs_shared
def test_that_the_hospital_log_has_its_four_changes(capsys: pytest.CaptureFixture[str]) -> None:
    log = shared("data/drift/bose_log.xes.gz")
    found = run(capsys, "drift", log, "--cases-by", "file", "--json", "-").json
    assert [round(change["index"], -2) for change in found["changes"]] == [1200, 2400, 3600, 4800]

"""`lanekeeper diagnose`: verdicts as sentences and as JSON, with names hidden unless asked for."""

from pathlib import Path

import pytest

from tests.mining.command_line import run
from tests.mining.sources.reading import write

HEAD = "case_id,activity,timestamp,owner,team,segment,amount,outcome\n"
PROCESS = """format: lanekeeper.process/1
process: {name: Short}
flow:
  - {stage: A}
  - {stage: B}
  - {stage: C}
end:
  won: {crm: [Won]}
  lost: {crm: [Lost], from: any}
"""
REPS = [f"{name} Reed" for name in ("Ann", "Bob", "Cid", "Dee", "Eve", "Fay", "Gus", "Hal")]


def table() -> str:
    """Eight reps with thirty deals each; the first of them leaves out B, and half of the deals are won."""
    lines = []
    for number, rep in enumerate(REPS):
        for deal in range(30):
            steps = ["A", "C"] if number == 0 else ["A", "B", "C"]
            end = "Won" if deal % 2 else "Lost"
            for day, step in enumerate([*steps, end], 1):
                month = 1 + deal % 9
                lines.append(
                    f"{number}-{deal},{step},2024-{month:02}-{day:02},{rep},T{number % 2},S,{1000 + deal},{end.lower()}"
                )
    return HEAD + "\n".join(lines) + "\n"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "log.csv", table())


@pytest.fixture
def process(tmp_path: Path) -> Path:
    return write(tmp_path, "process.yaml", PROCESS)


def test_that_a_habit_is_written_as_json_under_a_stand_in(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "diagnose", log, "--process", process, "--json", "-")
    found = ran.json
    assert (ran.code, found["format"]) == (0, "lanekeeper.diagnose/1")
    assert (found["log"]["cases"], found["process"]["stages"]) == (240, ["A", "B", "C"])
    (verdict,) = found["verdicts"]
    told = {name: verdict[name] for name in ("kind", "type", "stage", "who", "confidence", "cases")}
    assert told == {
        "kind": "rep", "type": "skipped", "stage": "B", "who": ["Rep 1"], "confidence": "possible", "cases": 30,
    }  # fmt: skip
    assert all(verdict[name] for name in ("evidence", "would_change", "says"))
    assert [effect["stage"] for effect in found["effects"]] == ["B"]
    assert "Reed" not in ran.out


def test_that_names_are_written_where_they_are_asked_for(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "diagnose", log, "--process", process, "--names", "--json", "-")
    assert ran.json["verdicts"][0]["who"] == ["Ann Reed"]


def test_that_verdicts_are_printed_with_what_speaks_for_and_against_them(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "diagnose", log, "--process", process)
    lines = [line.replace("\u00a0", " ") for line in ran.out.splitlines()]
    assert lines[:2] == ["Verdicts", "- Rep 1 leaves out B: a habit (possible)"]
    assert lines[2] == "    for: It is seen in 30 of 240 deals (12 %, 95 % interval 9–17 %)."
    assert "What goes along with each deviation" in lines
    assert any(line.startswith("- No target for the win rate") for line in lines)
    assert "Reed" not in ran.out


def test_that_targets_can_come_from_a_file_of_their_own(
    log: Path, process: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    strategy = write(tmp_path, "strategy.yaml", "targets: {win_rate: 0.8}\n")
    ran = run(capsys, "diagnose", log, "--process", process, "--strategy", strategy, "--json", "-")
    kinds = {verdict["kind"]: verdict for verdict in ran.json["verdicts"]}
    assert set(kinds) == {"rep", "unobtainable"}
    assert (kinds["unobtainable"]["stage"], kinds["unobtainable"]["who"]) == (None, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("flow: []\n", "holds no strategy"),
        ("targets: {win_rate: 0.3}\nflow: []\n", "flow"),
        ("targets: {win_rate: much}\n", "win_rate"),
    ],
)
def test_that_a_strategy_that_cannot_be_read_is_one_line(
    log: Path, process: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    strategy = write(tmp_path, "strategy.yaml", text)
    ran = run(capsys, "diagnose", log, "--process", process, "--strategy", strategy)
    assert ran.code == 2
    assert told in ran.err
    assert ran.err.count("\n") == 1


def test_that_a_log_without_a_process_is_told_to_name_one(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "diagnose", log)
    assert ran.code == 2
    assert "--process" in ran.err


def test_that_only_the_deals_of_a_query_count(
    log: Path, process: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = run(capsys, "diagnose", log, "--process", process, "--where", "skips B", "--json", "-")
    assert ran.json["log"]["cases"] == 30

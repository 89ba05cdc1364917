"""`lanekeeper check` with versions of the process and an allow-list."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return write(tmp_path, "log.csv", LOG)


def a_process(tmp_path: Path, version: str, days: str, flow: str = "", more: str = "") -> Path:
    text = PROCESS.replace("name: New business", f"name: New business, version: '{version}', {days}")
    text = text.replace("- {stage: Demo}\n", flow) if flow else text
    return write(tmp_path, f"v{version}.yaml", text + more)


def test_that_every_deal_is_checked_against_its_version(tmp_path: Path, log: Path, capsys: Capture) -> None:
    """c1 is halfway on 2 January and has a demo; c2, halfway on the 1st at noon, and c3 on the 1st, have none."""
    old = a_process(tmp_path, "1", "valid_from: 2023-01-01, valid_until: 2024-01-01", flow="\n")
    new = a_process(tmp_path, "2", "valid_from: 2024-01-02")
    ran = run(capsys, "check", log, "--process", new, "--process", old, "--json", "-")
    assert (ran.code, ran.err) == (0, "")
    assert ran.json["versions"] == [
        {"version": "1", "from": "2023-01-01", "until": "2024-01-01", "cases": 2, "fitness": 1.0},
        {"version": "2", "from": "2024-01-02", "until": None, "cases": 1, "fitness": 1.0},
    ]
    assert ran.json["fitness"]["conforming_cases"] == 2
    assert ran.json["deviations"] == []
    said = run(capsys, "check", log, "--process", new, "--process", old).out
    assert "2 deals against version 1: 100\u00a0% of their steps fit" in said


def test_that_one_process_has_no_versions(tmp_path: Path, log: Path, capsys: Capture) -> None:
    ran = run(capsys, "check", log, "--process", write(tmp_path, "p.yaml", PROCESS), "--json", "-")
    assert ran.json["versions"] == []
    assert ran.json["accepted"] == []


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("case: deal", "does not say from when it is in force"),
        ("valid_from: 2023-06-01", "are both in force on 2023-06-01"),
    ],
)
def test_that_versions_need_their_days(
    tmp_path: Path, log: Path, capsys: Capture, days: str, said: str
) -> None:
    old = a_process(tmp_path, "1", "valid_from: 2023-01-01, valid_until: 2024-01-01")
    ran = run(capsys, "check", log, "--process", old, "--process", a_process(tmp_path, "2", days))
    assert ran.code == 2
    assert said in ran.err


def test_that_a_net_is_no_version(tmp_path: Path, log: Path, capsys: Capture) -> None:
    old = a_process(tmp_path, "1", "valid_from: 2023-01-01")
    net = tmp_path / "model.pnml"
    assert run(capsys, "discover", log, "--out", net).code == 0
    ran = run(capsys, "check", log, "--process", old, "--process", net)
    assert ran.code == 2
    assert "does not say from when it is in force: of several processes, each must be YAML" in ran.err


def test_that_what_is_accepted_is_told(tmp_path: Path, log: Path, capsys: Capture) -> None:
    listed = (
        "accepted:\n- {deviation: skip Demo, when: \"owner == 'Bob'\", why: Known, by: Ann, until: 2024-06-30}\n"
        "forbidden:\n- {path: [Qualify, Demo, Won], why: Too quick}\n"
    )
    process = a_process(tmp_path, "1", "valid_from: 2023-01-01", more=listed)
    ran = run(capsys, "check", log, "--process", process, "--costs", "--json", "-")
    assert ran.json["accepted"] == [
        {
            "type": "skipped", "stage": "Demo", "when": "owner == 'Bob'", "why": "Known", "by": "Ann", "since": None,
            "until": "2024-06-30", "state": "expired", "cases": 1, "unknown_fields": [], "examples": ["c2"],
        }
    ]  # fmt: skip
    assert [(row["type"], row["stage"], row["examples"]) for row in ran.json["deviations"]] == [
        ("forbidden path", "Qualify > Demo > Won", ["c1"])
    ]
    assert ran.json["alignment_costs"] == {"c1": 0, "c2": 1, "c3": 0}
    assert ran.json["fitness"]["log"] == 1.0
    assert (ran.json["fitness"]["conforming_cases"], ran.json["fitness"]["deviating_cases"]) == (1, 1)
    said = run(capsys, "check", log, "--process", process).out
    about = "Known; Ann; expired; until 30\u00a0Jun\u00a02024"
    assert f"- Accepted: Skipped Demo in 1\u00a0deal where owner == 'Bob' ({about})." in said
    assert "- 1 of 3\u00a0deals took the path Qualify > Demo > Won, which must never happen" in said

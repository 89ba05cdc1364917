"""`check` says how seller and buyer stand to each other, and what the log cannot tell."""

from pathlib import Path

import pytest

from mining.project_file import save
from models.project import Project
from tests.builders import a_log_with_activities
from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.journey.processes import a_process
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]
DEALS = (
    "0 Qualify | 1 ~Call: pain | 2 Discovery | 3 ~Meeting | 4 Proposal | 5 Won",
    "0 Qualify | 2 Discovery | 3 ~Call: pain | 4 Proposal | 6 Lost",
    "0 Qualify | 1 ~Meeting | 2 Discovery",
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "deals.lane"
    save(Project("Deals", log=a_log_with_activities(*DEALS), process=a_process()), path)
    return path


def test_that_the_three_deviations_are_written_beside_the_others(project: Path, capsys: Capture) -> None:
    told = run(capsys, "check", project, "--json", "-").json
    found = {(one["type"], one["stage"]): (one["cases"], one["eligible"]) for one in told["deviations"]}
    assert found == {
        ("buyer not there yet", "Discovery"): (1, 3),
        ("buyer not there yet", "Proposal"): (1, 2),
        ("buyer ahead", "Qualify"): (1, 3),
    }
    assert told["fitness"]["deviating_cases"] == 0


def test_that_the_buyer_has_a_part_of_its_own(project: Path, capsys: Capture) -> None:
    told = run(capsys, "check", project, "--json", "-").json["buyer"]
    assert [(one["name"], one["times"], one["deals"]) for one in told["signals"]] == [
        ("pain", 2, 2),
        ("explored", 2, 2),
        ("asked", 0, 0),
    ]
    assert [one["name"] for one in told["steps"] if not one["can_be_checked"]] == ["selection"]
    assert [one["stage"] for one in told["stages"]] == ["Discovery", "Proposal", "Won"]


def test_that_it_is_printed_in_plain_words(project: Path, capsys: Capture) -> None:
    ran = run(capsys, "check", project)
    assert ran.code == 0
    assert "- 1 of the 3\u00a0deals that came to Discovery came before the buyer was there (33" in ran.out
    assert (
        "- Of the 3\u00a0deals that came to Discovery, the buyer was ready by then in 2, later in 1"
        in ran.out
    )
    assert (
        "- asked: No evidence in this log: the log has no event called 'Price request' or 'Email reply'."
        in ran.out
    )


def test_that_a_process_that_contradicts_its_journey_is_told(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    text = "process: {name: P}\nflow: [{stage: Qualify, buyer: worry}, Discovery, Proposal]\nbuyer: {problem: {}}\n"
    ran = run(capsys, "check", project, "--process", write(tmp_path, "p.yaml", text))
    assert "- Qualify presumes the buyer step 'worry', which the journey does not have" in ran.out
    assert "- No signal shows the buyer step Problem" in ran.out


def test_that_a_pattern_that_is_none_ends_in_one_line(project: Path, tmp_path: Path, capsys: Capture) -> None:
    text = "process: {name: P}\nflow: [Qualify, Discovery, Proposal]\nevents: {pain: {subject: '['}}\n"
    ran = run(capsys, "check", project, "--process", write(tmp_path, "p.yaml", text))
    assert (ran.code, ran.out) == (2, "")
    assert "The signal 'pain' cannot be looked for: its subject '[' is no regular expression (" in ran.err
    assert ran.err.strip().count("\n") == 0


def test_that_nothing_is_said_of_a_buyer_that_the_process_does_not_know(
    tmp_path: Path, capsys: Capture
) -> None:
    said = ("check", write(tmp_path, "log.csv", LOG), "--process", write(tmp_path, "process.yaml", PROCESS))
    assert run(capsys, *said, "--json", "-").json["buyer"] is None
    assert "buyer" not in run(capsys, *said).out

"""`--cost` says what a departure costs."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)


def test_that_a_skipped_step_costs_what_the_user_says(files: tuple[Path, Path], capsys: Capture) -> None:
    log, process = files
    said = ("check", log, "--process", process, "--costs", "--json", "-")
    plain = run(capsys, *said).json
    dear = run(capsys, *said, "--cost", "skip:Demo=5", "--cost", "extra:Audit=2").json
    assert plain["alignment_costs"] == {"c1": 0, "c2": 1, "c3": 0}
    assert dear["alignment_costs"] == {"c1": 0, "c2": 5, "c3": 0}
    assert dear["deviations"] == plain["deviations"]


@pytest.mark.parametrize(
    ("cost", "says"),
    [
        ("Demo=5", "is not understood; write it as 'skip:Demo=3'"),
        ("skip:Demo=often", "is not understood"),
        ("skip:Demo=0", "a departure at 'Demo' costs 0; give a whole number from 1 to 1,000"),
        ("skip:=3", "is not understood"),
    ],
)
def test_that_a_cost_that_makes_no_sense_is_one_sentence(
    files: tuple[Path, Path], capsys: Capture, cost: str, says: str
) -> None:
    ran = run(capsys, "check", files[0], "--process", files[1], "--cost", cost)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1

"""`--where` counts only the deals that a path query is true for."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)


def test_that_only_matching_deals_are_counted(files: tuple[Path, Path], capsys: Capture) -> None:
    said = ("check", files[0], "--process", files[1], "--costs", "--json", "-")
    skipping = run(capsys, *said, "--where", "skips Demo").json
    assert skipping["log"]["cases"] == 1
    assert skipping["alignment_costs"] == {"c2": 1}
    assert [(one["type"], one["cases"], one["eligible"]) for one in skipping["deviations"]] == [
        ("skipped", 1, 1)
    ]
    begun = run(capsys, *said, "--where", "starts with Qualify and not skips").json
    assert begun["alignment_costs"] == {"c1": 0, "c3": 0}
    assert begun["fitness"]["log"] == 1.0


def test_that_a_stage_that_no_matching_deal_reached_is_no_stage_that_nobody_reached(
    files: tuple[Path, Path], capsys: Capture
) -> None:
    assert (
        "ever reached"
        not in run(capsys, "check", files[0], "--process", files[1], "--where", "skips Demo").err
    )


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("skips Demo and", "The query is not complete"),
        ("skips Dmo", "No step is called “Dmo” here. Did you mean “Demo”?"),
        ("Demo 5+ times", "No deal matches --where 'Demo 5+ times'"),
    ],
)
def test_that_a_query_without_an_answer_is_one_sentence(
    files: tuple[Path, Path], capsys: Capture, query: str, says: str
) -> None:
    ran = run(capsys, "check", files[0], "--process", files[1], "--where", query)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1

"""`--measures` and `--compare` say how good the process is as a model."""

from pathlib import Path

import pytest

from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def said(tmp_path: Path) -> tuple[object, ...]:
    return ("check", write(tmp_path, "log.csv", LOG), "--process", write(tmp_path, "process.yaml", PROCESS))


def test_that_measures_are_written_only_when_they_are_asked_for(
    said: tuple[object, ...], capsys: Capture
) -> None:
    assert "measures" not in run(capsys, *said, "--json", "-").json
    ran = run(capsys, *said, "--measures", "--json", "-")
    assert (ran.code, ran.err) == (0, "")
    told = ran.json["measures"]
    assert told["stages"] == [
        {"stage": "Qualify", "followed": 3, "left_out": 0, "extra": 0, "moved": 0, "fitness": 1.0},
        {"stage": "Demo", "followed": 1, "left_out": 1, "extra": 0, "moved": 0, "fitness": 0.5},
        {"stage": "Won", "followed": 2, "left_out": 0, "extra": 0, "moved": 0, "fitness": 1.0},
    ]
    assert told["precision"] == 1.0  # Qualify > Demo > Won, whole or begun: nothing else is allowed
    assert told["generalisation"] == pytest.approx(1 - (3**-0.5 + 1 + 2**-0.5) / 3)
    assert told["footprint"]["differing"] == [
        {"first": "Qualify", "second": "Won", "documented": "never", "observed": "before", "times": 1}
    ]
    assert told["times"]["unusual_deals"] == 0
    assert "peers" not in told


def test_that_measures_are_printed_in_plain_words(said: tuple[object, ...], capsys: Capture) -> None:
    ran = run(capsys, *said, "--measures")
    assert "- Demo: 50\u00a0% fit; 1\u00a0deal does it in its place, 1 leaves it out\n" in ran.out
    assert "- Deals do all that the process allows at each step" in ran.out
    assert "deals go from Qualify straight to Won, the process never does" in ran.out


def test_that_pm4pys_replay_is_compared_with_our_own(said: tuple[object, ...], capsys: Capture) -> None:
    peers = run(capsys, *said, "--compare", "--json", "-").json["measures"]["peers"]
    replay = peers["token_replay"]
    assert (peers["without"], replay["deals"], replay["fitting_deals"]) == ("", 2, 1)
    assert replay["unfit"] == [{"path": ["Qualify", "Won"], "deals": 1, "missing": 1, "remaining": 1}]
    assert 0 < replay["fitness"] < 1
    assert replay["ours"] == pytest.approx(1 - 1 / 9)

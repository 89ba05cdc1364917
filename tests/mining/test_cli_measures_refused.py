"""`check --measures` tells what it can where one measure has to be refused."""

from pathlib import Path

import pytest

from mining.measures import temporal
from tests.mining.command_line import LOG, PROCESS, run
from tests.mining.sources.reading import write


def test_that_times_that_cannot_be_compared_leave_the_other_measures_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporal, "MOST_PAIRS", 1)
    log, process = write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)
    said = ("check", log, "--process", process, "--measures")
    found = run(capsys, *said, "--json", "-")
    assert (found.code, found.json["measures"]["times"]) == (0, None)
    assert found.json["measures"]["precision"] is not None
    assert "- The times between stages cannot be compared" in run(capsys, *said).out

"""`check --suggest-rules` names the rules that deals keep though nobody wrote them down."""

from pathlib import Path

import pytest

from tests.mining.command_line import PROCESS, run
from tests.mining.sources.reading import write

LOG = "case_id,activity,timestamp,outcome\n" + "".join(
    f"c{i},{stage},2024-01-0{day},won\n"
    for i in range(10)
    for day, stage in enumerate(("Qualify", "Demo", "Won"), start=1)
)


def test_that_rules_that_all_deals_keep_are_suggested(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, process = write(tmp_path, "log.csv", LOG), write(tmp_path, "process.yaml", PROCESS)
    found = run(capsys, "check", log, "--process", process, "--suggest-rules", "--json", "-").json
    kinds = {(one["template"], one["first"], one["second"]) for one in found["suggested_rules"]}
    assert ("precedence", "Qualify", "Demo") in kinds
    assert ("precedence", "Qualify", "Won") not in kinds  # it follows from the two in between
    printed = run(capsys, "check", log, "--process", process, "--suggest-rules").out
    assert "- Kept untold: " in printed
    assert "suggested_rules" not in run(capsys, "check", log, "--process", process, "--json", "-").json

"""The check, which knows nothing of the truth, finds exactly the deviations from the flow that were planted."""

import json
from pathlib import Path

from mining.conformance.check import check
from mining.process.read import read_process
from mining.sources.read import ImportOptions, import_log
from models.conformance import Status
from models.progress import silent
from tests.mining.demo.reading import SIDES


def test_that_the_check_finds_exactly_what_was_planted(demo_folder: Path) -> None:
    truth = json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))
    imported = import_log([demo_folder], ImportOptions(), silent)
    found = check(imported.log, read_process(demo_folder / "process.yaml"), silent)
    ids = found.log.cases.ids
    named = {(str(d.key.type), d.key.stage): {ids[case] for case in d.cases} for d in found.deviations}
    planted = [d for d in truth["deviations"] if d["type"] not in SIDES]
    assert named == {(d["type"], d["stage"]): set(d["deals"]) for d in planted}
    assert imported.summary.quarantined == ()
    exact = truth["counts"]["follow_the_process_exactly"]
    assert found.count(Status.CONFORMS) == exact["won"] + exact["lost"]
    assert found.count(Status.PENDING) == exact["open"]

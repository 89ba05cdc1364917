"""What stands between buyers and sellers in the demo is what was planted, and the check finds exactly that."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mining.analysis import analyse
from mining.process.read import read_process
from mining.sources.read import ImportOptions, import_log
from models.analysis import Analysis
from models.case_table import Outcome
from models.deviation import DeviationType
from models.progress import silent

SIDES = (DeviationType.BUYER_NOT_THERE_YET, DeviationType.BUYER_AHEAD, DeviationType.MISSING_EVIDENCE)


@pytest.fixture(scope="module")
def truth(demo_folder: Path) -> dict[str, Any]:
    return dict(json.loads((demo_folder / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def analysis(demo_folder: Path) -> Analysis:
    log = import_log([demo_folder], ImportOptions(), silent).log
    return analyse(log, read_process(demo_folder / "process.yaml"), silent)


def planted(truth: dict[str, Any]) -> dict[tuple[str, str], set[str]]:
    return {(d["type"], d["stage"]): set(d["deals"]) for d in truth["deviations"] if d["type"] in SIDES}


def test_that_the_check_finds_exactly_the_planted_deals(truth: dict[str, Any], analysis: Analysis) -> None:
    conformance = analysis.conformance
    assert conformance is not None
    ids = conformance.log.cases.ids
    found = {
        (str(d.key.type), d.key.stage): {ids[case] for case in d.cases}
        for d in conformance.deviations
        if d.key.type in SIDES
    }
    assert found == planted(truth)


def test_that_every_signal_and_step_is_seen_as_often_as_it_was_planted(
    truth: dict[str, Any], analysis: Analysis
) -> None:
    buyer, counts = analysis.buyer, truth["buyers"]
    assert buyer is not None
    seen = {one.name: {"seen": len(one), "deals": one.deals} for one in buyer.signals}
    assert seen.pop("pricing_page_visited") == {"seen": 0, "deals": 0}  # Northlight exports no web visits
    assert seen == counts["signals"]
    steps = {one.step.name: {"deals": one.deals} for one in buyer.steps if one.can_be_checked}
    assert steps == counts["steps"]

"""The rules of the demo, which know nothing of the truth, are broken where it was planted."""

import json
from pathlib import Path

import numpy as np

from mining.process.read import read_process
from mining.rules.check_rules import check_rules
from mining.sources.read import ImportOptions, import_log
from models.progress import silent
from models.rule_results import RuleResult, Verdict


def test_that_the_rules_of_the_demo_find_what_was_planted(demo_folder: Path) -> None:
    truth = json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))
    log = import_log([demo_folder], ImportOptions(), silent).log
    found = check_rules(log, read_process(demo_folder / "process.yaml"), silent)
    planted = {(d["type"], d["stage"]): set(d["deals"]) for d in truth["deviations"]}
    ids = log.cases.ids

    def deals(result: RuleResult, *verdicts: Verdict) -> set[str]:
        return {ids[case] for case in np.flatnonzero(np.isin(result.verdict, verdicts))}

    price, security, committee, talks = found.results
    judged = (Verdict.KEPT, Verdict.BROKEN)
    assert deals(price, Verdict.BROKEN) == planted["skipped", "Discovery"] & deals(price, *judged)
    assert deals(security, Verdict.BROKEN) == planted["skipped", "Security review"] & deals(security, *judged)
    assert deals(committee, Verdict.BROKEN) == planted["undocumented step", "Pricing Committee"]
    rates = {
        team: talks.count(log.cases.team.codes == code).rate or 0.0
        for code, team in enumerate(log.cases.team.labels)
    }
    slow = rates.pop("Enterprise South")
    assert slow > 2 * max(rates.values())

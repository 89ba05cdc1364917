"""What stands between buyers and sellers in the demo is what was planted, and the check finds exactly that."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from mining.analysis import analyse
from mining.demo.generate import write_demo
from mining.process.read import read_process
from mining.sources.read import ImportOptions, import_log
from models.analysis import Analysis
from models.progress import silent
from tests.mining.demo.reading import SIDES, entries, history, table, when

LABELS = {
    "Qualify": "Qualification", "Discovery": "Needs Analysis", "Demo": "Demo", "Proposal": "Proposal/Price Quote",
}  # fmt: skip


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
        if str(d.key.type) in SIDES
    }
    assert found == planted(truth)


def test_that_every_signal_and_step_is_seen_as_often_as_it_was_planted(
    truth: dict[str, Any], analysis: Analysis
) -> None:
    buyer, counts = analysis.buyer, truth["buyers"]
    assert buyer is not None
    seen = {one.name: {"seen": len(one), "deals": one.deals} for one in buyer.signals}
    assert seen.pop("Pricing page visited") == {"seen": 0, "deals": 0}  # Northlight exports no web visits
    assert seen == counts["signals"]
    steps = {one.step.name: {"deals": one.deals} for one in buyer.steps if one.can_be_checked}
    assert steps == counts["steps"]


def test_that_other_chance_gives_other_buyers_whom_the_check_finds_too(tmp_path: Path) -> None:
    write_demo(tmp_path, seed=7)
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    log = import_log([tmp_path], ImportOptions(), silent).log
    conformance = analyse(log, read_process(tmp_path / "process.yaml"), silent).conformance
    assert conformance is not None
    found = {(str(d.key.type), d.key.stage): set(d.cases.tolist()) for d in conformance.deviations}
    case_of = {identifier: case for case, identifier in enumerate(log.cases.ids)}
    sides = {at: {case_of[deal] for deal in deals} for at, deals in planted(truth).items()}
    assert {at: cases for at, cases in found.items() if at[0] in SIDES} == sides


def test_that_one_team_sends_proposals_before_the_buyer_has_said_what_is_needed(
    demo_folder: Path, truth: dict[str, Any]
) -> None:
    team, outcome = teams_of(demo_folder), outcomes_of(demo_folder)
    proposed = entered(demo_folder, "Proposal")
    demonstrated = entered(demo_folder, "Discovery").keys() & entered(demo_folder, "Demo").keys()
    asked = written(demo_folder, "Our requirements")
    late = {deal for deal, at in proposed.items() if deal in demonstrated and asked.get(deal, at) >= at}
    hasty = planted(truth)["buyer not there yet", "Proposal"] & late

    def rate(of_team: bool) -> float:
        chosen = {
            deal for deal in proposed.keys() & demonstrated if (team[deal] == "Mid-market West") is of_team
        }
        return len(hasty & chosen) / len(chosen)

    def win_rate(chosen: set[str]) -> float:
        ends = [outcome[deal] for deal in chosen]
        return ends.count("won") / (ends.count("won") + ends.count("lost"))

    assert 0.5 < rate(of_team=True) < 0.7
    assert rate(of_team=False) < 0.08
    western = {deal for deal in proposed if team[deal] == "Mid-market West"} & demonstrated
    assert win_rate(western & hasty) < win_rate(western - hasty) - 0.15


def test_that_deals_without_discovery_are_proposed_before_the_buyer_has_looked_around(
    demo_folder: Path, truth: dict[str, Any]
) -> None:
    skipped = {
        deal
        for d in truth["deviations"]
        if (d["type"], d["stage"]) == ("skipped", "Discovery")
        for deal in d["deals"]
    }
    proposed = skipped & entered(demo_folder, "Proposal").keys()
    asked_before = {
        deal
        for deal, at in written(demo_folder, "Pricing for our team").items()
        if deal in proposed and at < entered(demo_folder, "Proposal")[deal]
    }
    assert proposed - asked_before <= planted(truth)["buyer not there yet", "Proposal"]


def test_that_recommended_buyers_ask_for_a_price_early(demo_folder: Path, truth: dict[str, Any]) -> None:
    source = {row["Id"]: row["LeadSource"] for row in table(demo_folder, "Opportunity")}
    early = planted(truth)["buyer ahead", "Qualify"] | planted(truth)["buyer ahead", "Discovery"]
    rate = {
        one: sum(source[deal] == one for deal in early) / list(source.values()).count(one)
        for one in set(source.values())
    }
    assert 0.5 < rate.pop("Customer Referral") < 0.7
    assert max(rate.values()) < 0.06
    price = written(demo_folder, "Pricing for our team")
    proposed = entered(demo_folder, "Proposal")
    in_bulk = {deal for d in truth["deviations"] if d["type"] == "entered in bulk" for deal in d["deals"]}
    assert all(deal not in proposed or price[deal] < proposed[deal] for deal in early - in_bulk)


def test_that_one_rep_does_not_record_the_evidence(demo_folder: Path, truth: dict[str, Any]) -> None:
    names = {row["Id"]: row["Name"] for row in table(demo_folder, "User")}
    owner = {row["Id"]: names[row["OwnerId"]] for row in table(demo_folder, "Opportunity")}
    for stage in ("Qualify", "Negotiation"):
        missing = [owner[deal] for deal in planted(truth)["missing evidence", stage]]
        assert missing.count("Nadia Rahman") > 0.5 * len(missing)
    own = {deal for deal, name in owner.items() if name == "Nadia Rahman"}
    recorded = {
        row["OpportunityId"]
        for row in table(demo_folder, "OpportunityFieldHistory")
        if row["Field"] == "Identified_Pain__c"
    }
    assert 0.7 < len(own - recorded) / len(own) < 0.9


def entered(folder: Path, stage: str) -> dict[str, datetime]:
    """When deals entered a stage for the first time."""
    return {
        deal: next(when(row["CreatedDate"]) for row in entries(rows) if row["StageName"] == LABELS[stage])
        for deal, rows in history(folder).items()
        if any(row["StageName"] == LABELS[stage] for row in rows)
    }


def written(folder: Path, subject: str) -> dict[str, datetime]:
    """When buyers first wrote an e-mail with this subject."""
    found: dict[str, datetime] = {}
    for row in table(folder, "EmailMessage"):
        if row["Subject"] == subject and row["Incoming"] == "true":
            at = when(row["MessageDate"])
            found[row["RelatedToId"]] = min(at, found.get(row["RelatedToId"], at))
    return found


def teams_of(folder: Path) -> dict[str, str]:
    roles = {row["Id"]: row["Name"] for row in table(folder, "UserRole")}
    team = {row["Id"]: roles[row["UserRoleId"]] for row in table(folder, "User")}
    return {row["Id"]: team[row["OwnerId"]] for row in table(folder, "Opportunity")}


def outcomes_of(folder: Path) -> dict[str, str]:
    return {
        row["Id"]: "won" if row["IsWon"] == "true" else "lost" if row["IsClosed"] == "true" else "open"
        for row in table(folder, "Opportunity")
    }

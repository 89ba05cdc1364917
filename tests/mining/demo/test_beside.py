"""What is beside the flow in the demo was planted where the story says, found again in the files."""

import json
from pathlib import Path
from typing import Any

import pytest

from mining.demo.beside_truth import ALLOWED, HANDED, business_seconds
from mining.process.read import read_process
from models.sales_process import SalesProcess
from tests.mining.demo.reading import entries, history, table

DAY = 86_400
MONDAY = 5 * DAY - DAY  # 5 January 1970


@pytest.fixture(scope="module")
def planted(demo_folder: Path) -> dict[tuple[str, str], set[str]]:
    truth: dict[str, Any] = json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))
    return {(d["type"], d["stage"]): set(d["deals"]) for d in truth["deviations"]}


def people(folder: Path) -> dict[str, dict[str, str]]:
    roles = {row["Id"]: row["Name"] for row in table(folder, "UserRole")}
    return {row["Id"]: {**row, "Team": roles[row["UserRoleId"]]} for row in table(folder, "User")}


def test_that_times_and_owners_are_those_of_the_documented_process(demo_folder: Path) -> None:
    process = read_process(demo_folder / "process.yaml")
    assert isinstance(process, SalesProcess)
    told = {stage.name: stage.allowed for stage in process.stages if stage.allowed}
    assert told == {
        stage: f"{days}{'bd' if business else 'd'}" for stage, (days, business) in ALLOWED.items()
    }
    assert {one.id: one.within for one in process.handoffs} == {
        name: f"{days}bd" for name, days in HANDED.items()
    }
    assert [stage.name for stage in process.stages if stage.owners == ("SE",)] == ["Security review"]
    lost = process.end("lost")
    assert lost is not None
    assert lost.requires_field == "loss_reason"


def test_that_business_seconds_leave_out_the_weekend() -> None:
    friday = MONDAY + 4 * DAY
    assert business_seconds(friday + 100, friday + 3 * DAY + 100) == DAY
    assert business_seconds(friday + DAY, friday + 2 * DAY) == 0
    assert business_seconds(MONDAY, MONDAY + 14 * DAY) == 10 * DAY


def test_that_a_loss_without_a_reason_is_bare_and_mostly_one_reps(
    demo_folder: Path, planted: dict[tuple[str, str], set[str]]
) -> None:
    known = people(demo_folder)
    lost = [row for row in table(demo_folder, "Opportunity") if row["StageName"] == "Closed Lost"]
    assert planted["bare close", "Lost"] == {row["Id"] for row in lost if not row["Loss_Reason__c"]}
    own = [row for row in lost if known[row["OwnerId"]]["Name"] == "Oscar Lindgren"]
    share = {row["Id"] for row in own} & planted["bare close", "Lost"]
    assert 0.55 < len(share) / len(own) < 0.85
    others = len(planted["bare close", "Lost"]) - len(share)
    assert others / (len(lost) - len(own)) < 0.06


def test_that_one_team_does_the_security_review_itself(
    demo_folder: Path, planted: dict[tuple[str, str], set[str]]
) -> None:
    known = people(demo_folder)
    by = {
        deal: next(
            known[row["CreatedById"]] for row in entries(rows) if row["StageName"] == "Security Review"
        )
        for deal, rows in history(demo_folder).items()
        if any(row["StageName"] == "Security Review" for row in rows)
    }
    wrong = {deal for deal, person in by.items() if person["Title"] != "Solutions Engineer"}
    assert planted["wrong role", "Security review"] == wrong
    assert {by[deal]["Team"] for deal in wrong} == {"SMB Inside Sales"}
    assert len(by) > 3 * len(wrong) > 100


def test_that_the_slow_team_is_late_in_negotiation_far_more_often(
    demo_folder: Path, planted: dict[tuple[str, str], set[str]]
) -> None:
    known = people(demo_folder)
    team = {row["Id"]: known[row["OwnerId"]]["Team"] for row in table(demo_folder, "Opportunity")}
    reached = {
        deal
        for deal, rows in history(demo_folder).items()
        if any(row["StageName"] == "Negotiation/Review" for row in rows)
    }
    rate = {
        name: len(planted["late", "Negotiation"] & own) / len(own)
        for name in set(team.values())
        if (own := {deal for deal in reached if team[deal] == name})
    }
    south = rate.pop("Enterprise South")
    assert south > 0.5
    assert south > max(rate.values()) + 0.2


def test_that_some_open_deals_are_stalled(
    demo_folder: Path, planted: dict[tuple[str, str], set[str]]
) -> None:
    opened = {row["Id"] for row in table(demo_folder, "Opportunity") if row["IsClosed"] == "false"}
    stalled = set().union(*(deals for (kind, _), deals in planted.items() if kind == "stalled"))
    assert stalled <= opened
    assert 15 <= len(stalled) < 0.2 * len(opened)

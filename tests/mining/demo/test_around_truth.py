"""What truth.json says of leads, customers, discounts and the change is what the files show, found by other means."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.mining.demo.reading import Row, entries, history, table, when


@pytest.fixture(scope="module")
def truth(demo_folder: Path) -> dict[str, Any]:
    return dict(json.loads((demo_folder / "truth.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def statuses(demo_folder: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {row["Id"]: [] for row in table(demo_folder, "Lead")}
    for row in table(demo_folder, "LeadHistory"):
        if row["Field"] == "Status":
            found[row["LeadId"]].append(row)
    return found


def funnel(rows: list[Row], statuses: dict[str, list[Row]], touched: set[str]) -> dict[str, int]:
    named = [[row["NewValue"] for row in statuses[lead["Id"]]] for lead in rows]
    first = [next((name for name in names if name in ("Accepted", "Rejected")), "") for names in named]
    silent = [
        lead["Id"] not in touched
        and names == ["Marketing Qualified"]
        and when(statuses[lead["Id"]][0]["CreatedDate"]) < datetime(2026, 6, 30)
        for lead, names in zip(rows, named, strict=True)
    ]
    return {
        "leads": len(rows),
        "handed_over": sum("Marketing Qualified" in names for names in named),
        "accepted": first.count("Accepted"),
        "rejected": first.count("Rejected"),
        "qualified": sum("Qualified" in names for names in named),
        "converted": sum(row["IsConverted"] == "true" for row in rows),
        "silent": sum(silent),
    }


def test_that_the_funnel_of_leads_is_that_of_their_history(
    demo_folder: Path, truth: dict[str, Any], statuses: dict[str, list[Row]]
) -> None:
    leads = table(demo_folder, "Lead")
    touched = {row["WhoId"] for row in table(demo_folder, "Task")}
    told = truth["leads"]

    def without_reasons(one: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in one.items() if name != "reasons"}

    assert without_reasons(told["all"]) == funnel(leads, statuses, touched)
    for source, said in told["by_source"].items():
        chosen = [row for row in leads if row["LeadSource"] == source]
        assert without_reasons(said) == funnel(chosen, statuses, touched)


def test_that_one_source_is_mostly_rejected_as_a_bad_fit_since_december(truth: dict[str, Any]) -> None:
    told = truth["leads"]["unfit_source"]
    since, before = told["since"], told["before"]
    assert since["rejected"] > 0.5 * since["handed_over"]
    assert since["reasons"]["bad fit"] > 0.75 * since["rejected"]
    assert before["accepted"] > 0.7 * before["handed_over"]


def test_that_one_team_leaves_leads_unanswered_and_all_answer_slower_since_january(
    truth: dict[str, Any],
) -> None:
    share = {team: one["silent"] / one["handed_over"] for team, one in truth["leads"]["by_team"].items()}
    assert share.pop("Sales Development Americas") > 0.25
    assert max(share.values()) < 0.06
    quick = truth["leads"]["touched_within_a_day"]
    assert quick["before"]["within"] / quick["before"]["touched"] > 0.85
    assert quick["since"]["within"] / quick["since"]["touched"] < 0.65


def test_that_a_team_sells_outside_the_sweet_spot_ever_more(demo_folder: Path, truth: dict[str, Any]) -> None:
    people = {row["Id"]: row["UserRoleId"] for row in table(demo_folder, "User")}
    teams = {row["Id"]: row["Name"] for row in table(demo_folder, "UserRole")}
    accounts = {row["Id"]: row for row in table(demo_folder, "Account")}
    unwanted = ("Apparel", "Hospitality", "Education")
    outside, total = {"before": 0, "since": 0}, {"before": 0, "since": 0}
    for row in table(demo_folder, "Opportunity"):
        if teams[people[row["OwnerId"]]] != "Enterprise North":
            continue
        side = "since" if row["CreatedDate"] >= "2025-09-01" else "before"
        account = accounts[row["AccountId"]]
        fits = account["Industry"] not in unwanted and 50 <= int(account["NumberOfEmployees"]) <= 5000
        total[side] += 1
        outside[side] += not fits
    for side in outside:
        assert truth["sweet_spot"][f"team_{side}"] == {"deals": total[side], "outside": outside[side]}
    assert outside["since"] / total["since"] > outside["before"] / total["before"] + 0.2


def test_that_skips_fall_with_the_checklist_and_creep_back(demo_folder: Path, truth: dict[str, Any]) -> None:
    begins = datetime(2025, 11, 3)
    periods = {
        "before": (datetime(2025, 1, 1), begins),
        "first_90_days": (begins, begins + timedelta(days=90)),
        "after_it_wore_off": (begins + timedelta(days=130), datetime(2026, 7, 1)),
    }
    rates = {}
    for name, (first, last) in periods.items():
        skipped = []
        for rows in map(entries, history(demo_folder).values()):
            stages = [row["StageName"] for row in rows]
            later = next(
                (
                    when(row["CreatedDate"])
                    for row in rows
                    if row["StageName"] not in ("Qualification", "Needs Analysis", "Closed Lost")
                ),
                None,
            )
            if later is not None and first <= later < last:
                skipped.append("Needs Analysis" not in stages)
        assert truth["changes"]["C1"][name] == {"deals": len(skipped), "skipped": sum(skipped)}
        rates[name] = sum(skipped) / len(skipped)
    assert rates["first_90_days"] < 0.6 * rates["before"]
    assert rates["after_it_wore_off"] > 1.5 * rates["first_90_days"]


def test_that_discounts_begin_with_the_proposal_and_are_higher_without_discovery(demo_folder: Path) -> None:
    stages = {deal: {row["StageName"] for row in rows} for deal, rows in history(demo_folder).items()}
    given: dict[bool, list[int]] = {True: [], False: []}
    for row in table(demo_folder, "Opportunity"):
        passed = stages[row["Id"]]
        assert (row["Discount__c"] != "") is ("Proposal/Price Quote" in passed)
        if row["Discount__c"]:
            given["Needs Analysis" in passed].append(int(row["Discount__c"]))
    mean = {had: sum(percents) / len(percents) for had, percents in given.items()}
    assert mean[False] > mean[True] + 4
    assert all(0 <= percent <= 40 for percents in given.values() for percent in percents)


def test_that_other_desks_answer_what_they_are_asked(demo_folder: Path, truth: dict[str, Any]) -> None:
    roles = {row["Id"]: row["Title"] for row in table(demo_folder, "User")}
    tasks = table(demo_folder, "Task")
    by = {
        subject: {roles[row["OwnerId"]] for row in tasks if row["Subject"] == subject}
        for subject in (
            "Email: legal review requested", "Email: legal review done", "Email: discount approved",
        )
    }  # fmt: skip
    assert list(by.values()) == [{"Account Executive"}, {"Legal Counsel"}, {"Deal Desk Analyst"}]
    asked = sum(row["Subject"] == "Email: legal review requested" for row in tasks)
    assert truth["handoffs"]["H2"]["asked"] == asked > 200

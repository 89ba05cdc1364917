"""The demo's files look like a Salesforce export."""

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from mining.demo.generate import write_demo
from mining.demo.salesforce_ids import with_suffix
from tests.mining.demo.reading import history, table, when

FILES = {
    "OpportunityHistory.csv", "OpportunityFieldHistory.csv",
    "Opportunity.csv", "User.csv", "UserRole.csv", "Lead.csv", "Task.csv", "Event.csv",
    "EmailMessage.csv", "OpportunityContactRole.csv", "Account.csv", "LeadHistory.csv",
    "process.yaml", "truth.json",
}  # fmt: skip


def digests(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_that_one_seed_gives_the_same_bytes_again(demo_folder: Path, tmp_path: Path) -> None:
    write_demo(tmp_path / "new" / "folder")
    assert digests(tmp_path / "new" / "folder") == digests(demo_folder)
    assert set(digests(demo_folder)) == FILES


def test_that_another_seed_gives_other_deals(demo_folder: Path, tmp_path: Path) -> None:
    write_demo(tmp_path, seed=7)
    other = digests(tmp_path)
    same = {name for name, digest in digests(demo_folder).items() if other[name] == digest}
    assert same == {"User.csv", "UserRole.csv", "process.yaml"}


def test_that_the_files_have_no_carriage_return_and_no_mark(demo_folder: Path) -> None:
    for file in demo_folder.iterdir():
        data = file.read_bytes()
        assert b"\r" not in data
        assert not data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("short", "full"),
    [("006bm00000LKJNN", "006bm00000LKJNNAA5"), ("005bm00000NCJmQ", "005bm00000NCJmQAAX"),
     ("00Qbm00000Orxk5", "00Qbm00000Orxk5EAB"), ("001bm00001ZM1Ly", "001bm00001ZM1LyAAL")],
)  # fmt: skip
def test_that_the_checksum_is_the_one_of_real_ids(short: str, full: str) -> None:
    assert with_suffix(short) == full


@pytest.mark.parametrize(
    ("name", "prefix"),
    [("OpportunityHistory", "008"), ("Opportunity", "006"), ("User", "005"), ("UserRole", "00E"), ("Lead", "00Q"),
     ("Task", "00T"), ("Event", "00U"), ("EmailMessage", "02s"), ("OpportunityContactRole", "00K"),
     ("OpportunityFieldHistory", "017"), ("LeadHistory", "018"), ("Account", "001")],
)  # fmt: skip
def test_that_ids_are_unique_and_of_their_object(demo_folder: Path, name: str, prefix: str) -> None:
    ids = [row["Id"] for row in table(demo_folder, name)]
    assert len(set(ids)) == len(ids)
    assert len({one.lower() for one in ids}) == len(ids)
    assert all(one.startswith(prefix) and len(one) == 18 and with_suffix(one[:15]) == one for one in ids)


def test_that_every_reference_leads_somewhere(demo_folder: Path) -> None:
    users = {row["Id"] for row in table(demo_folder, "User")}
    roles = {row["Id"] for row in table(demo_folder, "UserRole")}
    deals = {row["Id"] for row in table(demo_folder, "Opportunity")}
    assert {row["UserRoleId"] for row in table(demo_folder, "User")} <= roles
    assert {row["OwnerId"] for row in table(demo_folder, "Opportunity")} <= users
    assert set(history(demo_folder)) == deals
    leads = {row["Id"] for row in table(demo_folder, "Lead")}
    done = [row for name in ("Task", "Event") for row in table(demo_folder, name)]
    assert {row["WhatId"] for row in done if row["WhatId"]} <= deals
    assert {row["WhoId"] for row in done if not row["WhatId"]} <= leads
    assert {row["LeadId"] for row in table(demo_folder, "LeadHistory")} <= leads
    accounts = {row["Id"] for row in table(demo_folder, "Account")}
    assert {row["AccountId"] for row in table(demo_folder, "Opportunity")} <= accounts
    assert {row["RelatedToId"] for row in table(demo_folder, "EmailMessage")} <= deals
    roles_of = {
        (row["OpportunityId"], row["ContactId"]) for row in table(demo_folder, "OpportunityContactRole")
    }
    assert {(row["WhatId"], row["WhoId"]) for row in table(demo_folder, "Event")} <= roles_of
    converted = [row for row in table(demo_folder, "Lead") if row["IsConverted"] == "true"]
    assert {row["ConvertedOpportunityId"] for row in converted} <= deals
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["ConvertedDate"]) for row in converted)


def test_that_saves_are_in_order_and_each_is_superseded_by_the_next(demo_folder: Path) -> None:
    for rows in history(demo_folder).values():
        for row, following in pairwise(rows):
            assert when(row["CreatedDate"]) < when(following["CreatedDate"])
            assert row["SystemModstamp"] == following["CreatedDate"]
        assert rows[-1]["SystemModstamp"] == rows[-1]["CreatedDate"]


def test_that_previous_values_are_those_of_the_row_before(demo_folder: Path) -> None:
    for rows in history(demo_folder).values():
        assert rows[0]["PrevAmount"] == rows[0]["PrevCloseDate"] == ""
        for row, following in pairwise(rows):
            amount = row["Amount"] if row["Amount"] != following["Amount"] else ""
            close = row["CloseDate"] if row["CloseDate"] != following["CloseDate"] else ""
            assert (following["PrevAmount"], following["PrevCloseDate"]) == (amount, close)


def test_that_many_saves_change_no_stage(demo_folder: Path) -> None:
    rows = history(demo_folder).values()
    saves = sum(len(of_deal) for of_deal in rows)
    entered = json.loads((demo_folder / "truth.json").read_text(encoding="utf-8"))["counts"]["stage_entries"]
    assert entered < 0.85 * saves


def test_that_an_opportunity_stands_as_its_last_save_left_it(demo_folder: Path) -> None:
    saves = history(demo_folder)
    for row in table(demo_folder, "Opportunity"):
        first, save = saves[row["Id"]][0], saves[row["Id"]][-1]
        assert all(row[name] == save[name] for name in ("StageName", "Amount", "CloseDate", "Probability"))
        assert row["CreatedDate"] == first["CreatedDate"]


def test_that_work_is_done_on_weekdays_in_the_period(demo_folder: Path) -> None:
    for row in table(demo_folder, "OpportunityHistory"):
        at = when(row["CreatedDate"])
        assert "2025-01-06" <= row["CreatedDate"] < "2026-07-01"
        assert at.weekday() < 5
        assert 7 <= at.hour < 24

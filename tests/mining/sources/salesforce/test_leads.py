"""Leads become events of the deal they were converted to; those that became none are counted."""

from pathlib import Path

import pytest

from models.case_table import Outcome
from models.event_log import EventKind, EventLog
from models.leads import DEAL, REASON, STATUS
from tests.mining.sources.reading import read
from tests.mining.sources.salesforce.exports import (
    ACME,
    ANN,
    BETA,
    BOB,
    DAY,
    HOUR,
    LEAD_1,
    LEAD_2,
    LEAD_3,
    others,
    standard,
    table,
)  # fmt: skip

LEAD = "Id,Status,IsConverted,ConvertedDate,ConvertedOpportunityId,CreatedDate,CreatedById"
LEAD_HISTORY = "Id,IsDeleted,LeadId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue"


def lead(
    identifier: str, deal: str = "", converted: str = "", created: str = "2026-01-02T08:00:00.000Z"
) -> str:
    is_converted = "true" if converted else "false"
    return f"{identifier},Any,{is_converted},{converted},{deal},{created},{BOB}"


def stories(log: EventLog) -> dict[str, list[str]]:
    return {identifier: list(log.trace(case)) for case, identifier in enumerate(log.cases.ids)}


def test_that_a_converted_lead_begins_its_deal_and_others_are_counted(tmp_path: Path) -> None:
    rows = (lead(LEAD_1, ACME, "2026-01-05"), lead(LEAD_2), lead(LEAD_3, "", "2026-01-05"))
    result = read(standard(tmp_path, Lead=table(LEAD, *rows)))
    assert others(result.log) == [
        (ACME, "Lead created", -3 * DAY + 8 * HOUR, "Bob"),
        (ACME, "Lead converted", 9 * HOUR, ""),  # the deal was created at nine on the day of the conversion
    ]
    assert set(result.log.kind.tolist()) == {EventKind.STAGE, EventKind.LEAD}
    assert "Never converted, so only in the log of leads: 1 of 3 leads in Lead.csv." in result.summary.notes
    assert (
        "Converted without a deal, so only in the log of leads: 1 of 3 leads in Lead.csv."
        in result.summary.notes
    )


@pytest.mark.parametrize(
    ("day", "created", "expected"),
    [
        ("2026-01-04", "2026-01-02T08:00:00.000Z", 9 * HOUR),  # that day still lasted in some zone
        ("2026-01-20", "2026-01-02T08:00:00.000Z", 15 * DAY),  # a deal that was there before: its day only
        ("2026-01-20", "2026-01-20T11:00:00.000Z", 15 * DAY + 11 * HOUR),  # not before there was a lead
    ],
)
def test_that_a_day_of_conversion_gets_no_time_that_the_data_does_not_have(
    tmp_path: Path, day: str, created: str, expected: int
) -> None:
    result = read(standard(tmp_path, Lead=table(LEAD, lead(LEAD_1, ACME, day, created))))
    assert (ACME, "Lead converted", expected, "") in others(result.log)


def test_that_the_history_of_leads_tells_their_statuses_and_when_they_were_converted(tmp_path: Path) -> None:
    history = table(
        LEAD_HISTORY,
        f"1,false,{LEAD_1},{BOB},2026-01-02T08:00:00.000Z,created,,,",
        f"2,false,{LEAD_1},{BOB},2026-01-03T08:00:00.000Z,Status,Picklist,Open,Working",
        f"3,false,{LEAD_1},{ANN},2026-01-05T08:30:00.000Z,leadConverted,,,",
        f"4,false,{LEAD_2},{ANN},2026-01-03T08:30:00.000Z,Status,Picklist,Open,Nurture",
        f"6,false,{LEAD_1},{ANN},2026-01-03T08:30:00.000Z,Rating,Picklist,Cold,Hot",
        f"5,true,{LEAD_1},{ANN},2026-01-03T08:30:00.000Z,Status,Picklist,Open,Gone",
    )
    leads = table(LEAD, lead(LEAD_1[:15], ACME, "2026-01-05"), lead(LEAD_2))
    result = read(standard(tmp_path, Lead=leads, LeadHistory=history))
    assert others(result.log) == [
        (ACME, "Lead created", -3 * DAY + 8 * HOUR, "Bob"),
        (ACME, "Lead: Working", -2 * DAY + 8 * HOUR, "Bob"),
        (ACME, "Lead converted", 8 * HOUR + HOUR // 2, ""),
    ]
    assert result.leads is not None
    assert stories(result.leads) == {
        LEAD_1: ["Lead created", "Working"],
        LEAD_2: ["Lead created", "Nurture"],
    }
    assert "1 change of other fields of leads not used: rating (1)." in result.summary.notes
    assert result.summary.reasons == {"deleted in Salesforce (IsDeleted)": 1}


def test_that_two_leads_may_become_one_deal(tmp_path: Path) -> None:
    rows = (
        lead(LEAD_1, ACME, "2026-01-05"),
        lead(LEAD_2, ACME, "2026-01-05"),
        lead(LEAD_3, BETA, "2026-01-06"),
    )
    events = others(read(standard(tmp_path, Lead=table(LEAD, *rows))).log)
    assert [deal for deal, label, _, _ in events if label == "Lead created"] == [ACME, ACME, BETA]


def test_that_leads_history_without_leads_is_noted(tmp_path: Path) -> None:
    history = table(
        LEAD_HISTORY, f"2,false,{LEAD_1},{BOB},2026-01-03T08:00:00.000Z,Status,Picklist,Open,Working"
    )
    result = read(standard(tmp_path, LeadHistory=history))
    assert others(result.log) == []
    assert any(note.startswith("1 change of leads not used") for note in result.summary.notes)


def test_that_leads_are_a_log_of_their_own_with_what_became_of_them(tmp_path: Path) -> None:
    head = LEAD.replace("ConvertedOpportunityId", "ConvertedContactId,ConvertedOpportunityId") + (
        ",OwnerId,LeadSource,Company,Industry,NumberOfEmployees,Disqualified_Reason__c"
    )
    rows = (
        f"{LEAD_1},Closed - Converted,true,2026-01-05,003000000000001AAA,{ACME},2026-01-02T08:00:00.000Z,{BOB},"
        f"{ANN},Web,Acme Ltd,Retail,120,",
        f"{LEAD_2},Unqualified,false,,,,2026-01-03T08:00:00.000Z,{BOB},{BOB},Event,Beta Ltd,Media,8,Bad fit",
        f"{LEAD_3},Working,false,,,,2026-01-04T08:00:00.000Z,{BOB},{BOB},Web,Gamma Ltd,,,",
    )
    history = table(
        LEAD_HISTORY, f"1,false,{LEAD_2},{BOB},2026-01-06T08:00:00.000Z,Status,Picklist,Open,Unqualified"
    )
    tasks = table(
        "Id,WhoId,WhatId,Subject,Status,TaskSubtype,OwnerId,CreatedDate,CompletedDateTime",
        f"1,{LEAD_2},,Call: hello,Completed,Call,{ANN},2026-01-05T10:00:00.000Z,2026-01-05T10:00:00.000Z",
        f"2,003000000000001AAA,{ACME},Mail,Completed,Email,{ANN},2026-01-04T10:00:00.000Z,2026-01-04T10:00:00.000Z",
        f"3,003000000000001AAA,{ACME},Mail,Completed,Email,{ANN},2026-01-09T10:00:00.000Z,2026-01-09T10:00:00.000Z",
    )
    result = read(standard(tmp_path, Lead=table(head, *rows), LeadHistory=history, Task=tasks))
    leads = result.leads
    assert leads is not None
    assert stories(leads) == {
        LEAD_1: [
            "Lead created",
            "Email",
            "Lead converted",
        ],  # what came after the conversion is the deal's alone
        LEAD_2: ["Lead created", "Call", "Unqualified"],
        LEAD_3: ["Lead created"],
    }
    cases = leads.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.LOST, Outcome.OPEN]
    assert cases.owner.texts() == ["Ann", "Bob", "Bob"]
    assert cases.source.texts() == ["Web", "Event", "Web"]
    assert cases.name == ("Acme Ltd", "Beta Ltd", "Gamma Ltd")
    assert cases.extra[DEAL].texts() == [ACME, "", ""]
    assert cases.extra[REASON].texts() == ["", "Bad fit", ""]
    assert cases.extra[STATUS].texts() == ["Closed - Converted", "Unqualified", "Working"]
    assert cases.extra["Employees"].texts() == ["120", "8", ""]
    assert "1 activity of leads without a deal: only in the log of leads." in result.summary.notes
    assert (ACME, "Call", 0, "Ann") not in others(result.log)


def test_that_an_export_without_leads_has_no_log_of_them(tmp_path: Path) -> None:
    assert read(standard(tmp_path)).leads is None


def test_that_the_account_of_a_deal_gives_it_an_industry_and_a_size(tmp_path: Path) -> None:
    accounts = table(
        "Id,Name,Industry,NumberOfEmployees,BillingCity", "001000000000001AAA,Acme,Retail,250,Leeds"
    )
    folder = standard(tmp_path, Account=accounts)
    deals = folder / "Opportunity.csv"
    lines = deals.read_text(encoding="utf-8").splitlines()
    ids = [",001000000000001AAA" if line.startswith(ACME) else "," for line in lines[1:]]
    rows = [f"{lines[0]},AccountId", *(line + more for line, more in zip(lines[1:], ids, strict=True))]
    deals.write_text("\n".join(rows) + "\n", encoding="utf-8")
    cases = read(folder).log.cases
    place = cases.ids.index(ACME)
    assert cases.extra["Industry"].text(place) == "Retail"
    assert cases.extra["Employees"].text(place) == "250"
    assert cases.extra["Industry"].text(cases.ids.index(BETA)) == ""

"""Leads become events of the deal they were converted to; those that became none are counted."""

from pathlib import Path

import pytest

from models.event_log import EventKind
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


def test_that_a_converted_lead_begins_its_deal_and_others_are_counted(tmp_path: Path) -> None:
    rows = (lead(LEAD_1, ACME, "2026-01-05"), lead(LEAD_2), lead(LEAD_3, "", "2026-01-05"))
    result = read(standard(tmp_path, Lead=table(LEAD, *rows)))
    assert others(result.log) == [
        (ACME, "Lead created", -3 * DAY + 8 * HOUR, "Bob"),
        (ACME, "Lead converted", 9 * HOUR, ""),  # the deal was created at nine on the day of the conversion
    ]
    assert set(result.log.kind.tolist()) == {EventKind.STAGE, EventKind.LEAD}
    assert "Never converted, so part of no deal: 1 of 3 leads in Lead.csv." in result.summary.notes
    assert "Converted without a deal, so part of none: 1 of 3 leads in Lead.csv." in result.summary.notes


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
    assert "1 change of the status of leads that became no deal: left out." in result.summary.notes
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

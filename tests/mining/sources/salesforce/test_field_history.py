"""Field history: of OpportunityFieldHistory or the weekly EntityHistory.csv, alone or beside OpportunityHistory."""

from pathlib import Path

import pytest

from models.case_table import Outcome
from models.errors import UserError
from models.quality import Fault
from tests.mining.sources.reading import DAY, HOUR, changes, read, traces
from tests.mining.sources.salesforce.exports import (
    ACME,
    ANN,
    BETA,
    BOB,
    GAMMA,
    LEAD_1,
    OPPORTUNITY,
    START,
    USERS,
    folder_of,
    others,
    standard,
    table,
)

FIELDS = "Id,IsDeleted,OpportunityId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue"
ENTITY = (
    "Id,IsDeleted,ParentId,ParentSobjectType,CreatedById,CreatedDate,FieldName,DataType,OldvalString,NewvalString,"
    "OldvalFirstName,NewvalFirstName,OldvalLastName,NewvalLastName,OldvalNumber,NewvalNumber,OldvalDate,NewvalDate"
)


def change(number: int, deal: str, day: str, field: str, old: str = "", new: str = "", by: str = ANN) -> str:
    return f"017{number},false,{deal},{by},2026-01-{day}:00:00.000Z,{field},Text,{old},{new}"


def entity(number: int, parent: str, day: str, field: str, **values: str) -> str:
    kind = {"006": "Opportunity", "00Q": "Lead"}.get(parent[:3], "Account")
    start = [f"017{number}", "0", parent, kind, ANN, f"2026-01-{day}:00:00", field, "Text"]
    return ",".join(
        f'"{cell}"' for cell in (*start, *(values.get(name, "") for name in ENTITY.split(",")[8:]))
    )


TRAIL = table(
    FIELDS,
    change(1, ACME, "05T09", "created"),
    change(2, ACME, "12T09", "StageName", "Qualify", "Demo"),
    change(3, ACME, "13T09", "Owner", "Bob", "Ann"),
    change(4, ACME, "13T09", "Owner", BOB, ANN),
    change(5, ACME, "14T09", "Amount", "100", "120"),
    change(6, ACME, "15T09", "Amount", "120", "150"),
    change(7, ACME, "16T09", "NextStep", "Call", "Visit"),
    change(8, ACME, "20T09", "StageName", "Demo", "Closed Won"),
    change(9, BETA, "06T10", "opportunityCreatedFromLead"),
    change(10, GAMMA, "20T10", "StageName", "Demo", "Offer"),
)


def test_that_field_history_alone_gives_stages_from_the_creation_on(tmp_path: Path) -> None:
    result = read(folder_of(tmp_path, OpportunityFieldHistory=TRAIL, Opportunity=OPPORTUNITY, User=USERS))
    assert traces(result.log) == {
        ACME: ("Qualify", "Demo", "Closed Won"),
        BETA: ("Qualify",),  # never changed since it was created, so it is where it is now
        GAMMA: ("Offer",),  # created before the history begins: no first stage is made up
    }
    case = result.log.cases.ids.index(ACME)
    times = result.log.timestamp[result.log.case_start[case] : result.log.case_start[case + 1]]
    assert (times - START).tolist() == [9 * HOUR, 7 * DAY + 9 * HOUR, 15 * DAY + 9 * HOUR]
    found = {f.fault: f for f in result.summary.findings}
    assert (found[Fault.CUT_OFF].count, found[Fault.CUT_OFF].examples) == (1, (GAMMA,))
    assert "18 months" in found[Fault.CUT_OFF].sentence
    assert result.log.cases.outcome[case] == Outcome.WON


def test_that_changes_are_counted_once_and_those_of_other_fields_kept(tmp_path: Path) -> None:
    result = read(folder_of(tmp_path, OpportunityFieldHistory=TRAIL, Opportunity=OPPORTUNITY, User=USERS))
    case = result.log.cases.ids.index(ACME)
    extra = result.log.cases.extra
    assert (extra["Owner changes"].text(case), extra["Amount changes"].text(case)) == ("1", "2")
    assert changes(result.log)[ACME] == [
        ("Owner", "Bob", "Ann", "Ann"),
        ("Amount", "100", "120", "Ann"),
        ("Amount", "120", "150", "Ann"),
        ("NextStep", "Call", "Visit", "Ann"),
    ]
    notes = " ".join(result.summary.notes)
    assert "1 change in OpportunityFieldHistory.csv" in notes
    assert "not used" not in notes


def test_that_own_fields_go_by_their_label_and_what_goes_with_the_stage_is_noted(tmp_path: Path) -> None:
    trail = table(
        FIELDS,
        change(1, ACME, "06T09", "Identified_Pain__c", "", "Slow month end"),
        change(2, ACME, "07T09", "Mutual_Plan__c", "false", "true", by=BOB),
        change(3, ACME, "08T09", "Owner__c", "Us", "Them"),  # no owner of the deal
        change(4, ACME, "09T09", "Probability", "10", "30"),
        change(5, ACME, "10T09", "Notes__c"),  # a long text: Salesforce keeps that it changed, not how
    )
    result = read(standard(tmp_path, OpportunityFieldHistory=trail))
    own = [told for told in changes(result.log)[ACME] if told[0] not in ("Amount", "Close date")]
    assert own == [
        ("Identified Pain", "", "Slow month end", "Ann"),
        ("Mutual Plan", "false", "true", "Bob"),
        ("Owner__c", "Us", "Them", "Ann"),
    ]
    assert "Owner changes" not in result.log.cases.extra
    unused = "2 changes of other fields of opportunities not used: notesc (1), probability (1)."
    assert unused in result.summary.notes


def test_that_without_rows_of_creation_only_deals_younger_than_the_history_have_a_first_stage(
    tmp_path: Path,
) -> None:
    trail = table(
        FIELDS,
        change(1, GAMMA, "05T08", "StageName", "Demo", "Offer"),
        change(2, ACME, "12T09", "StageName", "Qualify", "Demo"),
    )
    opportunities = OPPORTUNITY + f"{GAMMA},Gamma,Offer,1,false,false,2024-01-05T09:00:00.000Z,{BOB}\n"
    result = read(folder_of(tmp_path, OpportunityFieldHistory=trail, Opportunity=opportunities))
    assert traces(result.log) == {ACME: ("Qualify", "Demo"), GAMMA: ("Offer",), BETA: ("Qualify",)}
    assert [f.examples for f in result.summary.findings if f.fault is Fault.CUT_OFF] == [(GAMMA,)]


def test_that_the_better_history_of_stages_counts_and_the_other_completes_it(tmp_path: Path) -> None:
    trail = TRAIL.replace("StageName,Text,Demo,Closed Won", "StageName,Text,Demo,Elsewhere")
    result = read(standard(tmp_path, OpportunityFieldHistory=trail))
    assert traces(result.log)[ACME] == ("Qualify", "Demo", "Closed Won")
    assert traces(result.log)[GAMMA] == ("Offer",)
    case = result.log.cases.ids.index(ACME)
    extra = result.log.cases.extra
    assert extra["Owner changes"].text(case) == "1"
    assert extra["Amount changes"].text(case) == "1"  # of the saves, which go back further
    assert changes(result.log)[ACME] == [
        ("Amount", "", "100", "Ann"),  # of the saves, as are those that follow
        ("Close date", "", "2026-03-01", "Ann"),
        ("Owner", "Bob", "Ann", "Ann"),
        ("NextStep", "Call", "Visit", "Ann"),
        ("Amount", "100", "150", "Ann"),
    ]
    assert any("1 deal that OpportunityHistory does not have" in note for note in result.summary.notes)


def test_that_the_weekly_export_writes_field_history_for_all_records_in_one_file(tmp_path: Path) -> None:
    rows = (
        entity(1, ACME, "05 09", "created"),
        entity(2, ACME, "12 09", "StageName", OldvalString="Qualify", NewvalString="Demo"),
        entity(3, ACME, "13 09", "Owner", OldvalFirstName="Bob", NewvalFirstName="Ann", NewvalLastName="Ash"),
        entity(4, ACME, "13 09", "Owner", OldvalString=BOB, NewvalString=ANN),
        entity(5, ACME, "14 09", "Amount", OldvalNumber="100.0", NewvalNumber="120.0"),
        entity(
            6, ACME, "14 10", "CloseDate", OldvalDate="2026-03-01 00:00:00", NewvalDate="2026-04-01 00:00:00"
        ),
        entity(7, "001000000000001AAA", "14 10", "Name", OldvalString="A", NewvalString="B"),
        entity(8, LEAD_1, "04 09", "Status", OldvalString="Open", NewvalString="Working"),
    )
    lead = f"Id,IsConverted,ConvertedDate,ConvertedOpportunityId\n{LEAD_1},1,2026-01-05 00:00:00,{ACME}\n"
    tracked = "Id,ParentId,FieldName\n1,Opportunity,StageName\n"
    files = {"EntityHistory": table(ENTITY, *rows), "Lead": lead, "FieldHistory": tracked}
    result = read(folder_of(tmp_path, **files))
    assert traces(result.log) == {ACME: ("Lead: Working", "Lead converted", "Qualify", "Demo")} or others(
        result.log
    )
    extra = {name: column.texts() for name, column in result.log.cases.extra.items()}
    assert extra == {"Amount changes": ["1"], "Close date changes": ["1"], "Owner changes": ["1"]}
    assert [change[:3] for change in changes(result.log)[ACME]] == [
        ("Owner", "Bob", "Ann Ash"),
        ("Amount", "100", "120"),
        ("Close date", "2026-03-01", "2026-04-01"),
    ]
    notes = result.summary.notes
    assert "1 change of accounts, contacts and other records in EntityHistory.csv not used." in notes
    assert "FieldHistory.csv only lists which fields are tracked and was not used." in notes


def test_that_a_history_without_the_stage_says_what_to_export(tmp_path: Path) -> None:
    trail = table(FIELDS, change(1, ACME, "05T09", "created"), change(2, ACME, "14T09", "Amount", "1", "2"))
    with pytest.raises(
        UserError, match=r"OpportunityFieldHistory\.csv has no change of StageName .*export Opportun"
    ):
        read(folder_of(tmp_path, OpportunityFieldHistory=trail, Opportunity=OPPORTUNITY))


def test_that_rows_that_say_nothing_are_set_aside(tmp_path: Path) -> None:
    trail = TRAIL + table(
        change(10, BETA, "20T10", "Amount", "1", "2"),
        change(11, "", "20T10", "Amount", "1", "2"),
        change(12, BETA, "20T10", ""),
        f"01713,false,{BETA},{ANN},,Amount,Text,1,2",
        f"01714,true,{BETA},{ANN},2026-01-20T10:00:00.000Z,Amount,Text,1,2",
    )
    result = read(folder_of(tmp_path, OpportunityFieldHistory=trail, Opportunity=OPPORTUNITY))
    assert [(row.line, row.reason) for row in result.summary.quarantined] == [
        (12, "the same history row came before (equal Id)"),
        (13, "no Id of the record that was changed"),
        (14, "no name of the field that was changed"),
        (15, "no date of the change"),
        (16, "deleted in Salesforce (IsDeleted)"),
    ]


def test_that_a_report_of_field_history_reads_by_its_labels(tmp_path: Path) -> None:
    report = (
        '"Opportunity Name","Edited By","Field / Event","Old Value","New Value","Edit Date"\n'
        '"Acme","Ann Ash","Created.","","","1/13/2026 9:00 AM"\n'
        '"Acme","Ann Ash","Stage","Qualify","Demo","1/20/2026 9:00 AM"\n'
        '"Acme","Bob Bay","Opportunity Owner","Bob Bay","Ann Ash","1/21/2026 9:00 AM"\n'
        '"Grand Totals (3 records)"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
        '"Confidential Information - Do Not Distribute"\n'
    )
    result = read(folder_of(tmp_path, report=report))
    assert traces(result.log) == {"Acme": ("Qualify", "Demo")}
    assert result.log.resource.text(1) == "Ann Ash"
    assert result.log.cases.extra["Owner changes"].texts() == ["1"]
    assert result.summary.quarantined == ()
    assert "3 lines below the rows of report.csv (total, copyright) were left out." in result.summary.notes

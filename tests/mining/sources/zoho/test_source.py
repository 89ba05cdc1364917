"""Zoho CRM: the history of stages, or the timeline, becomes a log."""

import json
from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.case_table import Outcome
from models.errors import UserError
from models.event_log import DIRECTION, EventKind
from models.quality import Fault
from tests.mining.sources.reading import HOUR, changes, read, traces, write

A, B = "3652397000000624022", "3652397000000624035"


def _entry(
    deal: str, time: str, *fields: tuple[str, object, object], action: str = "updated", **more: object
) -> dict:
    history = [
        {
            "api_name": name,
            "field_label": name,
            "data_type": "text",
            "id": "1",
            "_value": {"old": old, "new": new},
        }
        for name, old, new in fields
    ]
    return {
        "audited_time": time,
        "action": action,
        "source": "crm_ui",
        "id": time,
        "done_by": {"name": "Ann Berg", "id": "9"},
        "record": {"name": "x", "id": deal, "module": {"api_name": "Deals", "id": "2"}},
        "automation_details": None,
        "field_history": history or None,
        **more,
    }


RULE = {"type": "workflow", "rule": {"name": "Close old deals", "id": "5"}}
LEAD = {"id": "77", "module": {"api_name": "Leads"}}
TIMELINE = {
    "__timeline": [
        _entry(A, "2024-01-09T10:00:00+01:00", ("Stage", "Proposal", "Closed Won"), automation_details=RULE),
        _entry(A, "2024-01-05T10:00:00+01:00", ("Stage", "Qualification", "Proposal"), ("Amount", "100", "200")),
        _entry(A, "2024-01-03T10:00:00+01:00", ("Owner", {"name": "Bo", "id": "1"}, {"name": "Ann", "id": "2"})),
        _entry(A, "2024-01-02T10:00:00+01:00", action="added"),
        _entry(B, "2024-01-05T12:00:00+01:00", ("Stage", "Qualification", "Closed Lost")),
        _entry("77", "2024-01-05T12:00:00+01:00", ("Status", "a", "b"), record=LEAD),
    ],
    "info": {"more_records": False},
}  # fmt: skip


def _timeline(folder: Path) -> Path:
    return write(folder, "timeline.json", json.dumps(TIMELINE))


def test_that_the_timeline_tells_stages_and_its_first_entry_when_the_deal_was_created(tmp_path):
    imported = read(_timeline(tmp_path))
    assert imported.summary.source == "zoho"
    log = imported.log
    assert traces(log) == {A: ("Qualification", "Proposal", "Closed Won"), B: ("Closed Lost",)}
    assert ((log.timestamp[:3] - log.timestamp[0]) // HOUR).tolist() == [0, 72, 168]
    assert log.cases.extra["Owner changes"].texts() == ["1", "0"]
    assert log.cases.extra["Amount changes"].texts() == ["1", "0"]
    assert changes(log) == {A: [("Owner", "Bo", "Ann", "Ann Berg"), ("Amount", "100", "200", "Ann Berg")]}
    assert [f.fault for f in imported.summary.findings] == [Fault.CUT_OFF]
    assert any("1 entry of timeline.json about other records" in note for note in imported.summary.notes)


def test_that_nothing_is_said_of_a_listed_deal_whose_timeline_was_not_exported(tmp_path):
    other = DEALS + 'zcrm_99,Gamma,Bo,"$1.00","15 Apr, 2024",Proposal,Call,"08 Jan, 2024 09:00:00",New,,\n'
    imported = read(_timeline(tmp_path), write(tmp_path, "deals.csv", other))
    assert set(traces(imported.log)) == {A, B}
    assert {f.fault: f.examples for f in imported.summary.findings} == {Fault.NO_HISTORY: ("99",)}


def test_that_rules_are_robots(tmp_path):
    imported = read(_timeline(tmp_path))
    assert imported.log.resource.texts()[2] == "Automation: Close old deals"
    assert "Automation: Close old deals" in imported.summary.robots


DEALS = f"""Record Id,Deal Name,Deal Owner,Amount,Closing Date,Stage,Lead Source,Created Time,Type,,
zcrm_{A},Acme,Ann Berg,"$22,700.00","15 Apr, 2024",Closed Won,Web,"02 Jan, 2024 09:00:00",New,,
zcrm_{B},Beta,Bo,"$1,000.00","15 Apr, 2024",Closed Lost,Call,"04 Jan, 2024 09:00:00",New,,
"""
HISTORY = f"""Deal Id,Deal Name,Stage,Amount,Probability,Stage Duration,Modified Time,Modified By
{A},Acme,Qualification,100,10,3,2024-01-02 09:00:00,Ann
{A},Acme,Qualification,200,10,0,2024-01-03 09:00:00,Ann
{A},Acme,Proposal,200,50,4,2024-01-05 09:00:00,Ann
{A},Acme,Closed Won,200,100,,2024-01-09 09:00:00,Bo
{B},Beta,Qualification,1000,10,1,2024-01-04 09:00:00,Bo
{B},Beta,Closed Lost,1000,0,,2024-01-05 09:00:00,Bo
"""


def test_that_the_history_of_stages_is_read_with_the_list_of_deals_each_table_by_its_own_dates(tmp_path):
    imported = read(write(tmp_path, "history.csv", HISTORY), write(tmp_path, "deals.csv", DEALS))
    log = imported.log
    assert traces(log) == {
        A: ("Qualification", "Proposal", "Closed Won"),
        B: ("Qualification", "Closed Lost"),
    }
    assert log.cases.outcome.tolist() == [Outcome.WON, Outcome.LOST]
    assert log.cases.amount.tolist() == [22700.0, 1000.0]
    assert log.cases.owner.texts() == ["Ann Berg", "Bo"]
    assert log.cases.created.tolist() == [log.timestamp[0], log.timestamp[3]]
    assert log.cases.extra["Amount changes"].texts() == ["1", "0"]


def test_that_the_history_alone_by_names_takes_deals_of_one_name_for_one_and_says_so(tmp_path):
    rows = [",".join(line.split(",")[1:]) for line in HISTORY.splitlines()]
    imported = read(write(tmp_path, "history.csv", "\n".join(rows) + "\n"))
    assert traces(imported.log)["Acme"] == ("Qualification", "Proposal", "Closed Won")
    assert any("deals of one name are taken for one" in note for note in imported.summary.notes)


def test_that_names_of_several_deals_are_set_aside_where_the_list_shows_them(tmp_path):
    rows = [",".join(line.split(",")[1:]) for line in HISTORY.splitlines()]
    deals = write(tmp_path, "deals.csv", DEALS.replace("Beta", "Acme"))
    both = write(
        tmp_path, "history.csv", "\n".join([*rows, "Gamma,Won,1,100,,2024-01-05 09:00:00,Bo"]) + "\n"
    )
    with pytest.raises(UserError, match="no deal that can be told"):
        read(both, deals)


def test_that_ids_rounded_by_excel_are_set_aside_or_refused(tmp_path):
    one = HISTORY.replace(f"{B},Beta,Closed", "3.6524E+18,Beta,Closed")
    imported = read(write(tmp_path, "history.csv", one))
    assert imported.summary.reasons == {"the id was rounded by Excel": 1}
    every = HISTORY.replace(A, "3.6524E+18").replace(B, "3.6525E+18")
    with pytest.raises(UserError, match=r"rounded by Excel \(such as 3.6524E\+18\)"):
        read(write(tmp_path, "history.csv", every))
    zeros = HISTORY.replace(A, "3652397000000620000").replace(B, "3652397000000630000")
    with pytest.raises(UserError, match="rounded by Excel"):
        read(write(tmp_path, "history.csv", zeros))


def test_that_calls_and_leads_join_their_deal(tmp_path):
    calls = "Call Owner,Subject,Call Type,Call Start Time,Call Duration,Call Status,What Id\n"
    calls += f"Ann,Intro,Outbound,2024-01-04 09:00:00,05:00,Completed,zcrm_{A}\n"
    calls += f"Ann,Later,Outbound,2024-01-08 09:00:00,,Scheduled,zcrm_{A}\n"
    leads = "Record Id,Lead Status,Lead Source,Created Time,Converted Deal Id\n"
    leads += f"zcrm_1,Contacted,Web,2024-01-01 09:00:00,zcrm_{A}\n"
    files = [
        write(tmp_path, "history.csv", HISTORY),
        write(tmp_path, "calls.csv", calls),
        write(tmp_path, "leads.csv", leads),
    ]
    log = read(*files).log
    assert traces(log)[A] == ("Lead created", "Qualification", "Call", "Proposal", "Closed Won")
    assert log.kind[:3].tolist() == [EventKind.LEAD, EventKind.STAGE, EventKind.ACTIVITY]
    assert log.extra[DIRECTION].texts()[2] == "out"


def test_that_the_history_of_the_api_is_read(tmp_path):
    rows = [
        {"Stage": "Qualification", "Moved_To__s": "Closed Won", "Modified_Time": "2024-01-02T10:00:00+05:30",
         "Modified_By": {"name": "Ann", "id": "1"}, "Potential_Name": {"name": "Acme", "id": A}, "id": "1"},
        {"Stage": "Closed Won", "Moved_To__s": None, "Modified_Time": "2024-01-03T10:00:00+05:30",
         "Modified_By": {"name": "Ann", "id": "1"}, "Potential_Name": {"name": "Acme", "id": A}, "id": "2"},
    ]  # fmt: skip
    imported = read(write(tmp_path, "history.json", json.dumps({"data": rows})))
    assert traces(imported.log) == {A: ("Qualification", "Closed Won")}
    assert imported.log.resource.texts() == ["Ann", "Ann"]


def test_that_deals_alone_are_refused_with_what_to_export(tmp_path):
    file = write(tmp_path, "deals.csv", DEALS)
    assert recognise([file]).source == "zoho"
    with pytest.raises(UserError, match=r"deals.csv .* export the Stage History"):
        read(file)


def test_that_a_log_with_the_same_columns_is_not_taken_for_a_list_of_deals(tmp_path):
    rows = "Deal Id,Deal Name,Stage,Created Time\n"
    rows += "1,A,Qualify,2024-01-05 10:00:00\n1,A,Won,2024-01-06 10:00:00\n2,B,Qualify,2024-01-05 10:00:00\n"
    assert recognise([write(tmp_path, "log.csv", rows)]).source == "table"


def test_that_the_source_can_be_asked_for_and_says_when_the_files_are_not_its_own(tmp_path):
    file = write(tmp_path, "other.csv", "a,b\n1,2\n")
    with pytest.raises(UserError, match=r"other.csv has none of the columns of Zoho CRM's exports"):
        read(file, source="zoho")

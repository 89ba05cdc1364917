"""Dynamics 365: the audit of opportunities becomes a log."""

import json
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from mining.sources.read import recognise
from models.case_table import Outcome
from models.errors import UserError
from models.event_log import DIRECTION, EventKind
from models.quality import Fault
from tests.mining.sources.dynamics.exports import ANN, AUDIT, BO, D1, D2, DEALS, SHOWN, audit, deal
from tests.mining.sources.reading import HOUR, changes, read, traces, write


def _json(folder: Path, name: str, content: object) -> Path:
    return write(folder, name, json.dumps(content))


def test_that_the_audit_tells_stages_closings_and_reopenings(tmp_path):
    imported = read(_json(tmp_path, "audits.json", AUDIT), _json(tmp_path, "opportunities.json", DEALS))
    assert imported.summary.source == "dynamics"
    log = imported.log
    assert traces(log) == {
        D1: ("1-Qualify", "2-Develop", "Won"),
        D2: ("1-Qualify", "2-Develop", "Lost", "2-Develop"),
    }
    assert ((log.timestamp[:3] - log.timestamp[0]) // HOUR).tolist() == [0, 72, 168]
    cases = log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert cases.owner.texts() == ["Bo Lund", "Bo Lund"]
    assert (
        cases.closed[0] == log.timestamp[2]
    )  # when it was closed, not the actual close date that was typed in
    assert cases.extra["Amount changes"].texts() == ["1", "0"]
    assert cases.extra["Owner changes"].texts() == ["0", "1"]
    assert changes(log) == {
        D1: [("Amount", "100", "200", "Ann Berg")],
        D2: [("Owner", "Bo Lund", "Ann Berg", "Ann Berg")],
    }
    assert log.resource.texts()[1] == "Ann Berg"
    assert any("1 change in the audit about other records" in note for note in imported.summary.notes)


def test_that_changedata_of_old_values_only_is_never_guessed_from_the_attribute_mask(tmp_path):
    rows = [{**row, "changedata": "1-Qualify~100"} for row in AUDIT["value"]]
    with pytest.raises(UserError, match="no readable change of the stage"):
        read(_json(tmp_path, "audits.json", rows))
    mixed = [rows[0], *AUDIT["value"][2:]]
    (reason,) = read(_json(tmp_path, "audits.json", mixed)).summary.reasons.items()
    assert reason[0].startswith("changedata has old values only")
    assert reason[1] == 1


def test_that_a_table_of_audit_rows_is_read_too(tmp_path):
    rows = [audit(D1, "2024-01-05T10:00:00Z", salesstage=("0", "2"))]
    data = rows[0]["changedata"].replace('"', '""')
    text = "auditid,objectid,objecttypecode,userid,createdon,changedata\n"
    text += f'a,{{{D1.upper()}}},3,{BO},2024-01-05 10:00:00,"{data}"\n'
    users = f"systemuserid,fullname,domainname\n{BO.upper()},Bo Lund,bo@x\n"
    imported = read(write(tmp_path, "audit.csv", text), write(tmp_path, "systemuser.csv", users))
    assert traces(imported.log) == {D1: ("Propose",)}
    assert imported.log.resource.texts() == ["Bo Lund"]


def test_that_the_record_change_history_is_read(tmp_path):
    entry = {
        "@odata.type": "#Microsoft.Dynamics.CRM.AttributeAuditDetail",
        "InvalidNewValueAttributes": [],
        "OldValue": {"@odata.type": "x", "salesstage": 0, f"salesstage{SHOWN}": "Qualify"},
        "NewValue": {"@odata.type": "x", "salesstage": 1, f"salesstage{SHOWN}": "Develop", "name": "New"},
        "AuditRecord": {
            "createdon": "2024-01-05T10:00:00Z",
            "objecttypecode": "opportunity",
            "_objectid_value": D1,
        },
    }
    answer = {"AuditDetailCollection": {"MoreRecords": False, "AuditDetails": [entry]}}
    imported = read(_json(tmp_path, "history.json", answer), _json(tmp_path, "opportunities.json", DEALS))
    assert traces(imported.log)[D1] == ("Qualify", "Develop")


def test_that_old_values_with_their_columns_get_the_next_old_value_and_the_present_one(tmp_path):
    text = "objectid,changedfield,oldvalue,createdon,userid\n"
    text += (
        f"{D1},stepname,1-Qualify,2024-01-05 10:00:00,Ann\n{D1},stepname,1b-Meet,2024-01-06 10:00:00,Ann\n"
    )
    text += f"{D2},stepname,1-Qualify,2024-01-06 11:00:00,Ann\n"
    deals = {"value": [deal(D1, "Acme", 0)]}
    imported = read(write(tmp_path, "audit.csv", text), _json(tmp_path, "opportunities.json", deals))
    assert traces(imported.log) == {D1: ("1-Qualify", "1b-Meet", "2-Develop")}
    assert any("1 change of the stage without a known new value" in note for note in imported.summary.notes)


def test_that_closings_come_from_their_activity_where_the_audit_has_none(tmp_path):
    stages = [audit(D1, "2024-01-05T10:00:00Z", stepname=("1-Qualify", "2-Develop"))]
    ends = (("Opportunity Lost", "2024-01-06T09:00:00Z"), ("Signed", "2024-01-08T09:00:00Z"))
    closes = [
        {"activityid": end, "_opportunityid_value": D1, "subject": subject, "actualend": end}
        for subject, end in ends
    ]
    imported = read(
        _json(tmp_path, "audits.json", stages),
        _json(tmp_path, "opportunitycloses.json", {"value": closes}),
        _json(tmp_path, "opportunities.json", DEALS),
    )
    assert traces(imported.log)[D1] == ("1-Qualify", "2-Develop", "Lost", "Won")


def test_that_activities_and_leads_join_their_deal(tmp_path):
    lead = "00000005-aaaa-4bbb-8ccc-000000000000"
    deals = {"value": [deal(D1, "Acme", 1, _originatingleadid_value=lead), deal(D2, "Beta", 0)]}
    rows = [
        {"activitytypecode": "phonecall", "actualend": "2024-01-03T10:00:00Z", "directioncode": True},
        {"activitytypecode": "email", "actualend": "2024-01-04T10:00:00Z", "directioncode": False},
        {"activitytypecode": "task", "actualend": None, "statecode": 0},
        {"activitytypecode": "appointment", "scheduledstart": "2024-01-06T10:00:00Z", "directioncode": True},
    ]
    every = {"activityid": "1", "statecode": 1, "_regardingobjectid_value": D1, "subject": "x"}
    pointers = [{**every, **row} for row in rows]
    leads = [{"leadid": lead, "createdon": "2024-01-01T10:00:00Z", "statecode": 1}]
    imported = read(
        _json(tmp_path, "audits.json", AUDIT),
        _json(tmp_path, "opportunities.json", deals),
        _json(tmp_path, "activitypointers.json", {"value": pointers}),
        _json(tmp_path, "leads.json", {"value": leads}),
    )
    log = imported.log
    assert traces(log)[D1] == ("Lead created", "1-Qualify", "Call", "Email", "2-Develop", "Meeting", "Won")
    assert log.kind[:4].tolist() == [EventKind.LEAD, EventKind.STAGE, EventKind.ACTIVITY, EventKind.BUYER]
    assert log.extra[DIRECTION].texts()[:7] == ["", "", "out", "in", "", "", ""]
    assert any("1 row of activitypointers.json open or cancelled" in note for note in imported.summary.notes)


def test_that_lists_and_flows_alone_are_refused_with_what_to_export(tmp_path):
    deals = _json(tmp_path, "opportunities.json", DEALS)
    assert recognise([deals]).source == "dynamics"
    with pytest.raises(
        UserError, match=r"opportunities.json has the present state .* export their audit too"
    ):
        read(deals)
    excel = (
        "(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Status\n"
    )
    excel += f"{D1},abc,2024-01-02 10:00,Acme,Open\n"
    with pytest.raises(UserError, match="export their audit too"):
        read(write(tmp_path, "My Open Opportunities.csv", excel))


def _flow(deal_id: str, stage: str, since: str) -> dict:
    return {
        "businessprocessflowinstanceid": f"f{deal_id}",
        "_opportunityid_value": deal_id,
        "_activestageid_value": stage,
        f"_activestageid_value{SHOWN}": stage.title(),
        "activestagestartedon": since,
        "traversedpath": "a,b",
    }


def test_that_a_flow_alone_is_refused_and_several_snapshots_are_a_history(tmp_path):
    one = [_flow(D1, "develop", "2024-01-05T10:00:00Z")]
    with pytest.raises(UserError, match="only since when the present stage is active"):
        read(_json(tmp_path, "flows.json", one))
    first = _json(tmp_path, "flows1.json", [_flow(D1, "qualify", "2024-01-02T10:00:00Z")])
    second = _json(tmp_path, "flows2.json", [*one, _flow(D2, "qualify", "2024-01-06T10:00:00Z")])
    imported = read(first, second)
    assert traces(imported.log) == {D1: ("Qualify", "Develop"), D2: ("Qualify",)}
    assert any("holds snapshots" in note for note in imported.summary.notes)


def test_that_the_audit_of_a_flow_belongs_to_its_deal(tmp_path):
    flow = "00000007-aaaa-4bbb-8ccc-000000000000"
    a, b = (f"0000000{n}-5555-4bbb-8ccc-000000000000" for n in (1, 2))
    rows = [
        audit(
            flow,
            "2024-01-05T10:00:00Z",
            "opportunitysalesprocess",
            activestageid=(f"processstage,{a}", f"processstage,{b}"),
        )
    ]
    flows = [{**_flow(D1, b, "2024-01-05T10:00:00Z"), "businessprocessflowinstanceid": flow}]
    names = f"processstageid,stagename\n{a},Qualify\n{b},Develop\n"
    imported = read(
        _json(tmp_path, "audits.json", rows),
        _json(tmp_path, "flows.json", flows),
        write(tmp_path, "processstage.csv", names),
    )
    assert traces(imported.log) == {D1: ("Develop",)}
    assert [f.fault for f in imported.summary.findings] == [Fault.CUT_OFF]


def test_that_opportunity_entries_of_business_central_are_a_log(tmp_path):
    text = "Entry No.,Opportunity No.,Sales Cycle Stage,Sales Cycle Stage Description,Date of Change,Active,"
    text += "Date Closed,Action Taken,Salesperson Code,Estimated Value (LCY)\n"
    text += "3,OP1,2,Present,2024-01-05,No,,Won,AB,200\n1,OP1,1,Qualify,2024-01-02,No,,,AB,100\n"
    text += "2,OP1,2,Present,2024-01-05,No,,Next,AB,200\n4,OP2,1,,2024-01-03,Yes,,,AB,10\n"
    text += "5,,1,,2024-01-03,Yes,,,AB,10\n"
    imported = read(write(tmp_path, "Opportunity Entry.csv", text))
    assert traces(imported.log) == {"OP1": ("Qualify", "Present", "Won"), "OP2": ("Stage 1",)}
    assert imported.log.cases.outcome.tolist() == [Outcome.WON, Outcome.OPEN]
    assert imported.summary.reasons == {"no number of the opportunity": 1}


def test_that_users_are_named_by_their_list(tmp_path):
    users = f"systemuserid,fullname,domainname\n{ANN},Ann Berg,ann@x\n{BO},Bo Lund,bo@x\n"
    rows = [{**row, f"_userid_value{SHOWN}": None} for row in AUDIT["value"]]
    for row in rows:
        del row[f"_userid_value{SHOWN}"]
    imported = read(_json(tmp_path, "audits.json", rows), write(tmp_path, "users.csv", users))
    assert set(imported.log.resource.labels) == {"Ann Berg"}


def test_that_an_excel_export_beside_the_audit_is_the_list_of_deals(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        ["(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Topic",
         "Status", "Owner", "Est. Revenue", "Created On", "Pipeline Phase"]
    )  # fmt: skip
    created = datetime(2024, 1, 2, 10)
    sheet.append([D1.upper(), "abc", created, "Acme", "Won", "Bo Lund", 1200.5, created, "2-Develop"])
    book.save(tmp_path / "opportunities.xlsx")
    imported = read(_json(tmp_path, "audits.json", AUDIT), tmp_path / "opportunities.xlsx")
    assert traces(imported.log)[D1] == ("1-Qualify", "2-Develop", "Won")
    cases = imported.log.cases
    assert (cases.name[0], cases.owner.text(0), cases.amount[0]) == ("Acme", "Bo Lund", 1200.5)
    assert ((imported.log.timestamp[1] - imported.log.timestamp[0]) // HOUR) == 72


def test_that_the_stage_of_a_lead_is_not_taken_for_that_of_deals(tmp_path):
    lead = audit("00000005-aaaa-4bbb-8ccc-000000000000", "2024-01-04T10:00:00Z", "lead", stepname=("a", "b"))
    rows = [lead, audit(D1, "2024-01-05T10:00:00Z", salesstage=("0", "1"))]
    assert traces(read(_json(tmp_path, "audits.json", rows)).log) == {D1: ("Develop",)}

"""SuiteCRM: the audit table of opportunities becomes a log."""

from pathlib import Path

import pytest

from mining.sources.read import recognise
from models.case_table import Outcome
from models.errors import UserError
from models.event_log import DIRECTION, EventKind
from models.quality import Fault
from tests.mining.sources.reading import HOUR, changes, read, traces, write

AUDIT = """id,parent_id,date_created,created_by,field_name,data_type,before_value_string,after_value_string,\
before_value_text,after_value_text
a1,o1,2024-01-05 10:00:00,u1,sales_stage,enum,Prospecting,Qualification,NULL,NULL
a2,o1,2024-01-05 10:00:00,u1,amount,currency,1000,1500,NULL,NULL
a3,o1,2024-01-09 09:00:00,u2,sales_stage,enum,Qualification,Closed Won,NULL,NULL
a4,o2,2024-01-12 09:00:00,u2,sales_stage,enum,NULL,NULL,Prospecting,Closed Lost
a5,o3,2024-01-12 09:30:00,u2,sales_stage,enum,Prospecting,Closed Lost,NULL,NULL
a6,o4,,u2,sales_stage,enum,Prospecting,Closed Lost,NULL,NULL
"""
DEALS = """id,name,date_entered,date_modified,assigned_user_id,deleted,opportunity_type,lead_source,amount,\
currency_id,date_closed,sales_stage,probability
o1,Acme,2024-01-02 08:00:00,2024-01-09 09:00:00,u1,0,New Business,Web,1500,-99,2024-02-01,Closed Won,100
o2,Beta,2024-01-03 08:00:00,2024-01-12 09:00:00,u2,0,Existing,Call,700,-99,2024-02-01,Closed Lost,0
o3,Gone,2024-01-03 08:00:00,2024-01-12 09:00:00,u2,1,Existing,Call,700,-99,2024-02-01,Closed Lost,0
o5,New,2024-01-06 08:00:00,2024-01-06 08:00:00,u1,0,Existing,Call,900,-99,2024-02-01,Prospecting,10
o6,Old,2023-01-06 08:00:00,2023-01-06 08:00:00,u1,0,Existing,Call,900,-99,2024-02-01,Prospecting,10
"""
USERS = """id,user_name,first_name,last_name,is_admin
u1,ann,Ann,Berg,0
u2,api,Import,API,1
"""
CALLS = """id,name,date_entered,assigned_user_id,deleted,duration_hours,date_start,date_end,parent_type,status,\
direction,parent_id
c1,First call,2024-01-03 00:00:00,u1,0,0,2024-01-03 12:00:00,2024-01-03 12:30:00,Opportunities,Held,Outbound,o1
c2,Later,2024-01-03 00:00:00,u1,0,0,2024-01-08 12:00:00,2024-01-08 12:30:00,Opportunities,Planned,Outbound,o1
c3,As a lead,2024-01-01 00:00:00,u1,0,0,2024-01-01 12:00:00,2024-01-01 12:30:00,Leads,Held,Inbound,l1
c4,Other,2024-01-01 00:00:00,u1,0,0,2024-01-01 12:00:00,2024-01-01 12:30:00,Accounts,Held,Inbound,x
"""
EMAILS = """id,name,date_sent,assigned_user_id,deleted,type,status,parent_type,parent_id
e1,Re: offer,2024-01-06 12:00:00,u1,0,inbound,read,Opportunities,o1
e2,Offer,2024-01-05 12:00:00,u1,0,out,sent,Opportunities,o1
"""
LEADS = """id,date_entered,created_by,deleted,first_name,last_name,lead_source,status,converted,opportunity_id
l1,2024-01-01 09:00:00,u1,0,Jo,Doe,Web,Converted,1,o1
"""
LEADS_AUDIT = """id,parent_id,date_created,created_by,field_name,data_type,before_value_string,after_value_string
x1,l1,2024-01-01 15:00:00,u1,status,enum,New,Assigned
x2,l1,2024-01-02 07:00:00,u1,status,enum,Assigned,Converted
x3,l1,2024-01-02 07:00:00,u1,assigned_user_id,id,,u1
"""


def _all(folder: Path) -> list[Path]:
    return [
        write(folder, "opportunities_audit.csv", AUDIT),
        write(folder, "opportunities.csv", DEALS),
        write(folder, "users.csv", USERS),
        write(folder, "calls.csv", CALLS),
        write(folder, "emails.csv", EMAILS),
        write(folder, "leads.csv", LEADS),
        write(folder, "leads_audit.csv", LEADS_AUDIT),
    ]


def test_that_the_audit_table_tells_the_stages_and_the_list_when_deals_were_created(tmp_path):
    files = [write(tmp_path, "opportunities_audit.csv", AUDIT), write(tmp_path, "opportunities.csv", DEALS)]
    imported = read(*files)
    assert imported.summary.source == "suitecrm"
    assert traces(imported.log) == {
        "o1": ("Prospecting", "Qualification", "Closed Won"),
        "o2": ("Prospecting", "Closed Lost"),
        "o5": ("Prospecting",),
    }
    cases = imported.log.cases
    assert cases.outcome.tolist() == [Outcome.WON, Outcome.LOST, Outcome.OPEN]
    assert cases.amount.tolist() == [1500.0, 700.0, 900.0]
    assert cases.source.texts() == ["Web", "Call", "Call"]
    assert cases.extra["Amount changes"].texts() == ["1", "0", "0"]
    assert changes(imported.log) == {"o1": [("Amount", "1000", "1500", "u1")]}
    first = imported.log.timestamp[:3]
    assert ((first - first[0]) // HOUR).tolist() == [0, 74, 169]
    assert imported.summary.reasons == {"the deal was deleted in the CRM": 2, "no time": 1}


def test_that_deals_older_than_the_audit_are_not_taken_to_have_never_changed(tmp_path):
    files = [write(tmp_path, "opportunities_audit.csv", AUDIT), write(tmp_path, "opportunities.csv", DEALS)]
    findings = {f.fault: f.examples for f in read(*files).summary.findings}
    assert findings[Fault.NO_HISTORY] == ("o6",)


def test_that_users_activities_and_leads_join_their_deal(tmp_path):
    imported = read(*_all(tmp_path))
    log = imported.log
    assert traces(log)["o1"] == (
        "Lead created",
        "Call",
        "Lead: Assigned",
        "Lead converted",
        "Prospecting",
        "Call",
        "Qualification",
        "Email",
        "Email",
        "Closed Won",
    )
    kinds = log.kind[:10].tolist()
    lead, act, stage, buyer = EventKind.LEAD, EventKind.ACTIVITY, EventKind.STAGE, EventKind.BUYER
    assert kinds == [lead, act, lead, lead, stage, act, stage, act, buyer, stage]
    assert [d for d in log.extra[DIRECTION].texts()[:10] if d] == ["in", "out", "out", "in"]
    assert log.resource.texts()[9] == "Import API"
    assert imported.summary.robots == ("Import API",)
    assert log.cases.owner.texts() == ["Ann Berg", "Import API", "Ann Berg"]
    assert any("1 row of calls.csv without having taken place" in note for note in imported.summary.notes)
    assert any("1 of 3 activities belong to no deal" in note for note in imported.summary.notes)


def test_that_a_list_of_opportunities_alone_is_refused_with_what_to_export(tmp_path):
    file = write(tmp_path, "opportunities.csv", DEALS)
    assert recognise([file]).source == "suitecrm"
    with pytest.raises(UserError, match=r"opportunities.csv .* export the table opportunities_audit"):
        read(file)


def test_that_an_audit_without_the_stage_is_refused(tmp_path):
    kept = [line for line in AUDIT.splitlines() if "sales_stage" not in line]
    with pytest.raises(UserError, match="no change of sales_stage"):
        read(write(tmp_path, "opportunities_audit.csv", "\n".join(kept) + "\n"))


def test_that_times_of_the_database_are_utc_whatever_the_zone(tmp_path):
    file = write(tmp_path, "opportunities_audit.csv", AUDIT)
    assert (read(file).log.timestamp == read(file, timezone="Asia/Tokyo").log.timestamp).all()


def test_that_pages_that_overlap_make_no_event_and_no_change_twice(tmp_path):
    once = read(*_all(tmp_path))
    (tmp_path / "more").mkdir()
    pages = [
        write(tmp_path / "more", f"{name}_2.csv", f"{text}\n")
        for name, text in (("opportunities_audit", AUDIT), ("calls", CALLS), ("leads_audit", LEADS_AUDIT))
    ]
    twice = read(*_all(tmp_path), *pages)
    assert traces(twice.log) == traces(once.log)
    assert twice.log.cases.extra["Amount changes"].texts() == once.log.cases.extra["Amount changes"].texts()
    assert twice.summary.rows == once.summary.rows + 13
    assert twice.summary.reasons["the same record came before (equal id)"] == 10


def test_that_the_same_change_of_one_moment_counts_once(tmp_path):
    doubled = AUDIT + AUDIT.splitlines()[2].replace("a2,", "a2b,") + "\n"
    imported = read(write(tmp_path, "opportunities_audit.csv", doubled))
    assert imported.log.cases.extra["Amount changes"].texts()[0] == "1"


def test_that_an_audit_without_rows_is_told_from_one_that_is_not_there(tmp_path):
    head = AUDIT.splitlines()[0] + "\n"
    audit = write(tmp_path, "opportunities_audit.csv", head)
    with pytest.raises(UserError, match=r"^opportunities_audit\.csv has a header but no rows"):
        read(audit)
    with pytest.raises(UserError, match=r"opportunities_audit\.csv has a header but no rows, so export"):
        read(audit, write(tmp_path, "opportunities.csv", DEALS))


def test_that_close_dates_and_owners_by_name_are_in_the_history(tmp_path):
    audit = AUDIT + (
        "a7,o1,2024-01-06 10:00:00,u1,date_closed,date,2024-02-01,2024-03-01,NULL,NULL\n"
        "a8,o1,2024-01-07 10:00:00,u1,assigned_user_id,relate,u2,u1,NULL,NULL\n"
    )
    files = [write(tmp_path, "opportunities_audit.csv", audit), write(tmp_path, "opportunities.csv", DEALS)]
    found = changes(read(*files, write(tmp_path, "users.csv", USERS)).log)["o1"]
    assert [change[:3] for change in found][:2] == [
        ("Amount", "1000", "1500"),
        ("Close date", "2024-02-01", "2024-03-01"),
    ]
    field, old, new, who = found[2]
    assert (field, new) == ("Owner", who)
    assert not {old, new} & {"u1", "u2"}
